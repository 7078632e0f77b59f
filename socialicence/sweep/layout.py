"""Where a sweep keeps what: its design, the folders of its shards, and a manifest of who ran what and how."""

from __future__ import annotations

import json
import os
import platform
import re
import socket
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from socialicence.machine import processors
from socialicence.results.provenance import git_commit, provenance
from socialicence.results.writing import as_json, whole
from socialicence.sweep.designs import Points
from socialicence.sweep.plan import Plan
from socialicence.sweep.special import TEXTS
from socialicence.sweep.store import RUNS, Found, read_parts
from socialicence.sweep.study import CROSSED, Study
from socialicence.world import MODEL_VERSION

DESIGN = "design.parquet"
MANIFEST = "manifest.json"
_NUMBERS = ("point", "option", "draw")
_SHARD = re.compile(r"shard-(\d+)-of-(\d+)")


def shard_folder(folder: Path, shard: tuple[int, int] | None) -> Path:
    """Return where a shard keeps its rows; without shards, the folder itself."""
    return folder if shard is None else folder / f"shard-{shard[0]}-of-{shard[1]}"


def shard_of(folder: Path) -> tuple[int, int] | None:
    """Return which shard a folder is; None if it is none."""
    found = _SHARD.fullmatch(folder.name)
    return (int(found[1]), int(found[2])) if found else None


def shard_folders(folder: Path) -> list[Path]:
    """Return the folders of shards, in order."""
    found = [(shard_of(path), path) for path in folder.glob("shard-*-of-*") if path.is_dir()]
    return [path for _, path in sorted((shard[::-1], path) for shard, path in found if shard is not None)]


def read_all(folder: Path, columns: Sequence[str] | None = None) -> Found:
    """Return all rows that were stored, of all shards."""
    for _ in range(20):
        parts = [
            part for place in [folder, *shard_folders(folder)] for part in sorted((place / RUNS).glob("part-*.parquet"))
        ]
        try:
            return read_parts(parts, columns)
        except FileNotFoundError:  # a sweep at work has just put parts together: look again
            time.sleep(0.05)
    raise RuntimeError(f"{folder}: its parts keep changing; try again")


def write_design(folder: Path, study: Study, points: Points) -> None:
    """Write the points of a study, a row each, factors and drawn assumptions by their own names."""
    numbers = np.arange(points.count), points.option, points.draw
    columns = {name: pa.array(one, pa.int64()) for name, one in zip(_NUMBERS, numbers, strict=True)}
    for name, column in points.factors.items():
        columns[name] = pa.array(column, pa.string() if name in TEXTS else pa.float64())
    columns |= {name: pa.array(column[points.draw]) for name, column in points.assumptions.items()}
    table = pa.table(columns).replace_schema_metadata({"design_hash": study.design_hash()})
    with whole(folder / DESIGN) as place, place.open("wb") as file:
        pq.write_table(table, file, compression="zstd")


def read_design(folder: Path, study: Study) -> Points | None:
    """Return the points that were written for this very design; None if there are none.

    A design once drawn is kept: another version of a sampling library would draw another.
    """
    path = folder / DESIGN
    try:
        with path.open("rb") as file:
            table = pq.read_table(file)
    except (OSError, pa.ArrowException):
        return None
    metadata: dict[bytes, bytes] = table.schema.metadata or {}
    if metadata.get(b"design_hash", b"").decode() != study.design_hash():
        return None
    draw = table["draw"].to_numpy()
    names = [factor.name for factor in study.factors]
    factors = {
        name: np.array(table[name].to_pylist(), dtype=object) if name in TEXTS else table[name].to_numpy()
        for name in names
    }
    first = np.unique(draw, return_index=True)[1] if study.design in CROSSED else slice(None)
    assumed = {one.name: table[one.name].to_numpy()[first] for one in study.assumptions}
    return Points(table["option"].to_numpy(), draw, factors, assumed)


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
            "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(self._started)),
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
