"""Which rankings of the 16 recommendations survive what the data of 2021 do not say.

Each recommendation is adopted in full in the same draws of the beliefs, twice: with every belief over its whole range,
and with those that 2021 informs drawn from the posterior instead. An announcement in month 30 makes objecting matter.

    python experiments/rankings_after_2021.py --write
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from socialicence.analysis.ranking import good, holding, in_top
from socialicence.calibration.announcement import FITTED
from socialicence.calibration.stored import RANKINGS, committed_fit
from socialicence.categories import Domain, OrganisationType, Shock
from socialicence.checks.bounds import latin_hypercube
from socialicence.checks.paired import Setting, seen_in
from socialicence.outcomes import outcomes_of, warm_up
from socialicence.parameters import levers, parameters
from socialicence.results.provenance import today
from socialicence.results.writing import as_json, text_writer, write_all
from socialicence.scenarios import Scenario, load
from socialicence.scenarios.scenario import ScheduledShock
from socialicence.world import MODEL_VERSION, World

DRAWS, CITIZENS, MONTH, SEED = 30, 1000, 30.0, 20261125
OUTCOMES = ("distance_public_good", "licence_affected", "objecting_percent")
Draw = Mapping[str, float]


def announced() -> Scenario:
    """Today's course, with an announcement about health data in month 30."""
    shock = ScheduledShock(
        Shock.ANNOUNCEMENT, month=MONTH, organisation=OrganisationType.HEALTH_SERVICE, domains=(Domain.HEALTH,)
    )
    return replace(load("status_quo"), shocks=(shock,))


def draws_before_and_after() -> dict[str, list[Draw]]:
    """The same draws of all beliefs, before and after 2021 was looked at."""
    beliefs = {name: p for name, p in parameters().items() if p.is_uncertain}
    before = [dict(draw) for draw in latin_hypercube(beliefs, DRAWS, SEED)]
    random = np.random.default_rng(SEED)
    for draw in before:
        draw |= {prior.name: prior.draw(random) for prior in FITTED}
    posterior = committed_fit()["draws"]
    rows = random.permutation(len(posterior["rows"]))[:DRAWS]
    after = [
        {**draw, **dict(zip(posterior["names"], posterior["rows"][row], strict=True))}
        for draw, row in zip(before, rows, strict=True)
    ]
    return {"before": before, "after": after}


def seen(world: World) -> list[float]:
    """The outcomes of a run."""
    found = outcomes_of(world)
    return [float(found[name]) for name in OUTCOMES]


def ranked(draws: Sequence[Draw], options: Sequence[str]) -> dict[str, Any]:
    """How often each option is among the best three, by outcome."""
    scenario = announced()
    tasks = [
        # Unchecked: a draw from a prior may lie outside the range that the fit found.
        (Setting(replace(scenario, values={**draw, option: 1.0})), SEED + number)
        for option in options
        for number, draw in enumerate(draws)
    ]
    values = np.array(seen_in(seen, tasks, CITIZENS)).reshape(len(options), len(draws), len(OUTCOMES))
    found = {}
    for place, outcome in enumerate(OUTCOMES):
        counts = in_top(good(outcome, values[..., place]))
        shares = {option: float(count) / len(draws) for option, count in zip(options, counts, strict=True)}
        found[outcome] = {"top_three": shares, "holding": holding(shares)}
    return found


def main() -> None:
    """Run both, print, and with --write commit to the package's data."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help=f"replace {RANKINGS.name} in the package's data")
    arguments = parser.parse_args()
    warm_up()
    started = time.perf_counter()
    options = [name for name in levers() if name.startswith("recommendation.")]
    found = {name: ranked(draws, options) for name, draws in draws_before_and_after().items()}
    made = {
        "date": today(),
        "model_version": MODEL_VERSION,
        "command": "python experiments/rankings_after_2021.py --write",
        "draws": DRAWS,
        "citizens": CITIZENS,
        "runs": 2 * DRAWS * len(options),
        "seconds": round(time.perf_counter() - started),
    }
    text = as_json({"provenance": made, **found}, indent=1)
    print(text)
    if arguments.write:
        write_all(RANKINGS.parent, {RANKINGS.name: text_writer(text)})


if __name__ == "__main__":
    main()
