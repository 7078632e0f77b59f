"""Ensembles: the same for any workers and order, a failing run is a row, bad input is said before any run."""

from __future__ import annotations

import threading
from dataclasses import replace

import pandas as pd
import pytest

from socialicence import machine
from socialicence.ensemble import Task, compare, simulate
from socialicence.errors import InputError
from socialicence.scenarios import Scenario
from tests import fake_world

ONE, TWO = Scenario("one"), Scenario("two", months=4)


@pytest.fixture
def engine(monkeypatch):
    fake_world.install(monkeypatch.setitem)


def frames(results) -> dict[str, pd.DataFrame]:
    runs = results.runs.drop(columns="wall_seconds")
    return {"runs": runs, "months": results.months, "projects": results.projects, "stages": results.stages}


@pytest.mark.parametrize("workers", [2, 5, 64])
def test_workers_change_nothing(engine, workers):
    expected = frames(compare([ONE, TWO], citizens=200, runs=6, months=3, workers=1))
    found = frames(compare([ONE, TWO], citizens=200, runs=6, months=3, workers=workers))
    for name, frame in expected.items():
        pd.testing.assert_frame_equal(frame, found[name])


def test_order_of_scenarios_and_number_of_runs_change_no_run(engine):
    first = compare([ONE, TWO], citizens=200, runs=6, months=3).runs.set_index("run_id")
    second = compare([TWO, ONE], citizens=200, runs=4, months=3).runs.set_index("run_id")
    columns = first.columns.drop("wall_seconds")
    pd.testing.assert_frame_equal(first.loc[second.index, columns], second[columns])


def test_seeds_are_shared_between_scenarios(engine):
    runs = compare([ONE, TWO], citizens=200, runs=3, months=2, seed=10).runs
    assert list(runs.seed) == [10, 11, 12] * 2
    assert list(runs.run_id) == ["one-0", "one-1", "one-2", "two-0", "two-1", "two-2"]


def test_each_scenario_has_its_own_length_unless_asked(engine):
    months = compare([ONE, TWO], citizens=200, runs=1).months
    assert months.groupby("scenario", observed=True).month.max().to_dict() == {"one": 60, "two": 4}
    assert compare([ONE], citizens=200, runs=1, months=7).months.month.max() == 7


def test_a_failing_run_is_a_row(engine):
    results = compare([ONE, Scenario("faulty")], citizens=200, runs=6, months=4, seed=0)
    assert list(results.runs.status[6:]) == ["failed", "done", "done"] * 2
    assert [record.run_id for record in results.failed] == ["faulty-0", "faulty-3"]
    assert set(results.months.run_id[results.months.scenario == "faulty"]) == {f"faulty-{run}" for run in (1, 2, 4, 5)}


def test_all_runs_may_fail(engine, tmp_path):
    results = compare([Scenario("faulty")], citizens=200, runs=1, months=4, seed=3)
    results.write(tmp_path)
    assert len(results.months) == len(results.projects) == len(results.stages) == 0
    assert results.summary["scenarios"]["faulty"]["runs"] == 0
    assert results.summary["scenarios"]["faulty"]["outcomes"]["licence_affected"]["mean"] is None
    assert list(pd.read_parquet(tmp_path / "runs.parquet").status) == ["failed"]


def test_without_detail_only_runs_are_kept(engine):
    results = compare([ONE], citizens=200, runs=2, months=3, detail=False)
    assert len(results.runs) == 2
    assert results.months.empty
    assert all(record.monthly is None and not record.stages for record in results.records)


def test_records_do_not_hold_the_world(engine):
    (record,) = compare([ONE], citizens=200, runs=1, months=3).records
    assert record.monthly.base is None
    assert all(column.base is None for column in (*record.projects.values(), *record.stages.values()))


def test_progress_reaches_the_end(engine):
    seen: list[tuple[int, int]] = []
    compare([ONE, TWO], citizens=200, runs=3, months=3, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (18, 18)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_stopping_ends_the_runs(engine):
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    tasks = [Task(Scenario("slow"), run, run, 200, 60) for run in range(20)]
    with pytest.raises(KeyboardInterrupt):
        simulate(tasks, 2, stop)
    assert sum(task.done_months for task in tasks) < 100
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("run")]


def test_changes_apply_to_every_scenario(engine):
    results = compare([ONE, replace(TWO, values={"leadership": 0.9})], citizens=200, runs=1, months=2,
                      changes={"recommendation.7": 0.5})  # fmt: skip
    assert list(results.runs.recommendation_arbitration) == [0.5, 0.5]
    assert list(results.runs.leadership) == [0.35, 0.9]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"runs": 0}, "runs = 0"),
        ({"runs": 2.5}, "runs = 2.5"),
        ({"runs": True}, "runs = True"),
        ({"citizens": 3}, "citizens = 3"),
        ({"citizens": 10**9}, "54,900,000"),
        ({"months": 0}, "months = 0"),
        ({"workers": 0}, "workers = 0"),
        ({"seed": -1}, "seed = -1"),
        ({"scenarios": []}, "no scenario is given"),
        ({"scenarios": [ONE, ONE]}, "two scenarios"),
        ({"scenarios": ["on"]}, "unknown scenario"),
        ({"changes": {"leadershp": 1}}, "did you mean 'leadership'"),
    ],
)
def test_bad_input(engine, options, words):
    with pytest.raises(InputError, match=words):
        compare(**{"scenarios": [ONE], "citizens": 200, "runs": 1, "months": 2, **options})


class TestMemory:
    @pytest.fixture(autouse=True)
    def memory(self, monkeypatch):
        monkeypatch.setattr(machine, "available_memory", lambda: 2_000_000_000)
        monkeypatch.setattr(machine, "processors", lambda: 8)

    def test_as_many_side_by_side_as_fit(self):
        assert machine.check_memory(10_000, None, [60] * 30) == 8
        assert machine.check_memory(10_000, None, [60] * 3) == 3
        assert machine.check_memory(10_000, 20, [60] * 30) == 20
        each = machine.bytes_per_citizen() + machine.TIE_BYTES
        assert machine.check_memory(int(0.5e9 / each), None, [60] * 30) == 3

    def test_too_many_citizens_say_what_fits(self):
        with pytest.raises(
            InputError, match=r"citizens = 54,900,000 needs .* GB.*at most ([0-9,]+) would fit"
        ) as raised:
            machine.check_memory(54_900_000, None, [60])
        most = int(str(raised.value).split("at most ")[1].split()[0].replace(",", ""))
        assert machine.check_memory(most, None, [60]) == 1

    def test_workers_that_do_not_fit_together(self):
        each = machine.bytes_per_citizen() + machine.TIE_BYTES
        with pytest.raises(InputError, match="with 4 runs side by side"):
            machine.check_memory(int(0.5e9 / each), 4, [60] * 30)

    def test_too_many_runs_say_what_fits(self):
        with pytest.raises(InputError, match="sweep"):
            machine.check_memory(1_000, None, [60] * 100_000)
        assert machine.check_memory(1_000, None, [60] * 100_000, detail=False) == 8
