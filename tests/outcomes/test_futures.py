"""The signature: committed targets and scaling, distances and nearness worked by hand."""

import pytest

from socialicence.categories import Future
from socialicence.outcomes.futures import (
    DIMENSIONS,
    committed_fingerprint,
    distances,
    nearest,
    scaled,
    scaling,
    targets,
)


def at(*place):
    """A signature that lies at these scaled places."""
    bounds = scaling()
    return {
        name: bounds[name][0] + x * (bounds[name][1] - bounds[name][0])
        for name, x in zip(DIMENSIONS, place, strict=True)
    }


def test_targets_and_scaling_are_those_that_were_committed():
    written, now = committed_fingerprint()
    assert written == now, "targets or scaling were changed by hand: see docs/decisions.md"


def test_targets_are_those_of_the_specification():
    assert targets() == {
        Future.PUBLIC_GOOD: (0.8, 0.8, 0.8, 0.35),
        Future.SILOS: (0.5, 0.35, 0.5, 0.8),
        Future.GOVERNMENT: (0.35, 0.8, 0.2, 0.35),
        Future.DEPRIORITISED: (0.3, 0.2, 0.2, 0.2),
    }


@pytest.mark.parametrize("future", Future)
def test_a_run_on_a_target_is_nearest_to_it(future):
    away = distances(at(*targets()[future]))
    assert away[future] == pytest.approx(0.0, abs=1e-12)
    assert nearest(away) == future.name.lower()


def test_distance_is_the_root_mean_square_over_four_measures():
    away = distances(at(0.8, 0.8, 0.8, 0.75))
    assert away[Future.PUBLIC_GOOD] == pytest.approx(0.2)


def test_a_run_far_from_all_or_between_two_is_nearest_to_none():
    assert nearest(dict.fromkeys(Future, 0.4) | {Future.SILOS: 0.36}) == "none"
    assert nearest(dict.fromkeys(Future, 0.3) | {Future.SILOS: 0.26}) == "none"
    assert nearest(dict.fromkeys(Future, 0.3) | {Future.SILOS: 0.24}) == "silos"


def test_beyond_the_percentiles_counts_as_at_them():
    assert scaled(at(-1.0, 2.0, 0.5, 0.0)) == pytest.approx((0.0, 1.0, 0.5, 0.0))
