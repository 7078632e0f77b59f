"""What an incident does: trust by type of organisation, backing and opting out, against the same plan without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from socialicence.categories import OrganisationType
from socialicence.dashboard.charts import phone
from socialicence.dashboard.charts.chart import (
    Chart,
    Option,
    Theme,
    axis,
    categories,
    effects,
    legend,
    made,
    rounded,
    theme_of,
)
from socialicence.dashboard.charts.contributions import outcomes
from socialicence.errors import InputError
from socialicence.figures.style import wrapped
from socialicence.state.tables import Array
from socialicence.words import capital

if TYPE_CHECKING:
    import pandas as pd

    from socialicence.dashboard.course import Course

WORST, END = "At its worst", "After five years"
USUAL = 15.0
"""Reach of the axis in points: always this, unless an effect lies beyond."""
NOTE = (
    "Pairs of runs on the same seeds, with and without the incident. Line: 8 in 10 pairs of this model, at its worst; "
    "real life could fall outside."
)


def incident(course: Course, without: Course, theme: str = "light") -> Chart:
    """Draw what the incident of a plan does.

    Parameters
    ----------
    course : Course
        Of a plan with an incident.
    without : Course
        Of the same plan without it.
    theme : {"light", "dark"}

    Raises
    ------
    InputError
        If the plan has no incident.
    """
    if course.plan.incident is None:
        raise InputError(f"{course.label}: nothing goes wrong in this plan; there is nothing to draw")
    colours = theme_of(theme)
    table = differences(course, without)
    summary = _summary(table, course)
    most = float(np.abs(table.select_dtypes("number").to_numpy(dtype=float)).max())
    reach = USUAL if most <= USUAL else 5 * np.ceil(most / 5)
    option = {
        "grid": {"left": 10, "right": 28, "top": 44, "bottom": 48, "containLabel": True},
        "legend": legend(colours, [WORST, END], itemWidth=15),
        "xAxis": axis(
            colours, "Difference from the same plan without it (points)", min=-reach, max=reach,
            nameLocation="middle", nameGap=36,
        ),
        "yAxis": categories(colours, [wrapped(name, 40) for name in table["measure"]]),
        "series": [_dots(table, WORST, colours), _dots(table, END, colours)],
    }  # fmt: skip
    narrow = phone.rows(
        xAxis=phone.numbers(name="Points", interval=float(reach)),
        yAxis=phone.names(table["measure"]),
    )
    return made(colours, option, narrow, _title(table, course), summary, table, NOTE)


def differences(course: Course, without: Course) -> pd.DataFrame:
    """Return the difference that the incident makes, in points: at its worst after it happened, and at the end."""
    import pandas as pd

    assert course.plan.incident is not None
    runs = min(course.number_of_runs, without.number_of_runs)
    first = max(1, int(course.plan.incident.month))
    rows = []
    for name, measure, kind, group, factor in _measures():
        with_it, other = (one.monthly(measure, kind, group)[:runs].astype(float) for one in (course, without))
        difference: Array = factor * (with_it - other)
        after = difference[:, first:]
        worst = int(np.abs(after.mean(axis=0)).argmax())
        low, high = np.percentile(after[:, worst], (10, 90))
        rows.append(
            {
                "measure": name,
                WORST: round(float(after[:, worst].mean()), 2),
                "10th percentile": round(float(low), 2),
                "90th percentile": round(float(high), 2),
                END: round(float(difference[:, -1].mean()), 2),
            }
        )
    return pd.DataFrame(rows)


def _measures() -> list[tuple[str, str, str, str, float]]:
    """Name on the screen, measure, kind of group, group, and what makes points of it."""
    trust = [
        (f"Trust: {kind.label}", "trust", "organisation", kind.label, 100.0) for kind in OrganisationType
    ]  # fmt: skip
    return [
        *trust,
        (outcomes()["licence_affected"], "licence_affected", "all", "all", 100.0),
        (outcomes()["objecting_percent"], "objecting_percent", "all", "all", 1.0),
    ]


def _dots(table: pd.DataFrame, which: str, colours: Theme) -> Option:
    worst = which == WORST
    spread = zip(table["10th percentile"], table["90th percentile"], strict=True)
    ends = [[{"coord": [low, row]}, {"coord": [high, row]}] for row, (low, high) in enumerate(spread)]
    dots = [[rounded(value, 2), row] for row, value in enumerate(table[which])]
    return effects(colours, which, dots, ends if worst else None, full=worst, z=4 if worst else 5)


def _title(table: pd.DataFrame, course: Course) -> str:
    trust = table[table["measure"].str.startswith("Trust: ")]
    most = trust.loc[trust[WORST].abs().idxmax()]
    name = str(most["measure"]).removeprefix("Trust: ")
    worst, end = _points(most[WORST]), _points(most[END])
    return f"{course.label}: trust in {name} moves most, {worst} at its worst and {end} after five years"


def _points(value: float) -> str:
    text = f"{value:+.1f}".replace("-", "−")
    return "no difference" if float(f"{value:.1f}") == 0 else f"{text} points"


def _summary(table: pd.DataFrame, course: Course) -> str:
    """What moves most, and what it does to backing and to opting out."""
    import pandas as pd

    assert course.plan.incident is not None
    trust = table["measure"].str.startswith("Trust: ")
    most = table.loc[trust, WORST].abs().idxmax()
    others = table[trust].drop(index=most)[WORST].abs().max()
    told = [
        f"{str(row['measure']).replace('Trust: ', 'trust in ')} {_points(row[WORST])} at its worst, "
        f"{_points(row[END])} after five years"
        for _, row in pd.concat([table.loc[[most]], table[~trust]]).iterrows()
    ]
    told.insert(1, f"trust in the others by at most {others:.1f} points")
    return f"{course.plan.incident.sentence} {capital('; '.join(told))}."
