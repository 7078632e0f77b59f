"""Whom news of a threat reaches, who acts on it readily, and how places differ: by single year of age, sex and access.

Tables of ratios, made once a run; a citizen's own numbers are looked up in them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from socialicence.categories import Region, Sex
from socialicence.compiled import kernel
from socialicence.data import tables as data
from socialicence.population.frame import OLDEST
from socialicence.population.normal import probit
from socialicence.state.draws import Purpose, lasting_key, uniform
from socialicence.state.tables import Array

PLACES = 15
"""Places of a region: England's 106 clinical commissioning groups of 2021 over its seven regions."""
_NATIONS = int(Region.SCOTLAND)
_AGES = np.arange(OLDEST + 1)
_MIDDLE_AGE = 48


def share_by_age(measure: str, sex: Sex) -> Array:
    """Return the share of each single year of age, between the published ages in proportion and beyond them the same.

    Parameters
    ----------
    measure : str
        As named in `news_and_care.csv`.
    sex : Sex
        Rows of all count for both.
    """
    name = "news_and_care"
    points = [
        (data.number(row, "age", name, 0, OLDEST), data.number(row, "percent", name, 0, 100) / 100.0)
        for row in data.rows(name, ("measure", "sex", "age", "percent"))
        if row["measure"] == measure and row["sex"] in ("all", sex.label)
    ]
    ages, shares = zip(*points, strict=True)
    return np.interp(_AGES, ages, shares)


def news_reach(online: float) -> Array:
    """Return how much of the news of a threat reaches people, against others: about 1 in the mean.

    Television reaches all, online news those who are online, and both those who do not avoid news.

    Parameters
    ----------
    online : float
        Share of hearing that comes online.

    Returns
    -------
    ndarray, shape (101, 2, 2)
        By single year of age, sex, and online or digitally excluded.
    """
    interest = np.array([1.0 - share_by_age("avoids news", sex)[_MIDDLE_AGE] for sex in Sex])
    reach = np.zeros((OLDEST + 1, len(Sex), 2))
    for sex in Sex:
        television, internet = share_by_age("television news", sex), share_by_age("online news", sex)
        by_television = (1.0 - online) * television / television[_MIDDLE_AGE]
        by_internet = online * internet / internet[_MIDDLE_AGE]
        reach[:, sex, 0] = by_television + by_internet
        reach[:, sex, 1] = by_television
        reach[:, sex] *= interest[sex] / interest.mean()
    return reach


def action_readiness(for_others: float, excluded: float) -> Array:
    """Return how readily people act once they have heard, against someone online who decides for nobody else.

    Parameters
    ----------
    for_others : float
        How much readier those are who decide for children or people they care for.
    excluded : float
        How readily the digitally excluded act, through a helper or their practice.

    Returns
    -------
    ndarray, shape (101, 2, 2)
        By single year of age, sex, and online or digitally excluded.
    """
    ready = np.zeros((OLDEST + 1, len(Sex), 2))
    for sex in Sex:
        others = np.minimum(share_by_age("dependent children", sex) + share_by_age("unpaid care", sex), 1.0)
        ready[:, sex, 0] = 1.0 + for_others * others
    ready[:, :, 1] = excluded * ready[:, :, 0]
    return ready


@kernel
def _draws(seed: int, count: int) -> Array:
    """Draw a number for each place."""
    key = lasting_key(seed, Purpose.PLACE_TO_OBJECT)
    draws = np.zeros(count)
    for place in range(count):
        draws[place] = uniform(key, place)
    return draws


def place_effects(spread: float, seed: int) -> Array:
    """Return how readily people of each place object, against others: a mean of 1 in England, and in the nations.

    Normal scores in an order drawn for the run: places differ as much in every run, and which are high is luck.

    Parameters
    ----------
    spread : float
        Standard deviation of the logarithm.
    seed : int
        Of the run.

    Returns
    -------
    ndarray, shape (10, 15)
        By region and place.
    """
    draws = _draws(seed, len(Region) * PLACES).reshape(-1, PLACES)
    effects = np.ones_like(draws)
    for part in (slice(0, _NATIONS), slice(_NATIONS, None)):
        order = draws[part].ravel().argsort().argsort()
        scores = np.exp(spread * probit((order + 0.5) / order.size))
        effects[part] = (scores / scores.mean()).reshape(-1, PLACES)
    return effects


def readiness_tables(values: Mapping[str, float], seed: int) -> dict[str, Array]:
    """Return the three tables of a run by name.

    Parameters
    ----------
    values : mapping of str to float
        Value of every parameter.
    seed : int
    """
    return {
        "news_reach": news_reach(values["hearing_online"]),
        "action_readiness": action_readiness(values["objection_for_others"], values["excluded_objecting"]),
        "place_effects": place_effects(values["objection_place_spread"], seed),
    }
