"""The manifest of a sweep: all that is needed to make its runs again, and who ran what, where and when."""

from __future__ import annotations

import json
import os
import platform
import socket
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from socialicence.machine import processors
from socialicence.results.provenance import git_commit, provenance
from socialicence.results.writing import as_json, whole
from socialicence.sweep.layout import MANIFEST
from socialicence.sweep.plan import Plan
from socialicence.world import MODEL_VERSION

_SLURM = ("SLURM_JOB_ID", "SLURM_ARRAY_JOB_ID", "SLURM_ARRAY_TASK_ID", "SLURM_CPUS_PER_TASK", "SLURM_JOB_NAME")


class Manifest:
    """What is said about a sweep in its folder, brought up to date as it goes on.

    Parameters
    ----------
    folder : Path
        Folder of the shard, or of the whole.
    plan : Plan
    shard : tuple of int, optional
    command : sequence of str, optional
        What was typed.
    how : mapping
        Executor and workers.
    """

    def __init__(
        self,
        folder: Path,
        plan: Plan,
        shard: tuple[int, int] | None,
        command: Sequence[str] | None,
        how: Mapping[str, Any],
    ) -> None:
        self.path = folder / MANIFEST
        self._plan = plan
        self._started = time.time()
        self._command = list(command or [])
        self._shard = shard
        self._commit = git_commit()
        self._earlier = _sweeps(self.path)
        self._how = dict(how)

    def write(self, planned: int, done: int, failed: int, ran: int, ended: str) -> None:
        """Write it: counts of this folder's share, runs done by this sweep, and how it ended."""
        seconds = time.time() - self._started
        content = self._content(seconds) | {
            "counts": {"planned": planned, "done": done, "failed": failed, "missing": planned - done - failed},
            "sweeps": [*self._earlier, self._present(seconds, ran, ended)],
        }
        with whole(self.path) as place:
            place.write_text(as_json(content), encoding="utf-8")

    def _content(self, seconds: float) -> dict[str, Any]:
        study = self._plan.study
        made = provenance(
            study.scenarios, model_version=MODEL_VERSION, citizens=study.citizens, months=study.months,
            runs=study.replicates, seed=study.seed, wall_seconds=seconds, command=self._command,
        )  # fmt: skip
        return {
            "kind": "study",
            "study": study.to_dict(),
            "study_hash": study.hash(),
            "design_hash": study.design_hash(),
            "shard": None if self._shard is None else "{}/{}".format(*self._shard),
            "runs": len(self._plan),
            "seeds": {
                "study": study.seed,
                "lowest": int(self._plan.seed.min()),
                "highest": int(self._plan.seed.max()),
                "different": len(set(self._plan.seed.tolist())),
            },
            "provenance": made | {"git_dirty": bool(self._commit and self._commit.endswith("-dirty"))},
        }

    def _present(self, seconds: float, ran: int, ended: str) -> dict[str, Any]:
        return {
            "started": _clock(self._started),
            "seconds": round(seconds, 3),
            "ended": ended,
            "runs": ran,
            "model_version": MODEL_VERSION,
            "git_commit": self._commit,
            "command": self._command,
            **self._how,
            "machine": machine(),
        }


def machine() -> dict[str, Any]:
    """Return what a sweep ran on."""
    found: dict[str, Any] = {
        "host": socket.gethostname(),
        "system": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "processors": processors(),
    }
    slurm = {name.lower(): os.environ[name] for name in _SLURM if name in os.environ}
    return found | ({"slurm": slurm} if slurm else {})


def hash_in(folder: Path) -> str:
    """Return the hash of the study that a folder's manifest describes; empty if it has none."""
    return str(_read(folder / MANIFEST).get("study_hash", ""))


def _sweeps(path: Path) -> list[dict[str, Any]]:
    """What earlier sweeps said of themselves."""
    found = _read(path).get("sweeps")
    return found if isinstance(found, list) else []


def _read(path: Path) -> dict[str, Any]:
    """What a manifest says; nothing if there is none that can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _clock(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
