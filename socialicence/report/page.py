"""Putting the page together: every part in the order in which a reader needs it, all text escaped."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from socialicence.report.assumed import assumed
from socialicence.report.charts import FURTHER, chart
from socialicence.report.checked import checked
from socialicence.report.embedded import ID, embedded
from socialicence.report.limits import limits
from socialicence.report.opening import opening_of
from socialicence.report.outcomes import in_words, outcomes_table
from socialicence.report.people import people
from socialicence.report.reproduce import reproduction
from socialicence.report.why import Why, why
from socialicence.results.finding import footers

if TYPE_CHECKING:
    import jinja2

    from socialicence.results import Results

CROSSROADS = (
    "Each mark is one run of the model. Further right, departments join up; further up, people outside government can "
    "use the data."
)
TEMPLATES = Path(__file__).parent / "templates"


def page(
    results: Results,
    *,
    explained: bool = True,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> str:
    """Return the report of a set of runs as one HTML page that needs nothing else.

    Parameters
    ----------
    results : Results
    explained : bool
        Whether more runs are made to tell what each group of choices contributes.
    workers : int, optional
        Those runs side by side; what this machine allows if not given.
    progress : callable, optional
        Called with the work done and the work in all, while those runs are made.

    Returns
    -------
    str
    """
    return (
        _environment()
        .get_template("report.html.j2")
        .render(_content(results, why(results, explained=explained, workers=workers, progress=progress)))
    )


def _content(results: Results, reasons: Why) -> dict[str, Any]:
    """All that the template shows, in its order."""
    return {
        "opening": opening_of(results),
        "crossroads": chart("crossroads", results, title=CROSSROADS),
        "limits": limits(results),
        "outcomes": outcomes_table(results),
        "outcomes_in_words": in_words(results),
        "footers": footers(results),
        "people": people(results),
        "personas": chart("personas", results),
        "why": reasons,
        "checked": checked(results),
        "assumed": assumed(),
        "reproduction": reproduction(results),
        "further": [found for found in (chart(name, results) for name in FURTHER) if found is not None],
        "summary_id": ID,
        "summary": embedded(results.summary),
        "style": (TEMPLATES / "report.css").read_text(encoding="utf-8"),
    }


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
