"""Charts of the report: inline SVG with words for those who do not see it, and the numbers in a table behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import isnan
from typing import TYPE_CHECKING, Any, NamedTuple

from socialicence.categories import FUTURE_NAMES
from socialicence.errors import InputError
from socialicence.figures.style import percent, points, with_choices
from socialicence.outcomes.registry import OUTCOMES
from socialicence.report.words import Table
from socialicence.results.finding import is_as_today, main_scenario
from socialicence.words import capital, lower, shortened

if TYPE_CHECKING:
    import pandas as pd

    from socialicence.results import Results

Titles = Mapping[str, str]
EVERY = 12
"""Months between two columns of a course."""


def _crossroads(drawn: pd.DataFrame, titles: Titles) -> Table:
    """Where each scenario's runs stand, and which future they are nearest to."""
    dots = drawn[drawn["mark"] == "run"]
    rows = []
    for name, own in dots.groupby("scenario", sort=False, observed=True):
        counts = [str(int((own["nearest"] == future).sum())) for future in FUTURE_NAMES]
        place = (f"{own['cross_department'].mean():.2f}", percent(float(own["external_access"].mean())))
        backing = percent(float(own["licence_affected"].mean()))
        rows.append((with_choices(str(name), titles), *place, backing, *counts))
    near = [f"Runs nearest {label}" if key != "none" else "Near none" for key, label in FUTURE_NAMES.items()]
    outside, backing = (OUTCOMES[name].label for name in ("external_access", "licence_affected"))
    head = ("", "Joined up: desks a month", outside, backing, *near)
    return Table("Mean over the runs of each scenario, and where they end", head, rows, number=True)


def _personas(drawn: pd.DataFrame, titles: Titles) -> Table:
    rows = [
        (
            f"{capital(row.requester)}: {_lower(with_choices(row.scenario, titles))}",
            f"{row.runs_with_evidence} of {row.of}",
            f"{row.held_up_at} ({row.held_up_at_runs})" if row.held_up_at_runs else "not held up",
            f"{row.held_up_why} ({row.held_up_why_runs})" if row.held_up_why_runs else "",
        )
        for row in drawn.itertuples()
    ]
    head = ("", "Runs with usable evidence within two years", "Most often held up at (runs)", "Most often why (runs)")
    return Table("Each person's story in each scenario, in runs", head, rows)


def _waiting(drawn: pd.DataFrame, titles: Titles) -> Table:
    reasons = list(dict.fromkeys(drawn.sort_values("desk_months", ascending=False, kind="stable")["why"]))
    grid = drawn.pivot_table(index="stage", columns="why", values="desk_months_per_10_projects", sort=False)
    rows = [
        (capital(str(stage)), *(_number(grid.loc[stage, why], 1) for why in reasons))
        for stage in dict.fromkeys(drawn["stage"])
    ]
    head = ("Desk", *(capital(why) for why in reasons))
    return Table("Months at each desk for every ten projects, by the main reason", head, rows, number=True)


def _contributions(drawn: pd.DataFrame, titles: Titles) -> Table:
    """A row for each choice, a column for each outcome; alone above, last below."""
    from socialicence.figures.contributions import amount, outcome_name, unit_of

    outcomes = list(dict.fromkeys(drawn["outcome"]))
    labels = drawn.drop_duplicates("lever").set_index("lever")["label"]
    by_place = drawn.set_index(["lever", "outcome"])

    def effect(lever: str, outcome: str) -> str:
        if (lever, outcome) not in by_place.index:
            return ""
        row, lines = by_place.loc[(lever, outcome)], []
        for kind in ("alone", "last"):
            value, low, high = (float(row[f"{kind}{end}"]) for end in ("", "_low", "_high"))
            if not isnan(value):
                spread = "" if isnan(low) else f" ({amount(low, outcome)} to {amount(high, outcome)})"
                lines.append(f"{amount(value, outcome)}{spread}")
        return "\n".join(lines)

    rows = [(str(label), *(effect(str(lever), name) for name in outcomes)) for lever, label in labels.items()]
    head = ("Choices", *(f"{outcome_name(name)}, {unit_of(name)}" for name in outcomes))
    caption = (
        "Mean (10th to 90th percentile) over paired runs: added alone to today; below it, added last to the others"
    )
    return Table(caption, head, rows, number=True)


def _months_to_access(drawn: pd.DataFrame, titles: Titles) -> Table:
    months = sorted(month for month in drawn["month"].unique() if month % EVERY == 0 and month > 0)
    rows = []
    for (requester, name, kind), own in drawn.groupby(["requester", "scenario", "curve"], sort=False, observed=True):
        by_month = own.set_index("month")["share"]
        label = f"{capital(str(requester))}: {_lower(with_choices(str(name), titles))}"
        label += "" if kind == "share with access" else f", {kind}"
        rows.append((label, *(_percent(by_month.get(month)) for month in months)))
    head = ("", *(f"Month {month}" for month in months))
    return Table("Share of projects with access, by months since the idea", head, rows, number=True)


