"""Objecting: hearing of a threat, being willing to object at all, and acting before a deadline (specification 4.5)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from socialicence.compiled import rule

DAYS_A_WEEK = 7.0
DAYS_A_MONTH = 365.25 / 12.0
WEEKS_A_MONTH = 5
"""Slots in which a month's attention is integrated (the last is short)."""

SEARCH_STARTS = np.array([11.0, 18.0, 25.0, 32.0, 39.0, 46.0])
"""First day of each week of search interest, in days after the announcement of 12 May 2021."""
SEARCH_INTEREST = np.array([0.08, 1.00, 0.47, 0.39, 0.08, 0.08])
"""Search interest of those weeks as a share of the peak week.

The series stands in a public repository of researchers (weeks from 23 May 2021); its search term is not stated.
"""
DEADLINE, DEFERRED = 42.0, 27.0
"""Days after the announcement of 2021 of its first deadline, 23 June, and of 8 June, when that was put off."""
NO_DEADLINE = -1.0
_ALIKE = 1e-9
"""Rates a day that differ by less are taken to be the same."""


@rule
def attention_between(begins: float, ends: float, half_life_weeks: float) -> float:
    """Attention to a threat between two days after it was announced, in weeks at the peak.

    The weekly search interest of 2021, then exponential decay.

    Parameters
    ----------
    begins, ends : float
        Days after the announcement.
    half_life_weeks : float
        Of the decay after the observed weeks.
    """
    total = 0.0
    for week in range(SEARCH_STARTS.size):
        overlap = min(ends, SEARCH_STARTS[week] + DAYS_A_WEEK) - max(begins, SEARCH_STARTS[week])
        if overlap > 0.0:
            total += SEARCH_INTEREST[week] * overlap / DAYS_A_WEEK
    tail = SEARCH_STARTS[-1] + DAYS_A_WEEK
    if ends > tail:
        rate = np.log(2.0) / half_life_weeks
        first = np.exp(-rate * max(begins - tail, 0.0) / DAYS_A_WEEK)
        last = np.exp(-rate * (ends - tail) / DAYS_A_WEEK)
        total += SEARCH_INTEREST[-1] * (first - last) / rate
    return total


@rule
def delayed_until(day: float, half_life_weeks: float, put_off_weeks: float) -> float:
    """Attention that people put off and have come back to by a day, in weeks at the peak.

    All attention is put off here; it comes back exponentially, so that in the end as much has come as there was.

    Parameters
    ----------
    day : float
        Days after the announcement.
    half_life_weeks : float
        See `attention_between`.
    put_off_weeks : float
        Weeks after which half of it has come back.
    """
    back = np.log(2.0) / (put_off_weeks * DAYS_A_WEEK)
    total = 0.0
    for week in range(SEARCH_STARTS.size):
        begins = SEARCH_STARTS[week]
        ends = min(begins + DAYS_A_WEEK, day)
        if ends > begins:
            still_away = (np.exp(-back * (day - ends)) - np.exp(-back * (day - begins))) / back
            total += SEARCH_INTEREST[week] * (ends - begins - still_away) / DAYS_A_WEEK
    since = day - SEARCH_STARTS[-1] - DAYS_A_WEEK
    if since > 0.0:
        fall = np.log(2.0) / (half_life_weeks * DAYS_A_WEEK)
        left = np.exp(-fall * since)
        still_away = since * left if abs(back - fall) < _ALIKE else (left - np.exp(-back * since)) / (back - fall)
        total += SEARCH_INTEREST[-1] * ((1.0 - left) / fall - still_away) / DAYS_A_WEEK
    return total


@rule
def urgency(days_left: float, pull: float) -> float:
    """How much likelier acting is for a deadline: 1 without one, and more as one over the time left.

    Parameters
    ----------
    days_left : float
        Days to the deadline; negative where there is none. The last day counts as one.
    pull : float
        Weeks before a deadline at which acting is twice as likely as without it.
    """
    if days_left < 0.0:
        return 1.0
    return 1.0 + pull * DAYS_A_WEEK / max(days_left, 1.0)


