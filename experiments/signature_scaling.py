"""Scale the signature: 5th and 95th percentiles of its four dimensions over 500 Latin-hypercube draws of all levers.

No scenario file is read or run. Run it again only with an entry in docs/decisions.md: nearness depends on it.

    python experiments/signature_scaling.py --write
"""

from __future__ import annotations

import argparse
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from scipy.stats import qmc

from socialicence.outcomes.futures import DIMENSIONS, FILE, fingerprint, signature_of, targets
from socialicence.parameters import levers
from socialicence.scenarios import Scenario
from socialicence.world import MODEL_VERSION, new_world

DRAWS, CITIZENS, SEED = 500, 5000, 20261122


def draw_levers(draws: int, seed: int) -> list[dict[str, float]]:
    """Latin-hypercube draws over the ranges of all levers."""
    table = levers()
    low = [p.low for p in table.values()]
    high = [p.high for p in table.values()]
    design = qmc.scale(qmc.LatinHypercube(len(table), rng=seed).random(draws), low, high)
    return [dict(zip(table, map(float, row), strict=True)) for row in design]


def signatures(settings: list[dict[str, float]], citizens: int, seed: int) -> np.ndarray:
    """Signature of one run for each setting of the levers, each with a seed of its own."""
    nothing = Scenario(name="levers", title="Levers drawn at random", description="")

    def one(task: tuple[int, dict[str, float]]) -> list[float]:
        number, setting = task
        signature = signature_of(new_world(nothing, citizens=citizens, seed=seed + number, changes=setting).run())
        return [signature[name] for name in DIMENSIONS]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return np.array(list(pool.map(one, enumerate(settings))))


def as_toml(bounds: np.ndarray) -> str:
    """The committed file, with its own hash."""
    table = {
        "targets": {future.name.lower(): list(target) for future, target in targets().items()},
        "scaling": {
            name: [float(f"{low:.6g}"), float(f"{high:.6g}")]
            for name, (low, high) in zip(DIMENSIONS, bounds, strict=True)
        },
    }
    lines = [
        "# Targets (our reading) and scaling of the signature; a change needs an entry in docs/decisions.md.",
        f"# Scaling: 5th and 95th percentile of {DRAWS} Latin-hypercube draws over all levers, "
        f"{CITIZENS} citizens, seed {SEED},",
        f"# model version {MODEL_VERSION}: python experiments/signature_scaling.py --write",
        f'fingerprint = "{fingerprint(table)}"',
        "",
        "[targets]",
        *(f"{name} = {values}" for name, values in table["targets"].items()),
        "",
        "[scaling]",
        *(f"{name} = {values}" for name, values in table["scaling"].items()),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Draw, run, print, and with --write commit to the package's data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="replace socialicence/data/signature.toml")
    arguments = parser.parse_args()
    found = signatures(draw_levers(DRAWS, SEED), CITIZENS, SEED)
    text = as_toml(np.percentile(found, [5, 95], axis=0).T)
    print(text)
    if arguments.write:
        temporary = Path(f"{FILE}.new")
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(FILE)


if __name__ == "__main__":
    main()
