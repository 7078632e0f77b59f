"""Stopping and going on, failing and trying again, shards: nothing is lost, nothing is done twice."""

from __future__ import annotations

import errno
import json
import os

import numpy as np
import pyarrow.parquet as pq
import pytest

import socialicence
from socialicence.errors import InputError, Stopped
from socialicence.sweep import store
from socialicence.sweep.status import status_of
from socialicence.sweep.study import Study

NOT_COMPARED = ["wall_seconds"]


def rows(folder):
    """The rows of a study in the order of their names."""
    return Study.open(folder).runs.drop(columns=NOT_COMPARED).sort_values("run_id").reset_index(drop=True)


def same_rows(one, other):
    assert rows(one).equals(rows(other))


def test_every_run_is_a_row_with_its_factors_and_outcomes(study_of, sweep, tmp_path):
    sweep(study_of())
    results = Study.open(tmp_path / "out")
    runs = results.runs
    assert (results.planned, results.done, results.failed) == (40, 40, 0)
    assert runs["run_id"].is_unique
    assert sorted(set(runs["scenario"])) == ["silos", "status_quo"]
    by_point = runs.groupby("point")["leadership"].first().to_numpy()
    assert np.array_equal(by_point, results.design["leadership"].to_numpy())
    assert runs["licence_affected"].notna().all()


def test_an_unchanged_study_is_not_run_again(study_of, sweep, tmp_path):
    study = study_of()
    assert len(sweep(study).ran) == 40
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.parquet")}
    assert sweep(study).ran == []
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.parquet")} == before


def test_another_version_of_the_package_runs_nothing_again(study_of, sweep, monkeypatch):
    sweep(study_of())
    monkeypatch.setattr(socialicence, "__version__", "99.0.0")
    assert sweep(study_of()).ran == []


def test_another_version_of_the_model_runs_everything_again(study_of, sweep, monkeypatch):
    sweep(study_of())
    monkeypatch.setattr("socialicence.sweep.plan.MODEL_VERSION", 99)
    assert len(sweep(study_of()).ran) == 40


def test_more_replicates_run_only_the_new_ones(study_of, sweep, tmp_path):
    first = sweep(study_of()).ran
    more = sweep(study_of(replicates=3)).ran
    assert len(more) == 20
    assert not set(first) & set(more)
    assert Study.open(tmp_path / "out").done == 60


def test_a_smaller_study_finds_its_rows_and_shows_no_others(study_of, sweep, tmp_path):
    sweep(study_of())
    assert sweep(study_of(scenarios=["silos"], replicates=1)).ran == []
    assert Study.open(tmp_path / "out").done == 10


def test_stopped_by_the_user_it_keeps_what_ended_and_goes_on(study_of, sweep, tmp_path):
    study = study_of()
    with pytest.raises(Stopped, match="of 40 runs are kept"):
        sweep(study, stop_after=7)
    kept = len(rows(tmp_path / "out"))
    assert 7 <= kept < 40
    assert len(sweep(study).ran) == 40 - kept
    sweep(study, "unbroken")
    same_rows(tmp_path / "out", tmp_path / "unbroken")


def test_a_failing_run_is_a_row_with_its_error_and_is_tried_again_when_asked(study_of, sweep, tmp_path):
    study = study_of()
    sweep(study, faults=lambda job: job.row % 10 == 0)
    runs = Study.open(tmp_path / "out").runs.set_index("status")
    assert len(runs.loc["failed"]) == 4
    assert set(runs.loc["failed", "error"]) == {"FloatingPointError: a number went astray"}
    assert runs.loc["failed", "licence_affected"].isna().all()
    assert sweep(study).ran == []
    assert len(sweep(study, retry_failed=True).ran) == 4
    assert Study.open(tmp_path / "out").done == 40
    sweep(study, "unbroken")
    same_rows(tmp_path / "out", tmp_path / "unbroken")


def test_a_run_that_ends_its_process_is_a_failed_row_and_the_others_are_done(study_of, sweep, tmp_path):
    sweep(study_of(), deaths=lambda job: job.row == 13)
    runs = Study.open(tmp_path / "out").runs
    failed = runs[runs["status"] == "failed"]
    assert list(failed["error"]) == ["the run did not end: its process was ended by signal 9"]
    assert len(runs) == 40


@pytest.mark.parametrize("rows", [{0}, {0, 1, 2, 3}, set(range(40))], ids=["the first", "all at hand", "every run"])
def test_a_process_that_is_killed_once_costs_no_run_even_one_that_is_alone_in_its_batch(
    study_of, sweep, tmp_path, rows
):
    """The first batches are of one run each: how long a run takes is not known yet."""
    left = set(rows)

    def dies(job):
        found = job.row in left
        left.discard(job.row)
        return found

    study = study_of()
    sweep(study, deaths=dies)
    assert not left
    assert Study.open(tmp_path / "out").failed == 0
    sweep(study, "unbroken")
    same_rows(tmp_path / "out", tmp_path / "unbroken")


@pytest.mark.parametrize("count", [1, 4])
def test_shards_give_the_rows_of_the_whole(study_of, sweep, tmp_path, count):
    study = study_of()
    ran = [sweep(study, shard=(index, count)).ran for index in range(count)]
    assert sorted(key for keys in ran for key in keys) == sorted(sweep(study, "whole").ran)
    same_rows(tmp_path / "out", tmp_path / "whole")


