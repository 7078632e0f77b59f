"""Which checks of the model pass and which fail, as last run in full: failures first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from socialicence.categories import FUTURES
from socialicence.checks.page import headline
from socialicence.checks.patterns import PATTERNS
from socialicence.checks.stored import COMMITTED, read_result
from socialicence.words import capital

if TYPE_CHECKING:
    from socialicence.results import Results

ORDER = ("fail", "not judged", "pass", "not checked")
SIGNS = {"pass": "✓", "fail": "✗", "not judged": "?", "not checked": "–"}


class Check(NamedTuple):
    """One check: what is expected of the model, and whether it is so."""

    name: str
    title: str
    expected: str
    found: list[str]
    verdict: str
    sign: str


class Checked(NamedTuple):
    """All checks, what they come to, and on which version they were run."""

    headline: str
    made: str
    checks: list[Check]
    own_stages: bool


def checked(results: Results) -> Checked:
    """Return the committed result of all checks, failures first."""
    result = read_result(COMMITTED)
    findings = sorted(result["findings"], key=lambda one: ORDER.index(one["verdict"]))
    return Checked(
        headline(result["counts"]),
        _made(result["provenance"], results.provenance["model_version"]),
        [_check(one) for one in findings],
        bool(results.provenance.get("stages")),
    )


def _check(one: dict[str, Any]) -> Check:
    pattern = PATTERNS.get(one["pattern"])
    title = pattern.title if pattern is not None else ""
    return Check(one["pattern"], title, one["expectation"], _parts(one["found"]), one["verdict"], SIGNS[one["verdict"]])


def _parts(found: str) -> list[str]:
    """What was found, a part at a time, with futures by their titles."""
    for name, label in FUTURES.items():
        found = re.sub(rf"\b{name}\b", label, found)
    return [capital(part) for part in found.split("; ")]


def _made(made: dict[str, Any], version: int) -> str:
    text = f"Run in full on {made['date']} with model version {made['model_version']}"
    if made["model_version"] != version:
        return f"{text}; the runs of this report are of version {version}, for which they have not been run."
    return f"{text}, the version of this report."
