"""Published trust figures as the fit of initial trust needs them: survey items and differences between groups."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from socialicence.categories import AgeBand, OrganisationType
from socialicence.data import tables as data
from socialicence.errors import InputError, unknown
from socialicence.state.tables import Array

ANCHOR = ("NHSE_attitudes_2024", "trust_5_7")
"""The survey measure whose threshold is fixed at the middle of the scale; segments were published for it."""
CHARACTERISTICS = ("age", "sex", "ethnic_group")


class Item(NamedTuple):
    """One figure: the share whose trust in a type of organisation lies above the threshold of a survey measure."""

    survey: str
    measure: str
    organisation: OrganisationType
    label: str
    share: float
    about: str
    weight: float
    fitted: bool
    grade: str
    source: str
    note: str

    @property
    def threshold(self) -> tuple[str, str]:
        """What the item shares a threshold with."""
        return self.survey, self.measure


class Difference(NamedTuple):
    """Shares that trust in two groups of people, for one type of organisation."""

    characteristic: str
    organisation: OrganisationType
    first: str
    second: str
    share_first: float
    share_second: float
    grade: str
    source: str


def members(side: str, band: Array, man: Array, other: Array) -> Array:
    """Who belongs to one side of a difference, given age band, being a man, and an ethnic group other than White."""
    sides = {
        "men": man, "women": ~man, "White": ~other, "not White": other, "18-24": band == AgeBand.AGE_18_24,
        "55+": band >= AgeBand.AGE_55_64, "65+": band >= AgeBand.AGE_65_74,
    }  # fmt: skip
    if side not in sides:
        raise unknown("group", side, sides, "trust_differences.csv")
    return sides[side]


@cache
def items() -> tuple[Item, ...]:
    """Every survey item, fitted or only reported."""
    name = "trust_surveys"
    columns = ("survey", "measure", "organisation", "label", "percent", "about", "weight", "fitted")
    found = []
    for row in data.rows(name, columns):
        organisation = data.category(OrganisationType, row["organisation"], name)
        share = data.number(row, "percent", name, 0.1, 99.9) / 100.0
        weight = data.number(row, "weight", name, 0, 10)
        if row["about"] not in ("data", "general"):
            raise InputError(f"{name}.csv: about = {row['about']!r}; allowed is data or general")
        found.append(
            Item(row["survey"], row["measure"], organisation, row["label"], share, row["about"], weight,
                 row["fitted"] == "1", row["grade"], row["source"], row["note"])
        )  # fmt: skip
    if ANCHOR not in {item.threshold for item in found}:
        raise InputError(f"{name}.csv: the anchor {ANCHOR[0]} is missing")
    return tuple(found)


@cache
def differences() -> tuple[Difference, ...]:
    """Every published difference between groups."""
    name = "trust_differences"
    found = []
    columns = ("characteristic", "organisation", "percent_first", "percent_second", "first", "second")
    for row in data.rows(name, columns):
        if row["characteristic"] not in CHARACTERISTICS:
            raise InputError(f"{name}.csv: characteristic {row['characteristic']!r} is not one of {CHARACTERISTICS}")
        first, second = (data.number(row, f"percent_{side}", name, 0.1, 99.9) / 100.0 for side in ("first", "second"))
        organisation = data.category(OrganisationType, row["organisation"], name)
        found.append(
            Difference(row["characteristic"], organisation, row["first"], row["second"], first, second, row["grade"],
                       row["source"])
        )  # fmt: skip
    return tuple(found)
