"""Each check fails on a model that was crippled where the pattern comes from."""

from __future__ import annotations

import numpy as np
import pytest

from socialicence.checks.bounds import scales_are_not_exhausted
from socialicence.checks.engagement import careless_broadcast_harms, deliberation_is_remembered
from socialicence.checks.events import breach_is_forgotten, scandal_stays
from socialicence.checks.futures import nearest_follows_levers, today_leads_elsewhere
from socialicence.checks.objections import objections_of_2021, persistence_beside_fit
from socialicence.checks.pathway import durations_as_published, newcomers_open_desks
from socialicence.checks.public import nothing_drifts, start_as_published
from socialicence.month import Stage
from socialicence.scenarios import load


def failed(finding):
    """The numbers of a finding that are not where they must be."""
    assert finding.verdict == "fail", finding.found
    return {one.name for one in finding.measures if one.is_required and one.verdict is False}


def test_p1_fails_where_a_tenth_of_the_public_is_in_another_segment(doctored):
    def mutate(world):
        world.citizens.segment[::10] = 0

    doctored(mutate=mutate)
    assert "size_points" in failed(start_as_published(4, 1000))


def test_p1_fails_where_companies_are_trusted_like_the_health_service(doctored):
    def mutate(world):
        world.observations.trust[0, 7, 0] = world.observations.trust[0, 0, 0]

    doctored(mutate=mutate)
    assert failed(start_as_published(4, 1000)) == {"companies_below"}


def test_p2_fails_where_baselines_creep_up(doctored):
    def creep(world, month):
        world.citizens.baseline_trust[:] += 0.001

    doctored(added=Stage("creep", creep))
    assert "mean_points" in failed(nothing_drifts(2, 300))


def test_p4_fails_where_shocks_fade_slowly_and_objections_are_taken_back(doctored):
    def take_back(world, month):
        if month >= 12:
            world.citizens.objecting[:] = 0

    doctored(changes={"trust_half_life_months": 1.8, "mark.breach": 0.1}, added=Stage("take back", take_back))
    assert failed(breach_is_forgotten(4, 1000)) == {"share_left", "objecting_left"}


def test_p5_fails_where_a_scandal_is_hardly_noticed(doctored):
    doctored(changes={"scandal_strength": 0.05})
    assert "own_points_0.15" in failed(scandal_stays(3, 500))


def test_p6_fails_where_desks_take_half_as_long_again(doctored):
    doctored(changes={"desk_months": 1.0})
    assert "median_one" in failed(durations_as_published(30, 200))


def test_p7_fails_under_the_choices_of_public_good(doctored):
    doctored(changes=dict(load("public_good").values))
    assert "nearest_public_good" in failed(today_leads_elsewhere(8, 1000))


def test_p8_fails_where_nobody_hears(doctored):
    """An effect of exactly nought is no rise."""
    doctored(without=("communication",))
    assert {"honoured_fairness", "ignored_fairness"} <= failed(deliberation_is_remembered(3, 300))


def test_p9_fails_where_a_broadcast_worries_nobody(doctored):
    doctored(changes={"broadcast_worry": 0.0})
    assert failed(careless_broadcast_harms(4, 500)) == {"broadcast_1000"}


def test_p9_fails_where_targeting_harms(doctored):
    def harm(world, month):
        if month == 6 and world.now[0]["engagement_targeted"] > 0.9:
            world.citizens.concern[:] += np.float32(0.1 * world.departments["spend"].max() / 1000)

    doctored(added=Stage("harm", harm))
    assert "targeted_1000" in failed(careless_broadcast_harms(4, 500))


def test_p10_fails_where_newcomers_are_copies(doctored):
    doctored(changes={"newcomers_differ": 0.0})
    assert failed(newcomers_open_desks(50, 150)) == {"fresh"}


def test_p10_cannot_be_judged_from_a_few_runs():
    assert newcomers_open_desks(2, 150).verdict == "not judged"


def test_p11_fails_where_choices_do_nothing(doctored):
    doctored(without=("policy",))
    assert "nearer" in failed(nearest_follows_levers(2, 300))


def test_p12_fails_where_trust_runs_into_its_bound(doctored):
    def adore(world, month):
        world.citizens.trust[:] = world.citizens.baseline_trust[:] = 0.9999

    doctored(added=Stage("adore", adore))
    # The stage comes after observation: it is seen from the second month on.
    assert "trust_highest" in failed(scales_are_not_exhausted(1, 200, 0.05))


@pytest.mark.parametrize("pattern", [today_leads_elsewhere, deliberation_is_remembered])
def test_one_run_is_never_enough_to_judge(pattern):
    assert pattern(1, 300).verdict == "not judged"


def test_objections_of_2021_are_of_another_size_where_people_object_more_readily(doctored):
    doctored(changes={"objection_scale": 3.0, "objection_willing": 0.5})
    finding = objections_of_2021(runs=3, citizens=3000)
    assert failed(finding)
    assert finding.numbers["target_1"] > 6.0


def test_objections_that_begin_before_the_announcement_are_noticed(doctored):
    """The whole course comes six weeks early."""

    def early(world):
        world.incidents["disclosed"][0] = -1.0

    doctored(mutate=early)
    finding = objections_of_2021(runs=3, citizens=3000)
    assert next(one for one in finding.measures if one.name == "before").verdict is False


def test_a_model_in_which_nothing_happens_is_no_nearer_than_nothing_changes(doctored):
    doctored(without=("citizens",))
    finding = persistence_beside_fit(runs=3, citizens=1000)
    assert failed(finding)
    assert finding.numbers["totals"] == pytest.approx(1.0, abs=1e-3)
