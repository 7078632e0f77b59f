"""Charts of the report: inline SVG with words for those who do not see it, and the numbers in a table behind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from socialicence.errors import InputError
from socialicence.report.chart_tables import TABLES
from socialicence.report.table import Table
from socialicence.results.finding import is_as_today

if TYPE_CHECKING:
    from socialicence.results import Results

FURTHER = ("months_to_access", "licence", "trust", "believed_licence")
"""Pictures that stand at the end: worth a look, and not needed to know the answer."""


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
    given = _Given(results, tables or {})
    try:
        figure = figures.draw(name, given, titles=titles, changed=not is_as_today(results))
    except InputError:
        return None
    said = figures.described(figure)
    return Chart(
        name=f"chart-{name.replace('_', '-')}",
        finding=title or said.finding,
        svg=figures.inline_svg(figure, f"figure-{name.replace('_', '-')}", words=False),
        caption=said.caption,
        table=TABLES[name](said.table, titles),
    )


class _Given:
    """Tables by name: those given, else those of the results."""

    def __init__(self, results: Results, tables: Mapping[str, Any]) -> None:
        self._results, self._tables = results, tables

    def __getattr__(self, name: str) -> Any:
        if name in self._tables:
            return self._tables[name]
        return getattr(self._results, name)
