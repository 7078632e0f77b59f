"""From a study on disk to tables, words and figures: real runs, few and small."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from socialicence.analysis import analyse
from socialicence.analysis.fresh import with_finalists
from socialicence.analysis.index import COLUMNS
from socialicence.errors import InputError
from socialicence.sweep import Study, run_study

ROOT = Path(__file__).parents[2]
SMALL = "citizens = 100\nmonths = 6\n"
CHOICES = """
title = "Two of three"
design = "list"
list = "pairs.csv"
vary_assumptions = true
draws = 3
outcomes = ["distance_public_good"]
"""
SCREENING = """
title = "Two levers"
design = "morris"
samples = 4
replicates = 2
outcomes = ["cross_department", "licence_affected"]
[factors]
leadership = [0.1, 0.9]
openness = [0.5, 2.0]
"""


def run(folder: Path, name: str, text: str) -> Path:
    head, _, factors = text.partition("[factors]")
    (folder / f"{name}.toml").write_text(head + SMALL + (f"[factors]{factors}" if factors else ""), encoding="utf-8")
    (folder / "pairs.csv").write_text(
        "recommendations\nnone\narbitration+checklists\narbitration+transparency\n", encoding="utf-8"
    )
    run_study(Study.read(folder / f"{name}.toml"), folder / name, workers=1)
    return folder / name


@pytest.fixture(scope="module")
def choices(tmp_path_factory):
    return run(tmp_path_factory.mktemp("choices"), "pairs", CHOICES)


@pytest.fixture(scope="module")
def screening(tmp_path_factory):
    return run(tmp_path_factory.mktemp("screening"), "levers", SCREENING)


def test_files_of_an_analysis_are_all_there_and_the_table_is_tidy(screening, tmp_path):
    found = analyse(Study.open(screening), "morris")
    names = {path.name for path in found.write(tmp_path / "out")}
    assert names == {"morris.csv", "morris_convergence.csv", "morris.md", "morris.svg", "morris.png",
                     "morris_convergence.svg", "morris_convergence.png"}  # fmt: skip
    with (tmp_path / "out" / "morris.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert {row["factor"] for row in rows} == {"leadership", "openness"}
    assert {(row["points"], row["replicates"]) for row in rows} == {("12", "2")}
    assert len(found.paragraphs) == 2


def test_an_analysis_is_the_same_each_time(screening):
    one, other = (analyse(Study.open(screening), "morris") for _ in range(2))
    assert one.table.equals(other.table)
    assert one.words == other.words


def test_the_best_are_run_again_on_seeds_that_no_run_had(choices):
    results = Study.open(choices)
    found = with_finalists(analyse(results, "subsets"), results, choices / "finalists")
    again = Study.open(choices / "finalists")
    assert not set(again.runs["seed"]) & set(results.runs["seed"])
    assert (again.study.draws, len(again.study.rows)) == (12, 3)
    gaps = found.table[found.table["index"] == "behind_best"]
    assert len(gaps) == 3
    assert gaps["value"].min() == 0.0
    assert "run again on fresh seeds, 12 times each" in found.words


def test_sets_are_named_by_their_members(choices):
    found = analyse(Study.open(choices), "subsets")
    gains = found.table[found.table["index"] == "gain"]["factor"]
    assert set(gains) == {"checklists", "transparency"}  # arbitration is in every set: it cannot be told from nothing
    assert "none" in set(found.table["factor"])


def test_a_failed_run_spoils_morris_and_says_how_many(screening):
    results = Study.open(screening)
    table = results.runs.copy()
    table.loc[0, "status"] = "failed"
    broken = Study.open(screening)
    broken.__class__ = type("Broken", (type(broken),), {"runs": table})
    with pytest.raises(InputError, match="1 failed run; Morris needs every run"):
        analyse(broken, "morris")


def test_the_command_writes_what_it_says(screening, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "socialicence", "analyse", str(screening), "--method", "regression", "--outcome",
         "cross_department", "--out", str(tmp_path / "out"), "--json"],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    assert said["method"] == "regression"
    assert said["headline"].startswith("Departments join up: ")
    assert all(Path(path).stat().st_size > 0 for path in said["files"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--method", "sobol"], "needs a study with design = 'sobol'"),
        (["--method", "moris"], "did you mean 'morris'"),
        (["--method", "morris", "--outcome", "licence"], "unknown outcome 'licence'"),
        (["--method", "morris", "--where", "incidents > 1"], "--where goes with --method prim"),
        (["--method", "prim", "--where", "incidents"], "is not a comparison"),
    ],
)
def test_what_cannot_be_done_is_one_line(screening, monkeypatch, capfd, arguments, says):
    from socialicence.__main__ import main

    monkeypatch.setattr(sys, "argv", ["socialicence", "analyse", str(screening), *arguments])
    with pytest.raises(SystemExit) as left:
        main()
    said = capfd.readouterr().err
    assert left.value.code == 2
    assert says in said
    assert said.count("\n") == 1
    assert not (screening / "analysis").exists()
