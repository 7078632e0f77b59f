"""Courses: the same numbers as `compare` gives, shared and kept, given up when they are no longer wanted."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import numpy as np
import pandas as pd
import pytest

from socialicence import compare
from socialicence.dashboard import simulation as module
from socialicence.dashboard.course import MEASURES
from socialicence.dashboard.incident import Incident
from socialicence.dashboard.plan import FUTURES, TODAY, Plan
from socialicence.dashboard.simulation import Simulation
from socialicence.ensemble import run_task
from socialicence.errors import InputError, Stopped
from socialicence.results import FAILED
from socialicence.results.runs import run_columns

PLAN = Plan(
    steps={"involved": 4, "people": 3}, incident=Incident("scandal", 12, organisation="health_service"), title="Ours"
)


@pytest.fixture(scope="module")
def course(small):
    return small.course(PLAN)


@pytest.fixture(scope="module")
def compared():
    return compare([PLAN.scenario()], citizens=300, runs=4)


def test_runs_are_those_of_compare_bit_for_bit(course, compared):
    columns = [name for name in compared.runs.columns if name not in ("wall_seconds",)]
    pd.testing.assert_frame_equal(course.runs[columns], compared.runs[columns])
    assert list(course.runs.columns) == list(run_columns([PLAN.scenario()]))


def test_months_are_those_of_compare(course, compared):
    months = compared.months[compared.months["measure"].isin(MEASURES)]
    series = list(months.groupby(["measure", "group_kind", "group"], observed=True))
    assert len(series) == len(course.done[0].series)
    for names, own in series:
        expected = own.pivot(index="run", columns="month", values="value").to_numpy(float)
        np.testing.assert_allclose(course.monthly(*names), expected, rtol=1e-6)


def test_personas_are_those_of_compare(course, compared):
    pd.testing.assert_frame_equal(course.personas, compared.personas)


def test_the_path_ends_where_runs_end_on_average(course):
    last = course.path.iloc[-1]
    assert last["month"] == 60
    assert last["cross_department"] == pytest.approx(course.runs["cross_department"].mean(), rel=1e-5)
    assert last["external_access"] == pytest.approx(course.runs["external_access"].mean(), rel=1e-5)


def test_the_first_runs_are_reported_before_all_are_done(small):
    plan, seen = Plan(steps={"protection": 0}), []
    whole = small.course(plan, report=seen.append)
    assert [one.number_of_runs for one in seen] == [2]
    assert whole.number_of_runs == 4
    assert seen[0].records == whole.records[:2]


def test_what_is_known_is_given_at_once_and_not_run_again(small, monkeypatch):
    plan, seen = Plan(steps={"protection": 1}), []
    first = small.course(plan)
    monkeypatch.setattr(module, "run_task", lambda *given: pytest.fail("it was run again"))
    assert small.course(plan, report=seen.append) is first
    assert seen == []
    named = small.course(Plan(steps={"protection": 1}, title="Table 2"))
    assert (named.label, named.records) == ("Table 2", first.records)


def test_another_seed_is_another_course(small):
    own, other = small.course(TODAY), small.course(TODAY, seed=7)
    assert [record.seed for record in other.records] == [7, 8, 9, 10]
    assert own.records[0].outcomes != other.records[0].outcomes


def test_two_plans_share_their_draws(small):
    """A plan whose only difference comes late has the same first months."""
    late = Plan(incident=Incident("scandal", 40, organisation="health_service"))
    today, other = (small.course(plan).monthly("licence_affected") for plan in (TODAY, late))
    np.testing.assert_array_equal(today[:, :40], other[:, :40])
    assert (today[:, 41:] != other[:, 41:]).any()


def test_many_at_once_get_the_right_answers(small):
    plans = [Plan(more={"leadership": 0.3 + 0.05 * number}) for number in range(4)] * 4
    with ThreadPoolExecutor(16) as pool:
        courses = list(pool.map(small.course, plans))
    alone = Simulation(citizens=300, runs=4, threads=1)
    for plan, course in zip(plans, courses, strict=True):
        assert course.plan == plan
        for one, other in zip(course.records, alone.course(plan).records, strict=True):
            assert one.outcomes == other.outcomes
    alone.close()


class Held:
    """Runs that wait until they are let go."""

    def __init__(self, monkeypatch):
        self.begun, self.free = Event(), Event()
        monkeypatch.setattr(module, "run_task", self)

    def __call__(self, task, stop, publics):
        self.begun.set()
        while not self.free.wait(0.002):
            if stop.is_set():
                break
        if stop.is_set():
            raise Stopped("given up")
        return run_task(task, stop, publics)


class Late(Event):
    """An event that is set when it has been looked at often enough."""

    def __init__(self, looks):
        super().__init__()
        self.looks = looks

    def is_set(self):
        self.looks -= 1
        return self.looks < 0


def waiting(simulation, plan, **given):
    """A thread that asks, and what came of it."""
    found = []

    def ask():
        try:
            found.append(simulation.course(plan, **given))
        except Stopped as stopped:
            found.append(stopped)

    thread = Thread(target=ask)
    thread.start()
    return thread, found


@pytest.fixture
def own():
    simulation = Simulation(citizens=100, runs=2, quick=1, threads=1)
    yield simulation
    simulation.close()


def test_a_request_is_given_up_when_its_caller_says_so(own, monkeypatch):
    held, stop = Held(monkeypatch), Event()
    thread, found = waiting(own, TODAY, stop=stop)
    assert held.begun.wait(20)
    stop.set()
    thread.join(20)
    assert str(found[0]) == "no longer wanted"
    held.free.set()
    assert own.course(TODAY).number_of_runs == 2


def test_who_gives_up_takes_nothing_from_who_still_waits(own, monkeypatch):
    held, stop = Held(monkeypatch), Event()
    thread, found = waiting(own, TODAY, stop=stop)
    same, kept = waiting(own, TODAY)
    assert held.begun.wait(20)
    newer, answered = waiting(own, Plan(steps={"access": 0}), stop=Event())
    stop.set()
    thread.join(20)
    assert str(found[0]) == "no longer wanted"
    held.free.set()
    newer.join(60)
    same.join(60)
    assert answered[0].plan == Plan(steps={"access": 0})
    assert kept[0].plan == TODAY


def test_a_run_given_up_half_way_is_never_kept(own, monkeypatch):
    halves, stop = [], Event()

    def half(task, given_up, publics):
        halves.append(run_task(task, Late(5), publics))
        stop.set()
        assert given_up.wait(20)
        return halves[-1]

    monkeypatch.setattr(module, "run_task", half)
    thread, _ = waiting(own, TODAY, stop=stop)
    thread.join(20)
    assert (halves[0].status, halves[0].error, halves[0].monthly) == (FAILED, "stopped before its end", None)
    monkeypatch.setattr(module, "run_task", run_task)
    assert np.isfinite(own.course(TODAY).monthly("licence_affected")).all()


def test_plans_asked_for_longest_ago_are_let_go(own, monkeypatch):
    monkeypatch.setattr(module, "MOST_PLANS", 2)
    plans = [Plan(more={"leadership": value}) for value in (0.2, 0.3, 0.4)]
    for plan in plans:
        own.course(plan)
    own.course(plans[1])
    assert list(own._answers) == [(plans[2].choices, 1), (plans[1].choices, 1)]
    assert {answer for answer, _ in own._courses} == set(own._answers.values())


def test_a_run_that_fails_is_left_out_and_told(own, monkeypatch):
    def failing(task, stop, publics):
        if task.run == 1:
            raise InputError("no such thing")
        return run_task(task, stop, publics)

    monkeypatch.setattr(module, "run_task", failing)
    with pytest.raises(InputError, match="no such thing"):
        own.course(TODAY)
    monkeypatch.setattr(module, "run_task", run_task)
    assert own.course(TODAY).number_of_runs == 2


def test_warming_up_answers_today_and_the_futures_and_tells_how_far_it_is(own):
    told = []
    own.warm(lambda what, done, whole: told.append((what, done, whole)))
    assert [done for _, done, _ in told] == list(range(7))
    assert {whole for *_, whole in told} == {6}
    assert told[-1][0] == "Ready"
    assert set(own._answers) == {(Plan(future=name).choices, 1) for name in (None, *FUTURES)}


def test_who_asks_before_all_is_compiled_waits_and_is_told(own, monkeypatch, capfd):
    seen = []

    def warm_up(tell):
        tell("Setting up", 1, 2)
        seen.append(own.setting_up)
        tell("Set up", 2, 2)

    monkeypatch.setattr(module, "is_warm", lambda: False)
    monkeypatch.setattr("socialicence.outcomes.warm_up", warm_up)
    assert own.course(TODAY).number_of_runs == own.runs
    assert set(seen) == {"Setting up"}
    assert own.setting_up == ""
    assert "Set up" in capfd.readouterr().err


def test_a_course_that_cannot_be_known_says_which(course):
    with pytest.raises(KeyError):
        course.monthly("licence", "all", "all")


@pytest.mark.parametrize(
    "given", [{"citizens": 10}, {"citizens": 10**9}, {"runs": 0}, {"quick": 0}, {"seed": -1}, {"runs": 2.0}]
)
def test_settings_out_of_range_are_one_line(given):
    with pytest.raises(InputError, match=next(iter(given))):
        Simulation(**given)


def test_contributions_add_up(small):
    """Hand-worked from the runs themselves."""
    plan = Plan(steps={"involved": 4, "people": 4}, title="Ours")
    table = small.contributions(plan, runs=4)
    own = table[table["outcome"] == "cross_department"].set_index("lever")
    assert list(own.index) == ["involved", "people", "together", "together_beyond_sum"]

    def outcome(plan):
        return np.array([record.outcomes["cross_department"] for record in small.course(plan).records])

    today, whole = outcome(TODAY), outcome(plan)
    involved, people = outcome(Plan(steps={"involved": 4})), outcome(Plan(steps={"people": 4}))
    assert own.loc["involved", "alone"] == pytest.approx((involved - today).mean())
    assert own.loc["involved", "last"] == pytest.approx((whole - people).mean())
    assert own.loc["people", "alone_low"] == pytest.approx(np.percentile(people - today, 10))
    assert own.loc["people", "last_high"] == pytest.approx(np.percentile(whole - involved, 90))
    assert own.loc["together", "alone"] == pytest.approx((whole - today).mean())
    beyond = (whole - today) - (involved - today) - (people - today)
    assert own.loc["together_beyond_sum", "alone"] == pytest.approx(beyond.mean())
    assert own["last"].isna().tolist() == [False, False, True, True]


def test_contributions_are_those_of_the_seed_that_is_asked_for(small):
    """Hand-worked from the runs of another seed; the usual seed's are others."""
    plan = Plan(steps={"people": 4})
    table = small.contributions(plan, runs=2, seed=77)
    own = table[table["outcome"] == "cross_department"].set_index("lever")

    def outcome(plan):
        course = small.course(plan, runs=2, seed=77)
        assert course.seed == 77
        return np.array([record.outcomes["cross_department"] for record in course.records])

    assert own.loc["people", "alone"] == pytest.approx((outcome(plan) - outcome(TODAY)).mean())
    usual = small.contributions(plan, runs=2)
    assert not np.allclose(usual["alone"], table["alone"])


def test_every_choice_of_a_plan_is_a_part_and_what_is_as_today_is_none(small):
    plan = Plan(
        steps={"heard": "Sometimes", "access": 0}, cards=["arbitration"], more={"funding": 1.2}, future="silos",
        incident=Incident("breach", 5, organisation="charities"),
    )  # fmt: skip
    table = small.contributions(plan, runs=1)
    names = list(dict.fromkeys(table["lever"]))
    assert names == ["start", "access", "arbitration", "funding", "incident", "together", "together_beyond_sum"]


def test_today_has_nothing_to_explain(small):
    table = small.contributions(TODAY)
    assert set(table["lever"]) == {"together", "together_beyond_sum"}
    assert (table["alone"] == 0).all()


def test_a_course_can_be_written_down(course):
    json.dumps(course.runs.to_dict("records"), default=str)
    assert course.path.to_csv().count("\n") == 6