def test_a_shard_does_not_repeat_what_was_done_without_shards(study_of, sweep, tmp_path):
    study = study_of()
    with pytest.raises(Stopped):
        sweep(study, stop_after=11)
    kept = len(rows(tmp_path / "out"))
    ran = [sweep(study, shard=(index, 4)).ran for index in range(4)]
    assert sum(map(len, ran)) == 40 - kept
    assert Study.open(tmp_path / "out").done == 40


def test_a_full_disk_is_one_line_and_loses_nothing_that_ended(study_of, sweep, tmp_path, monkeypatch):
    study = study_of()
    writes = []

    def full(file, tables):
        writes.append(file)
        if len(writes) > 5:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return fill(file, tables)

    fill = store._fill
    monkeypatch.setattr(store, "_fill", full)
    with pytest.raises(InputError, match="No space left on device; what ended is kept") as caught:
        sweep(study)
    assert "\n" not in str(caught.value)
    monkeypatch.setattr(store, "_fill", fill)
    assert not list((tmp_path / "out" / "runs").glob(".part-*"))
    kept = len(rows(tmp_path / "out"))
    assert 0 < kept < 40
    assert len(sweep(study).ran) == 40 - kept


def test_a_folder_that_may_not_be_written_to_is_one_line(study_of, sweep, tmp_path, monkeypatch):
    """Root may write anywhere, so the system's refusal is played."""

    def refused(*arguments, **options):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(tmp_path / "out"))

    monkeypatch.setattr("socialicence.results.writing.tempfile.TemporaryDirectory", refused)
    with pytest.raises(InputError, match="results cannot be written there: Permission denied"):
        sweep(study_of())
    assert not (tmp_path / "out").exists()


def test_a_broken_part_is_set_aside_and_its_runs_are_done_again(study_of, sweep, tmp_path):
    study = study_of()
    with pytest.raises(Stopped):
        sweep(study, stop_after=10)
    parts = sorted((tmp_path / "out" / "runs").glob("part-*.parquet"))
    lost = pq.read_metadata(parts[1]).num_rows
    parts[1].write_bytes(parts[1].read_bytes()[:-20])
    assert status_of(tmp_path / "out").unreadable == 1
    kept = len(rows(tmp_path / "out"))
    assert len(sweep(study).ran) == 40 - kept
    assert lost > 0
    assert len(list((tmp_path / "out" / "runs").glob("*.corrupt"))) == 1
    sweep(study, "unbroken")
    same_rows(tmp_path / "out", tmp_path / "unbroken")


def test_what_a_crash_left_half_written_is_removed(study_of, sweep, tmp_path):
    study = study_of()
    sweep(study)
    left = tmp_path / "out" / "runs" / ".part-00000099.parquet"
    left.write_bytes(b"PAR1 and no more")
    sweep(study)
    assert not left.exists()
    assert Study.open(tmp_path / "out").done == 40


def test_rows_that_stand_twice_after_a_crash_count_once(study_of, sweep, tmp_path):
    """As when a sweep is killed after parts were put together and before the parts themselves were removed."""
    sweep(study_of())
    runs = tmp_path / "out" / "runs"
    part = next(runs.glob("part-*.parquet"))
    (runs / "part-00000777.parquet").write_bytes(part.read_bytes())
    assert Study.open(tmp_path / "out").done == 40
    assert len(Study.open(tmp_path / "out").runs) == 40
    store.Store(tmp_path / "out").compact(everything=True)
    assert sum(pq.read_metadata(path).num_rows for path in runs.glob("part-*.parquet")) == 40


def test_points_that_ask_for_the_same_run_share_it(study_of, sweep, tmp_path):
    """The list names one option twice: one run, two rows."""
    (tmp_path / "options.csv").write_text("leadership\n0.2\n0.7\n0.2\n")
    study = study_of('design = "list"\nlist = "options.csv"\ncitizens = 100\nmonths = 1\n')
    assert len(sweep(study).ran) == 2
    runs = Study.open(tmp_path / "out").runs.set_index("point")
    assert len(runs) == 3
    assert runs.loc[0, "licence_affected"] == runs.loc[2, "licence_affected"]


def test_the_manifest_says_all_that_is_needed_to_run_it_again(study_of, sweep, tmp_path):
    study = study_of()
    sweep(study, faults=lambda job: job.row == 3)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    from socialicence.sweep.reading import from_dict

    assert from_dict(manifest["study"]).hash() == study.hash() == manifest["study_hash"]
    assert manifest["counts"] == {"planned": 40, "done": 39, "failed": 1, "missing": 0}
    assert manifest["seeds"] == {"study": 1, "lowest": 1, "highest": 2, "different": 2}
    made = manifest["provenance"]
    assert made["model_version"] >= 1
    assert made["packages"]["numpy"]
    assert made["git_dirty"] in (True, False)
    assert [one["ended"] for one in manifest["sweeps"]] == ["finished"]
    assert manifest["sweeps"][0]["machine"]["processors"] >= 1


def test_a_design_once_drawn_is_kept(study_of, sweep, monkeypatch):
    """Another version of a sampling library would draw another, and every run would be done again."""
    study = study_of()
    sweep(study)
    monkeypatch.setattr("socialicence.sweep.plan.points_of", lambda study: pytest.fail("drawn again"))
    assert sweep(study).ran == []
