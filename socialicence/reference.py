"""Generated parts of documents as Markdown: parameters and columns for the ODD, results of checks for validation.

python -m socialicence.reference --write docs/odd.md
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from socialicence.assumptions.listed import assumptions_made, assumptions_table, quality_table
from socialicence.calibration.stored import fit_table, identified_table, predictions_table, rankings_table
from socialicence.checks.stored import checks_table, exchanges_table, nearest_table
from socialicence.data.columns import number_columns
from socialicence.data.survey import COLUMNS as SURVEY
from socialicence.errors import InputError, unknown
from socialicence.parameters import Parameter, parameters
from socialicence.results.writing import whole
from socialicence.state import observations, tables
from socialicence.words import markdown_table

PLACE = Path("docs/odd.md")
_COLUMNS = (
    ("Citizen", tables.CITIZEN),
    ("Department", tables.DEPARTMENT),
    ("Professional (a post and who holds it)", tables.PROFESSIONAL),
    ("Requester", tables.REQUESTER),
    ("Project", tables.PROJECT),
    ("Desk visit", tables.VISIT),
    ("Message", tables.MESSAGE),
    ("Incident", tables.INCIDENT),
    ("Reference context", tables.CONTEXT),
    ("Use of data (a context or a project, as it is judged)", tables.USE),
    ("System (counted each month)", observations.SYSTEM),
)
_PART = re.compile(r"(<!-- generated: (?P<name>[\w-]+) -->\n).*?(<!-- /generated -->)", re.DOTALL)


def _facts(parameter: Parameter) -> tuple[str, ...]:
    """What levers and parameters have in common: name, value, range, unit, grade, label."""
    value, low, high = (f"{number:.12g}" for number in (parameter.default, parameter.low, parameter.high))
    return f"`{parameter.name}`", value, f"{low} to {high}", parameter.unit, parameter.grade, parameter.label


def parameter_table() -> str:
    """Return every lever and every parameter: default, range, unit, grade of evidence, meaning, source."""
    levers = [p for p in parameters().values() if p.is_lever]
    beliefs = [p for p in parameters().values() if not p.is_lever]
    facts = ("range", "unit", "grade", "what")
    chosen = markdown_table(
        ("lever", "today", *facts, "low end", "high end", "source"),
        ((*_facts(p), p.low_means, p.high_means, p.source) for p in levers),
    )
    believed = markdown_table(("parameter", "default", *facts, "source"), ((*_facts(p), p.source) for p in beliefs))
    return f"### Levers ({len(levers)})\n\n{chosen}\n### Parameters ({len(beliefs)})\n\n{believed}"


def column_tables() -> str:
    """Return the columns of each table: name, unit, numbers in a row, meaning."""
    parts = []
    for title, columns in _COLUMNS:
        rows = ((f"`{c.name}`", c.unit, c.width, c.meaning) for c in columns)
        parts.append(f"#### {title}\n\n{markdown_table(('column', 'unit', 'numbers', 'meaning'), rows)}")
    return "\n".join(parts)


def number_table() -> str:
    """Return every number that departments, contexts, shocks and recommendations are given: range, source, grade."""
    rows = (
        (one.table.replace("_", " "), f"`{one.column}`", f"{one.low:g} to {one.high:g}", one.unit, one.grade, one.label,
         one.meaning, one.source)
        for one in number_columns().values()
    )  # fmt: skip
    head = ("table", "column", "range", "unit", "grade", "what", "meaning", "source of the model's own")
    return markdown_table(head, rows).rstrip()


def survey_table() -> str:
    """Return the columns that somebody else's survey may have."""
    rows = (
        (f"`{one.name}`", one.meaning, one.allowed, "it is needed" if one.needed else one.without) for one in SURVEY
    )
    return markdown_table(("column", "what", "allowed", "without it"), rows).rstrip()


GENERATED: dict[str, Callable[[], str]] = {
    "parameters": parameter_table,
    "columns": column_tables,
    "numbers-given": number_table,
    "survey-columns": survey_table,
    "checks": checks_table,
    "nearest": nearest_table,
    "exchanges": exchanges_table,
    "fit-2021": fit_table,
    "identified-2021": identified_table,
    "predictions-2021": predictions_table,
    "rankings-2021": rankings_table,
    "assumptions-made": assumptions_made,
    "assumptions-quality": quality_table,
    "assumptions": assumptions_table,
}


def renewed(text: str) -> str:
    """Return a document with its generated parts as they should be.

    Raises
    ------
    InputError
        If it has no generated part, or one of an unknown name.
    """

    def replaced(part: re.Match[str]) -> str:
        name = part["name"]
        if name not in GENERATED:
            raise unknown("generated part", name, GENERATED)
        return f"{part[1]}\n{GENERATED[name]()}\n{part[3]}"

    new, count = _PART.subn(replaced, text)
    if count == 0:
        raise InputError("no part to generate was found; write <!-- generated: parameters --> and <!-- /generated -->")
    return new


def main(arguments: Sequence[str] | None = None) -> int:
    """Write or check the generated parts; 0 done, 1 stale, 2 bad input."""
    parser = argparse.ArgumentParser(prog="python -m socialicence.reference", description=__doc__)
    task = parser.add_mutually_exclusive_group(required=True)
    task.add_argument("--write", action="store_true", help="write the generated parts")
    task.add_argument("--check", action="store_true", help="exit with 1 if a generated part is stale")
    parser.add_argument("path", nargs="?", type=Path, default=PLACE, help=f"the document ({PLACE})")
    chosen = parser.parse_args(arguments)
    try:
        old = chosen.path.read_text(encoding="utf-8")
        new = renewed(old)
        if new != old and chosen.write:
            with whole(chosen.path) as place:
                place.write_text(new, encoding="utf-8")
    except (InputError, OSError, UnicodeDecodeError) as error:
        print(f"{chosen.path}: {error}", file=sys.stderr)
        return 2
    if new != old and chosen.check:
        print(f"{chosen.path} is stale: python -m socialicence.reference --write {chosen.path}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
