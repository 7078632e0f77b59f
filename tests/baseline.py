"""The numeric baseline: a few outcomes of each scenario, to notice any change of results.

    python -m tests.baseline --update

writes it anew. Do so only when results were meant to change, together with a new `MODEL_VERSION` in
`socialicence/world.py` and a line in CHANGELOG.md.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from socialicence.outcomes import outcomes_of
from socialicence.scenarios import names
from socialicence.world import MODEL_VERSION, new_world

FILE = Path(__file__).with_name("baseline.json")
CITIZENS, MONTHS, SEEDS = 500, 30, (1, 2)


def measured() -> dict[str, Any]:
    """Run every scenario of the package small, and return its outcomes."""
    runs: dict[str, Any] = {"model_version": MODEL_VERSION}
    for name in names():
        for seed in SEEDS:
            world = new_world(name, citizens=CITIZENS, seed=seed, months=MONTHS).run()
            runs[f"{name}, seed {seed}"] = {
                **outcomes_of(world),
                "trust": world.observations.trust[MONTHS, :, 0].astype(float).tolist(),
                "unblocked_by": world.system["unblocked_by"][0].tolist(),
            }
    return runs


def main() -> None:
    """Print the baseline, or with --update write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help=f"write {FILE.name}")
    arguments = parser.parse_args()
    text = json.dumps(measured(), indent=1, sort_keys=True) + "\n"
    if arguments.update:
        FILE.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
