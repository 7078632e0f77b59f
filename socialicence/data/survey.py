"""Somebody else's survey: respondents read from a CSV file and checked, one line for whatever is wrong with it."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from socialicence.categories import Category, EthnicGroup, OrganisationType, Region, Segment, Sex, SocialGrade
from socialicence.data.tables import Array
from socialicence.errors import InputError, unknown

if TYPE_CHECKING:
    import pandas as pd

LARGEST_FILE = 200 * 2**20
"""Bytes: a national survey has far less."""
FEWEST, MOST = 50, 1_000_000
"""Respondents: with fewer, most kinds of people would be missing."""
OWN_REGIONS = 7
"""Regions of one's own that there is room for: those of England, where the right to opt out exists."""
HEAVIEST = 1e9


class SurveyColumn(NamedTuple):
    """A column that a survey may have.

    Attributes
    ----------
    name : str
    meaning : str
        What it holds, in plain words.
    allowed : str
        What a value may be.
    needed : bool
        Whether a survey must have it.
    without : str
        What is done where a survey does not have it.
    """

    name: str
    meaning: str
    allowed: str
    needed: bool
    without: str


def _one_of(kind: type[Category]) -> str:
    return ", ".join(code.label for code in kind)


TRUST = tuple(f"trust_{kind.name.lower()}" for kind in OrganisationType)
MOODS = ("understanding", "perceived_benefit", "concern")
_CODED: dict[str, type[Category]] = {
    "sex": Sex, "ethnic_group": EthnicGroup, "social_grade": SocialGrade, "segment": Segment,
}  # fmt: skip
_SHARES = "as in the UK's figures, whatever else a respondent is"
COLUMNS: tuple[SurveyColumn, ...] = (
    SurveyColumn("age", "single year of age; 100 for 100 and over", "a whole number from 18 to 100", True, ""),
    SurveyColumn("sex", "sex", _one_of(Sex), True, ""),
    SurveyColumn(
        "region",
        "region, or nation",
        f"{_one_of(Region)}; or up to {OWN_REGIONS} names of your own, in which everybody may opt out as in England",
        True,
        "",
    ),
    SurveyColumn(
        "weight", "how many people the respondent stands for, in any unit", "a number above 0", False, "all weigh alike"
    ),
    SurveyColumn("ethnic_group", "ethnic group", _one_of(EthnicGroup), False, _SHARES),
    SurveyColumn("social_grade", "approximated social grade", _one_of(SocialGrade), False, _SHARES),
    SurveyColumn("digitally_excluded", "does not use the internet", "0 or 1", False, _SHARES),
    SurveyColumn("segment", "attitude segment", _one_of(Segment), False, _SHARES),
    *(
        SurveyColumn(
            name,
            f"trust in {'the ' if kind < 2 else ''}{kind.label} with data",
            "a number from 0 to 1",
            False,
            "as fitted to UK surveys, by segment, age, sex and ethnic group",
        )
        for name, kind in zip(TRUST, OrganisationType, strict=True)
    ),
    SurveyColumn("understanding", "understanding of safeguards", "a number from 0 to 1", False, "as in the UK"),
    SurveyColumn("perceived_benefit", "benefit seen in the use of data", "a number from 0 to 1", False, "as in the UK"),
    SurveyColumn("concern", "worry about the use of data", "a number from 0 to 1", False, "as in the UK"),
    SurveyColumn(
        "objecting", "has opted out of sharing health data", "0 or 1", False, "the parameter objecting_at_start"
    ),
)
"""Every column that is read: what it means, what it may hold, and what is done without it."""


@dataclass(frozen=True)
class Survey:
    """Respondents of a survey, checked; two with the same content are equal.

    Attributes
    ----------
    file : str
        Where it was read from.
    sha256 : str
        Hash of the file.
    regions : tuple of str
        Names of its own regions in the order of their codes; empty if they are the UK's.
    columns : dict of str to ndarray
        One value a respondent: codes of categories, or numbers. `weight` is always there, its mean is one.
    """

    file: str = field(compare=False)
    sha256: str
    regions: tuple[str, ...] = field(compare=False)
    columns: dict[str, Array] = field(compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.columns["age"])

    def has(self, name: str) -> bool:
        """Whether the survey has a column."""
        return name in self.columns


def read_survey(path: str | Path) -> Survey:
    """Read and check a survey.

    Parameters
    ----------
    path : str or Path
        A CSV file in UTF-8 with a row of headings; see `COLUMNS`.

    Raises
    ------
    InputError
        Naming file, row and column, what stands there and what is allowed.
    """
    where = str(path)
    content = _content(Path(path), where)
    table = _table(content, where)  # its index is the line of each respondent
    known = {column.name: column for column in COLUMNS}
    for name in table.columns:
        if name not in known:
            raise unknown("column", str(name), known, where)
    for column in COLUMNS:
        if column.needed and column.name not in table.columns:
            raise InputError(f"{where}: column {column.name!r} is missing; it holds the {column.meaning}")
    if not FEWEST <= len(table) <= MOST:
        raise InputError(f"{where}: has {len(table):,} rows below its headings; {FEWEST} to {MOST:,} are needed")
    regions, region = _regions(table["region"], where)
    columns = {"region": region}
    for name in table.columns:
        if name in _CODED:
            columns[name] = _codes(table[name], [(code.label, int(code)) for code in _CODED[name]], where)
        elif name != "region":
            columns[name] = _numbers(table[name], where)
    weight = columns.get("weight", np.ones(len(table)))
    columns["weight"] = weight / weight.mean()
    return Survey(where, hashlib.sha256(content).hexdigest(), regions, columns)


