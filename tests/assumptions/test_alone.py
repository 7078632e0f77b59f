"""Changes of the nearest future by one assumption alone."""

from __future__ import annotations

import pytest

from socialicence.assumptions import impact
from socialicence.assumptions.impact import End, changed, changes_alone, ends_of, is_close, nearest_to, sign_test
from socialicence.assumptions.stored import Change
from socialicence.outcomes.futures import DIMENSIONS, scaling, targets
from socialicence.parameters import parameters


def at(future):
    """The signature at a future's target."""
    place = next(target for one, target in targets().items() if one.name.lower() == future)
    return tuple(low + at * (high - low) for at, (low, high) in zip(place, map(scaling().get, DIMENSIONS), strict=True))


def test_sign_test_by_hand():
    assert sign_test(5, 0) == 1 / 32
    assert sign_test(4, 1) == 6 / 32
    assert sign_test(0, 0) == 1.0


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("ssss", "ssss", None),
        ("ssssss", "ggggggg"[:6], ("s", "g")),
        ("sssggg", "ggggss", None),
        ("sssgg", "ggggg", None),  # three went over: one in eight by luck
        ("sssssgg", "ggggggg", ("s", "g")),
        ("sssssggg", "gggggsss", None),  # five went over and three came back
    ],
)
def test_a_change_needs_more_to_go_over_than_to_come_back(before, after, found):
    assert changed(before, after[: len(before)]) == found


def test_a_target_is_nearest_to_itself():
    assert [nearest_to(at(one)) for one in ("silos", "government")] == ["silos", "government"]


def test_only_a_shift_towards_another_future_is_close():
    usual = [End(at("silos"), "silos")] * 10
    assert not is_close(usual, [End(at("silos"), "silos")] * 2)
    assert is_close(usual, [End(at("government"), "government")] * 2)


def world_of(monkeypatch, ends):
    """Let runs end where `ends(task)` says."""
    monkeypatch.setattr(impact, "ends_of", lambda tasks, citizens, report=None: [ends(task) for task in tasks])
    few = {name: parameters()[name] for name in ("negativity_weight", "spillover")}
    monkeypatch.setattr(impact, "uncertain", lambda: few)


def test_each_end_of_each_range_is_tried_in_each_scenario(monkeypatch):
    high = parameters()["spillover"].high

    def ends(task):
        moved = task.scenario == "silos" and task.changes.get("spillover") == high
        future = "government" if moved else "silos"
        return End(at(future), future)

    world_of(monkeypatch, ends)
    assert changes_alone(6, 100, 1) == {
        "negativity_weight": [], "spillover": [Change("silos", "high", "silos", "government")],
    }  # fmt: skip


def test_what_the_first_step_foretells_and_the_second_does_not_find_is_no_change(monkeypatch):
    def ends(task):
        moved = bool(task.changes) and task.seed < 3  # the two seeds of the first step
        future = "government" if moved else "silos"
        return End(at(future), future)

    world_of(monkeypatch, ends)
    assert changes_alone(12, 100, 1) == {"negativity_weight": [], "spillover": []}


def test_runs_end_where_the_command_says_they_do():
    from socialicence import compare

    task = impact.Task("silos", {"spillover": 0.1}, 3)
    runs = compare(["silos"], citizens=200, runs=1, seed=3, changes={"spillover": 0.1}, detail=False).runs
    (end,) = ends_of([task], 200)
    assert end.signature == pytest.approx(tuple(runs[list(DIMENSIONS)].iloc[0]))
    assert end.nearest == runs["nearest"].iloc[0]
