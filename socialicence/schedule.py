"""The stages of a month as a list to work on, under its public name (see `month.schedule`)."""

from socialicence.month.schedule import (
    ALWAYS,
    SEES,
    AnyStage,
    as_stage,
    checked_stages,
    imported_stages,
    inserted,
    own_draws,
    place_of,
    replaced,
    without,
)

__all__ = [
    "ALWAYS",
    "SEES",
    "AnyStage",
    "as_stage",
    "checked_stages",
    "imported_stages",
    "inserted",
    "own_draws",
    "place_of",
    "replaced",
    "without",
]