class Acting(NamedTuple):
    """When those who have heard act: half-life of attention in weeks, the share put off, for how long, and hurry."""

    half_life_weeks: float
    put_off: float
    put_off_weeks: float
    deadline_pull: float


@rule
def pressure_between(begins: float, ends: float, deadline: float, counts_until: float, acting: Acting) -> float:
    """Pressure to act between two days after a threat was announced, in weeks at the peak.

    A share of attention is acted upon later (`delayed_until`), the rest at once; each day counts for its `urgency`.

    Parameters
    ----------
    begins, ends : float
        Days after the announcement.
    deadline : float
        Day of the deadline; `NO_DEADLINE` where there is none.
    counts_until : float
        Day on which the deadline is put off or dropped.
    acting : Acting
    """
    total = 0.0
    day = np.floor(begins)
    while day < ends:
        first, last = max(begins, day), min(ends, day + 1.0)
        later = delayed_until(last, acting.half_life_weeks, acting.put_off_weeks)
        later -= delayed_until(first, acting.half_life_weeks, acting.put_off_weeks)
        now = attention_between(first, last, acting.half_life_weeks)
        left = deadline - day if day < counts_until else NO_DEADLINE
        total += urgency(left, acting.deadline_pull) * ((1.0 - acting.put_off) * now + acting.put_off * later)
        day += 1.0
    return total


@rule
def hearing_probability(attention: float, rate: float) -> float:
    """Probability of hearing of the threat while this much attention passes.

    Parameters
    ----------
    attention : float
        In weeks at the peak.
    rate : float
        Share a week who hear at the peak: the usual one, times how far news reaches such a citizen.
    """
    return 1.0 - np.exp(-rate * attention)


@rule
def willing_share(trust: float, share: float) -> float:
    """Share of people with this much trust in the holder of the data who are willing to object at all.

    Parameters
    ----------
    trust : float
        In the holder, now.
    share : float
        Share of people of middling trust who are willing.
    """
    return min(2.0 * share * (1.0 - trust), 1.0)


@rule
def ready_share(willing: float, unprompted: float, prompted: float, unaware: float) -> float:
    """Chance that a citizen is willing, has heard and does not object yet.

    Those who objected from the start are the readiest, and those who object later come from the willing who heard.

    Parameters
    ----------
    willing : float
        See `willing_share`.
    unprompted, prompted : float
        Chances of objecting from before the threat, and since.
    unaware : float
        Chance of neither having heard nor objecting.
    """
    rest = 1.0 - unprompted
    if rest <= 0.0:
        return 0.0
    ready = (willing - unprompted) * (rest - unaware) / rest - prompted
    return min(max(ready, 0.0), max(rest - unaware - prompted, 0.0))


@rule
def contagion(objecting_ties: float, tie_spread: float) -> float:
    """How much likelier objecting is for what acquaintances have lately done.

    Parameters
    ----------
    objecting_ties : float
        Share of acquaintances who objected in the present threat; the old stock does not count.
    tie_spread : float
        How much likelier it is when all of them did, less one.
    """
    return 1.0 + tie_spread * objecting_ties


@rule
def objection_probability(pressure: float, concern: float, trust: float, spread: float, readiness: float) -> float:
    """Probability that someone who has heard and is willing objects while this much pressure passes.

    Parameters
    ----------
    pressure : float
        Hazard for somebody fully concerned without trust: pressure times its scale.
    concern, trust : float
        The citizen's concern, and trust in organisations that use personal data.
    spread : float
        How much likelier it is for what acquaintances do (see `contagion`).
    readiness : float
        How much likelier it is for the citizen's access, responsibilities and place.
    """
    hazard = pressure * concern * (1.0 - trust) * spread * readiness
    return 1.0 - np.exp(-hazard)
