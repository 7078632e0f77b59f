"""The test of what does something as plain text: what does nothing first, why some of it stays, what was counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from socialicence.assumptions.dead.stored import Tried
from socialicence.assumptions.dead.verdicts import MEANING, Finding, Verdict

HEAD = ("parameter", "verdict", "largest effect, SD", "at most", "outcome", "setting, end")
KEPT = "stays"


def page(tested: Tried, kept: Mapping[str, str], everything: bool = False) -> str:
    """Return a test as text.

    Parameters
    ----------
    tested : Tried
    kept : mapping of str to str
        Why some parameters stay although they move nothing, by name.
    everything : bool
        Whether what moves something is listed too.
    """
    listed = sorted(tested.findings, key=_order)
    shown = [one for one in listed if everything or one.verdict != Verdict.MOVES]
    dead = [one.name for one in listed if one.verdict not in (Verdict.MOVES, Verdict.UNSETTLED)]
    parts = [
        _table([HEAD, *(_row(one) for one in shown)]),
        "\n".join(f"{verdict}: {count} ({MEANING[verdict]})" for verdict, count in _counted(listed)),
        "\n".join(f"{name} {KEPT}: {kept[name]}" for name in dead if name in kept),
        "\n".join(
            f"{one.name} need no longer be excused: it {one.verdict}"
            for one in listed
            if one.name in kept and one.verdict == Verdict.MOVES
        ),
        f"To be cut, or excused with a reason: {', '.join(name for name in dead if name not in kept) or 'none'}",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _order(one: Finding) -> tuple[int, float]:
    return list(Verdict).index(one.verdict), abs(one.effect)


def _counted(listed: list[Finding]) -> list[tuple[Verdict, int]]:
    counts = Counter(one.verdict for one in listed)
    return [(verdict, counts[verdict]) for verdict in Verdict]


def _row(one: Finding) -> tuple[str, ...]:
    most = "-" if one.at_most is None else f"{one.at_most:.2f}"
    place = f"{one.setting}, {one.end}" if one.setting else "-"
    return one.name, str(one.verdict), f"{one.effect:+.2f} +- {one.error:.2f}", most, one.outcome or "-", place


def _table(rows: list[tuple[str, ...]]) -> str:
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
