"""Engagement: whom a budget reaches, by strategy (specification 4.6)."""

from __future__ import annotations

import numpy as np

from socialicence.compiled import rule


@rule
def households_reached(
    thousand_pounds: float, pounds_a_household: float, million_households: float, recall: float
) -> float:
    """Share of households that recall a broadcast."""
    told = thousand_pounds * 1000.0 / pounds_a_household / (million_households * 1e6)
    return min(told, 1.0) * recall


@rule
def people_reached(thousand_pounds: float, pounds_a_contact: float, people: float) -> float:
    """Share of an audience that a budget pays a contact with."""
    return min(thousand_pounds * 1000.0 / pounds_a_contact / max(people, 1.0), 1.0)


@rule
def redesign_probability(thousand_pounds: float, usual_cost: float) -> float:
    """Probability that those affected help redesign a project, given what is spent on targeted engagement."""
    return 1.0 - np.exp(-thousand_pounds / usual_cost)


@rule
def surveys_a_year(usual: float, adoption: float, added: float) -> float:
    """Attitude surveys a year: as usual, and more as attitudes are tracked."""
    return usual + added * adoption


@rule
def preference(listens: bool, leadership: float, nervousness: float, strength: float) -> float:
    """How much more than policy asks a department gives to one strategy, before its mix is made to add up.

    Backed leaders dare to ask; a nervous department would rather tell. Where the two balance it does as policy asks.

    Parameters
    ----------
    listens : bool
        Whether the strategy hears people (consultation, jury, co-design) or tells them (broadcast, register).
    strength : float
        Nought: every department spends as policy asks.
    """
    daring = strength * (leadership - nervousness)
    return np.exp(daring if listens else -daring)
