"""The commands of a sweep as their users meet them."""

from __future__ import annotations

import json

import pytest

from socialicence.cli.sweep import duration, shard_of, size
from socialicence.errors import InputError
from socialicence.sweep.runner import run_study
from socialicence.sweep.study import Study
from tests.sweep.conftest import STUDY, InThisProcess


@pytest.fixture
def study(tmp_path):
    (tmp_path / "mine.toml").write_text(STUDY, encoding="utf-8")
    return Study.read(tmp_path / "mine.toml")


def test_a_dry_run_says_runs_time_and_disk_and_runs_nothing(real_command, study, tmp_path):
    said = real_command("sweep", "mine.toml", "--dry-run")
    assert said.returncode == 0
    assert "40 runs" in said.stdout
    assert "monthly rows would add" in said.stdout
    assert "10 points x 2 scenarios x 2 replicates, 100 citizens, 1 months" in said.stdout
    assert "Varied: leadership 0.1 to 0.9; funding 0.6 to 1.4.\n" in said.stdout
    assert not (tmp_path / "out").exists()
    table = json.loads(real_command("sweep", "mine.toml", "--dry-run", "--json").stdout)
    assert (table["runs"], table["to_run"], table["ended"]) == (40, 40, 0)


def test_a_study_is_run_asked_and_found_done(real_command, study):
    said = real_command("sweep", "mine.toml", "--workers", "1")
    assert said.returncode == 0, said.stderr
    assert "Leadership and money: 40 runs in" in said.stdout
    assert "all 40 runs ended before; nothing was run" in real_command("sweep", "mine.toml").stdout
    status = real_command("sweep", "status", "out/mine")
    assert status.stdout.splitlines()[0] == "Leadership and money: 40 of 40 runs done, 0 failed, 0 missing."
    question = "select scenario, count(*) n from runs group by scenario order by scenario"
    rows = json.loads(real_command("query", "out/mine", question, "--json").stdout)
    assert rows == [{"scenario": "silos", "n": 20}, {"scenario": "status_quo", "n": 20}]
    assert real_command("query", "out/mine", question, "--csv").stdout == "scenario,n\nsilos,20\nstatus_quo,20\n"
    assert "status_quo" in real_command("query", "out/mine", question).stdout


def test_status_of_shards_has_the_line_that_resubmits_what_is_missing(inside, study, tmp_path, monkeypatch):
    monkeypatch.setenv("SLURM_ARRAY_TASK_ID", "1")
    command = ["socialicence", "sweep", "mine.toml", "--out", "out", "--shard", "1/8"]
    for index in (1, 3):
        faults = (lambda job: job.row == 3) if index == 3 else (lambda job: False)
        run_study(
            study, tmp_path / "out", shard=(index, 8), executor=lambda f=faults: InThisProcess(f), command=command
        )  # fmt: skip
    said = inside("sweep", "status", "out").stdout
    assert "9 of 40 runs done, 1 failed, 30 missing" in said
    wrapped = "'socialicence sweep mine.toml --out out --shard $SLURM_ARRAY_TASK_ID/8'"
    assert f"sbatch --array=0,2,4-7 --wrap {wrapped}" in said
    assert "sbatch --array=3 --wrap" in said.splitlines()[-1]
    assert "--retry-failed" in said.splitlines()[-1]
    table = json.loads(inside("sweep", "status", "out", "--json").stdout)
    assert [one["missing"] for one in table["shards"]] == [5, 0, 5, 0, 5, 5, 5, 5]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sweep", "no.toml"], "no.toml: there is no such file"),
        (["sweep", "mine.toml", "--shard", "4/4"], "--shard '4/4'; I/N is needed with I from 0 to N - 1"),
        (["sweep", "mine.toml", "--shard", "one"], "--shard 'one'"),
        (["sweep", "mine.toml", "--workers", "0"], "--workers 0 is out of range"),
        (["sweep", "mine.toml", "--executor", "ray"], "--executor 'ray'; allowed: local, dask"),
        (["sweep", "mine.toml", "--executor", "dask"], "--executor dask and --scheduler ADDRESS go together"),
        (["sweep", "mine.toml", "--scheduler", "tcp://x"], "go together"),
        (["sweep", "mine.toml", "elsewhere"], "a folder is named by --out elsewhere"),
        (["sweep", "mine.toml", "--out", "mine.toml"], "is a file; a folder is needed"),
        (["sweep", "status"], "socialicence sweep status DIR"),
        (["sweep", "status", "nowhere"], "nowhere: no study was run there"),
        (["query", "nowhere", "select 1"], "nowhere: no study was run there"),
        (["query", "nowhere", "select 1", "--csv", "--json"], "choose one"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_input_is_one_line_and_exit_code_2(inside, study, arguments, said):
    done = inside(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_times_and_sizes_are_as_one_would_say_them():
    assert [duration(s) for s in (8, 600, 9000, 400_000)] == ["8 s", "10 min", "2.5 h", "4.6 days"]
    assert [size(m) for m in (0.01, 2.8, 45, 100, 9_000, 90_000)] == [
        "0.1 MB", "2.8 MB", "45 MB", "0.1 GB", "9.0 GB", "90 GB"
    ]  # fmt: skip
    assert shard_of("3/16") == (3, 16)
    with pytest.raises(InputError):
        shard_of("-1/4")
