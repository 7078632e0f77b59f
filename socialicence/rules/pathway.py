"""Desks on the pathway: how fast they clear, when they block, what lifts a block (specification 4.8)."""

from __future__ import annotations

import numpy as np

from socialicence.compiled import rule

USUAL_COMPETENCE = 0.5
COMPETENCE_SPREAD = 0.1155
"""Standard deviation of the mean of three independent numbers of standard deviation 0.2."""


@rule
def competence(skill: float, knowledge: float, motivation: float) -> float:
    """What a person brings to a desk, 0 to 1."""
    return (skill + knowledge + motivation) / 3.0


@rule
def person_log_pace(competent: float, spread: float) -> float:
    """Log of a person's pace against the usual; its standard deviation between people is `spread`."""
    return spread * (competent - USUAL_COMPETENCE) / COMPETENCE_SPREAD


@rule
def stage_time(adoption: float, usual_adoption: float, saving: float) -> float:
    """Time at a stage against today, when a recommendation that saves a share of it is adopted."""
    return (1.0 - saving * adoption) / (1.0 - saving * usual_adoption)


@rule
def block_probability(
    usual: float,
    nervousness: float,
    usual_nervousness: float,
    competent: float,
    by_nervousness: float,
    by_person: float,
) -> float:
    """Probability that a desk blocks a project."""
    log_ratio = by_nervousness * (nervousness - usual_nervousness) - by_person * (competent - USUAL_COMPETENCE)
    return min(usual * np.exp(log_ratio), 0.8)


@rule
def months_to_clear(pace: float, block: float, lift: float) -> float:
    """Expected months at a desk: work at `pace` desks a month, and a block of probability `block` lifted at `lift`."""
    return 1.0 / pace + block / lift
