"""Where the files end over seeds and over assumption draws, with levers exchanged, and where 500 lever settings fall.

The large part of pattern P11; `socialicence check` shows it beside what it runs itself. Some minutes on two cores.

    python experiments/nearest_future.py --write
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

from socialicence.checks.bounds import latin_hypercube
from socialicence.checks.futures import FILES, Ending, ending_of, exchanges, pulled
from socialicence.checks.paired import Setting, seen_in, seen_in_settings
from socialicence.checks.stored import LARGE_PART
from socialicence.checks.uncertainty import mean_of
from socialicence.outcomes import warm_up
from socialicence.outcomes.futures import committed_fingerprint
from socialicence.parameters import levers, parameters
from socialicence.results.provenance import commit, made_now
from socialicence.results.writing import as_json, text_writer, write_all
from socialicence.scenarios import Scenario, load

STARTS = ("status_quo", *FILES)
RUNS, CITIZENS = 30, 5000
DRAWS, SETTINGS = 200, 500
EXCHANGE_RUNS = 10
SEED = 20261124
COMMAND = "python experiments/nearest_future.py --write"


def over_seeds() -> dict[str, Any]:
    """Nearest future of each file over seeds, every belief at its default."""
    seen = seen_in_settings(ending_of, {name: Setting(name) for name in STARTS}, runs=RUNS, citizens=CITIZENS)
    return {name: counted(seen[name]) for name in STARTS}


def over_draws() -> dict[str, Any]:
    """Nearest future of each file over draws of every judgement and assumption, each draw with a seed of its own."""
    beliefs = {name: p for name, p in parameters().items() if p.is_uncertain}
    draws = latin_hypercube(beliefs, DRAWS, SEED)
    seen = {name: many([load(name).changed(draw) for draw in draws]) for name in STARTS}
    return {"beliefs": len(beliefs), **{name: counted(seen[name]) for name in STARTS}}


def over_levers() -> dict[str, Any]:
    """Nearest future of random settings of all levers."""
    return counted(many([Scenario("levers").changed(one) for one in latin_hypercube(levers(), SETTINGS, SEED)]))


def over_exchanges() -> list[dict[str, Any]]:
    """What each group of levers does to the distance to its giver's target, in each other file."""
    swaps = exchanges()
    settings = {name: Setting(name) for name in FILES} | {" ".join(key): Setting(one) for key, one in swaps.items()}
    seen = seen_in_settings(ending_of, settings, runs=EXCHANGE_RUNS, citizens=CITIZENS)
    rows = []
    for taker, giver, group in swaps:
        taken = seen[f"{taker} {giver} {group}"]
        fall = mean_of([pulled([now], [was], giver) for now, was in zip(taken, seen[taker], strict=True)])
        rows.append(
            {"taker": taker, "giver": giver, "group": group, "fall": fall.value, "low": fall.low, "high": fall.high}
            | {"nearest": dict(Counter(end.nearest for end in taken))}
        )
    return rows


def many(scenarios: Sequence[Scenario]) -> list[Ending]:
    """One run of each scenario, run k of any list with the same seed."""
    return seen_in(ending_of, [(Setting(one), seed) for seed, one in enumerate(scenarios, start=1)], CITIZENS)


def counted(ends: Sequence[Ending]) -> dict[str, Any]:
    """How many runs end nearest each, most first."""
    return {"runs": len(ends), "nearest": dict(Counter(end.nearest for end in ends).most_common())}


def made_with(seconds: float) -> dict[str, Any]:
    """What is needed to make the numbers again."""
    return {
        **made_now(),
        "signature_fingerprint": committed_fingerprint()[0],
        "citizens": CITIZENS,
        "seed": SEED,
        "command": COMMAND,
        "seconds": round(seconds),
    }


def main() -> int:
    """Run all, print, and with --write commit to the package's data; 0 done, 2 bad input."""
    return commit(COMMAND, __doc__, _made)


def _made(chosen: argparse.Namespace) -> int:
    warm_up()
    started = time.perf_counter()
    found: dict[str, Any] = {}
    for name, part in (("seeds", over_seeds), ("draws", over_draws), ("levers", over_levers)):
        found[name] = part()
        print(f"{name}: {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    found["exchanges"] = over_exchanges()
    text = as_json({"provenance": made_with(time.perf_counter() - started), **found}, indent=1)
    print(text)
    if chosen.write:
        write_all(LARGE_PART.parent, {LARGE_PART.name: text_writer(text)})
    return 0


if __name__ == "__main__":
    sys.exit(main())
