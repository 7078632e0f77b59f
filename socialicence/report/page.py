"""Putting the page together, in the order in which a reader needs its parts, all text escaped; and writing it whole."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from socialicence.report.charts import FURTHER, chart
from socialicence.report.limits import assumed, checked, limits
from socialicence.report.outcomes import in_words, opening_of, outcomes_table
from socialicence.report.people import people
from socialicence.report.why import Why, why
from socialicence.results.finding import footers
from socialicence.results.writing import text_writer, write_all
from socialicence.words import plural

if TYPE_CHECKING:
    import jinja2

    from socialicence.results import Results

ID = "socialicence-summary"
MARK = f'id="{ID}"'
_ESCAPED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
"""Inside a script element only these could end it or open a comment; JSON reads them back as they were."""


def embedded(summary: Mapping[str, Any]) -> str:
    """Return a summary as JSON that may stand in a script element, whatever its texts hold."""
    return json.dumps(summary, allow_nan=False).translate(_ESCAPED)


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


HOME = "socialicence reproduce report.html"


class Reproduction(NamedTuple):
    """Commands to be typed, and the facts that they rest on as pairs of name and value.

    `command` is empty for runs that were made from Python.
    """

    command: str
    again: str
    facts: list[tuple[str, str]]


def reproduction(results: Results) -> Reproduction:
    """Return what is needed to make these runs again."""
    made = results.provenance
    runs, seed = made["runs"], made["seed"]
    seeds = f"{seed}" if runs == 1 else f"{seed} to {seed + runs - 1}, the same in every scenario"
    packages = ", ".join(f"{name} {version}" for name, version in made["packages"].items())
    commit = made.get("git_commit") or "not known"
    if commit.endswith("-dirty"):
        commit = f"{commit.removesuffix('-dirty')}, with changes that are not committed"
    facts = [
        ("Runs", f"{plural(runs, 'run')} of each scenario, {plural(made['citizens'], 'citizen')}"),
        ("Months", ", ".join(sorted({str(months) for months in results.lengths.values()}, key=int))),
        ("Seeds", seeds),
        ("Model", f"version {made['model_version']}, package {made['version']}, commit {commit}"),
        ("Python", f"{made['python']}; {packages}"),
        ("Simulated in", f"{made['wall_seconds']:.1f} seconds"),
    ]
    return Reproduction(made.get("command") or "", HOME, facts)


NAME = "report.html"


def write_report(
    results: Results,
    folder: str | Path,
    *,
    explained: bool = True,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Write the report of a set of runs into a folder, as `report.html`.

    Parameters
    ----------
    results : Results
    folder : str or Path
        Made if it does not exist.
    explained : bool
        Whether more runs are made to tell what each group of choices contributes (see `report.why`).
    workers : int, optional
        Those runs side by side; what this machine allows if not given.
    progress : callable, optional
        Called with the work done and the work in all.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    InputError
        If it cannot be written there. What was there before is as it was.
    """
    text = page(results, explained=explained, workers=workers, progress=progress)
    return write_all(Path(folder), {NAME: text_writer(text)})[0]


def remove_report(folder: str | Path) -> bool:
    """Remove a report of other runs, so that none stands beside files it does not tell of; return whether it did.

    A file of that name that no report of ours is stays where it is.
    """
    path = Path(folder) / NAME
    try:
        if not path.is_file() or MARK not in path.read_text(encoding="utf-8", errors="replace"):
            return False
        path.unlink()
    except OSError:
        return False
    return True
