"""`report.html` beside the other files of a set of runs: whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from socialicence.report.page import MARK, page
from socialicence.results.writing import text_writer, write_all

if TYPE_CHECKING:
    from socialicence.results import Results

NAME = "report.html"


def write_report(
    results: Results,
    folder: str | Path,
    *,
    explained: bool = True,
    workers: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Path:
    """Write the report of a set of runs into a folder, as `report.html`.

    Parameters
    ----------
    results : Results
    folder : str or Path
        Made if it does not exist.
    explained : bool
        Whether more runs are made to tell what each group of choices contributes (see `report.why`).
    workers : int, optional
        Those runs side by side; what this machine allows if not given.
    progress : callable, optional
        Called with the work done and the work in all.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    InputError
        If it cannot be written there. What was there before is as it was.
    """
    text = page(results, explained=explained, workers=workers, progress=progress)
    return write_all(Path(folder), {NAME: text_writer(text)})[0]


def remove_report(folder: str | Path) -> bool:
    """Remove a report of other runs, so that none stands beside files it does not tell of; return whether it did.

    A file of that name that no report of ours is stays where it is.
    """
    path = Path(folder) / NAME
    try:
        if not path.is_file() or MARK not in path.read_text(encoding="utf-8", errors="replace"):
            return False
        path.unlink()
    except OSError:
        return False
    return True
