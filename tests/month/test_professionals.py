"""Professionals: posts, people who come and go, and what they know."""

from __future__ import annotations

import numpy as np
import pytest

from socialicence.world import new_world
from tests.month.conftest import finish, run_until

PERSONAL = ("skill", "knowledge", "motivation", "risk_aversion")


def world_of(changes=None, months=24, seed=5, scenario="status_quo"):
    return new_world(scenario, citizens=200, seed=seed, months=months, changes=changes or {})


def test_people_are_within_bounds_and_posts_stay_where_they_are():
    world = world_of(months=60)
    before = world.professionals[["department", "role"]].copy()
    world.run()
    for name in PERSONAL:
        assert ((world.professionals[name] >= 0.02) & (world.professionals[name] <= 0.98)).all(), name
    np.testing.assert_array_equal(world.professionals[["department", "role"]], before)


def test_every_department_has_every_role_and_about_ten_posts():
    world = world_of(months=1)
    posts = np.bincount(world.professionals["department"], minlength=24)
    assert 9 <= posts.mean() <= 11
    for role in range(4):
        held = np.bincount(world.professionals["department"][world.professionals["role"] == role], minlength=24)
        assert (held >= 1).all()
    np.testing.assert_array_equal(np.diff(world.first_post), posts)


def test_ties_are_to_a_colleague_within_and_one_of_the_same_role_elsewhere():
    people = world_of(months=1).professionals
    within, across = people["ties"].T
    np.testing.assert_array_equal(people["department"][within], people["department"])
    assert (within != np.arange(people.size)).all()
    assert (people["department"][across] != people["department"]).all()
    np.testing.assert_array_equal(people["role"][across], people["role"])


def test_newcomers_are_counted_and_come_to_vacant_posts():
    world = world_of(months=60)
    before = world.professionals.copy()
    came = 0
    while world.month < world.months:
        world.step()
        new = world.professionals["person"] - before["person"]
        assert set(np.unique(new)) <= {0, 1}
        assert (before["vacant_until"][new == 1] >= 0).all()
        assert (world.professionals["months_in_post"][new == 1] <= 1).all()
        came += new.sum()
        assert world.system["newcomers"][0] == came
        assert world.system["vacancies"][0] == (world.professionals["vacant_until"] >= 0).sum()
        before = world.professionals.copy()
    assert came > 20


def test_posts_change_hands_at_the_published_rates():
    """Turnover by department, over several runs of five years; demotivation adds a little, vacancies take some away."""
    changes, expected = 0.0, 0.0
    for seed in range(6):
        world = world_of(months=60, seed=seed).run()
        turnover = world.departments["turnover"][world.professionals["department"]]
        expected += (-np.log1p(-turnover) * 5).sum()
        changes += world.system["newcomers"][0]
    assert 0.8 < changes / expected < 1.25


def test_knowledge_passes_along_ties():
    world = world_of({"turnover_scale": 0.5}, months=12)
    for _ in range(12):
        held = (world.professionals["vacant_until"] < 0).copy()
        person = world.professionals["person"].copy()
        before = world.professionals["knowledge"].copy()
        run_until(world, "projects")
        same = held & (world.professionals["vacant_until"] < 0) & (person == world.professionals["person"])
        if same.all():
            assert world.professionals["knowledge"].sum() == pytest.approx(before.sum())
            assert world.professionals["knowledge"].std() <= before.std()
        finish(world, "projects")
