"""P3 and P13: objections after the announcement of 2021, and "nothing changes" beside what the model says of them."""

from __future__ import annotations

import numpy as np

from socialicence.calibration.announcement import SCENARIO, simulated
from socialicence.calibration.targets import OBSERVATION_ERROR, targets
from socialicence.checks.finding import Finding, Measured, concluded, measured
from socialicence.checks.paired import Setting, seen_in_settings
from socialicence.checks.uncertainty import estimated, exact, mean_of
from socialicence.state.tables import Array
from socialicence.words import capital
from socialicence.world import World

SOURCE = "NHS Digital, national data opt-out, 1 May to 1 July 2021 (adults 20+; weekly counts of all ages, scaled)"
TOLERATED = 2 * OBSERVATION_ERROR
FLAT = 0.02
"""Points in the eleven days before the announcement; published, all ages: 0.003."""
MONTHS = 3
"""To 1 July, and the day after."""


def _seen(world: World) -> tuple[Array, float]:
    """What a run says of the targets, and how far it had moved when the announcement came: points of adults."""
    assert world.expected is not None
    sums = [world.expected.on_day(day).reshape(-1, 2).sum(axis=0) for day in (0.0, float(targets().week_days[0]))]
    start, before = (100.0 * objecting / adults for adults, objecting in sums)
    return simulated(world), float(before - start)


def _in_runs(runs: int, citizens: int) -> tuple[Array, Array]:
    """Targets, and movement before the announcement, in each run at the defaults."""
    seen = seen_in_settings(_seen, {"2021": Setting(SCENARIO, months=MONTHS)}, runs=runs, citizens=citizens)["2021"]
    return np.array([one for one, _ in seen]), np.array([flat for _, flat in seen])


def objections_of_2021(runs: int = 20, citizens: int = 20_000) -> Finding:
    """P3: adults who object rise by as much as published after the announcement, and not before."""
    aims = targets()
    rows, flat = _in_runs(runs, citizens)
    measures: list[Measured] = [
        measured("before", "Change from 1 May to the announcement", mean_of(flat), at_least=-FLAT, at_most=FLAT)
    ]
    for column, (name, published) in enumerate(zip(aims.names, aims.vector, strict=True)):
        is_total = column < aims.totals.size
        limits = {"at_least": published - TOLERATED, "at_most": published + TOLERATED} if is_total else {}
        label = f"Adults who object, {name}" if is_total else f"{capital(name)}: published {published:.2f}"
        unit = "%" if is_total else "points"
        measures.append(measured(f"target_{column}", label, mean_of(rows[:, column]), unit=unit, **limits))
    means = rows.mean(axis=0)
    worst = int(np.argmax(np.abs(means - aims.vector)[aims.totals.size :])) + aims.totals.size
    totals = ", ".join(
        f"{mean:.2f} % on {name.removeprefix('total on ')} (published {published:.2f})"
        for mean, name, published in zip(means, aims.names[: aims.totals.size], aims.totals, strict=False)
    )
    return concluded(
        "P3",
        expectation=f"Adult objections {aims.start:.2f} % on 1 May, {aims.totals[0]:.2f} % on 1 June, "
        f"{aims.totals[1]:.2f} % on 1 July 2021; flat before the announcement of 12 May",
        source=SOURCE,
        tolerance=f"mean over publics within {TOLERATED:g} points of each total, twice the observation error of the "
        f"fit; before the announcement within {FLAT:g} points of no change. The claim is the size, given attention: "
        "the weeks are reported, not required",
        found=f"{totals}; before {flat.mean():+.3f} points; the week missed most: {aims.names[worst]}, "
        f"{means[worst]:.2f} against {aims.vector[worst]:.2f} points",
        runs=runs,
        citizens=citizens,
        measures=measures,
    )


def persistence_beside_fit(runs: int = 20, citizens: int = 20_000) -> Finding:
    """P13: the model is nearer to what was published than "nothing changes", in totals and week by week."""
    aims = targets()
    rows, _ = _in_runs(runs, citizens)
    parts = {"totals": slice(0, aims.totals.size), "weeks": slice(aims.totals.size, None)}

    def nearer(seen: list[Array]) -> dict[str, float]:
        mean = np.mean(seen, axis=0)
        return {name: _miss(mean, part) / _miss(aims.persistence, part) for name, part in parts.items()}

    found = estimated(lambda seen: nearer(list(seen)), list(rows))
    unchanged = {name: _miss(aims.persistence, part) for name, part in parts.items()}
    measures = [
        measured(name, f'Miss of the {name} against that of "nothing changes"', found[name], at_most=1.0, unit="ratio")
        for name in parts
    ]
    measures += [
        measured(f"unchanged_{name}", f'Miss of "nothing changes", {name}', exact(value))
        for name, value in unchanged.items()
    ]
    told = "; ".join(
        f'{name}: {found[name].value * unchanged[name]:.3f} points, "nothing changes" {unchanged[name]:.3f}'
        for name in parts
    )
    return concluded(
        "P13",
        expectation='Beside the fit stands "nothing changes" (objections stay as on 1 May 2021), and is further off',
        source=SOURCE,
        tolerance='root mean squared miss of the totals, and of the weeks, below that of "nothing changes" (ratio '
        "below 1): a fit that is no better is worth nothing. These are the figures that were fitted to, so that it "
        "says little more than that",
        found=told,
        runs=runs,
        citizens=citizens,
        measures=measures,
    )


def _miss(seen: Array, part: slice) -> float:
    return float(np.sqrt(np.mean((seen - targets().vector)[part] ** 2)))
