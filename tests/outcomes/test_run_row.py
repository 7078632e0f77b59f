"""Outcomes of a run against what the tables say."""

import numpy as np
import pytest

from socialicence.categories import Outcome, RequesterKind
from socialicence.outcomes import outcomes_of, personas_of
from socialicence.world import new_world


@pytest.fixture(scope="module")
def world():
    return new_world("status_quo", citizens=600, seed=5).run()


def test_projects_are_all_accounted_for(world):
    row = outcomes_of(world)
    ended = row["projects_completed"] + row["projects_abandoned"] + row["projects_in_flight"]
    stopped = int((world.projects[: world.project_count]["outcome"] == Outcome.STOPPED).sum())
    on_their_way = int(world.observations.system["in_flight"][0].sum())
    assert row["projects_started"] + on_their_way == ended + stopped
    assert row["projects_started"] == world.system["started"].sum()


def test_licence_is_the_mean_of_the_last_two_years(world):
    row = outcomes_of(world)
    affected = np.nanmean([[world.observations.licence[m, c, 0, 1] for c in range(12)] for m in range(37, 61)])
    assert row["licence_affected"] == pytest.approx(affected, rel=1e-6)
    assert row["licence_gap"] == pytest.approx(row["licence_affected"] - row["licence_everyone"], abs=1e-12)


def test_sharing_without_licence_counts_accesses(world):
    projects = world.projects[: world.project_count]
    shared = projects[projects["accessed"] >= 0]
    assert outcomes_of(world)["shared_without_licence"] == pytest.approx((shared["licence_affected"] < 0.5).mean())


def test_outside_access_is_that_of_the_last_two_years(world):
    projects = world.projects[: world.project_count]
    late = projects[projects["accessed"] > 36]
    assert outcomes_of(world)["external_access"] == pytest.approx(late["outside"].mean())


def test_a_persona_s_story_is_that_of_the_last_project_that_could_last_two_years(world):
    projects = world.projects[: world.project_count]
    stories = personas_of(world)
    for kind in RequesterKind:
        one = projects[(projects["requester"] == kind) & (projects["started"] <= 36)][-1]
        story = stories[kind.label]
        assert story["ended"] == Outcome(int(one["outcome"])).label
        soon = one["accessed"] >= 0 and one["accessed"] - one["started"] <= 24
        assert story["access_within_24m"] == soon


def test_a_run_of_one_month_has_outcomes_too():
    row = outcomes_of(new_world("status_quo", citizens=100, seed=1, months=1).run())
    assert row["nearest"] in {"public_good", "silos", "government", "deprioritised", "none"}
    assert not any(isinstance(value, float) and np.isnan(value) for value in row.values())
