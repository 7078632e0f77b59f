"""Does size matter? The same scenarios and seeds at 2,000 to 54.9 million citizens: `make how-big`.

Every run is a row of `how_big.json`, written as soon as it is done: given again, the command goes on with what is
missing. Then `how_big.md`, and the table of `docs/how-big.md`, are written from the rows.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RESULTS = HERE / "how_big.json"
PAGE = HERE.parent / "docs" / "how-big.md"
BEGIN, END = "<!-- written by benchmarks/how_big.py -->", "<!-- /written -->"
ADULTS = 54_900_000
SIZES = {2_000: 30, 10_000: 30, 100_000: 10, 1_000_000: 4, ADULTS: 1}
"""Citizens, and runs of each scenario: seeds 1, 2, 3 and so on at every size."""
SCENARIOS = ("status_quo", "public_good")
OUTCOMES = (
    "licence_affected", "licence_everyone", "licence_gap", "objecting_percent", "calibration_error", "cross_department",
    "external_access", "dispersion", "projects_completed", "access_within_24m_academic", "distance_public_good",
)  # fmt: skip
MONTHS = 60


def one_run(scenario: str, citizens: int, seed: int, months: int) -> dict[str, Any]:
    """Outcomes of one run in this process, and how long it took."""
    from socialicence.machine import processors
    from socialicence.outcomes import outcomes_of, warm_up
    from socialicence.world import new_world

    warm_up(None)
    started = time.perf_counter()
    world = new_world(scenario, citizens=citizens, seed=seed, months=months, workers=processors()).run()
    found = outcomes_of(world)
    # A group of people, not everyone: what a map or a chart by region would show.
    region = float(world.observations.licence[-1, :, 1, 1].mean())
    return {**{name: found[name] for name in OUTCOMES}, "nearest": found["nearest"], "licence_affected_london": region,
            "seconds": time.perf_counter() - started}  # fmt: skip


def key_of(scenario: str, citizens: int, seed: int, months: int) -> str:
    return f"{scenario} {citizens} {seed} {months}"


def kept() -> dict[str, Any]:
    """Rows of this version of the model."""
    from socialicence.world import MODEL_VERSION

    try:
        found = json.loads(RESULTS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = {}
    rows = found.get("rows", {}) if found.get("model_version") == MODEL_VERSION else {}
    return {"model_version": MODEL_VERSION, "rows": rows}


def write_rows(content: dict[str, Any]) -> None:
    part = RESULTS.with_suffix(".part")
    part.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    part.replace(RESULTS)


def run_missing(most: int, months: int) -> dict[str, Any]:
    """Do the runs that are not there yet, each in a process of its own where it is large."""
    from benchmarks.run import in_child

    content = kept()
    for citizens, runs in SIZES.items():
        for scenario in SCENARIOS if citizens <= most else ():
            for seed in range(1, runs + 1):
                key = key_of(scenario, citizens, seed, months)
                if key in content["rows"]:
                    continue
                if citizens >= 1_000_000:
                    call = f"one_run({scenario!r}, {citizens}, {seed}, {months})"
                    row = in_child(call, "benchmarks.how_big")
                else:
                    row = one_run(scenario, citizens, seed, months)
                content["rows"][key] = row
                if citizens >= 100_000 or seed == runs:
                    write_rows(content)
                    print(f"{key}: {row['seconds']:.1f} s", file=sys.stderr, flush=True)
    return content


def cells_of(rows: dict[str, Any], scenario: str, outcome: str, months: int) -> list[tuple[float, float, int]]:
    """Mean, standard deviation between seeds and number of runs at each size there is."""
    cells = []
    for citizens, runs in SIZES.items():
        keys = [key_of(scenario, citizens, seed, months) for seed in range(1, runs + 1)]
        found = [rows[key][outcome] for key in keys if key in rows and rows[key][outcome] is not None]
        if found:
            spread = statistics.stdev(found) if len(found) > 1 else math.nan
            cells.append((statistics.mean(found), spread, len(found)))
        else:
            cells.append((math.nan, math.nan, 0))
    return cells


def paired(rows: dict[str, Any], scenario: str, outcome: str, small: int, large: int, months: int) -> list[float]:
    """Differences between two sizes of runs on the same seed."""
    found = []
    for seed in range(1, min(SIZES[small], SIZES[large]) + 1):
        one, other = (rows.get(key_of(scenario, size, seed, months)) for size in (small, large))
        if one and other and one[outcome] is not None and other[outcome] is not None:
            found.append(one[outcome] - other[outcome])
    return found


def table(rows: dict[str, Any], months: int) -> str:
    """Outcomes by size for people."""
    sizes = [size for size in SIZES if any(key.split()[1] == str(size) for key in rows)]
    largest = max((size for size in sizes if size > 10_000), default=None)
    text = ""
    for scenario in SCENARIOS:
        counts = ", ".join(f"{cells_of(rows, scenario, OUTCOMES[0], months)[list(SIZES).index(s)][2]}" for s in sizes)
        text += f"\n**{scenario}**, mean (standard deviation between seeds); runs: {counts}\n\n"
        heads = [f"{size:,}" for size in sizes] + (["2,000 less the largest, same seeds"] if largest else [])
        text += f"| outcome | {' | '.join(heads)} |\n| --- |{' ---: |' * len(heads)}\n"
        for outcome in (*OUTCOMES, "licence_affected_london"):
            cells = cells_of(rows, scenario, outcome, months)
            shown = [_shown(*cells[list(SIZES).index(size)]) for size in sizes]
            if largest:
                apart = paired(rows, scenario, outcome, 2_000, largest, months)
                shown.append(f"{statistics.mean(apart):+.4f}" if apart else "")
            text += f"| `{outcome}` | {' | '.join(shown)} |\n"
    return text


def _shown(mean: float, spread: float, runs: int) -> str:
    if not runs:
        return ""
    digits = 1 if abs(mean) >= 10 else 3
    return f"{mean:.{digits}f}" + (f" ({spread:.{digits}f})" if runs > 1 else "")


def write_page(content: dict[str, Any], months: int) -> None:
    """Put the table into the document, between its marks."""
    before, begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    if not begin:
        raise SystemExit(f"{PAGE} has no line {BEGIN}")
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{table(content['rows'], months)}\n{END}{after}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=float, default=ADULTS, help="largest number of citizens")
    parser.add_argument("--months", type=int, default=MONTHS)
    asked = parser.parse_args()
    write_page(run_missing(int(asked.most), asked.months), asked.months)


if __name__ == "__main__":
    main()
