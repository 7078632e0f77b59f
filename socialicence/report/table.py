"""A table of the report: plain words in cells, a heading for every row and column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Table(NamedTuple):
    """What a table says.

    Attributes
    ----------
    caption : str
    head : sequence of str
        Headings of the columns; the first is that of the rows' headings.
    rows : sequence of sequence of str
        Cells; the first of each row is its heading. A line end within a cell is kept.
    number : bool
        Whether the cells after the first are numbers, set to the right.
    """

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    number: bool = False
