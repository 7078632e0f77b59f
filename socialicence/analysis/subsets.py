"""Subsets: which few of many options to take, over draws of the assumptions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from socialicence.analysis.contrasts import shown
from socialicence.analysis.index import CONFIDENCE, Index, mean_interval, wilson
from socialicence.analysis.ranking import good, in_top
from socialicence.analysis.sample import Sample, check_usable, is_text, varying
from socialicence.errors import InputError
from socialicence.state.tables import Array
from socialicence.sweep.special import JOIN, parts_of

FINALISTS = 20
"""Sets that are run again on fresh seeds."""
LEAST_DRAWS = 2


@dataclass(frozen=True)
class Options:
    """The points of a study as options to choose among.

    Attributes
    ----------
    names : list of str
        One for each point.
    members : dict of str to ndarray of bool, shape (points,)
        Where options are sets: which of them hold each member. Empty where no set has two.
    """

    names: list[str]
    members: dict[str, Array]


def options_of(sample: Sample) -> Options:
    """Return what the points stand for.

    A factor of names joined by `+` is a set of members. Factors of two numbers are members too: the higher is in the
    set. Any other study has an option for each point, without members.
    """
    names = varying(sample.factors)
    factors = sample.factors[names]
    if len(names) == 1 and is_text(factors[names[0]]):
        sets = [parts_of(str(text)) for text in factors[names[0]]]
    elif names and all(not is_text(factors[name]) and factors[name].nunique() == 2 for name in names):
        sets = [[name for name in names if row[name] == factors[name].max()] for _, row in factors.iterrows()]
    else:
        labels = [", ".join(f"{name} = {shown(level)}" for name, level in row.items()) for _, row in factors.iterrows()]
        return Options(labels, {})
    every = list(dict.fromkeys(member for one in sets for member in one))
    members = {member: np.array([member in one for one in sets]) for member in every}
    joined = [f" {JOIN} ".join(plain(member) for member in one) or "none" for one in sets]
    is_set = max(len(one) for one in sets) > 1
    return Options(joined, {plain(name): rows for name, rows in members.items()} if is_set else {})


def plain(member: str) -> str:
    """Return a member's name without the group that it belongs to."""
    return member.removeprefix("recommendation.")


def whole_draws(sample: Sample, outcome: str) -> Array:
    """Return the draws in which every option is known, options by draws.

    Raises
    ------
    InputError
        If there are fewer than two.
    """
    values = sample.of(outcome)
    whole = np.isfinite(values).all(axis=0)
    if int(whole.sum()) < LEAST_DRAWS:
        raise InputError(
            f"{sample.scenario}: {outcome} is known for every option in {int(whole.sum())} of {values.shape[1]} draws; "
            f"a ranking needs at least {LEAST_DRAWS}: more draws, or replicates"
        )
    return values[:, whole]


def subsets(sample: Sample, outcome: str, seed: int = 1) -> list[Index]:
    """Return how good each option and each member is, and how often it is in the top three.

    Parameters
    ----------
    sample : Sample
        A `list` or `grid`; each column of an outcome is one draw of the assumptions (or one replicate).
    outcome : str
    seed : int
        Not used: nothing is drawn.

    Returns
    -------
    list of Index
        Of each option `mean` and `top_three_share`. Of each member of sets `gain`, the mean of the sets with it less
        that of the sets without it, draw by draw, and `top_three_share` of members by gain. Gains have the sign of
        the outcome: where less is better, less is a gain.
    """
    check_usable(sample, outcome, "subsets")
    values = whole_draws(sample, outcome)
    options = options_of(sample)
    indices = _ranked(options.names, values, outcome, "mean")
    if options.members:
        indices = _ranked(*_gains(options, values), outcome, "gain") + indices
    return indices


def _gains(options: Options, values: Array) -> tuple[list[str], Array]:
    """Names of members, and the mean of sets with each less that of sets without it (the empty set apart) by draw."""
    filled = np.any(list(options.members.values()), axis=0)
    gains = {
        name: values[rows].mean(axis=0) - values[~rows & filled].mean(axis=0)
        for name, rows in options.members.items()
        if (~rows & filled).any()
    }
    return list(gains), np.array(list(gains.values()))


def _ranked(names: list[str], values: Array, outcome: str, what: str) -> list[Index]:
    """Mean over draws with its interval, and the share of draws in the top three."""
    draws = values.shape[1]
    often = in_top(good(outcome, values))
    indices = []
    for name, own, count in zip(names, values, often, strict=True):
        indices.append(Index(name, what, *mean_interval(own)))
        indices.append(Index(name, "top_three_share", float(count) / draws, *wilson(round(float(count)), draws)))
    return indices


def best(sample: Sample, outcome: str, count: int = FINALISTS) -> list[int]:
    """Return the points with the best means, the best first."""
    means = good(outcome, whole_draws(sample, outcome).mean(axis=1))
    return [int(place) for place in np.argsort(-means, kind="stable")[:count]]


def behind_best(sample: Sample, outcome: str) -> list[Index]:
    """Return how far each option is behind the best, draw by draw, with intervals that hold for all at once.

    Parameters
    ----------
    sample : Sample
        Runs on seeds that the choice of these options had no part in.
    outcome : str

    Returns
    -------
    list of Index
        `mean` of each option, and of each but the best `behind_best`, nought or more, with a 95 % interval for all
        comparisons together (Bonferroni). Where it holds 0 the option is not distinguishable from the best.
    """
    values = whole_draws(sample, outcome)
    better = good(outcome, values)
    names = options_of(sample).names
    order = np.argsort(-better.mean(axis=1), kind="stable")
    top = int(order[0])
    confidence = 1.0 - (1.0 - CONFIDENCE) / max(len(names) - 1, 1)
    indices = []
    for place in map(int, order):
        indices.append(Index(names[place], "mean", *mean_interval(values[place])))
        if place == top:
            indices.append(Index(names[place], "behind_best", 0.0, 0.0, 0.0))
        else:
            gap = mean_interval(better[top] - better[place], confidence)
            indices.append(Index(names[place], "behind_best", *gap))
    return indices
