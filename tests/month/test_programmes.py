"""National programmes in whole runs: launched, contested, paused, stopped, and what follows (model 4, 2 to 4)."""

from __future__ import annotations

import numpy as np
import pytest

from socialicence.categories import EventKind, OrganisationType, Outcome, ProgrammeState, Shock, Why
from socialicence.month import STAGES
from socialicence.month.launching import AT_START
from socialicence.world import new_world
from tests.month.conftest import cold_world, finish, run_until, with_shocks

SEEDS = range(6)
WITHOUT_PUBLIC = tuple(stage for stage in STAGES if stage.name != "citizens")


def programmes(world):
    return world.programmes[: world.programme_count]


def events(world, *kinds):
    found = world.events[: world.event_count]
    return found[np.isin(found["kind"], kinds)] if kinds else found


@pytest.fixture(scope="module")
def worlds():
    """Government, which launches most and listens least."""
    return [new_world("government", citizens=400, seed=seed, months=60).run() for seed in SEEDS]


def test_five_quiet_programmes_run_at_the_start_each_in_a_context_of_its_own():
    for seed in SEEDS:
        world = new_world("status_quo", citizens=100, seed=seed, months=1)
        known = programmes(world)
        assert (known["at_start"] == 1).all()
        at_start = known[known["key"] >= AT_START]
        assert len(at_start) == 5
        assert len(set(at_start["context"].tolist())) == 5
        assert (at_start["state"] == ProgrammeState.RUNNING).all()
        assert ((at_start["announced"] >= -40) & (at_start["announced"] <= -12)).all()
        assert world.system["programmes_launched"][0] == 0


def test_about_two_programmes_a_year_are_launched_at_status_quo():
    worlds = [new_world("status_quo", citizens=100, seed=seed, months=60).run() for seed in range(12)]
    launched = np.array([world.system["programmes_launched"][0] for world in worlds])
    # Ten in five years, fewer as leaders lose heart and uses are shut: three standard errors of a Poisson mean of 9.
    assert launched.mean() == pytest.approx(9.0, abs=3 * 3 / np.sqrt(12))


def test_an_owner_has_one_live_programme_in_a_context_and_holds_its_data(worlds):
    for world in worlds:
        table = programmes(world)
        live = table[table["state"] != ProgrammeState.STOPPED]
        pairs = list(zip(live["owner"], live["context"], strict=True))
        assert len(set(pairs)) == len(pairs)
        assert ((world.departments["in_contexts"][table["owner"]] >> table["context"]) & 1).all()


def test_what_is_stopped_stays_shut_for_three_years(worlds):
    shut = 0
    for world in worlds:
        table = programmes(world)
        for one in table[table["stopped"] >= 0]:
            after = table[(table["owner"] == one["owner"]) & (table["context"] == one["context"])]
            later = after[after["announced"] > one["stopped"]]
            assert (later["announced"] >= one["stopped"] + 36.0 - 1.0).all()
            shut += 1
    assert shut > 5


def test_dates_come_in_order(worlds):
    for world in worlds:
        table = programmes(world)
        assert (table["first_use"] >= table["announced"]).all()
        contested = table[table["contests"] > 0]
        assert (contested["contested"] >= contested["announced"]).all()
        fast = contested[(contested["fast"] == 1) & (contested["contests"] == 1) & (contested["paused"] >= 0)]
        wait = fast["paused"] - fast["contested"]
        assert ((wait >= 0) & (wait <= 4.0)).all()
        reviewed = contested[(contested["paused"] >= 0) & (contested["state"] != ProgrammeState.UNDER_REVIEW)]
        assert (reviewed["review_ends"] - reviewed["paused"] >= 4.0 - 1e-9).all()


def test_counts_are_those_of_the_table(worlds):
    for world in worlds:
        table = programmes(world)
        launched = table[table["at_start"] == 0]
        system = world.system[0]
        assert system["programmes_launched"] == len(launched)
        assert system["programmes_contested"] == (launched["contests"] > 0).sum()
        assert system["programmes_altered"] == (launched["altered"] >= 0).sum()
        assert system["programmes_stopped"] == (launched["state"] == ProgrammeState.STOPPED).sum()
        np.testing.assert_array_equal(system["programmes"], np.bincount(launched["state"], minlength=6))
        told = events(world, EventKind.STOPPED, EventKind.FOUND_UNLAWFUL)
        assert len(told) == (table["state"] == ProgrammeState.STOPPED).sum()


def test_shares_of_a_programme_end_with_it_and_completed_ones_stay(worlds):
    ended = 0
    for world in worlds:
        table, projects = programmes(world), world.projects[: world.project_count]
        # Those stopped in the last month are ended in the next.
        over = np.flatnonzero((table["stopped"] >= 0) & (table["stopped"] <= 59))
        own = projects[np.isin(projects["programme"], over)]
        assert not (own["outcome"] == Outcome.IN_FLIGHT).any()
        stopped = projects[projects["outcome"] == Outcome.STOPPED]
        assert (stopped["why"] == Why.PROGRAMME_STOPPED).all()
        assert (table["state"][stopped["programme"]] == ProgrammeState.STOPPED).all()
        assert world.system["stopped"].sum() == len(stopped)
        ended += len(stopped)
    assert ended > 0


