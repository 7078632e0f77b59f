"""How soon blocked desks open, on cases worked by hand."""

from types import SimpleNamespace

import numpy as np
import pytest

from socialicence.categories import Outcome, Unblocker
from socialicence.outcomes.blocks import opened_by_newcomer, opened_soon
from socialicence.outcomes.finished import FinishedRun
from socialicence.state.tables import NOT_YET, PROJECT, VISIT, new_records
from socialicence.world import new_world


def world_of(blocks, month=60):
    """A world with one project a block: (blocked, opened or -1, what opened it)."""
    visits, projects = new_records(VISIT, len(blocks)), new_records(PROJECT, len(blocks))
    visits["project"] = np.arange(len(blocks))
    projects["accessed"] = -1.0
    for row, (blocked, opened, by) in enumerate(blocks):
        visits["blocked_at"][row], visits["opened_at"][row], visits["unblocked_by"][row] = blocked, opened, by
    return SimpleNamespace(
        visits=visits, visit_count=len(blocks), projects=projects, project_count=len(blocks), month=month
    )


def test_half_open_within_six_months():
    blocks = [(1, 4, Unblocker.NEWCOMER), (1, 6, Unblocker.TRAINING), (1, 10, Unblocker.COLLEAGUE), (1, -1, 0)]
    run = FinishedRun(world_of(blocks))
    assert opened_soon(run) == pytest.approx(0.5)
    assert opened_by_newcomer(run) == pytest.approx(1 / 3)


def test_a_block_whose_project_ends_is_censored_not_counted_as_standing():
    world = world_of([(1, 4, Unblocker.TRAINING), (1, 6, Unblocker.TRAINING), (1, -1, 0)])
    world.projects["outcome"][2], world.projects["finished"][2] = Outcome.ABANDONED, 5.0
    world.projects["accessed"] = NOT_YET
    # One of three opens after 3 months; the third leaves after 4; the one left opens after 5.
    assert opened_soon(FinishedRun(world)) == pytest.approx(1.0)


def test_without_blocks_nothing_is_known():
    run = FinishedRun(world_of([(-1, -1, 0), (0, -1, 0), (0, 2, Unblocker.TRAINING)]))  # two began before month 0
    assert opened_soon(run) is opened_by_newcomer(run) is None


def test_openings_of_a_run_are_those_the_system_counted():
    world = new_world("status_quo", citizens=300, seed=5).run()
    visits = world.visits[: world.visit_count]
    counted = world.system["unblocked_by"][0]
    share = opened_by_newcomer(FinishedRun(world))
    assert (visits["opened_at"] >= 0).sum() == counted[1:].sum()
    of_the_run = visits[(visits["opened_at"] >= 0) & (visits["blocked_at"] > 0)]
    assert len(of_the_run) < counted[1:].sum()
    assert share == pytest.approx((of_the_run["unblocked_by"] == Unblocker.NEWCOMER).mean())
