"""Figures: a tidy frame in, a matplotlib Figure out; one function a figure.

Every function takes the result tables by name (`runs, months, projects, stages, personas, contributions`) and gives a
figure that carries its finding, its text alternative and the table of what it draws:

>>> figure = trust_by_segment(results.months, results.runs)  # doctest: +SKIP
>>> figures.alternative(figure), figures.table(figure)  # doctest: +SKIP
>>> figures.save_figure(figure, Path("trust.svg"))  # doctest: +SKIP

All that a set of results allows, in the order in which they are told:

>>> for name in FIGURES:  # doctest: +SKIP
...     figure = figures.draw(name, results)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import signature
from typing import Any

from socialicence.errors import InputError, unknown
from socialicence.figures.access import months_to_access
from socialicence.figures.believed import believed_licence
from socialicence.figures.contributions import contributions
from socialicence.figures.crossroads import crossroads
from socialicence.figures.differences import differences
from socialicence.figures.frames import Description, alternative, described, table
from socialicence.figures.licence import licence_by_group
from socialicence.figures.personas import personas_by_scenario
from socialicence.figures.saving import inline_svg, save_figure
from socialicence.figures.timeline import timeline
from socialicence.figures.trust import trust_by_segment
from socialicence.figures.waiting import waiting_by_desk

FIGURES: dict[str, Callable[..., Any]] = {
    "crossroads": crossroads,
    "personas": personas_by_scenario,
    "months_to_access": months_to_access,
    "waiting": waiting_by_desk,
    "licence": licence_by_group,
    "trust": trust_by_segment,
    "believed_licence": believed_licence,
    "timeline": timeline,
    "contributions": contributions,
    "differences": differences,
}
"""Every figure by name. A parameter without default, and `months` and `projects` of the crossroads, is a table."""
TABLES = ("runs", "months", "projects", "stages", "personas", "contributions")

__all__ = [
    "FIGURES",
    "TABLES",
    "Description",
    "alternative",
    "believed_licence",
    "contributions",
    "crossroads",
    "described",
    "differences",
    "draw",
    "inline_svg",
    "licence_by_group",
    "months_to_access",
    "personas_by_scenario",
    "save_figure",
    "table",
    "timeline",
    "trust_by_segment",
    "waiting_by_desk",
]


def draw(name: str, results: Any, **options: Any) -> Any:
    """Draw a figure by name.

    Parameters
    ----------
    name : str
        One of `FIGURES`.
    results : Results or mapping
        Where its tables come from: attributes, or keys, of the names in `TABLES`.
    **options
        What else the figure takes, such as `scenario` or `titles`; what it does not take is passed over, so that one
        set of options serves all.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    InputError
        If there is no such figure, a table that it needs is missing, or there is nothing to draw.
    """
    if name not in FIGURES:
        raise unknown("figure", name, FIGURES)
    parameters = signature(FIGURES[name]).parameters
    given = {}
    for table_name in TABLES:
        if table_name in parameters:
            frame = _table(results, table_name)
            if frame is None and parameters[table_name].default is parameters[table_name].empty:
                raise InputError(f"figure {name!r} needs the table {table_name!r}, which these results do not have")
            given[table_name] = frame
    return FIGURES[name](**given, **{key: value for key, value in options.items() if key in parameters})


def _table(results: Any, name: str) -> Any:
    return results.get(name) if isinstance(results, Mapping) else getattr(results, name, None)
