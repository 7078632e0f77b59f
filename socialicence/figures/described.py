"""What every figure carries beside its picture: the finding, a text alternative, and a table of the drawn values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from socialicence.figures.style import caption, titled

if TYPE_CHECKING:
    import pandas as pd


class Description(NamedTuple):
    """What a figure says in words and numbers.

    Attributes
    ----------
    finding : str
        One sentence: the title.
    alternative : str
        What a reader who does not see the picture is told: what is drawn, and what it shows.
    table : DataFrame
        Every drawn value, tidy, with columns named in plain words.
    caption : str
        What it is based on: runs, seed, version, and what the spread is.
    """

    finding: str
    alternative: str
    table: pd.DataFrame
    caption: str


def describe(figure: Any, *, finding: str, drawn: str, table: pd.DataFrame, source: str) -> Any:
    """Give a figure its title, caption, text alternative and table; return it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
    finding : str
        What the data show, found by code.
    drawn : str
        What is drawn, for those who do not see it.
    table : DataFrame
        The drawn values.
    source : str
        The caption.
    """
    figure.socialicence_words = (titled(figure, finding), caption(figure, source))
    text = f"{finding}. {drawn} {' '.join(source.split())}"
    figure.socialicence = Description(finding, text, table.reset_index(drop=True), source)
    return figure


def described(figure: Any) -> Description:
    """Return all that a figure of this package says in words and numbers."""
    found: Description = figure.socialicence
    return found


def alternative(figure: Any) -> str:
    """Return the text alternative of a figure: its finding, what is drawn, and what it is based on."""
    return described(figure).alternative


def table(figure: Any) -> pd.DataFrame:
    """Return the values that a figure draws, one row a mark."""
    return described(figure).table