def test_a_project_belongs_to_the_programme_of_its_lead_owner_and_context(worlds):
    belong = 0
    for world in worlds:
        table, projects = programmes(world), world.projects[: world.project_count]
        own = projects[projects["programme"] >= 0]
        of = table[own["programme"]]
        np.testing.assert_array_equal(of["owner"], own["owners"][:, 0])
        np.testing.assert_array_equal(of["context"], own["context"])
        belong += len(own)
    assert belong > 20


def contest_now(world, row):
    """Make one programme be contested in the coming month, whatever is drawn."""
    world.programmes["may_be_contested"] = 0
    world.programmes[row]["may_be_contested"] = 1
    world.state.in_force["contest_rate"] = 1e9
    world.observations.opposition[world.month - 1, world.programmes[row]["context"]] = 0.5


def test_a_contest_lowers_standing_memory_and_trust_and_shares_stand_still_while_it_is_reviewed():
    world = cold_world("status_quo", citizens=400, seed=3, months=24)
    world.run_to(2)
    context = int(world.programmes[0]["context"])
    before = world.observations.licence[2, context, 0, 1]
    run_until(world, "programmes")
    contest_now(world, 0)
    finish(world, "programmes")
    one = world.programmes[0]
    assert one["contests"] == 1
    size = one["size"]
    assert world.standing[context] == pytest.approx(-0.08 * size, rel=0.2)
    others = np.delete(world.standing, context)
    assert (others <= 0.0).all()
    assert (others > world.standing[context]).all()
    assert world.departments["leaders_memory"][one["owner"]] == pytest.approx(0.3)
    assert world.observations.licence[3, context, 0, 1] < before - 0.02
    # With the review under way its shares stand still, and say why.
    one["state"], one["fast"], one["review_ends"] = ProgrammeState.UNDER_REVIEW, 1, 20.0
    held = world.projects[: world.project_count]
    own = np.flatnonzero((held["programme"] == 0) & (held["outcome"] == Outcome.IN_FLIGHT))
    stages = held["stage"][own].copy()
    world.run_to(6)
    np.testing.assert_array_equal(world.projects["stage"][own], stages)


def test_a_frozen_public_keeps_its_standing():
    frozen = new_world("government", citizens=400, seed=1, months=60, stages=WITHOUT_PUBLIC).run()
    assert (programmes(frozen)["contests"] > 0).any()
    assert (frozen.standing == 0.0).all()


def test_the_bodies_remember_a_successor_inherits_their_goodwill(worlds):
    heirs = 0
    for world in worlds:
        table = programmes(world)
        for context in range(world.contexts.size):
            own = table[table["context"] == context]
            assert len(set(own["goodwill"].tolist())) <= 1
            heirs += max(len(own) - 1, 0)
    assert heirs > 10


def test_an_announcement_of_the_scenario_becomes_a_programme_with_the_dates_of_2021():
    shock = {"shock": Shock.ANNOUNCEMENT, "month": 2.0, "organisation": OrganisationType.HEALTH_SERVICE}
    world = new_world(with_shocks(shock), citizens=300, seed=4, months=12).run()
    found = programmes(world)[programmes(world)["scheduled"] == 1]
    assert len(found) == 1
    days = 365.25 / 12
    assert found["announced"][0] == pytest.approx(2.0)
    assert (found["contested"][0] - 2.0) * days == pytest.approx(21.0)
    assert (found["paused"][0] - 2.0) * days == pytest.approx(27.0)
    assert (found["deadline"][0] - 2.0) * days == pytest.approx(42.0)
    assert world.departments["kind"][found["owner"][0]] == OrganisationType.HEALTH_SERVICE


def test_a_purpose_that_is_widened_makes_a_quiet_programme_one_that_can_be_contested_again():
    quiet = new_world("status_quo", citizens=300, seed=4, months=12)
    kind = OrganisationType(int(quiet.departments["kind"][quiet.programmes["owner"][0]]))
    world = new_world(
        with_shocks({"shock": Shock.WIDENING, "month": 3.0, "organisation": kind}), citizens=300, seed=4, months=12
    ).run()
    widened = programmes(world)[programmes(world)["widened"] >= 0]
    assert len(widened) == 1
    assert widened["widened"][0] == pytest.approx(3.0)
    assert len(events(world, EventKind.WIDENED)) == 1
    # It is news to nobody, and makes no department warier.
    assert world.system["incidents"][0][Shock.WIDENING] == 1


def test_a_new_government_decides_about_what_is_contested():
    decided = 0
    for seed in SEEDS:
        world = new_world("government", citizens=200, seed=seed, months=60, changes={"election": 30}).run()
        told = events(world, EventKind.ELECTION)
        assert (told["month"] == 30.0).all()
        for event in told:
            after = events(world, EventKind.STOPPED, EventKind.RESUMED)
            assert ((after["programme"] == event["programme"]) & (after["month"] == 30.0)).any()
        decided += len(told)
    assert decided > 0


def test_without_the_stage_nothing_of_it_happens():
    stages = tuple(stage for stage in STAGES if stage.name != "programmes")
    world = new_world("government", citizens=200, seed=1, months=24, stages=stages)
    known = world.programme_count
    world.run()
    assert world.event_count == 0
    assert world.programme_count == known
