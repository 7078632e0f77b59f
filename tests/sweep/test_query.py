"""Asking a study: SQL that reads and nothing else, frames, xarray, months that count once."""

from __future__ import annotations

import numpy as np
import pyarrow.parquet as pq
import pytest

from socialicence.errors import InputError
from socialicence.sweep.query import query
from socialicence.sweep.runner import run_study
from socialicence.sweep.study import Study
from tests.sweep.conftest import STUDY

FORBIDDEN = (
    "copy (select 1) to '{folder}/x.csv'", "attach '{folder}/x.db'", "create table t as select 1", "drop view runs",
    "set threads = 1", "insert into runs select * from runs", "install httpfs", "select 1; select 2", "",
    "select * from read_csv('{folder}/out/manifest.json')", "select * from read_text('/etc/hostname')",
    "select * from '{folder}/out/design.parquet'", "select * from glob('{folder}/*')",
    "select * from read_parquet('https://127.0.0.1:9/x.parquet')", "selec", "select nothing from runs",
)  # fmt: skip


@pytest.fixture
def done(study_of, sweep, tmp_path):
    sweep(study_of(), faults=lambda job: job.row == 3)
    return tmp_path / "out"


def test_runs_are_a_table(done):
    table = query(done, "select scenario, status, count(*) n from runs group by all order by all").to_pylist()
    assert sum(row["n"] for row in table) == 40
    assert [row["n"] for row in table if row["status"] == "failed"] == [1]
    runs = Study.open(done).runs
    (mean,) = query(done, "select avg(incidents) m from runs where status = 'done'").to_pylist()
    assert mean["m"] == pytest.approx(runs["incidents"].mean())


@pytest.mark.parametrize("sql", FORBIDDEN)
def test_sql_can_read_no_file_reach_no_network_and_change_nothing(done, tmp_path, sql):
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError) as caught:
        query(done, sql.format(folder=tmp_path))
    assert "\n" not in str(caught.value)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_without_a_study_is_one_line(tmp_path):
    with pytest.raises(InputError, match="no study was run there"):
        query(tmp_path, "select 1")


def test_xarray_has_a_cell_for_each_run(done):
    results = Study.open(done)
    cube = results.to_xarray()
    assert dict(cube.sizes) == {"scenario": 2, "point": 10, "replicate": 2}
    assert int(np.isnan(cube["incidents"]).sum()) == 1
    for row in results.runs.itertuples():
        where = {"scenario": row.scenario, "point": row.point, "replicate": row.replicate}
        found = cube["incidents"].sel(where).item()
        assert found == row.incidents or row.status == "failed"
    assert np.array_equal(cube["leadership"], results.design["leadership"])


def test_months_are_kept_where_asked_for_and_count_once(study_of, tmp_path):
    study = study_of(STUDY, samples=2, months=3)
    folder = tmp_path / "out"
    assert run_study(study, folder, executor=in_this_process).ran == 8
    with pytest.raises(InputError, match="cannot be answered"):
        query(folder, "select month from nowhere")
    assert len(query(folder, "select * from months")) == 0
    kept = study_of(STUDY, samples=2, months=3, months_kept="true")
    assert run_study(kept, folder, executor=in_this_process).ran == 8  # without their months they do not count as done
    assert run_study(kept, folder, executor=in_this_process).ran == 0
    counts = query(folder, "select run_id, count(*) n, max(month) m from months group by run_id").to_pylist()
    assert len(counts) == 8
    frame = Study.open(folder).months
    assert {row["n"] for row in counts} == {len(frame) // 8}
    assert {row["m"] for row in counts} == {3}
    # The same months once more, as two shards that did one run would leave them: no row stands twice.
    shard = folder / "shard-0-of-2"
    for kind in ("runs", "months"):
        (shard / kind).mkdir(parents=True)
        for path in (folder / kind).glob("part-*.parquet"):
            pq.write_table(pq.read_table(path), shard / kind / path.name)
    assert len(Study.open(folder).months) == len(frame)


def in_this_process():
    """An executor that does batches at once, by the real engine."""
    from socialicence.sweep.batch import Ended, run_batch
    from tests.sweep.conftest import InThisProcess

    class Real(InThisProcess):
        def wait(self, timeout):
            return [Ended(batch := self.batches.pop(0), run_batch(batch))]

    return Real()
