"""How results are made again: runs side by side, how many of a study, and stages of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
