"""Projects on the pathway: none is lost, none is at two places, and the order of stages is kept (specification 4.8)."""

from __future__ import annotations

import numpy as np
import pytest

from socialicence.categories import Outcome, ProgrammeState, Stage, Unblocker, Why
from tests.month import twin
from tests.month.conftest import cold_world, finish, run_until

SHARED = (Stage.ETHICS, Stage.ACCREDITATION, Stage.LINKAGE, Stage.ANALYSIS, Stage.PUBLICATION)
PATHWAY = tuple(stage for stage in Stage if stage is not Stage.FINISHED)
REUSE = (Stage.SCOPING, Stage.DATA_PROTECTION, Stage.ACCREDITATION, Stage.ACCESS, Stage.ANALYSIS, Stage.PUBLICATION)
ENDED = (Outcome.COMPLETED, Outcome.ABANDONED, Outcome.REFUSED, Outcome.STOPPED)
CASES = [("status_quo", {}), ("status_quo", {"openness": 0.5, "demand.government": 2.0, "give_up_rate": 0.08})]


def tables(world):
    return world.projects[: world.project_count], world.visits[: world.visit_count], world.system[0]


def desks(project):
    return 1 if project["stage"] in SHARED else project["number_of_owners"]


def counted(projects, outcomes):
    return np.bincount(projects["requester"][np.isin(projects["outcome"], outcomes)], minlength=3)


def check_counts(world):
    projects, _, system = tables(world)
    np.testing.assert_array_equal(system["started"], np.bincount(projects["requester"], minlength=3))
    ended = system["completed"] + system["gave_up"] + system["stopped"]
    np.testing.assert_array_equal(system["started"], system["in_flight"] + ended)
    np.testing.assert_array_equal(system["in_flight"], counted(projects, [Outcome.IN_FLIGHT, Outcome.ACCESSED]))
    reached = np.bincount(projects["requester"][projects["accessed"] >= 0], minlength=3)
    np.testing.assert_array_equal(system["accessed"], reached)
    np.testing.assert_array_equal(system["stopped"], counted(projects, [Outcome.STOPPED]))
    np.testing.assert_array_equal(system["completed"], counted(projects, [Outcome.COMPLETED]))
    np.testing.assert_array_equal(system["gave_up"], counted(projects, [Outcome.ABANDONED, Outcome.REFUSED]))
    for name in ("started", "accessed", "completed", "gave_up"):
        np.testing.assert_array_equal(world.requesters[name], system[name], err_msg=name)


def why_held(world, project):
    """Why a whole project stands still: its programme is under review, or an owner withholds its data."""
    programme = project["programme"]
    if programme >= 0 and world.programmes["state"][programme] == ProgrammeState.UNDER_REVIEW:
        return Why.UNDER_REVIEW
    owners = project["owners"][: project["number_of_owners"]]
    under_way = project["outcome"] == Outcome.IN_FLIGHT and project["stage"] > Stage.SCOPING
    if under_way and (world.withheld_until[owners, project["context"]] > world.month).any():
        return Why.WITHHELD
    return Why.NOTHING


def check_desks(world):
    """A project on the pathway waits at the desks of its stage, an ended one at none; a post's load is its desks."""
    projects, visits, system = tables(world)
    waiting = visits["left"] < 0
    at = np.bincount(visits["project"][waiting], minlength=projects.size)
    for number, project in enumerate(projects):
        if project["outcome"] in ENDED:
            assert at[number] == 0
        else:
            assert 1 <= at[number] <= desks(project)
    own = waiting & np.isin(projects["outcome"][visits["project"]], [Outcome.IN_FLIGHT, Outcome.ACCESSED])
    vacant = (visits["post"] >= 0) & (world.professionals["vacant_until"][visits["post"]] >= 0)
    held = np.array([why_held(world, project) for project in projects])[visits["project"]]
    now = np.where(vacant, Why.POST_VACANT, np.where(visits["blocked"] == 1, visits["why"], Why.WORK_IN_HAND))
    np.testing.assert_array_equal(visits["stage"][waiting], projects["stage"][visits["project"]][waiting])
    np.testing.assert_array_equal(system["waiting_at"], np.bincount(visits["stage"][own], minlength=11))
    now = np.where(held == Why.NOTHING, now, held)
    np.testing.assert_array_equal(system["waiting_for"], np.bincount(now[own], minlength=len(Why)))
    assert system["blocked_desks"] == visits["blocked"][own].sum()
    posts = visits["post"][waiting & (visits["post"] >= 0)]
    load = world.professionals["load"]
    assert (load >= 0).all()
    np.testing.assert_array_equal(load, np.bincount(posts, minlength=load.size))


