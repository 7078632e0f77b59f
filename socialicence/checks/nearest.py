"""The large part of P11 as last made: where files end over draws of all beliefs, and where random levers fall."""

from __future__ import annotations

from typing import Any

from socialicence.categories import FUTURES
from socialicence.checks.finding import Measured, measured
from socialicence.checks.uncertainty import share_of
from socialicence.results.committing import DATA, kept

FILE = DATA / "nearest_future.json"
"""Written by `python experiments/nearest_future.py --write`."""


def large_part() -> dict[str, Any]:
    """Return the committed counts: `provenance`, `seeds`, `draws`, `levers`, `exchanges`."""
    return kept(FILE)


def over_draws() -> list[Measured]:
    """Return, for each file, the share of draws of all beliefs in which it ends nearest its own target."""
    draws, measures = large_part()["draws"], []
    for name, title in FUTURES.items():
        count, runs = draws[name]["nearest"].get(name, 0), draws[name]["runs"]
        label = f"{title}: nearest own target, over {runs} draws of {draws['beliefs']} beliefs"
        measures.append(measured(f"draws_{name}", label, share_of(count, runs), unit="share"))
    return measures


def told() -> str:
    """Say in a sentence what the committed part found."""
    found = large_part()
    draws, levers = found["draws"], found["levers"]
    own = ", ".join(f"{name} {draws[name]['nearest'].get(name, 0) / draws[name]['runs']:.0%}" for name in FUTURES)
    ends = ", ".join(f"{name} {count / levers['runs']:.0%}" for name, count in levers["nearest"].items())
    made = found["provenance"]
    return (
        f"over {draws['public_good']['runs']} draws of all beliefs {own}; {levers['runs']} random lever settings end "
        f"nearest {ends} (made {made['date']}, model version {made['model_version']})"
    )
