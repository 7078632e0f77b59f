"""Which input moves which prediction of objections after 2021: each left out in turn, the size of June kept.

Values are the medians of the committed fit. Without an input the scale is set anew, so that as many adults object on
1 July 2021; what is left is where, when and among whom. A row is percent with the input less percent without it.

    python experiments/objections_by_input.py --write
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import numpy as np

from socialicence.calibration.announcement import scenario
from socialicence.calibration.predictions import groups, rates_by_group
from socialicence.calibration.stored import committed_fit
from socialicence.categories import OrganisationType
from socialicence.month.expected_objections import ExpectedObjections
from socialicence.population import draw_public
from socialicence.results.objections import objection_record
from socialicence.results.writing import rows_writer, write_all
from socialicence.state.tables import FIXED_POINT, Array
from socialicence.world import World, all_values

SEEDS, CITIZENS = range(1, 4), 5_000
JULY, DECEMBER = 2, 7
RESULTS = Path(__file__).parent / "results"
HEAD = ("left_out", "group_kind", "group", "july_2021_points", "december_2021_points")
Values = dict[str, float]


def _nobody_offline(world: World) -> None:
    world.citizens.digitally_excluded[:] = 0


def _news_reaches_all_alike(world: World) -> None:
    world.state.news_reach[:] = world.state.news_reach.mean()


def _users_trusted_alike(world: World) -> None:
    citizens, kind = world.citizens, OrganisationType.COMPANIES
    mean = np.average(citizens.trust[:, kind], weights=citizens.weight)
    citizens.trust[:, kind] = citizens.baseline_trust[:, kind] = mean
    citizens.trust_anchor[:, kind] = round(float(mean) * FIXED_POINT)


LEFT_OUT: dict[str, tuple[Values, Callable[[World], None] | None]] = {
    "everybody online": ({}, _nobody_offline),
    "news reaches all alike": ({}, _news_reaches_all_alike),
    "nobody decides for others": ({"objection_for_others": 0.0}, None),
    "users of data trusted alike": ({}, _users_trusted_alike),
    "everybody willing": ({"objection_willing": 1e6}, None),
    "places alike": ({"objection_place_spread": 0.0}, None),
    "no contagion": ({"objection_tie_spread": 0.0}, None),
    "nothing put off": ({"objection_put_off": 0.0}, None),
    "no deadline": ({"deadline_pull": 0.0}, None),
}


def rates(values: Values, change: Callable[[World], None] | None, seed: int, months: int) -> Array:
    """Percent who object by month and group, in expectation."""
    case = scenario()
    every = {**all_values(case), **values}
    people, network = draw_public(CITIZENS, seed, every, nations=case.nations, youngest=case.youngest)
    world = World(case, every, people, network, seed=seed, months=months)
    if change is not None:
        change(world)
        world.expected = ExpectedObjections(world)
    record = objection_record(world.run())
    assert record is not None
    return rates_by_group(record.by_group)


def mean_rates(values: Values, change: Callable[[World], None] | None, months: int) -> Array:
    """Mean of `rates` over publics."""
    return np.mean([rates(values, change, seed, months) for seed in SEEDS], axis=0)


def with_the_size_of_june(values: Values, change: Callable[[World], None] | None, total: float) -> Values:
    """Return values with the scale at which a total of adults object on 1 July: by halving its logarithm's range."""
    low, high = np.log(0.03), np.log(3.0)
    for _ in range(9):
        middle = 0.5 * (low + high)
        found = mean_rates({**values, "objection_scale": float(np.exp(middle))}, change, JULY + 1)[JULY, 0]
        low, high = (middle, high) if found < total else (low, middle)
    return {**values, "objection_scale": float(np.exp(0.5 * (low + high)))}


def rows() -> list[tuple[str, ...]]:
    """Return a row for each input left out and group."""
    usual = {one["parameter"]: float(one["median"]) for one in committed_fit()["parameters"]}
    whole = mean_rates(usual, None, DECEMBER + 1)
    found = []
    for name, (values, change) in LEFT_OUT.items():
        fitted = with_the_size_of_june({**usual, **values}, change, whole[JULY, 0])
        gap = whole - mean_rates(fitted, change, DECEMBER + 1)
        found += [
            (name, kind, group, f"{gap[JULY, column]:+.2f}", f"{gap[DECEMBER, column]:+.2f}")
            for column, (kind, group) in enumerate(groups())
        ]
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    made = rows()
    if parser.parse_args().write:
        write_all(RESULTS, {"objections_by_input.csv": rows_writer(HEAD, made)})
    for row in made:
        print(",".join(row))
