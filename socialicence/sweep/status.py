"""How far a study is: done, failed and missing by shard, and the line that resubmits what is missing."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from socialicence.state.tables import Array
from socialicence.sweep.batch import DONE
from socialicence.sweep.finished import open_results
from socialicence.sweep.layout import shard_folder, shard_folders, shard_of
from socialicence.sweep.locks import is_held
from socialicence.sweep.rows import KEY_COLUMN
from socialicence.sweep.store import best_rows


@dataclass
class Progress:
    """How far a sweep is.

    Attributes
    ----------
    planned : int
        Runs of this sweep's share, each counted once.
    done, failed : int
        Those that ended, now or earlier.
    ran, went_wrong : int
        Those of this sweep.
    seconds : float
        Time since the first run was given out.
    run_seconds : float
        The runs' own time, added up.
    """

    planned: int
    done: int
    failed: int
    ran: int = 0
    went_wrong: int = 0
    seconds: float = 0.0
    run_seconds: float = 0.0

    @property
    def missing(self) -> int:
        """Runs still to be done."""
        return self.planned - self.done - self.failed

    def to_dict(self) -> dict[str, Any]:
        """Return the progress as plain values."""
        return {**asdict(self), "missing": self.missing}


Report = Callable[[Progress], None]


@dataclass(frozen=True)
class ShardStatus:
    """How far one shard is, or the whole study.

    Attributes
    ----------
    shard : str
        Such as `3/16`; empty for a study that is not in shards.
    planned, done, failed, missing : int
        Runs, each counted once.
    at_work : bool
        Whether a sweep holds it now.
    """

    shard: str
    planned: int
    done: int
    failed: int
    missing: int
    at_work: bool


@dataclass(frozen=True)
class StudyStatus:
    """How far a study is.

    Attributes
    ----------
    title : str
    whole : ShardStatus
    shards : tuple of ShardStatus
        Empty for a study that is not in shards.
    unreadable : int
        Parts that cannot be read: the runs in them count as missing.
    resubmit : str
        The line that runs what is missing; empty if nothing is.
    retry : str
        The line that runs again what failed; empty if nothing did.
    """

    title: str
    whole: ShardStatus
    shards: tuple[ShardStatus, ...]
    unreadable: int
    resubmit: str
    retry: str


def status_of(folder: Path) -> StudyStatus:
    """Return how far the study in a folder is.

    Raises
    ------
    InputError
        If no study was run there.
    """
    results = open_results(folder)
    plan, stored = results.plan, results.stored
    wanted = plan.first_of_key
    table = stored.table.select([KEY_COLUMN, "status"]).take(pa.array(best_rows(stored.table)))
    found = pc.index_in(
        pa.array(plan.keys[wanted].astype("U32")), value_set=table[KEY_COLUMN].combine_chunks()
    ).to_numpy(zero_copy_only=False)
    known = ~np.isnan(found)
    done = np.zeros(len(wanted), dtype=bool)
    done[known] = np.asarray(pc.equal(table["status"], DONE))[found[known].astype(int)]
    failed = known & ~done
    counts = sorted({shard[1] for path in shard_folders(folder) if (shard := shard_of(path)) is not None})
    shards = tuple(
        _status(f"{index}/{count}", done[index::count], failed[index::count], shard_folder(folder, (index, count)))
        for count in counts
        for index in range(count)
    )
    whole = _status("", done, failed, folder)
    left = [one for one in shards if one.shard.endswith(f"/{counts[-1]}")] if counts else []
    command = _command(results.manifest, folder)
    return StudyStatus(
        title=results.study.label,
        whole=whole,
        shards=shards,
        unreadable=len(stored.broken) + len(list(folder.rglob("part-*.corrupt"))),
        resubmit=_line(command, [one for one in left if one.missing], results.manifest, whole.missing),
        retry=_line([*command, "--retry-failed"], [one for one in left if one.failed], results.manifest, whole.failed),
    )


def _status(shard: str, done: Array, failed: Array, folder: Path) -> ShardStatus:
    counts = len(done), int(done.sum()), int(failed.sum())
    return ShardStatus(shard, *counts, counts[0] - counts[1] - counts[2], is_held(folder))


def _command(manifest: dict[str, Any], folder: Path) -> list[str]:
    """The command that runs the study, as it was typed but for its options."""
    typed = [word for sweep in manifest.get("sweeps", []) for word in sweep.get("command") or []]
    study = next((word for word in reversed(typed) if word.endswith(".toml")), "STUDY.toml")
    return ["socialicence", "sweep", study, "--out", str(folder)]


def _line(command: Sequence[str], shards: Sequence[ShardStatus], manifest: dict[str, Any], count: int) -> str:
    """The line that runs some shards again: by Slurm where it was used, else one after another."""
    if not count:
        return ""
    plain = shlex.join(command)
    if not shards:
        return plain
    of = shards[0].shard.partition("/")[2]
    numbers = [int(one.shard.partition("/")[0]) for one in shards]
    if any("slurm" in sweep.get("machine", {}) for sweep in manifest.get("sweeps", [])):
        wrapped = f"{plain} --shard $SLURM_ARRAY_TASK_ID/{of}"
        return f"sbatch --array={_ranges(numbers)} --wrap {shlex.quote(wrapped)}"
    if len(numbers) == 1:
        return f"{plain} --shard {numbers[0]}/{of}"
    return f"for i in {' '.join(map(str, numbers))}; do {plain} --shard $i/{of}; done"


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers as Slurm writes them: `0,3-5`."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ",".join(str(one[0]) if len(one) == 1 else f"{one[0]}-{one[-1]}" for one in parts)
