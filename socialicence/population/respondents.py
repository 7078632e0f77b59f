"""A public from somebody else's survey: the same joint cells and starting beliefs, filled from its respondents.

What the survey asked replaces what was fitted to UK figures; what it did not ask stays as in the UK, and is said to.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from socialicence.categories import EthnicGroup, OrganisationType, Region, Segment, Sex
from socialicence.data import tables as data
from socialicence.data.survey import MOODS, TRUST, Survey
from socialicence.population import frame as frames
from socialicence.population.beliefs import HIGHEST, LOWEST, Beliefs
from socialicence.population.normal import probit, share_below
from socialicence.population.trust import MIDDLE_AGE, YEARS
from socialicence.state.tables import Array

_AXIS_OF = {
    "region": frames.REGION, "social_grade": frames.GRADE, "segment": frames.SEGMENT,
    "digitally_excluded": frames.EXCLUDED, "ethnic_group": frames.ETHNIC, "sex": frames.SEX,
}  # fmt: skip


def _uk_shares(name: str) -> Array:
    """Shares of the UK's adults, for what a survey did not ask."""
    if name == "digitally_excluded":
        excluded = data.exclusion_share("all")
        return np.array([1.0 - excluded, excluded])
    if name == "social_grade":
        return data.grade_shares()
    return data.ethnic_shares() if name == "ethnic_group" else data.segment_column("size_percent")


@lru_cache(maxsize=8)
def survey_frame(survey: Survey) -> frames.Frame:
    """Return the frame from which the public of a survey is drawn.

    Respondents fill the joint cells with their weights. Where a characteristic was not asked, each respondent's weight
    is spread over the UK's shares. Single years of age are those of the respondents of an age band and sex.
    """
    columns = survey.columns
    weight = columns["weight"] / columns["weight"].sum()
    asked = [name for name in _AXIS_OF if survey.has(name)]
    shape = [frames.SHAPE[_AXIS_OF[name]] for name in asked]
    band = frames.band_of_age(columns["age"])
    index = np.ravel_multi_index([*(columns[name] for name in asked), band], [*shape, frames.SHAPE[frames.AGE]])
    cells = np.bincount(index, weight, minlength=int(np.prod(shape)) * frames.SHAPE[frames.AGE])
    cells = cells.reshape(*shape, frames.SHAPE[frames.AGE])
    axes = [*(_AXIS_OF[name] for name in asked), frames.AGE]
    for name, axis in _AXIS_OF.items():
        if name not in asked:
            cells = cells[..., np.newaxis] * _uk_shares(name)
            axes.append(axis)
    cells = np.ascontiguousarray(np.transpose(cells, np.argsort(axes)))
    people = np.zeros((frames.OLDEST + 1, len(Sex)))
    np.add.at(people, (columns["age"], columns["sex"]), weight)
    return frames.frame_of(cells, people)


def survey_beliefs(survey: Survey, usual: Beliefs, trust_at_start: float) -> Beliefs:
    """Return the numbers from which beliefs are drawn, those that the survey asked about set from its answers.

    Parameters
    ----------
    survey : Survey
    usual : Beliefs
        As fitted to UK figures: kept for what was not asked.
    trust_at_start : float
        Probits added to trust in all types, as the parameter of that name.

    Notes
    -----
    Answers go on the probit scale. Age, being a man, and an ethnic group other than White get the slopes of a weighted
    regression; then each segment's level is set so that its mean is as answered. Spread within segments is the model's.
    """
    columns, weight = survey.columns, survey.columns["weight"]
    segment = columns.get("segment")
    levels, demographic = usual.trust.copy(), usual.demographic.copy()
    traits = np.stack(
        [
            (columns["age"] - MIDDLE_AGE) / YEARS,
            columns["sex"].astype(float),
            (columns.get("ethnic_group", np.zeros(len(survey))) != EthnicGroup.WHITE).astype(float),
        ],
        axis=1,
    )
    for kind, name in zip(OrganisationType, TRUST, strict=True):
        if survey.has(name):
            slopes = _slopes(traits, columns[name], weight)
            demographic[kind] = slopes
            levels[:, kind] = _levels(columns[name], traits @ slopes, 1.0, weight, segment) + trust_at_start
    mood = usual.mood.copy()
    for row, name in enumerate(MOODS):
        if survey.has(name):
            spread = float(np.hypot(usual.with_factor[row], usual.spread[row]))
            mood[:, row] = _levels(columns[name], np.zeros(len(survey)), spread, weight, segment)
    return usual._replace(trust=levels, demographic=demographic, mood=mood)


def _slopes(traits: Array, answers: Array, weight: Array) -> Array:
    """Slopes of answers (probits) on the three traits; none for a trait in which all respondents are alike."""
    latent = probit(np.clip(answers, LOWEST, HIGHEST))
    varies = np.ptp(traits, axis=0) > 0
    design = np.column_stack([np.ones(len(answers)), traits[:, varies]])
    root = np.sqrt(weight)
    slopes = np.zeros(traits.shape[1])
    slopes[varies] = np.linalg.lstsq(design * root[:, None], latent * root, rcond=None)[0][1:]
    return slopes


def _levels(answers: Array, shift: Array, spread: float, weight: Array, segment: Array | None) -> Array:
    """Level of each segment at which its mean answer is as found; a segment nobody is in gets that of everybody."""
    everybody = _level(answers, shift, spread, weight)
    levels = np.full(len(Segment), everybody)
    if segment is not None:
        for one in Segment:
            here = segment == one
            if here.any():
                levels[one] = _level(answers[here], shift[here], spread, weight[here])
    return levels


def _level(answers: Array, shift: Array, spread: float, weight: Array) -> float:
    """Level m at which the weighted mean of Phi(m + shift + spread x normal) is that of the answers."""
    wanted = float(np.clip(np.average(answers, weights=weight), LOWEST, HIGHEST))
    width = float(np.sqrt(1.0 + spread**2))
    low, high = -8.0 * width, 8.0 * width
    for _ in range(50):
        middle = 0.5 * (low + high)
        if np.average(share_below((middle + shift) / width), weights=weight) < wanted:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def survey_objections(survey: Survey, values: Mapping[str, float]) -> float:
    """Return the percentage that objects at the start: as answered, or the parameter where it was not asked."""
    if not survey.has("objecting"):
        return float(values["objecting_at_start"])
    grown = survey.columns["age"] >= 20  # the parameter is of adults of 20 and over
    if not survey.regions:
        grown &= survey.columns["region"] < Region.SCOTLAND  # who can object
    weight = survey.columns["weight"][grown]
    return 100.0 * float(np.average(survey.columns["objecting"][grown], weights=weight)) if weight.size else 0.0
