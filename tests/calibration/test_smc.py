"""The fit to 2021 by ABC-SMC: deterministic, safe to kill, and shy of a folder that is not its own."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from socialicence.calibration import smc
from socialicence.calibration.smc import DATABASE, SETTINGS, Settings, fit
from socialicence.calibration.targets import targets
from socialicence.errors import InputError
from socialicence.scenarios import load
from socialicence.world import all_values

SMALL = Settings(citizens=1000, particles=20, generations=3)
_IN_ANOTHER_PROCESS = """
import sys
from pathlib import Path
from socialicence.calibration.smc import Settings, fit
fit(Settings(citizens=1000, particles=20, generations=3), Path(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A fit that was not stopped."""
    return fit(SMALL, tmp_path_factory.mktemp("fit"))


def generations(folder):
    if not (folder / DATABASE).exists():
        return 0
    try:
        with closing(sqlite3.connect(folder / DATABASE)) as database:
            return database.execute("select count(*) from populations where t >= 0").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def test_a_small_fit_already_comes_nearer_than_nothing_changes(whole):
    seen = whole.predictive()[1]
    aims = targets()
    assert np.abs(seen - aims.vector)[1] < np.abs(aims.persistence - aims.vector)[1] / 3
    assert whole.values.shape == (2 * SMALL.particles, len(whole.priors))
    assert whole.weight.sum() == pytest.approx(1.0)
    for one, column in zip(whole.priors, whole.values.T, strict=True):
        assert one.low <= column.min() <= column.max() <= one.high
    assert whole.temperatures[-1] == 1.0
    assert len(whole.simulations) == SMALL.generations


def test_a_fit_that_was_killed_goes_on_and_comes_to_the_same_end(whole, tmp_path):
    folder = tmp_path / "killed"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _IN_ANOTHER_PROCESS, str(folder)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while generations(folder) < 1 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    done = generations(folder)
    assert 1 <= done < SMALL.generations
    seen = []
    again = fit(SMALL, folder, lambda number, of: seen.append((number, of)))
    assert seen[0] == (done, SMALL.generations)
    assert seen[-1] == (SMALL.generations, SMALL.generations)
    np.testing.assert_array_equal(again.values, whole.values)
    np.testing.assert_array_equal(again.weight, whole.weight)
    # Done is done: asked again, it only reads.
    np.testing.assert_array_equal(fit(SMALL, folder).values, whole.values)


def test_a_folder_with_another_fit_is_refused(tmp_path):
    (tmp_path / SETTINGS).write_text(json.dumps({**SMALL.__dict__, "particles": 50, "inputs": smc.inputs()}))
    with pytest.raises(InputError, match=r"holds a fit with particles = 50, not 20; choose another --out"):
        fit(SMALL, tmp_path)
    (tmp_path / SETTINGS).write_text("nonsense")
    with pytest.raises(InputError, match="is not the record of a fit"):
        fit(SMALL, tmp_path)
    (tmp_path / SETTINGS).unlink()
    (tmp_path / DATABASE).touch()
    with pytest.raises(InputError, match=r"is there without fit.json"):
        fit(SMALL, tmp_path)


def begun(folder, monkeypatch):
    """Let a fit begin in a folder and be stopped in its first generation."""

    def stopped(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(smc, "_generation", stopped)
        with pytest.raises(KeyboardInterrupt):
            fit(SMALL, folder)


def test_a_fit_whose_priors_defaults_or_targets_have_changed_is_not_gone_on_with(tmp_path, monkeypatch):
    begun(tmp_path, monkeypatch)
    begun(tmp_path, monkeypatch)  # nothing has changed
    before = (tmp_path / SETTINGS).read_bytes()
    other = {
        "priors": ("searched", lambda: (replace(smc.FITTED[0], high=3.0), *smc.FITTED[1:], *smc.strong())),
        "defaults": ("all_values", lambda case: all_values(case) | {"spillover": 0.123}),
        "targets": ("targets", lambda: targets()._replace(totals=targets().totals + 0.1)),
        "scenario": ("scenario", lambda: replace(load("gpdpr_2021"), shocks=())),
    }
    for what, (name, instead) in other.items():
        with monkeypatch.context() as patch:
            patch.setattr(smc, name, instead)
            with pytest.raises(InputError, match=rf": {what} are not those that the fit .*; choose another --out$"):
                fit(SMALL, tmp_path)
    assert (tmp_path / SETTINGS).read_bytes() == before
    (tmp_path / SETTINGS).write_text(json.dumps(SMALL.__dict__))  # as an earlier version wrote it
    with pytest.raises(InputError, match="does not say what it was begun with; choose another --out"):
        fit(SMALL, tmp_path)


def test_without_pyabc_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyabc", None)
    with pytest.raises(InputError, match=r"pip install 'socialicence\[calibration\]'"):
        fit(SMALL, tmp_path)
    assert not (tmp_path / DATABASE).exists()


def test_temperatures_fall_to_one():
    ladder = [Settings().temperature(t) for t in range(Settings().generations)]
    assert ladder == sorted(ladder, reverse=True)
    assert ladder[-1] == 1.0
    np.testing.assert_allclose(np.diff(np.log(ladder)), np.log(ladder[1] / ladder[0]))


def test_the_generators_that_others_use_are_left_as_they_were(whole, tmp_path):
    np.random.seed(5)
    before = np.random.get_state()[1].copy()
    fit(Settings(citizens=1000, particles=20, generations=2, seed=3), tmp_path)
    np.testing.assert_array_equal(np.random.get_state()[1], before)
