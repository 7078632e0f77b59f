"""What may be asked for, and reading what is to be made again: a summary, a report with one in it, or a manifest."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from socialicence.errors import InputError


@dataclass(frozen=True)
class Settings:
    """What may be asked for.

    Attributes
    ----------
    sample : int or None
        Runs of a study that are made again; None for all.
    workers : int or None
    stages : str
        `module:name` of stages of one's own, where the results had some. They are code: a file names them, and only
        who reads it lets them run.
    """

    sample: int | None = 20
    workers: int | None = None
    stages: str = ""

    def check_stages(self, path: Path, record: object) -> None:
        """Make sure that stages are given exactly where results had some, and that they are the same.

        Parameters
        ----------
        path : Path
        record : mapping or None
            What the results say of their stages: `from` and `identity`.

        Raises
        ------
        InputError
            Saying what is needed.
        """
        if record is None:
            if self.stages:
                raise InputError(f"{path}: was made with the stages of the model; leave --stages out")
            return
        if not isinstance(record, Mapping):
            raise InputError(f"{path}: provenance: stages is not a table; the file is damaged")
        source, identity = record.get("from"), record.get("identity")
        named = source if isinstance(source, str) else "given in Python"
        if not self.stages:
            hint = f"--stages {source}" if isinstance(source, str) else "--stages MODULE:LIST"
            raise InputError(
                f"{path}: was made with stages of its own ({named}); they are code: give {hint} to run them"
            )
        if identity is None:
            raise InputError(
                f"{path}: its stages ({named}) could not be identified; nobody can tell whether these are they"
            )
        found = self._identity()
        if found != identity:
            raise InputError(f"{path}: --stages {self.stages} are not the stages that it was made with (other source)")

    def _identity(self) -> Any:
        from socialicence.month.identity import stages_record
        from socialicence.month.schedule import checked_stages

        return stages_record(checked_stages(self.stages), self.stages)["identity"]


LARGEST_FILE = 2**27
"""Bytes: far more than any summary, report or manifest has."""
ELEMENT = "socialicence-summary"
"""Id of the script element of a report that holds its summary."""
_SCRIPT = re.compile(
    rf"""<script\b(?=[^>]*\bid=["']?{ELEMENT}["'\s>])[^>]*>(.*?)</script\s*>""", re.DOTALL | re.IGNORECASE
)
SUMMARY, STUDY = "summary", "study"
WANTED = "a summary.json, a report.html or a manifest.json of socialicence is needed"


def read(path: Path) -> tuple[str, dict[str, Any]]:
    """Return the kind of a file (`summary` or `study`) and what it says.

    Raises
    ------
    InputError
        If there is no such file, it is not ours, or it is damaged; one line says which.
    """
    text = _text(path)
    if text.lstrip()[:1] == "<":
        found = _SCRIPT.findall(text)
        if len(found) != 1:
            count = "no" if not found else f"{len(found)}"
            raise InputError(f"{path}: a page with {count} summary of socialicence in it; {WANTED}")
        text = found[0]
    content = _parsed(path, text)
    if isinstance(content.get("study"), dict):
        return STUDY, content
    if isinstance(content.get("scenarios"), dict) and isinstance(content.get("provenance"), dict):
        return SUMMARY, content
    raise InputError(f"{path}: is JSON, but not a result of socialicence; {WANTED}")


def _text(path: Path) -> str:
    try:
        if path.is_dir():
            raise InputError(f"{path}: is a folder; {WANTED}")
        if not path.is_file():
            what = "is not a plain file" if path.exists() else "there is no such file"
            raise InputError(f"{path}: {what}; {WANTED}")
        size = path.stat().st_size
        if not 0 < size <= LARGEST_FILE:
            what = f"has {size:,} bytes, more than {LARGEST_FILE:,}" if size else "is empty"
            raise InputError(f"{path}: {what}; {WANTED}")
        return path.read_bytes().decode("utf-8-sig")
    except InputError:
        raise
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not text (UTF-8); {WANTED}") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}; {WANTED}") from None


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        content = json.loads(text, parse_constant=_not_a_number, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        what = "tables are nested too deeply" if isinstance(error, RecursionError) else "is not whole JSON"
        what = str(error) if isinstance(error, InputError) else what
        raise InputError(f"{path}: {what}; {WANTED}") from None
    if not isinstance(content, dict):
        raise InputError(f"{path}: is JSON, but not a result of socialicence; {WANTED}")
    return content


def _not_a_number(text: str) -> NoReturn:
    raise InputError(f"{text} stands in it, which no result of socialicence has")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise InputError("a number is too large in it")
    return number
