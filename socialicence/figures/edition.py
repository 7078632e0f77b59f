"""An edition of figures: each as picture, data and words, and an index that says how to make it again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from socialicence.errors import InputError, unknown
from socialicence.figures import FIGURES, draw
from socialicence.figures.frames import described
from socialicence.figures.saving import save_figure

SIZE, FOLDER = "SOCIALICENCE_EDITION", "SOCIALICENCE_FIGURES"
"""Environment variables: `small` for a quick edition, and the folder that it goes to."""
INDEX = "index.csv"
COLUMNS = (
    "figure", "title", "function", "data_csv", "data_sha256", "svg_sha256", "command", "seed", "runs", "notebook",
)  # fmt: skip
_DIGITS = 9
"""Significant digits of the data: beyond them machines may differ."""


class Edition:
    """The figures of one notebook.

    Parameters
    ----------
    notebook : str
        Its name, such as `01_tour`.
    seed : int
        That of its runs.
    small : bool, optional
        Whether sizes are reduced; as the environment says if not given.
    folder : str or Path, optional
        Where figures go; as the environment says, or `figures`, if not given.

    Examples
    --------
    >>> edition = Edition("01_tour", seed=1)  # doctest: +SKIP
    >>> results = compare(["status_quo"], runs=edition.size(30, 3))  # doctest: +SKIP
    >>> edition.draw("trust", results, name="01-trust")  # doctest: +SKIP
    """

    def __init__(
        self, notebook: str, *, seed: int = 1, small: bool | None = None, folder: str | Path | None = None
    ) -> None:
        wanted = os.environ.get(SIZE, "full")
        if wanted not in ("small", "full"):
            raise unknown(SIZE, wanted, ("small", "full"))
        self.notebook = notebook
        self.seed = seed
        self.small = wanted == "small" if small is None else small
        self.folder = Path(folder or os.environ.get(FOLDER) or "figures")

    def size(self, full: int, small: int) -> int:
        """Return one of two sizes: of runs, of citizens, of months."""
        return small if self.small else full

    def draw(self, figure: str, results: Any, *, name: str, **options: Any) -> Any:
        """Draw a figure of the package (a name of `FIGURES`), publish it and return it.

        Parameters
        ----------
        figure : str
        results
            As `socialicence.figures.draw` takes them.
        name : str
            Of its files, unique in the edition.
        **options
            Passed to the figure.
        """
        drawn = draw(figure, results, **options)
        runs = results["runs"] if isinstance(results, Mapping) else results.runs
        return self.publish(
            drawn, name=name, function=f"socialicence.figures.{FIGURES[figure].__name__}", runs=len(runs)
        )

    def publish(self, figure: Any, *, name: str, function: str, runs: int) -> Any:
        """Write a figure as `.svg`, `.csv` and `.txt`, enter it in the index, and return it.

        Raises
        ------
        InputError
            If it draws nothing, or its name is not that of a file.
        """
        if not name or set(name) - set("abcdefghijklmnopqrstuvwxyz0123456789-"):
            raise InputError(f"figure name {name!r}: small letters, digits and hyphens are needed")
        said = described(figure)
        values = said.table.select_dtypes("number")
        if said.table.empty or (values.size and values.isna().all(axis=None)):
            raise InputError(f"figure {name}: there is nothing in it")
        self.folder.mkdir(parents=True, exist_ok=True)
        picture = save_figure(figure, self.folder / f"{name}.svg")
        data = said.table.to_csv(index=False, float_format=f"%.{_DIGITS}g", lineterminator="\n")
        _write(self.folder / f"{name}.csv", data)
        _write(self.folder / f"{name}.txt", f"{said.alternative}\n")
        self._enter(
            {
                "figure": f"{name}.svg",
                "title": said.finding,
                "function": function,
                "data_csv": f"{name}.csv",
                "data_sha256": hashlib.sha256(data.encode()).hexdigest(),
                "svg_sha256": hashlib.sha256(picture.read_bytes()).hexdigest(),
                "command": f"python notebooks/run.py {'--small ' if self.small else ''}--only {self.notebook}",
                "seed": self.seed,
                "runs": runs,
                "notebook": f"{self.notebook}.py",
            }
        )
        return figure

    def _enter(self, row: dict[str, object]) -> None:
        """Put a row into the index, in the place of an older one of the same figure."""
        import pandas as pd

        path = self.folder / INDEX
        rows = [row]
        if path.exists():
            known = pd.read_csv(path, dtype=str, keep_default_na=False)
            rows = [*known[known["figure"] != row["figure"]].to_dict("records"), row]
        frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(str).sort_values("figure")
        _write(path, frame.to_csv(index=False, lineterminator="\n"))


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
