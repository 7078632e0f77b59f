"""Whom news of a threat reaches, who acts readily, how places differ, and who is offline."""

import numpy as np
import pytest

from socialicence.categories import Region, Sex
from socialicence.parameters import defaults
from socialicence.population import draw_public
from socialicence.population.exclusion import excluded_by_age
from socialicence.population.frame import single_years
from socialicence.population.objections import reluctance_of
from socialicence.population.readiness import (
    action_readiness,
    news_reach,
    place_effects,
    readiness_tables,
    share_by_age,
)
from socialicence.state.tables import FIXED_POINT

WOMAN, MAN = int(Sex.FEMALE), int(Sex.MALE)
ONLINE, OFFLINE = 0, 1


def test_shares_run_straight_between_published_ages_and_stay_beyond_them():
    television = share_by_age("television news", Sex.MALE)
    np.testing.assert_allclose(television[[18, 20, 34, 48, 61, 74, 100]], [0.61, 0.61, 0.70, 0.79, 0.855, 0.92, 0.92])
    assert share_by_age("dependent children", Sex.FEMALE)[40] == pytest.approx(0.70)
    assert share_by_age("dependent children", Sex.FEMALE)[80] == 0.0


def test_news_reach_by_hand():
    """Of 48-year-olds 74 % of women and 82 % of men follow news, 78 % in the mean; half of hearing is online."""
    reach = news_reach(0.5)
    assert reach[48, WOMAN, ONLINE] == pytest.approx(0.74 / 0.78)
    assert reach[48, MAN, OFFLINE] == pytest.approx(0.5 * 0.82 / 0.78)
    assert reach[20, MAN, ONLINE] == pytest.approx((0.5 * 61 / 79 + 0.5 * 89 / 73) * 0.82 / 0.78)


def test_who_is_offline_hears_by_television_or_not_at_all():
    reach = news_reach(1.0)
    assert (reach[:, :, OFFLINE] == 0.0).all()
    assert (news_reach(0.2)[80, :, OFFLINE] > news_reach(0.2)[25, :, OFFLINE]).all()


def test_readiness_by_hand():
    """A mother of 40: 70 % have children, 10.3 % care."""
    ready = action_readiness(0.5, 0.3)
    assert ready[40, WOMAN, ONLINE] == pytest.approx(1 + 0.5 * 0.803)
    assert ready[40, WOMAN, OFFLINE] == pytest.approx(0.3 * (1 + 0.5 * 0.803))
    assert (action_readiness(0.0, 1.0) == 1.0).all()


@pytest.mark.parametrize("seed", [1, 2])
def test_places_differ_as_much_in_every_run_and_average_to_one(seed):
    effects = place_effects(0.41, seed)
    england, nations = effects[: Region.SCOTLAND], effects[Region.SCOTLAND :]
    assert england.mean() == pytest.approx(1.0)
    assert nations.mean() == pytest.approx(1.0)
    assert np.log(england).std() == pytest.approx(0.41, abs=0.01)
    # Of fifteen places each, regions differ a little: by luck, which is another in another run.
    assert 0.04 < england.mean(axis=1).std() < 0.2
    assert (place_effects(0.0, seed) == 1.0).all()


def test_luck_of_places_differs_between_runs():
    assert not np.array_equal(place_effects(0.41, 1), place_effects(0.41, 2))


def test_tables_of_a_run_are_made_of_its_values():
    tables = readiness_tables(defaults() | {"hearing_online": 1.0, "objection_place_spread": 0.0}, 1)
    np.testing.assert_array_equal(tables["news_reach"], news_reach(1.0))
    assert (tables["place_effects"] == 1.0).all()


def test_exclusion_rises_with_age_and_meets_each_published_group():
    people = single_years("2021-05-01").sum(axis=1)
    shares = excluded_by_age(people)
    for low, high, published in ((16, 44, 0.01), (45, 54, 0.03), (55, 64, 0.06), (65, 74, 0.15), (75, 100, 0.46)):
        ages = np.arange(low, high + 1)
        assert np.average(shares[ages], weights=people[ages]) == pytest.approx(published, abs=1e-6)
    assert (np.diff(shares[75:]) > 0).all()
    assert shares[76] < 0.46 < shares[90]


def test_the_oldest_of_the_old_are_offline_most():
    people, _ = draw_public(40_000, 3, defaults())
    offline = people.digitally_excluded == 1

    def share(low, high):
        here = (people.age >= low) & (people.age <= high)
        return np.average(offline[here], weights=people.weight[here])

    assert share(75, 100) == pytest.approx(0.46, abs=0.02)
    assert share(65, 74) == pytest.approx(0.15, abs=0.01)
    assert share(75, 79) < 0.4
    assert share(85, 100) > 0.55


def test_reluctance_by_hand():
    assert reluctance_of(0.5, 0.04, True) == pytest.approx(0.02)
    assert reluctance_of(0.5, 0.04, False) == pytest.approx(0.52)


def test_who_objects_at_the_start_is_readiest():
    people, _ = draw_public(20_000, 3, defaults())
    reluctance = people.reluctance / FIXED_POINT
    assert reluctance[people.objecting == 1].max() < 0.2
    assert (reluctance < 0.15).mean() == pytest.approx(0.15, abs=0.01)
    assert (reluctance < 0.5).mean() == pytest.approx(0.5, abs=0.02)