def _content(path: Path, where: str) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{where}: is a folder; a .csv file is needed")
        if not path.exists():
            raise InputError(f"{where}: there is no such file")
        if not path.is_file():
            raise InputError(f"{where}: is not an ordinary file; a .csv file is needed")
        if (size := path.stat().st_size) > LARGEST_FILE:
            raise InputError(f"{where}: has {size:,} bytes; a survey may have {LARGEST_FILE:,} at most")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(f"{where}: cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _table(content: bytes, where: str) -> pd.DataFrame:
    """The file as text in columns, blanks around values taken off."""
    import pandas as pd

    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{where}: is not text (UTF-8); a .csv file is needed") from None
    if "\x00" in text:
        raise InputError(f"{where}: is not text; a .csv file is needed")
    headings, rows, lines = _split(text, where)
    for name in headings:
        if headings.count(name) > 1:
            raise InputError(f"{where}: column {name!r} is there twice")
    for line, row in zip(lines, rows, strict=True):
        if len(row) != len(headings):
            raise InputError(f"{where}, row {line}: has {len(row)} values for {len(headings)} columns")
    return pd.DataFrame(rows, index=lines, columns=headings, dtype=object).apply(lambda column: column.str.strip())


def _split(text: str, where: str) -> tuple[list[str], list[list[str]], list[int]]:
    """Headings, rows, and the line of the file in which each row ends; empty lines are left out."""
    reader = csv.reader(io.StringIO(text), strict=True, skipinitialspace=True)
    try:
        found = [(reader.line_num, row) for row in reader if len(row) > 1 or "".join(row).strip()]
    except csv.Error as error:
        raise InputError(f"{where}: is not a table of comma-separated values: {error}") from None
    if not found:
        raise InputError(f"{where}: is empty; a row of headings and a row for each respondent are needed")
    (_, headings), *rest = found
    return [name.strip() for name in headings], [row for _, row in rest], [line for line, _ in rest]


def _refused(column: pd.Series, wrong: Array, where: str) -> InputError:
    """The error for the first value that is not allowed."""
    row = int(np.flatnonzero(wrong)[0])
    allowed = next(one.allowed for one in COLUMNS if one.name == column.name)
    line, given = column.index[row], column.iloc[row][:60]
    return InputError(f"{where}, row {line}: {column.name} = {given!r}; allowed: {allowed}")


def _plain(name: str) -> str:
    """A name without what does not tell names apart: case, underscores, and how many blanks there are."""
    return " ".join(name.replace("_", " ").casefold().split())


def _codes(column: pd.Series, known: Iterable[tuple[str, int]], where: str) -> Array:
    """Codes of the names in a column, whatever their case."""
    codes = {_plain(name): code for name, code in known}
    found = column.map({name: codes.get(_plain(name)) for name in column.unique()})
    if found.isna().any():
        raise _refused(column, found.isna().to_numpy(), where)
    return found.to_numpy(dtype=np.int64)


def _numbers(column: pd.Series, where: str) -> Array:
    """Numbers in a column, each where it may lie."""
    import pandas as pd

    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float)
    low, high = {"age": (18.0, 100.0), "weight": (0.0, HEAVIEST)}.get(str(column.name), (0.0, 1.0))
    wrong = ~((numbers >= low) & (numbers <= high))
    if column.name in ("age", "digitally_excluded", "objecting"):
        wrong |= numbers != np.floor(numbers)
    if column.name == "weight":
        wrong |= numbers <= 0.0
    if wrong.any():
        raise _refused(column, wrong, where)
    return numbers.astype(np.int64) if column.name in ("age", "digitally_excluded", "objecting") else numbers


def _regions(column: pd.Series, where: str) -> tuple[tuple[str, ...], Array]:
    """Codes of the UK's regions, or those of a survey's own in the order of their names, as spelt first."""
    spelt: dict[str, str] = {}
    for name in column.unique():
        spelt.setdefault(_plain(name), name)
    labels = {_plain(region.label) for region in Region}
    ours = labels & spelt.keys()
    if len(ours) == len(spelt):
        return (), _codes(column, [(region.label, int(region)) for region in Region], where)
    if ours or len(spelt) > OWN_REGIONS or "" in spelt:
        wrong = spelt.keys() - ours if ours else {""} & spelt.keys()
        if wrong:
            raise _refused(column, column.map(_plain).isin(wrong).to_numpy(), where)
        raise InputError(f"{where}: there are {len(spelt)} regions; there is room for {OWN_REGIONS} of your own")
    names = sorted(spelt.values())
    for name in names:
        if not name.isprintable() or len(name) > 60:
            raise InputError(f"{where}: region {name[:60]!r} is not a name of 1 to 60 printable characters")
    return tuple(names), _codes(column, [(name, code) for code, name in enumerate(names)], where)
