"""The synthetic public: who the citizens are, what they believe at the start, and whom they know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socialicence.data.survey import Survey
    from socialicence.state.tables import Citizens, Network

SMALLEST = 100
"""Fewest citizens: below this some regions would hold nobody."""


def adults_of(values: Mapping[str, float], nations: str = "uk", youngest: int = 18) -> float:
    """Return how many adults the citizens stand for: the UK's, or those on England's lists on 1 May 2021."""
    from socialicence.population.frame import frame

    return float(values["adults"]) if nations == "uk" else float(frame(nations, youngest).people.sum())


def draw_public(
    citizens: int,
    seed: int,
    values: Mapping[str, float],
    *,
    nations: str = "uk",
    youngest: int = 18,
    survey: Survey | None = None,
    threads: int = 1,
) -> tuple[Citizens, Network]:
    """Draw a public and its network.

    Parameters
    ----------
    citizens : int
        How many; each stands for a share of the adults.
    seed : int
        Seed of the run: the same seed gives the same public, bit for bit, for any number of threads.
    values : mapping of str to float
        Value of every parameter, see `socialicence.parameters.defaults`.
    nations : {"uk", "england"}
        England alone is weighted to the GP lists of 1 May 2021, those of the published opt-out rates.
    youngest : int
        Youngest age drawn.
    survey : Survey, optional
        Somebody else's respondents to draw from, in place of `nations` and `youngest` (see `respondents`).
    threads : int
        How many threads draw.

    Returns
    -------
    citizens : Citizens
        In the order of their communities; `affected` is left at zero.
    network : Network

    Raises
    ------
    InputError
        If a number is out of range or a published table is broken.
    """
    from socialicence.errors import InputError
    from socialicence.population import beliefs, drawing, network, objections, respondents, weights
    from socialicence.population.frame import frame
    from socialicence.population.trust import fit_trust
    from socialicence.state.tables import new_citizens

    if citizens < SMALLEST:
        raise InputError(f"citizens = {citizens} is out of range; allowed is {SMALLEST} or more")
    public = frame(nations, youngest) if survey is None else respondents.survey_frame(survey)
    places = drawing.communities(citizens, public)
    # The network needs only the order of citizens: built first, its working memory is gone before the columns fill.
    ties = network.draw_network(seed, network.mixing(values, places.region_first))
    people = new_citizens(citizens)
    mixing = float(values["age_mixing"]), float(values["grade_mixing"])

    def demographics(start: int, stop: int) -> None:
        drawing.draw_demographics(start, stop, seed, places, public.cumulative, public.ages, *mixing, people)

    belief = beliefs.beliefs(values, fit_trust(values, nations, youngest))
    if survey is not None:
        belief = respondents.survey_beliefs(survey, belief, float(values["trust_at_start"]))
    _in_threads(demographics, len(places.region), threads)
    _in_threads(lambda start, stop: beliefs.draw_beliefs(start, stop, seed, belief, people), citizens, threads)
    codes = weights.marginal_codes(people)
    targets = public.marginals * (adults_of(values, nations, youngest) if survey is None else float(values["adults"]))
    weights.rake_weights(codes, targets, people.weight, 60, 1e-5)
    objections.draw_objections(seed, codes[0], *objections.at_start(values, survey), people)
    return people, ties


def _in_threads(work: Callable[[int, int], None], count: int, threads: int) -> None:
    """Do `work(start, stop)` over `count` rows, in as many threads; kernels let go of the interpreter lock."""
    if threads <= 1:
        work(0, count)
        return
    from concurrent.futures import ThreadPoolExecutor

    edges = [count * k // threads for k in range(threads + 1)]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, edges[:-1], edges[1:]))
