"""A command on an empty cache says on stderr that the model is set up, with --json too; on a full one it does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from socialicence import compiling
from socialicence.compiled import SOURCES, cache_folder
from socialicence.sweep.status import Progress
from tests import fake_world

ROOT = Path(__file__).parents[2]
TOLD = ["Setting up the model. This happens once and takes about a minute.", "The model is set up."]


@pytest.fixture
def cold(tmp_path, monkeypatch):
    """An empty cache, and one function to compile; before the engine is replaced."""

    def warm_up(progress=None):
        with compiling.once(progress) as cold:
            if cold:
                (cache_folder() / "one.nbi").touch()

    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / SOURCES))
    monkeypatch.setattr(compiling, "_done", set())
    monkeypatch.setattr(fake_world, "warm_up", warm_up)


@pytest.mark.parametrize("command", ["compare", "run", "sweep"])
def test_an_empty_cache_is_told_with_json_too_and_once(cold, inside, monkeypatch, command):
    monkeypatch.setattr("socialicence.sweep.runner.run_study", lambda *_, **__: Progress(1, 1, 0))
    words = (
        [str(ROOT / "experiments/ablation.toml")]
        if command == "sweep"
        else ["status_quo", "--runs", "1", "--months", "2"]
    )
    done = inside(command, *words, "--json")
    assert done.stderr.splitlines() == TOLD
    assert json.loads(done.stdout)
    monkeypatch.setattr(compiling, "_done", set())
    assert inside(command, *words, "--json").stderr == ""
