"""Charts of the report: inline SVG with words for those who do not see it, and the numbers in a table behind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from socialicence.errors import InputError
from socialicence.report.chart_tables import TABLES
from socialicence.report.words import Table
from socialicence.results.finding import is_as_today, main_scenario

if TYPE_CHECKING:
    from socialicence.results import Results

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
