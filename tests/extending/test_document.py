"""Every block of docs/extending.md does what the text says."""

from __future__ import annotations

import json
import shlex
import tomllib

import pytest

from socialicence.scenarios import load
from tests.extending.conftest import blocks

TOML = blocks("toml")
COMMANDS = [line for block in blocks("console") for line in block.splitlines()]


def test_there_are_blocks():
    assert (len(TOML), len(blocks("python")), len(COMMANDS)) == (4, 3, 2)


@pytest.mark.parametrize("text", TOML, ids=[tomllib.loads(text)["title"] for text in TOML])
def test_a_toml_block_is_a_scenario_that_runs(tmp_path, run, text):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    world = run(load(path), months=13)
    assert world.month == 13


@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_runs(tmp_path, monkeypatch, line):
    """With the files that the text says to save, on a small public."""
    from typer.testing import CliRunner

    from socialicence.cli import app

    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_stages.py").write_text(blocks("python")[1], encoding="utf-8")
    (tmp_path / "ours.toml").write_text(TOML[1].split("\n", 1)[1].replace("adoption =", "# adoption ="), "utf-8")
    words = [word for word in shlex.split(line)[1:] if word not in ("--runs", "10")]
    done = CliRunner().invoke(app, [*words, "--citizens", "300", "--runs", "1", "--months", "3", "--no-report"])
    assert done.exit_code == 0, done.output
    summary = json.loads(next((tmp_path / "out").glob("*/summary.json")).read_text(encoding="utf-8"))
    made = summary["provenance"]
    if "my_stages" in line:
        assert made["stages"]["from"] == "my_stages:stages"
        assert len(made["stages"]["identity"]) == 64
        assert "visit_the_nervous" in made["stages"]["names"]
    else:
        assert {one["values"]["recommendation.data_ambassadors"] for one in made["scenarios"]} == {1.0}
        assert len(made["scenarios"]) == 5