@pytest.mark.parametrize(("scenario", "changes"), CASES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_projects_and_desks_are_conserved_in_every_month(scenario, changes, seed):
    world = cold_world(scenario, citizens=150, seed=seed, months=48, changes=changes)
    while world.month < world.months:
        world.step()
        check_counts(world)
        check_desks(world)
    assert world.system["completed"].sum() > 5
    assert world.system["gave_up"].sum() > 5


def test_projects_lie_within_the_run(old_world):
    projects, _, _ = tables(old_world)
    assert (np.diff(np.ceil(projects["started"])) >= 0).all()
    assert ((projects["started"] >= 0) & (projects["started"] <= 48)).all()
    accessed, finished = projects["accessed"] >= 0, projects["finished"] >= 0
    assert (projects["accessed"][accessed] > projects["started"][accessed]).all()
    assert (projects["finished"][finished] > projects["started"][finished]).all()
    np.testing.assert_array_equal(finished, np.isin(projects["outcome"], ENDED))
    whole = projects["outcome"] != Outcome.STOPPED
    reached = np.isin(projects["outcome"], [Outcome.ACCESSED, Outcome.COMPLETED])
    np.testing.assert_array_equal(accessed[whole], reached[whole])
    assert (projects["accessed"] <= 48).all()
    assert (projects["finished"] <= 48).all()


def test_owners_are_one_to_four_different_departments(old_world):
    projects, _, _ = tables(old_world)
    for project in projects:
        owners = project["owners"][: project["number_of_owners"]]
        assert 1 <= owners.size <= 4
        assert np.unique(owners).size == owners.size
        assert (owners >= 0).all()
        assert (project["owners"][project["number_of_owners"] :] == -1).all()


def visits_by_stage(world, number):
    _, visits, _ = tables(world)
    mine = visits[visits["project"] == number]
    return [(stage, mine[mine["stage"] == stage]) for stage in dict.fromkeys(mine["stage"].tolist())]


def test_stages_follow_in_order_each_begun_when_the_slowest_owner_is_done(old_world):
    projects, _, _ = tables(old_world)
    for number, project in enumerate(projects):
        path = REUSE if project["reuse"] else PATHWAY
        stages = visits_by_stage(old_world, number)
        assert [stage for stage, _ in stages] == list(path[: len(stages)])
        begins = project["started"]
        for stage, visits in stages:
            slots = [-1] if stage in SHARED else list(range(project["number_of_owners"]))
            assert visits["owner"].tolist() == slots
            assert (visits["entered"] == begins).all()
            done = visits["left"] >= 0
            assert (visits["left"][done] >= begins).all()
            assert done.all() or stage == stages[-1][0]
            begins = visits["left"].max()
            if stage == Stage.ACCESS and done.all() and project["outcome"] != Outcome.ABANDONED:
                assert project["accessed"] == begins


def test_each_owners_desk_is_held_by_that_owners_post_of_the_right_role(old_world):
    projects, visits, _ = tables(old_world)
    mine = visits[visits["owner"] >= 0]
    np.testing.assert_array_equal(mine["department"], projects["owners"][mine["project"], mine["owner"]])
    np.testing.assert_array_equal(old_world.professionals["department"][mine["post"]], mine["department"])
    roles = {Stage.SCOPING: 3, Stage.LEGAL_GATEWAY: 2, Stage.DATA_PROTECTION: 2}
    roles |= {Stage.AGREEMENT: 3, Stage.PREPARATION: 1, Stage.ACCESS: 0}
    assert old_world.professionals["role"][mine["post"]].tolist() == [roles[stage] for stage in mine["stage"].tolist()]
    shared = visits[visits["owner"] < 0]
    assert (shared["post"] == -1).all()
    assert (shared["department"] == -1).all()
    assert (shared["blocked"] == 0).all()


def test_reuse_of_a_linked_asset_has_three_owner_stages_and_one_shared_before_access_is_given():
    world = cold_world("status_quo", citizens=150, seed=4, months=60, changes={"reuse_share": 0.4}).run()
    projects, _, system = tables(world)
    reused = np.flatnonzero((projects["reuse"] == 1) & (projects["accessed"] >= 0))
    assert reused.size > 3
    for number in reused:
        before = {stage for stage, _ in visits_by_stage(world, number)} - {Stage.ANALYSIS, Stage.PUBLICATION}
        assert len(before - set(SHARED)) == 3
        assert len(before & set(SHARED)) == 1
    assert system["reuses"] == (projects["reuse"] == 1).sum()
    assert system["linked_assets"] == ((projects["reuse"] == 0) & (projects["accessed"] >= 0)).sum()


def test_a_block_is_dated_and_says_why_and_what_opened_it(old_world):
    projects, visits, system = tables(old_world)
    was = visits["was_blocked"] == 1
    assert was.any()
    assert (visits["blocked_at"][~was] < 0).all()
    assert (visits["unblocked_by"][~was] == Unblocker.NOTHING).all()
    assert (visits["blocked_at"][was] == visits["entered"][was]).all()
    opened = visits["opened_at"] >= 0
    assert (visits["opened_at"][opened] >= visits["blocked_at"][opened]).all()
    assert (visits["unblocked_by"][opened] != Unblocker.NOTHING).all()
    assert (visits["blocked"][opened] == 0).all()
    given_up = np.isin(projects["outcome"][visits["project"]], [Outcome.ABANDONED, Outcome.REFUSED, Outcome.STOPPED])
    assert (opened | (visits["left"] < 0) | given_up)[was].all()
    assert np.isin(visits["why"][was], [w for w in Why if w not in (Why.NOTHING, Why.WORK_IN_HAND)]).all()
    np.testing.assert_array_equal(system["unblocked_by"][1:], np.bincount(visits["unblocked_by"], minlength=6)[1:])


def test_a_project_that_gives_up_says_why(old_world):
    projects, _, _ = tables(old_world)
    assert (projects["why"][projects["outcome"] == Outcome.REFUSED] == Why.NOT_OPEN_TO_THIS_USER).all()
    abandoned = projects["why"][projects["outcome"] == Outcome.ABANDONED]
    assert (abandoned > Why.WORK_IN_HAND).all()
    assert (projects["why"][projects["outcome"] == Outcome.COMPLETED] == Why.NOTHING).all()


def test_value_is_realised_by_completed_projects_only_and_no_more_than_its_public_value(old_world):
    projects, _, system = tables(old_world)
    done = projects["outcome"] == Outcome.COMPLETED
    assert (projects["value"][~done] == 0).all()
    assert (projects["value"][done] > 0).all()
    assert (projects["value"] <= projects["public_value"]).all()
    assert (projects["visible"] <= projects["value"]).all()
    assert system["value_realised"] == pytest.approx(projects["value"].sum())
    assert system["value_visible"] == pytest.approx(projects["visible"].sum())


@pytest.mark.parametrize(("openness", "outside", "inside"), [(0.0, 0.0, 0.0), (1.0, 0.0, 1.0), (2.0, 1.0, 1.0)])
def test_who_may_use_data_decides_who_gets_past_scoping(openness, outside, inside):
    """Holder only; across government; approved outsiders too. Policy has to be in force first.

    Projects of several departments: the holder's own staff are not shut out of what one department holds.
    """
    changes = {"openness": openness, "ramp_months": 6, "earned_openness": 0.0}
    world = cold_world("status_quo", citizens=150, seed=4, months=60, changes=changes).run()
    projects, _, _ = tables(world)
    late = projects[(projects["started"] > 12) & ((projects["outcome"] == Outcome.REFUSED) | (projects["stage"] > 0))]
    through = late["outcome"] != Outcome.REFUSED
    several = late["number_of_owners"] > 1
    for place, allowed in ((1, outside), (0, inside)):
        these = (late["outside"] == place) & several
        assert these.sum() > 5
        assert through[these].mean() == allowed
    assert through[(late["outside"] == 1) & ~several].mean() == outside
    assert through[(late["outside"] == 0) & ~several].mean() >= inside


def with_blocked_desks(seed):
    """A world early on, when those who blocked desks are as they were, and the blocks do not lift by themselves."""
    changes = {"demand.government": 2.0, "demand.academic": 2.0, "demand.charity": 1.0, "block_probability": 0.2}
    world = cold_world("status_quo", citizens=150, seed=seed, months=3, changes=changes)
    world.step()
    world.now["lift_rate"] = 0.0
    world.now["recommendation_arbitration"] = world.usual["recommendation_arbitration"]
    return world


def blocked_rows(world):
    return np.flatnonzero(world.visits["blocked"][: world.visit_count] == 1)


def work_desks(world):
    """The projects' stage of the next month alone: departments and the rest of the staff stay as they are."""
    world.month += 1
    world.do(next(stage for stage in world.stages if stage.name == "projects"), world.month)


@pytest.mark.parametrize("seed", [0, 2, 3])
def test_without_help_a_blocked_desk_stays_blocked(seed):
    world = with_blocked_desks(seed)
    rows = blocked_rows(world)
    assert rows.size
    work_desks(world)
    assert (world.visits["blocked"][rows] == 1).all()
    assert (world.visits["holder_changed"][rows] < 0).all()


@pytest.mark.parametrize("seed", [0, 2, 3])
def test_a_clone_does_not_open_a_blocked_desk(seed):
    world = with_blocked_desks(seed)
    rows = blocked_rows(world)
    world.professionals["person"][world.visits["post"][rows]] += 1
    work_desks(world)
    assert (world.visits["blocked"][rows] == 1).all()
    assert (world.visits["holder_changed"][rows] >= 1).all()


def test_a_newcomer_judges_afresh():
    """With a block probability of one in five, four newcomers in five open the desk they find blocked."""
    opened = []
    for seed in range(12):
        world = with_blocked_desks(seed)
        rows = blocked_rows(world)
        posts = world.visits["post"][rows]
        world.professionals["person"][posts] += 1
        world.professionals["disposition"][posts] += 1 + np.arange(posts.size)
        work_desks(world)
        opened += (world.visits["blocked"][rows] == 0).tolist()
        new = world.visits[rows][world.visits["blocked"][rows] == 0]
        assert (new["unblocked_by"] == Unblocker.NEWCOMER).all()
    assert len(opened) > 15
    assert 0.5 < np.mean(opened) < 0.98


def test_where_newcomers_are_clones_none_opens_a_desk():
    totals = np.zeros(6)
    for seed in range(6):
        world = cold_world("status_quo", citizens=150, seed=seed, months=60, changes={"newcomers_differ": 0.0}).run()
        totals += world.system["unblocked_by"][0]
    assert totals[Unblocker.NEWCOMER] == 0
    assert totals.sum() > 100


def test_nobody_works_at_a_vacant_desk():
    world = cold_world("status_quo", citizens=150, seed=6, months=30)
    for _ in range(20):
        world.step()
    run_until(world, "projects")
    vacant = np.flatnonzero(world.professionals["vacant_until"] >= 0)
    rows = np.arange(world.visit_count)
    rows = rows[(world.visits["left"][rows] < 0) & np.isin(world.visits["post"][rows], vacant)]
    before = world.visits[rows].copy()
    finish(world, "projects")
    still = np.isin(world.projects["outcome"][before["project"]], [Outcome.IN_FLIGHT])
    np.testing.assert_array_equal(world.visits["work_left"][rows], before["work_left"])
    assert (world.visits["left"][rows][still] < 0).all()


def measured(world, month):
    """Projects put in this month, with the licence that the twin measures for each: everyone, those affected."""
    people, v = twin.copied(world.citizens), world.now[0]
    projects, _, _ = tables(world)
    for project in projects[projects["started"] > month - 1]:
        context = world.contexts[project["context"]]
        owners = project["owners"][: project["number_of_owners"]]
        safeguards = project["safeguards"] + world.values["redesign_safeguards"] * project["redesigned"]
        use = {"standing": world.standing[project["context"]]}
        use |= {name: project[name] for name in ("recipient", "sensitivity", "age_low", "age_high", "regions")}
        use |= {name: context[name] for name in ("benefit", "cutoff", "domains")}
        use["owners"] = int(np.bitwise_or.reduce(1 << world.departments["kind"][owners]))
        use["reputation"] = world.departments["reputation"][owners].mean()
        use["safeguards"] = np.clip(safeguards, 0.05, 0.95)
        support, affected = twin.support(people, use, v), twin.affected(people, use)
        everyone = twin.mean(support, people.weight)
        among = twin.mean(support, people.weight * affected) if affected.any() else everyone
        yield project, everyone, among


def test_the_licence_of_a_new_project_agrees_with_the_twin():
    world = cold_world("status_quo", citizens=1000, seed=2, months=8)
    count = 0
    while world.month < world.months:
        world.step()
        for project, everyone, among in measured(world, world.month):
            assert project["licence_everyone"] == pytest.approx(everyone, abs=1e-5)
            assert project["licence_affected"] == project["licence_at_start"] == pytest.approx(among, abs=1e-5)
            count += 1
    assert count > 5


def test_the_licence_of_a_project_is_measured_on_a_sample_of_a_large_public():
    world = cold_world("status_quo", citizens=101_000, seed=2, months=1)
    world.step()
    cases = list(measured(world, 1))
    assert cases
    for project, everyone, among in cases:
        assert project["licence_everyone"] == pytest.approx(everyone, abs=0.01)
        assert project["licence_affected"] == pytest.approx(among, abs=0.03)
