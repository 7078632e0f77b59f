"""The test of what does something as a file, with all that says where it comes from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from socialicence.assumptions import stored
from socialicence.assumptions.dead.settings import standard_settings
from socialicence.assumptions.dead.verdicts import Finding, Verdict
from socialicence.errors import InputError
from socialicence.results.provenance import DATA
from socialicence.results.writing import as_json, write_all

FILE = DATA / "assumptions_dead.json"
COMMAND = "python -m socialicence.assumptions --dead --write"


@dataclass(frozen=True)
class Tried:
    """What was found, in the order of the table of parameters, and how."""

    findings: tuple[Finding, ...]
    provenance: Mapping[str, Any]


def identity() -> dict[str, Any]:
    """Return what a test belongs to: model version, a hash of all numbers, and one of the settings tried in."""
    text = json.dumps([one.to_dict() for one in standard_settings()], sort_keys=True)
    return {**stored.identity(), "settings_table": hashlib.sha256(text.encode()).hexdigest()}


def is_current(tested: Tried) -> bool:
    """Whether a test belongs to the present model version, numbers and settings."""
    return all(tested.provenance.get(key) == value for key, value in identity().items())


def write(tested: Tried, path: Path = FILE) -> Path:
    """Write a test as JSON; return its path.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    text = as_json({**tested.provenance, "parameters": [one.to_dict() for one in tested.findings]})
    (written,) = write_all(path.parent, {path.name: lambda place: _write_text(place, text)})
    return written


def read(path: Path = FILE) -> Tried:
    """Return a test that was written.

    Raises
    ------
    InputError
        If there is none.
    """
    if not path.exists():
        raise InputError(f"{path.name}: which parameters do something has not been tried yet: {COMMAND}")
    made = json.loads(path.read_text(encoding="utf-8"))
    found = (Finding(**{**one, "verdict": Verdict(one["verdict"])}) for one in made.pop("parameters"))
    return Tried(tuple(found), made)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
