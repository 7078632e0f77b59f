"""The command line as its users meet it: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import fake_world

ROOT = Path(__file__).parents[2]
REAL = ["-m", "socialicence"]
# The engine is replaced by one that costs nothing: what is tested here is what stands around it.
FAKE = [
    "-c",
    "from tests.fake_world import install, install_report; install(dict.__setitem__); install_report(dict.__setitem__);"
    "from socialicence.__main__ import main; main()",
]
Command = Callable[..., "subprocess.CompletedProcess[str]"]


def _call(start: list[str], folder: Path, *arguments: str | bytes, **options) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SOCIALICENCE_DEBUG": ""}
    return subprocess.run(
        [sys.executable, *start, *arguments], cwd=folder, env=environment, capture_output=True, text=True,
        timeout=120, check=False, errors="surrogateescape", **options,
    )  # fmt: skip


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Run `socialicence` with the engine replaced, in an empty folder."""
    return lambda *arguments, **options: _call(FAKE, tmp_path, *arguments, **options)


@pytest.fixture
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """Run `socialicence` with the engine replaced, in this process: the same code, much quicker."""
    fake_world.install(monkeypatch.setitem)
    fake_world.install_report(monkeypatch.setitem)
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        from socialicence.__main__ import main

        monkeypatch.setattr(sys, "argv", ["socialicence", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        shown = capfd.readouterr()
        return subprocess.CompletedProcess(arguments, left.value.code, shown.out, shown.err)  # type: ignore[arg-type]

    return call


@pytest.fixture
def real_command(tmp_path: Path) -> Command:
    """Run `socialicence` as installed, in an empty folder."""
    return lambda *arguments, **options: _call(REAL, tmp_path, *arguments, **options)
