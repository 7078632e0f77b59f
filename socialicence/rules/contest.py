"""Contest: how likely a use of data is to be contested, and what then decides about it (model 4, sections 2 to 4)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from socialicence.compiled import rule
from socialicence.rules.trust import clipped
from socialicence.rules.willingness import logistic

OPPOSE, NEUTRAL, BACK = -1, 0, 1
"""Stances of professional bodies."""
BACKED_ABOVE, OPPOSED_BELOW = 0.8, -0.7
"""Scores above and below which professional bodies take a side."""
USUAL_TRANSPARENCY, USUAL_LEADERSHIP, USUAL_OPPOSITION = 0.3, 0.35, 0.25
HURRY = 6.0
"""Months of preparation below which professional bodies take offence."""
NEAR = 3.0
"""Months either side of first use, a deadline or a wider purpose in which contests are likeliest."""
MANY_AFFECTED, MOST_AFFECTED = 0.1, 2.0
LONGEST_WAIT = 4.0
"""Months after which a pause that has not come does not come by the fast channel."""
SHORTEST_REVIEW = 4.0


class StanceWeights(NamedTuple):
    """What moves professional bodies: scores of what speaks for a programme, and of what speaks against it."""

    usual: float
    prepared: float
    transparency: float
    advice: float
    spread: float


class ReviewWeights(NamedTuple):
    """What decides on a pause for review, in logits: opposition and leadership a unit, stance a side."""

    usual: float
    opposition: float
    stance: float
    leadership: float


class ResumeWeights(NamedTuple):
    """What decides on the end of a review, in logits: licence regained a unit, listening in full, stance a side."""

    usual: float
    licence: float
    listened: float
    stance: float


@rule
def launches_a_month(a_year: float, leadership: float, exponent: float, platform: float) -> float:
    """National programmes launched in a month.

    Parameters
    ----------
    a_year : float
        The lever: launches a year at status quo's leadership and platform.
    leadership : float
        Leaders' mean support, as a ratio to that at status quo.
    exponent : float
        How far launches follow it.
    platform : float
        How much more is launched for an integrated platform, as a share.
    """
    return a_year / 12.0 * max(leadership, 0.0) ** exponent * max(1.0 + platform, 0.0)


@rule
def preparation(thousand_pounds: float, scale: float, honoured: bool, ignored: float) -> float:
    """How far engagement before first use prepares a programme: up to 1, or below 0 where those asked were ignored.

    Parameters
    ----------
    thousand_pounds : float
        Spent on engagement before first use, each kind counted for what it is worth.
    scale : float
        Spend that gives 63 %.
    ignored : float
        How much asking and ignoring invites a contest, against what honouring prevents.
    """
    share = 1.0 - np.exp(-thousand_pounds / scale)
    return share if honoured else -ignored * share


@rule
def stance_score(
    prepared: float, transparency: float, advice: float, against: float, own: float, weights: StanceWeights
) -> float:
    """How far professional bodies are for a programme.

    Parameters
    ----------
    prepared : float
        See `preparation`.
    transparency : float
        Of the owner.
    advice : float
        Share of projects that a standing panel of outsiders challenges.
    against : float
        What speaks against it whatever is done (see `stance_against`).
    own : float
        A standard normal draw, which a successor in the same context takes over.
    """
    opened = weights.transparency * (transparency - USUAL_TRANSPARENCY)
    done = weights.prepared * prepared + opened + weights.advice * advice
    return weights.usual + done - against + weights.spread * own


@rule
def stance_against(company: float, enforcement: float, hurry: float, preparation_months: float) -> float:
    """What puts professional bodies off: a company as recipient, use for enforcement, little time to prepare.

    Parameters
    ----------
    company, enforcement : float
        Their scores, nought where it is neither.
    hurry : float
        Score of too little time.
    """
    return company + enforcement + (hurry if preparation_months < HURRY else 0.0)


@rule
def stance_of(score: float) -> int:
    """The side that professional bodies take: -1 oppose, 0 neutral, 1 back."""
    if score > BACKED_ABOVE:
        return BACK
    return OPPOSE if score < OPPOSED_BELOW else NEUTRAL


@rule
def weight_of_stance(stance: int, opposing: float, backing: float) -> float:
    """How much likelier a contest is for the stance of professional bodies."""
    if stance == OPPOSE:
        return opposing
    return backing if stance == BACK else 1.0


@rule
def weight_of_time(months_to_moment: float, months_to_first_use: float, near: float, after: float) -> float:
    """How much likelier a contest is for the moment: near first use, a deadline or a wider purpose most.

    Parameters
    ----------
    months_to_moment : float
        To the nearest of these moments; negative once it has passed.
    months_to_first_use : float
        Negative once data are used.
    """
    if abs(months_to_moment) <= NEAR:
        return near
    return 1.0 if months_to_first_use > 0.0 else after


@rule
def weight_of_affected(share: float) -> float:
    """How much likelier a contest is for how many a use affects: by the root, and twice at most."""
    return min(np.sqrt(share / MANY_AFFECTED), MOST_AFFECTED)


@rule
def contest_probability(opposition: float, sensitivity: float, openly: float, weights: float, rate: float) -> float:
    """Probability that a use of data is contested within a month.

    Parameters
    ----------
    opposition : float
        Share of those affected who oppose it.
    openly : float
        What is left of the danger for transparency, independent advice and preparation (above 1: it adds to it).
    weights : float
        Of stance, time and how many are affected, multiplied.
    rate : float
        A month, where all of these are one.
    """
    return 1.0 - np.exp(-rate * opposition * sensitivity * openly * weights)


@rule
def review_probability(opposition: float, size: float, stance: int, leadership: float, weights: ReviewWeights) -> float:
    """Probability that a contested programme is paused for review before any regulator or court decides."""
    resisted = weights.leadership * (leadership - USUAL_LEADERSHIP) + weights.stance * stance
    pressed = weights.opposition * (opposition - USUAL_OPPOSITION) + np.log(size)
    return logistic(weights.usual + pressed - resisted)


@rule
def months_to_review(mean: float, u: float) -> float:
    """Months from contest to pause: exponential, of which only the first four months count."""
    most = 1.0 - np.exp(-LONGEST_WAIT / mean)
    return -mean * np.log1p(-u * most)


@rule
def resume_probability(licence_regained: float, listened: float, stance: int, weights: ResumeWeights) -> float:
    """Probability that a programme resumes, changed, at the end of its review.

    Parameters
    ----------
    licence_regained : float
        Licence among those affected now less when the review began.
    listened : float
        See `preparation`, of what was spent during the review.
    """
    regained = weights.licence * licence_regained + weights.listened * listened
    return logistic(weights.usual + regained + weights.stance * stance)


@rule
def dismissal_probability(nothing: float, process_clarity: float, legislation_overview: float) -> float:
    """Probability that a case before a regulator or court ends without consequence: likelier where process is clear."""
    fault = max(1.5 - process_clarity - 0.5 * legislation_overview, 0.3)
    return min(nothing / fault, 0.9)


@rule
def withholding_probability(usual: float, size: float, leadership: float, opposition: float) -> float:
    """Probability that another holder of the data withholds them after a contest."""
    return clipped(usual * size * 2.0 * (1.0 - leadership) * opposition / USUAL_OPPOSITION, 0.0, 1.0)


@rule
def support_of_leaders(lever: float, memory: float) -> float:
    """Leaders' support: where policy puts it, less what they remember of contests, in logits."""
    lever = clipped(lever, 0.02, 0.98)
    return logistic(np.log(lever / (1.0 - lever)) - memory)


@rule
def earned_openness(openness: float, gain: float, licence_gained: float) -> float:
    """How open doors are to users where licence has been earned (lost): from 0, nobody, to 2, everybody."""
    return clipped(openness + gain * licence_gained, 0.0, 2.0)
