"""Writing files whole or not at all: one by one, or a set staged beside its place; and what writes text, JSON, rows."""

from __future__ import annotations

import csv
import json
import math
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from socialicence.errors import InputError

Writer = Callable[[Path], object]


def as_json(content: Mapping[str, Any], indent: int = 2) -> str:
    """Return JSON that any reader takes: ASCII, no NaN."""
    return json.dumps(content, indent=indent, allow_nan=False) + "\n"


def plain(value: Any) -> Any:
    """Return a value as JSON has it: no types of numpy, and null for what is not a finite number."""
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def text_writer(text: str) -> Writer:
    """Return what writes a text file."""
    return lambda path: path.write_text(text, encoding="utf-8")


def rows_writer(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Writer:
    """Return what writes a CSV file of a head and rows."""

    def write(path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(head)
            writer.writerows(rows)

    return write


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Yield a place beside a file: what is written there takes the file's place, unless writing ends in an error."""
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        yield beside
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def check_output(folder: Path) -> None:
    """Make sure before the work that results can be written to `folder`; nothing is left behind.

    Raises
    ------
    InputError
        If the folder, or the nearest one above it, is a file or cannot be written to.
    """
    try:
        existing = next(place for place in (folder, *folder.absolute().parents) if place.exists())
        if not existing.is_dir():
            raise InputError(f"{_shown(folder)}: {_shown(existing)} is a file; a folder is needed for the results")
        with tempfile.TemporaryDirectory(prefix=".check-", dir=existing):
            pass
    except (OSError, ValueError) as error:
        raise _unwritable(folder, error) from None


def write_all(folder: Path, writers: Mapping[str, Writer]) -> list[Path]:
    """Write every file, or none; return their paths.

    Parameters
    ----------
    folder : Path
        Made if it does not exist.
    writers : mapping of str to callable
        What writes each file, by file name; moved into place in this order.

    Raises
    ------
    InputError
        If the folder cannot be written to or the disk is full. What was there before is as it was.
    """
    try:
        made = _missing(folder)
        folder.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".part-", dir=folder))
    except (OSError, ValueError) as error:
        raise _unwritable(folder, error) from None
    written = False
    try:
        for name, write in writers.items():
            if (folder / name).is_dir():
                raise InputError(f"{_shown(folder / name)}: is a folder; it stands where a file is to be written")
            write(stage / name)
        for name in writers:
            os.replace(stage / name, folder / name)
        written = True
    except OSError as error:
        raise _unwritable(folder, error) from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        if not written:
            _remove_empty(made)
    return [folder / name for name in writers]


def _missing(folder: Path) -> list[Path]:
    """The folders that will have to be made, deepest first."""
    return [place for place in (folder, *folder.parents) if not place.exists()]


def _remove_empty(folders: list[Path]) -> None:
    for place in folders:
        try:
            place.rmdir()
        except OSError:
            return


def _shown(path: Path) -> str:
    """The path as text that any screen can show."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _unwritable(folder: Path, error: OSError | ValueError) -> InputError:
    reason = getattr(error, "strerror", None) or str(error)
    return InputError(f"{_shown(folder)}: results cannot be written there: {reason}; choose another --out")