def _licence(drawn: pd.DataFrame, titles: Titles) -> Table:
    rows = [
        (row.label, percent(row.everyone), percent(row.affected), points(row.gap),
         f"{points(row.gap_p10)} to {points(row.gap_p90)}")
        for row in drawn.itertuples()
    ]  # fmt: skip
    head = ("Use, segment or region", "Backing: everyone", "Backing: affected", "Gap in points", "Spread of the gap")
    return Table("Backing by group, mean over the last two years", head, rows, number=True)


def _trust(drawn: pd.DataFrame, titles: Titles) -> Table:
    first, last = drawn["month"].min(), drawn["month"].max()
    kinds = list(dict.fromkeys(drawn["organisation"]))
    levels = drawn.set_index(["segment", "organisation", "month"])["trust"]
    rows = [
        (
            capital(str(segment)),
            *(
                f"{_percent(levels.get((segment, kind, first)))} to {_percent(levels.get((segment, kind, last)))}"
                for kind in kinds
            ),
        )
        for segment in dict.fromkeys(drawn["segment"])
    ]
    head = ("Attitude segment", *(capital(str(kind)) for kind in kinds))
    return Table(f"Trust with data at the start and after {int(last)} months", head, rows, number=True)


def _believed_licence(drawn: pd.DataFrame, titles: Titles) -> Table:
    rows = [
        (
            capital(str(ended)), f"{len(own):,}", f"{int(own['error'].sum()):,}",
            percent(float(own["perceived_licence"].mean())), percent(float(own["licence_affected"].mean())),
        )
        for ended, own in drawn.groupby("ended", sort=False)
    ]  # fmt: skip
    head = ("How projects ended", "Projects", "Of them in error", "Backing believed (mean)", "Backing (mean)")
    return Table("Believed and actual backing of projects that ended", head, rows, number=True)


def _lower(text: str) -> str:
    return lower(shortened(text))


def _percent(share: float | None) -> str:
    return "not known" if share is None else percent(float(share))


def _number(value: float, digits: int) -> str:
    return "" if isnan(value) else f"{value:.{digits}f}"


TABLES: Mapping[str, Callable[[Any, Titles], Table]] = {
    "crossroads": _crossroads,
    "personas": _personas,
    "waiting": _waiting,
    "contributions": _contributions,
    "months_to_access": _months_to_access,
    "licence": _licence,
    "trust": _trust,
    "believed_licence": _believed_licence,
}
"""By the name of the figure: from the frame that it draws and the titles of scenarios to a table."""


FURTHER = ("months_to_access", "licence", "trust", "believed_licence")
"""Pictures that stand at the end: worth a look, and not needed to know the answer."""

VIEW = re.compile(r'viewBox="\S+ \S+ (\S+) ')
POINTS = 12.6
"""Points of a picture to the width of a letter of the page, so that its letters are little smaller than the page's."""
MONTHLY = {
    "crossroads": (("joined_up",), True),
    "licence": (("licence_everyone", "licence_affected"), False),
    "trust": (("trust",), False),
}
"""Monthly measures that a figure draws, and whether of all scenarios: those of a large ensemble are many."""


class Chart(NamedTuple):
    """A picture, and all that it says in words and numbers.

    Attributes
    ----------
    name : str
        Its id on the page.
    finding : str
        What it shows: its title.
    svg : str
        An `<svg>` element, without title and caption.
    caption : str
        What it is based on.
    table : Table
    """

    name: str
    finding: str
    svg: str
    caption: str
    table: Table


def chart(name: str, results: Results, tables: Mapping[str, Any] | None = None, *, title: str = "") -> Chart | None:
    """Return a figure as a chart of the page; None where these results have nothing to draw.

    Parameters
    ----------
    name : str
        One of `figures.FIGURES`.
    results : Results
    tables : mapping of str to DataFrame, optional
        Tables that are not of the results, such as `contributions`.
    title : str
        Stands above the picture in place of the finding, where the page has just said that.
    """
    from socialicence import figures

    titles = {scenario: one.label for scenario, one in results.scenarios.items()}
    given = _Given(name, results, tables or {})
    try:
        figure = figures.draw(name, given, titles=titles, changed=not is_as_today(results))
    except InputError:
        return None
    said = figures.described(figure)
    return Chart(
        name=f"chart-{name.replace('_', '-')}",
        finding=title or said.finding,
        svg=_sized(figures.inline_svg(figure, f"figure-{name.replace('_', '-')}", words=False)),
        caption=said.caption,
        table=TABLES[name](said.table, titles),
    )


def _sized(svg: str) -> str:
    """Let a picture grow no wider than its letters ask: a narrow one would shout."""
    width = float(VIEW.search(svg)[1])  # type: ignore[index]
    return svg.replace("<svg", f'<svg style="--width: {width / POINTS:.1f}rem"', 1)


class _Given:
    """Tables by name: those given, else those of the results; of the monthly measures only what the figure draws."""

    def __init__(self, name: str, results: Results, tables: Mapping[str, Any]) -> None:
        self._name, self._results, self._tables = name, results, tables

    def __getattr__(self, name: str) -> Any:
        if name in self._tables:
            return self._tables[name]
        if name != "months":
            return getattr(self._results, name)
        measures, whole = MONTHLY[self._name]
        return (self._results if whole else self._results.only(main_scenario(self._results))).months_of(*measures)
