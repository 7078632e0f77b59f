"""P12: licence, trust and scores stay off the ends of their scales, wherever the levers are put."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from socialicence.categories import OrganisationType, Shock
from socialicence.checks.finding import Finding, concluded, measured
from socialicence.checks.paired import Setting, seen_in_settings
from socialicence.checks.uncertainty import exact
from socialicence.outcomes.finished import FinishedRun
from socialicence.outcomes.themes import THEMES
from socialicence.parameters import Parameter, levers
from socialicence.scenarios import Scenario
from socialicence.scenarios.scenario import ScheduledShock
from socialicence.state.observations import ALL, FIRST_SEGMENT
from socialicence.world import World

LEAST, MOST = 0.01, 0.99
CORNERS, SQUARES, SHOCKS = 64, 128, 32
"""Random corners of the ranges, Latin-hypercube draws, and draws with scheduled shocks besides."""
LARGEST_SHOCK = 3.0
"""Three ordinary ones at once."""


def latin_hypercube(table: Mapping[str, Parameter], draws: int, seed: int) -> list[dict[str, float]]:
    """Return draws over the ranges of some parameters: each range is cut in as many strips as there are draws.

    Notes
    -----
    McKay, Beckman and Conover (1979).
    """
    random = np.random.default_rng(seed)
    places = np.column_stack([(random.permutation(draws) + random.random(draws)) / draws for _ in table])
    return [
        {name: p.low + (p.high - p.low) * float(place) for (name, p), place in zip(table.items(), row, strict=True)}
        for row in places
    ]


def corners(table: Mapping[str, Parameter], draws: int, seed: int) -> list[dict[str, float]]:
    """Return all low, all high, each parameter alone at either end, and random corners."""
    random = np.random.default_rng(seed)
    ends = [{name: p.low for name, p in table.items()}, {name: p.high for name, p in table.items()}]
    alone = [{name: end} for name, p in table.items() for end in (p.low, p.high)]
    drawn = [
        {name: (p.low, p.high)[int(bit)] for (name, p), bit in zip(table.items(), row, strict=True)}
        for row in random.integers(0, 2, (draws, len(table)))
    ]
    return ends + alone + drawn


def shocks(draws: int, seed: int) -> list[tuple[ScheduledShock, ...]]:
    """Return schedules of one to three shocks of any kind, time, size and organisation."""
    random = np.random.default_rng(seed)
    return [
        tuple(
            ScheduledShock(
                Shock(int(random.integers(len(Shock)))),
                month=float(random.uniform(0.0, 60.0)),
                size=float(random.uniform(0.0, LARGEST_SHOCK)),
                organisation=OrganisationType(int(random.integers(len(OrganisationType)))),
            )
            for _ in range(int(random.integers(1, 4)))
        )
        for _ in range(draws)
    ]


def _settings(scale: float) -> dict[str, Setting]:
    table = levers()
    count = {name: max(4, round(scale * n)) for name, n in (("c", CORNERS), ("s", SQUARES), ("e", SHOCKS))}
    plain = corners(table, count["c"], 20261124) + latin_hypercube(table, count["s"], 20261125)
    shaken = zip(latin_hypercube(table, count["e"], 20261126), shocks(count["e"], 20261127), strict=True)
    scenarios = [Scenario(name="levers").changed(values) for values in plain]
    scenarios += [Scenario(name="levers", shocks=events).changed(values) for values, events in shaken]
    return {str(number): Setting(scenario) for number, scenario in enumerate(scenarios)}


def _extremes(world: World) -> np.ndarray:
    """Lowest and highest licence, trust (of a type; in a segment) and theme score; share of trusts at a bound."""
    seen = world.observations
    contexts = len(world.institutions.context_names)
    licence = seen.licence[:, :contexts, ALL]
    trust = seen.trust[:, :, [ALL, *range(FIRST_SEGMENT, FIRST_SEGMENT + 6)]]
    run = FinishedRun(world)
    themes = np.array([theme(run) for theme in THEMES])
    single = world.citizens.trust
    bound = float(((single <= LEAST + 1e-6) | (single >= MOST - 1e-6)).mean())
    parts = (licence, trust, themes)
    return np.array([f(part) for part in parts for f in (np.nanmin, np.nanmax)] + [bound], dtype=float)


def scales_are_not_exhausted(runs: int = 1, citizens: int = 1000, scale: float = 1.0) -> Finding:
    """P12: licence, trust and scores stay within (.01, .99) over the ranges of all levers, for five years."""
    settings = _settings(scale)
    seen = np.array(list(seen_in_settings(_extremes, settings, runs=runs, citizens=citizens).values()))
    low, high = seen.min(axis=(0, 1)), seen.max(axis=(0, 1))
    names = {"licence": "licence in a context", "trust": "trust in a type", "score": "theme score"}
    measures = []
    for place, (name, label) in enumerate(names.items()):
        measures += [
            measured(f"{name}_lowest", f"{label}: lowest", exact(low[2 * place]), at_least=LEAST, unit="share"),
            measured(f"{name}_highest", f"{label}: highest", exact(high[2 * place + 1]), at_most=MOST, unit="share"),
        ]
    measures.append(
        measured("single_at_bound", "single trusts at 0.01 or 0.99, most in a run", exact(high[6]), unit="share")
    )
    return concluded(
        "P12",
        expectation="Licence, trust and scores stay within 0.01 and 0.99 over the ranges of all levers",
        source="specification, section 8: a measure at the end of its scale tells choices apart no more",
        tolerance="in every month of every five-year run: licence in each context among everyone and among those "
        "affected, mean trust in each type among everyone and in each segment, the four theme scores. All levers at "
        "one end, each alone at its ends, random corners, Latin-hypercube draws, some with up to three shocks of up "
        f"to {LARGEST_SHOCK:g} times the ordinary size",
        found=f"licence {low[0]:.2f} to {high[1]:.2f}, trust {low[2]:.2f} to {high[3]:.2f}, scores {low[4]:.2f} to "
        f"{high[5]:.2f} over {len(settings)} settings",
        runs=runs,
        citizens=citizens,
        measures=measures,
    )
