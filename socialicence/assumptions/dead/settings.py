"""Settings that parameters are tried in: the package's scenarios, and some where every lever does something."""

from __future__ import annotations

from functools import cache

from socialicence.scenarios import Scenario, load, names
from socialicence.scenarios.reading import from_table

_ORGANISATIONS = {
    "announcement": "health_service", "breach": "health_service", "scandal": "central_government",
    "controversy": "health_service", "widening": "central_government",
}  # fmt: skip
"""Each kind of shock, and whom it happens to."""


def _shocks(**months: float) -> list[dict[str, object]]:
    """Every kind of shock; two are of health data, so that objecting follows."""
    return [
        {"shock": kind, "month": month, "organisation": _ORGANISATIONS[kind]}
        | ({"domains": ["health"]} if kind in ("announcement", "controversy") else {})
        for kind, month in months.items()
    ]


_ON = {
    "name": "everything_on",
    "title": "Everything on",
    "levers": {
        "independent_advice": 0.5, "openness": 1.9, "leadership": 0.6, "funding": 1.2, "security": 0.7,
        "disclosure_delay": 2, "objection_elsewhere": 1, "launches": 4, "election": 36,
        "engagement": {
            "spend": 50, "breadth": 1, "broadcast": 0.2, "consultation": 0.2, "deliberative": 0.3, "targeted": 0.3,
            "transparency_register": 0.2, "honouring": 0.8,
        },
        "recommendation": {
            name.partition(".")[2]: 1 for name in load("public_good").values if name.startswith("recommendation.")
        },
    },
    "shocks": _shocks(announcement=40, breach=30, scandal=44, controversy=50, widening=34),
}  # fmt: skip
_UNHEARD = {
    "name": "asked_and_ignored",
    "title": "Asked and ignored",
    "description": "Little licence, though projects are designed together and challenged: what prevents controversy.",
    "levers": {
        "independent_advice": 0.5, "openness": 2, "leadership": 0.15, "unevenness": 0.28, "funding": 0.6,
        "security": 0, "disclosure_delay": 9, "objection_elsewhere": 1, "launches": 4,
        "engagement": {
            "spend": 50, "breadth": 0.8, "broadcast": 0.3, "consultation": 0.2, "deliberative": 0.2, "targeted": 0.5,
            "transparency_register": 0.1, "honouring": 0,
        },
        "recommendation": dict.fromkeys(_ON["levers"]["recommendation"], 0),  # type: ignore[index]
    },
    "shocks": _shocks(announcement=6, breach=12, scandal=24, controversy=36, widening=20),
}  # fmt: skip
_SHOCKED = {
    "name": "shocked",
    "title": "Today, with every shock",
    "shocks": _shocks(announcement=38, breach=42, scandal=46, controversy=50, widening=20),
}
_CLOSED = {
    "name": "closed",
    "title": "Kept by who holds it",
    "description": "Not even all of government may use data: what only the holder's own staff may do shows.",
    "levers": {"openness": 0.3},
}
BUILT_IN = (_ON, _UNHEARD, _SHOCKED, _CLOSED)


@cache
def standard_settings() -> tuple[Scenario, ...]:
    """Return the scenarios that come with the package, then those made here."""
    return (*(load(name) for name in names()), *(from_table(dict(table)) for table in BUILT_IN))
