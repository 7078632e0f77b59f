"""Reading a file whose results are to be made again: a summary, a report with one in it, or the manifest of a study."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, NoReturn

from socialicence.errors import InputError

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
