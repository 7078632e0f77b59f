"""A public drawn from somebody's survey beside the answers it was drawn from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from socialicence.categories import OrganisationType, Region, Segment
from socialicence.data.survey import MOODS, TRUST, Survey
from socialicence.population.describe import FIGURES, Comparison, comparison, marginals, ties_of
from socialicence.population.respondents import survey_frame
from socialicence.state.tables import Array, Citizens, Network

_MARGINALS = ("age", "region", "ethnic_group", "social_grade", "digitally_excluded", "segment")
UK = "the UK's figures: not in this survey"


def describe_survey(
    citizens: Citizens, network: Network, survey: Survey, values: Mapping[str, float]
) -> list[Comparison]:
    """Compare a public with the survey that it was drawn from.

    Parameters
    ----------
    citizens, network
        From `draw_public` with this survey, at month 0.
    survey : Survey
    values : mapping of str to float
        The parameter values it was drawn with.

    Returns
    -------
    list of Comparison
        What was not asked is beside the UK's figures, and graded assumption.
    """
    name = survey.file
    sources = [
        (figure, name, "measured") if survey.has(column) else (figure, UK, "assumption")
        for (figure, _, _), column in zip(FIGURES, _MARGINALS, strict=True)
    ]
    unused = ("",) * (len(Region) - len(survey.regions))
    return [
        *marginals(citizens, survey_frame(survey), sources, survey.regions and survey.regions + unused),
        *_answers(citizens, survey),
        *_objections(citizens, survey),
        *ties_of(citizens, network, values),
    ]


def _answers(citizens: Citizens, survey: Survey) -> Iterator[Comparison]:
    """Means of trust and moods, for everybody and by segment, beside the answers."""
    asked = [
        *((column, f"trust in {'the ' if kind < 2 else ''}{kind.label}", citizens.trust[:, kind])
          for kind, column in zip(OrganisationType, TRUST, strict=True)),
        *((column, column.replace("_", " "), getattr(citizens, column)) for column in MOODS),
    ]  # fmt: skip
    weight, drawn = survey.columns["weight"], citizens.weight.astype(float)
    for column, label, found in asked:
        if not survey.has(column):
            continue
        answers = survey.columns[column]
        yield _mean(label, "everybody", answers, weight, found, drawn, survey.file)
        for segment in Segment if survey.has("segment") else ():
            asked_of, here = survey.columns["segment"] == segment, citizens.segment == segment
            if asked_of.any() and here.any():
                yield _mean(
                    label, segment.label, answers[asked_of], weight[asked_of], found[here], drawn[here], survey.file
                )
        spread = 100 * float(np.sqrt(np.cov(answers, aweights=weight)))
        got = 100 * float(np.sqrt(np.cov(found, aweights=drawn)))
        yield comparison("spread", label, "SD (not fitted)", spread, got, survey.file, "measured", "points")


def _mean(label: str, group: str, answers: Array, weight: Array, found: Array, drawn: Array, source: str) -> Comparison:
    target, got = 100 * np.average(answers, weights=weight), 100 * np.average(found, weights=drawn)
    return comparison("answers", f"{label} (mean)", group, float(target), float(got), source, "measured")


def _objections(citizens: Citizens, survey: Survey) -> Iterator[Comparison]:
    """The share who object, where it was asked: of adults of 20 and over who have the right."""
    if not survey.has("objecting"):
        return
    last = len(Region) if survey.regions else int(Region.SCOTLAND)
    asked = (survey.columns["age"] >= 20) & (survey.columns["region"] < last)
    here = (citizens.age >= 20) & (citizens.region < last)
    if asked.any() and here.any():
        target = 100 * np.average(survey.columns["objecting"][asked], weights=survey.columns["weight"][asked])
        found = 100 * np.average(citizens.objecting[here], weights=citizens.weight[here].astype(float))
        yield comparison("objections", "objecting, 20+", "all", float(target), float(found), survey.file, "measured")
