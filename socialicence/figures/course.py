"""The way the system goes at the crossroads: for each scenario, where its runs stand at the end of each year."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialicence.categories import OrganisationType
from socialicence.figures.frames import checked, of_done, scenarios_of
from socialicence.outcomes.two_years import last_two_years

OUTSIDE = tuple(
    kind.label for kind in (OrganisationType.UNIVERSITIES, OrganisationType.CHARITIES, OrganisationType.COMPANIES)
)
"""Recipients outside government."""


def course(runs: pd.DataFrame, months: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    """Return the mean place of each scenario's runs at the end of each year, measured as at the end of a run.

    Parameters
    ----------
    runs, months, projects : DataFrame
        Of the results; of months only the measure `joined_up` is used.

    Returns
    -------
    DataFrame
        `scenario, month, cross_department, external_access`: means over runs of the mean over the last 24 months (or
        fewer, before). The last row of a scenario is the mean of its runs.
    """
    checked(months, "months", ["scenario", "run", "month", "measure", "value"])
    joined = of_done(months[months["measure"] == "joined_up"], runs)
    opened = of_done(_accesses(checked(projects, "projects", ["recipient", "started_month"])), runs)
    rows = [row for name in scenarios_of(runs) for row in _of_scenario(name, runs, joined, opened)]
    return pd.DataFrame(rows, columns=["scenario", "month", "cross_department", "external_access"])


def _accesses(projects: pd.DataFrame) -> pd.DataFrame:
    """When each access was, and whether it went outside government."""
    reached = projects[projects["months_to_access"].notna()]
    return pd.DataFrame(
        {
            "scenario": reached["scenario"].astype(str),
            "run": reached["run"],
            "when": reached["started_month"] + reached["months_to_access"],
            "outside": reached["recipient"].isin(OUTSIDE).astype(float),
        }
    )


def _of_scenario(
    name: str, runs: pd.DataFrame, joined: pd.DataFrame, opened: pd.DataFrame
) -> list[tuple[str, int, float, float]]:
    own = joined[joined["scenario"] == name]
    access = opened[opened["scenario"] == name]
    if own.empty:
        return []
    numbers = runs.loc[runs["scenario"] == name, "run"]
    end = int(own["month"].max())
    rows = []
    for month in sorted({*range(12, end + 1, 12), end}):
        first = last_two_years(month).start - 1
        across = own[(own["month"] > first) & (own["month"] <= month)].groupby("run")["value"].mean()
        recent = access[(access["when"] > first) & (access["when"] <= month)].groupby("run")["outside"].mean()
        # A run without any access has none that goes outside, as in its outcome.
        up = recent.reindex(numbers, fill_value=0.0)
        rows.append((name, month, float(np.mean(across)), float(np.mean(up))))
    return rows
