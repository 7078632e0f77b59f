"""Committed results of the checks as Markdown, for the generated parts of `docs/validation.md`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from socialicence.categories import FUTURE_NAMES
from socialicence.checks.stored import COMMITTED, large_part, read_result
from socialicence.words import markdown_table, with_interval


def checks_table() -> str:
    """Return the committed result of all patterns: a row each."""
    result = read_result(COMMITTED)
    made, counts = result["provenance"], result["counts"]
    rows = (
        (one["pattern"], one["expectation"], one["tolerance"], one["found"], _size(one), one["verdict"])
        for one in result["findings"]
    )
    told = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    return (
        f"Made {made['date']} with model version {made['model_version']} in {made['seconds']:.0f} seconds: {told}.\n\n"
        + markdown_table(("", "expected", "tolerance, and why", "found (95 % interval)", "runs", ""), rows)
    )


def _size(one: Mapping[str, Any]) -> str:
    if not one["runs"]:
        return "-"
    return f"{one['runs']} of {one['citizens']:,}" if one["citizens"] else str(one["runs"])


def nearest_table() -> str:
    """Return where the files and random levers end, over seeds and over draws of all beliefs."""
    found = large_part()
    made, draws = found["provenance"], found["draws"]
    parts = [
        *((f"{name}, over seeds", row) for name, row in found["seeds"].items()),
        *((f"{name}, over draws of {draws['beliefs']} beliefs", draws[name]) for name in found["seeds"]),
        ("all levers drawn at random", found["levers"]),
    ]
    rows = [(name, row["runs"], *(row["nearest"].get(end, 0) for end in FUTURE_NAMES)) for name, row in parts]
    return (
        f"Made {made['date']} with model version {made['model_version']}, {made['citizens']:,} citizens: "
        f"`{made['command']}`. Counts of runs.\n\n" + markdown_table(("choices", "runs", *FUTURE_NAMES.values()), rows)
    )


def exchanges_table() -> str:
    """Return what each group of levers does to the distance to its giver's target."""
    rows = (
        (
            one["taker"],
            one["giver"],
            one["group"],
            with_interval(one["fall"], one["low"], one["high"], form="+.3f"),
            ", ".join(f"{FUTURE_NAMES[end]} {count}" for end, count in one["nearest"].items()),
        )
        for one in large_part()["exchanges"]
    )
    head = ("file", "takes from", "group of levers", "fall of the distance to the giver's target", "then nearest")
    return markdown_table(head, rows)
