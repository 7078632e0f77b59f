"""What a comparison looks like on screen: a sentence, a table, an honest footer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

    from socialicence.results import Results

WIDTH = 120
LABEL_WIDTH = 29
_NOT_A_TERMINAL = 120
_CHANGES = ("recommendation.arbitration=1", "leadership=0.6", "security=0.9")
"""Choices worth trying."""


def console() -> Console:
    """Return where tables are printed: as wide as the terminal, at most 120 columns."""
    from rich.console import Console

    # No markup: what stands in brackets in somebody's title is text.
    plain = {"highlight": False, "markup": False, "emoji": False}
    screen = Console(**plain)  # type: ignore[arg-type]
    if not sys.stdout.isatty():
        return Console(width=_NOT_A_TERMINAL, **plain)  # type: ignore[arg-type]
    return Console(width=WIDTH, **plain) if screen.width > WIDTH else screen  # type: ignore[arg-type]


def show_comparison(results: Results, folder: Path, *, full: bool = False) -> None:
    """Print the outcomes of each scenario as mean (p10-p90) over runs."""
    screen = console()
    screen.print(f"\n{sentence(results)}\n", style="bold")
    screen.print(_table(results, screen.width, full=full))
    made = results.provenance
    lengths = sorted(set(results.lengths.values()))
    size = f"{made['citizens']:,} citizens and {'-'.join(str(lengths[end]) for end in sorted({0, len(lengths) - 1}))}"
    size += " month" if lengths == [1] else " months"
    what = (
        f"1 run of {size}: what one run of this model gives"
        if made["runs"] == 1
        else f"Mean (p10-p90) over {made['runs']} runs of {size}: the spread between runs of this model"
    )
    screen.print(f"{what},\nnot confidence about the UK. A tool to think with, not a forecast.")
    for line in footers(results):
        screen.print(line)
    if results.failed:
        first = results.failed[0]
        number = f"{len(results.failed)} run{'' if len(results.failed) == 1 else 's'}"
        screen.print(f"{number} failed, the first with: {first.error}", style="bold")
    screen.print(f"Files: {shown(folder)}  ({made['wall_seconds']:.1f} s of simulation)")
    screen.print(f"Next: {_next(results)}")


def footers(results: Results) -> list[str]:
    """What has to be known to read this table."""
    from socialicence.categories import Shock
    from socialicence.cli.rows import TWO_YEARS

    lines = []
    if min(results.lengths.values()) < TWO_YEARS:
        lines.append(
            "Runs shorter than 24 months: nearest future and access within 24 months are of the months there are."
        )
    means = [found["outcomes"]["objecting_percent"]["mean"] for found in results.summary["scenarios"].values()]
    known = {round(mean, 1) for mean in means if mean is not None}
    scheduled = any(s.shock is Shock.ANNOUNCEMENT for one in results.scenarios.values() for s in one.shocks)
    if len(means) > 1 and len(known) == 1 and not scheduled:
        lines.append("Opting out follows announcements with a deadline; none is scheduled here.")
    for one in results.scenarios.values():
        if one.additions.other_institutions:
            lines.append(
                f"{one.label} has departments or contexts of its own: its licence is a mean over other contexts, and "
                "its nearest future is judged on a scale made with the model's. Neither compares with the rest."
            )
        if one.without_stages:
            lines.append(f"{one.label} is an ablation: its months go without {', '.join(one.without_stages)}.")
    if own := results.provenance.get("stages"):
        lines.append(f"Stages of a month: {', '.join(own['names'])} (not the model's own).")
    return lines


def sentence(results: Results) -> str:
    """Return the finding in one sentence."""
    from socialicence.categories import Future

    name = next(iter(results.scenarios))
    name = "status_quo" if "status_quo" in results.scenarios else name
    scenario = results.scenarios[name]
    found = results.summary["scenarios"][name]
    if not found["runs"]:
        return f"{scenario.label}: no run was completed."
    label = {future.name.lower(): future.label for future in Future}
    count = {future: number for future, number in found["nearest"].items() if future != "none"}
    top = max(count, key=lambda future: count[future])
    subject = f"Under {scenario.label}"
    if name == "status_quo":
        as_today = not scenario.values and not scenario.shocks and not scenario.additions.other_institutions
        as_today = as_today and not scenario.without_stages and not results.provenance.get("stages")
        subject = "If nothing changes" if as_today else "With the choices made here"
    if not count[top]:
        return f"{subject}, no run of {found['runs']} ends near any of the four futures."
    near_none = found["nearest"].get("none", 0)
    if near_none >= count[top]:
        return f"{subject}, {near_none} of {found['runs']} runs end near none of the four futures."
    text = f"{subject}, {count[top]} of {found['runs']} runs end nearest {label[top]}"
    if top == "public_good":
        return f"{text}."
    good = count.get("public_good", 0)
    return f"{text}; {good or 'none'} nearest Public Good."


def _table(results: Results, width: int, *, full: bool) -> Any:
    from rich import box
    from rich.table import Table

    from socialicence.cli.rows import HEADLINES, all_rows

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 0, 0, 1))
    each = (width - LABEL_WIDTH) // len(results.scenarios) - 1
    table.add_column("", overflow="fold", width=LABEL_WIDTH - 1)
    for scenario in results.scenarios.values():
        table.add_column(scenario.label, justify="right", overflow="fold", width=max(8, min(26, each)))
    summaries = list(results.summary["scenarios"].values())
    for row in all_rows() if full else HEADLINES:
        table.add_row(row.label, *(row.cell(summary) for summary in summaries))
    return table


def _next(results: Results) -> str:
    """A command worth trying after this one."""
    from socialicence.scenarios import names

    others = [name for name in results.scenarios if name != "status_quo" and name in names()]
    if others:
        return f"socialicence scenarios {others[0]}   (what it chooses)"
    set_already = {name for scenario in results.scenarios.values() for name in scenario.values}
    change = next((one for one in _CHANGES if one.partition("=")[0] not in set_already), None)
    if change is None:
        return "socialicence compare   (today and the four futures)"
    return f"socialicence run status_quo --set {change} --runs 10   (change one thing)"


def shown(path: str | Path) -> str:
    """Return the path as text that any screen can show."""
    text = str(path).encode("utf-8", "backslashreplace").decode()
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
