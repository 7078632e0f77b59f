"""Checkpoints of a long run: what months have changed, in one file, from which the run goes on to identical bits.

The public and its network are drawn again from the seed, which costs less than keeping them; columns that months
change, the institutions and all that was observed are in the file. A file is whole or not there: it is written beside
its place and moved. Layout: a line that says what it is, the length of the header, the header (JSON), arrays, a hash.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

import numpy as np

from socialicence.errors import InputError
from socialicence.state import MODEL_VERSION, State
from socialicence.state.compiled_tables import flat
from socialicence.state.tables import CITIZEN, Array

if TYPE_CHECKING:
    from socialicence.scenarios import Scenario

FIRST_LINE = b"socialicence checkpoint 2\n"
EVERY = 12
"""Months between checkpoints, if nothing else is asked for."""
CHANGED_BY_MONTHS = (
    "trust", "baseline_trust", "fairness", "understanding", "perceived_benefit", "concern", "salience", "heard",
    "objecting",
)  # fmt: skip
"""Columns of citizens that are in the file. Departures are noted anew each month before anybody reads them."""
_SAME_MEMORY = "numbers"
"""A table that shows another one: its memory is kept once."""
_LENGTH, _HASH, _CHUNK, _LONGEST_HEADER = 8, 32, 1 << 24, 1 << 22


class Run(Protocol):
    """What a checkpoint knows of a run."""

    scenario: Scenario
    values: dict[str, float]
    state: State
    month: int
    months: int


@dataclass(frozen=True)
class Checkpoint:
    """Where a run keeps its state, and how often.

    Attributes
    ----------
    path : Path
    every : int
        Months between checkpoints; none is kept of the last month, when results are at hand.
    """

    path: Path
    every: int = EVERY

    def due(self, run: Run) -> bool:
        """Whether the month that has just passed is one to be kept."""
        return run.month % self.every == 0 and run.month < run.months

    def check(self, citizens: int, runs: int, own_stages: bool, in_expectation: bool = False) -> None:
        """Make sure before the work that a checkpoint of it can be kept.

        Raises
        ------
        InputError
            If there are many runs, own stages, or objections kept in expectation, or the file cannot be written where
            it is asked for.
        """
        if runs > 1:
            raise InputError(f"--checkpoint keeps one run, {runs:,} are asked for; `socialicence sweep` resumes many")
        if own_stages:
            raise InputError("--checkpoint and --stages: a stage of your own may keep what no file can; give one")
        if in_expectation:
            raise InputError(
                "--checkpoint: this scenario keeps objections in expectation, which no file holds; leave it out"
            )
        _check_place(self.path, citizens)

    def remove(self) -> None:
        """Remove the file, and what a run that was killed while it wrote may have left beside it."""
        self.path.unlink(missing_ok=True)
        _part_of(self.path).unlink(missing_ok=True)

    def found(self, identity: dict[str, Any]) -> dict[str, Any] | None:
        """Return the header of the file once all of it has been checked; None if there is no file.

        Raises
        ------
        InputError
            If the file is no checkpoint, is damaged, or is of another run.
        """
        return _checked(self.path, identity)


def bytes_per_citizen() -> int:
    """Size in the file of what is kept of one citizen."""
    return sum(np.dtype(c.dtype).itemsize * c.width for c in CITIZEN if c.name in CHANGED_BY_MONTHS)


def identity_of(
    scenario: Scenario, values: Mapping[str, float], citizens: int, seed: int, months: int
) -> dict[str, Any]:
    """Return what a run is, in the order in which differences are told: two runs alike in it have the same bits."""
    table = scenario.to_dict()
    for words in ("name", "title", "description", "meaning", "values", "months", "start_date"):
        table.pop(words)
    choices = hashlib.sha256(json.dumps([table, dict(values)], sort_keys=True, default=str).encode()).hexdigest()
    return {
        "model version": MODEL_VERSION,
        "scenario": scenario.name,
        "seed": seed,
        "citizens": citizens,
        "months": months,
        "choices": choices[:16],
        **{name: version(name) for name in ("numpy", "numba")},
    }


def _check_place(path: Path, citizens: int) -> None:
    """Refuse a folder, a place that cannot be written to, or a disk with too little room."""
    folder = path.absolute().parent
    if path.is_dir():
        raise InputError(f"--checkpoint {path}: is a folder; the name of a file is needed")
    if not folder.is_dir():
        raise InputError(f"--checkpoint {path}: there is no folder {path.parent}; make it or name another file")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise InputError(f"--checkpoint {path}: {path.parent} cannot be written to; name a file elsewhere")
    needed, free = citizens * bytes_per_citizen(), shutil.disk_usage(folder).free
    if needed > free:
        raise InputError(
            f"--checkpoint {path}: needs {needed / 1e9:.1f} GB of disk, {free / 1e9:.1f} GB is free; "
            "name a file elsewhere"
        )


def _checked(path: Path, identity: dict[str, Any]) -> dict[str, Any] | None:
    """Read a file from end to end and return its header."""
    try:
        with path.open("rb") as file:
            header = _header(path, file)
            _check_identity(path, header["identity"], identity)
            _check_hash(path, file, header)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InputError(f"{path}: the checkpoint cannot be read: {error.strerror or error}") from None
    return header


def save(run: Run, path: Path) -> None:
    """Write a checkpoint of a run; what was there before is replaced once the new file is whole.

    Raises
    ------
    InputError
        If it cannot be written; the file that was there is as it was.
    """
    arrays = dict(_arrays(run.state))
    seed = int(run.state.run["seed"][0])
    header = {
        "identity": identity_of(run.scenario, run.values, run.state.citizens.age.size, seed, run.months),
        "month": run.month,
        "arrays": {name: [_layout(array), array.nbytes] for name, array in arrays.items()},
    }
    part = _part_of(path)
    try:
        with part.open("wb") as file:
            _write(file, header, arrays)
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(f"{path}: the checkpoint cannot be written: {error.strerror or error}") from None


def restore(run: Run, path: Path, header: dict[str, Any]) -> None:
    """Bring a freshly opened run to where a checkpoint is, whose header has been read and checked.

    Raises
    ------
    InputError
        If its tables are those of another version of the package.
    """
    arrays = dict(_arrays(run.state))
    expected = {name: [_layout(array), array.nbytes] for name, array in arrays.items()}
    for name in sorted(expected.keys() | header["arrays"].keys()):
        if expected.get(name) != header["arrays"].get(name):
            raise InputError(f"{path}: was written by another version of the package: its {name} is another table")
    with path.open("rb") as file:
        _header(path, file)
        for name in header["arrays"]:
            _fill(file, _bytes(arrays[name]))
    run.month = header["month"]


def _part_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


def _arrays(state: State) -> Iterator[tuple[str, Array]]:
    """Every table that a month may change, by name: new ones are kept without being listed here."""
    for name, array in flat(state.tables):
        table, _, column = name.partition(".")
        if table in ("network", _SAME_MEMORY) or (table == "citizens" and column not in CHANGED_BY_MONTHS):
            continue
        yield name, array


def _layout(array: Array) -> str:
    return repr([np.lib.format.dtype_to_descr(array.dtype), array.shape])


def _bytes(array: Array) -> memoryview:
    """The memory of an array itself."""
    return memoryview(array.view(np.uint8).reshape(-1)).cast("B") if array.size else memoryview(bytearray())


def _fill(file: BinaryIO, room: memoryview) -> None:
    """Read until the room is full: one read gives two gigabytes at most."""
    while room:
        count = file.readinto(room)  # type: ignore[attr-defined]
        if not count:
            raise InputError("the checkpoint was changed while it was read; start again")
        room = room[count:]


def _write(file: BinaryIO, header: dict[str, Any], arrays: dict[str, Array]) -> None:
    text = json.dumps(header).encode()
    digest = hashlib.sha256()
    parts: list[bytes | memoryview] = [FIRST_LINE, len(text).to_bytes(_LENGTH, "little"), text]
    for part in (*parts, *map(_bytes, arrays.values())):
        digest.update(part)
        file.write(part)
    file.write(digest.digest())


def _header(path: Path, file: BinaryIO) -> dict[str, Any]:
    """Read the header; the file then stands at its first array."""
    line = file.read(len(FIRST_LINE))
    if not line:
        raise InputError(f"{path}: is empty, not a checkpoint; remove it or name another file")
    if line != FIRST_LINE:
        kind = line.startswith(FIRST_LINE.rpartition(b" ")[0])
        what = "is a checkpoint of another version of the package" if kind else "is not a checkpoint"
        raise InputError(f"{path}: {what}; remove it or name another file")
    length = int.from_bytes(file.read(_LENGTH), "little")
    try:
        header: dict[str, Any] = json.loads(file.read(length) if length <= _LONGEST_HEADER else b"")
        sizes = [int(size) for _, size in header["arrays"].values()]
        header["identity"], header["month"]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _damaged(path, "its header cannot be read") from None
    expected = file.tell() + sum(sizes) + _HASH
    actual = os.fstat(file.fileno()).st_size
    if actual != expected:
        raise _damaged(path, f"it has {actual:,} bytes, {expected:,} were written")
    return header


def _check_identity(path: Path, theirs: dict[str, Any], ours: dict[str, Any]) -> None:
    for what, value in ours.items():
        if theirs.get(what) != value:
            if what == "choices":
                text = "is of a run with other levers, parameters, shocks or additions"
            elif what in ("numpy", "numba", "model version"):
                text = f"was written with {what} {theirs.get(what)}, this is {value}: the bits might differ"
            else:
                text = f"is of another run: its {what} is {theirs.get(what)}, here it is {value}"
            raise InputError(f"{path}: the checkpoint {text}; give what was given then, or name another file")


def _check_hash(path: Path, file: BinaryIO, header: dict[str, Any]) -> None:
    left = file.tell() + sum(int(size) for _, size in header["arrays"].values())
    file.seek(0)
    digest = hashlib.sha256()
    room = memoryview(bytearray(min(_CHUNK, left)))
    while left:
        count = file.readinto(room[: min(len(room), left)])  # type: ignore[attr-defined]
        if not count:
            raise _damaged(path, "its end is missing")
        digest.update(room[:count])
        left -= count
    if file.read() != digest.digest():
        raise _damaged(path, "what it holds is not what was written")


def _damaged(path: Path, why: str) -> InputError:
    return InputError(f"{path}: the checkpoint is damaged: {why}; remove it to start the run anew")
