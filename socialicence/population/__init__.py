"""The synthetic public: who the citizens are, what they believe at the start, and whom they know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from socialicence.data.survey import Survey
    from socialicence.state.tables import Citizens, Network

Work = Callable[[int, int], None]
PIECES = 4
"""Pieces of work for each thread: who is done with a short one takes another."""
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
    people = new_citizens(citizens)
    mixing = float(values["age_mixing"]), float(values["grade_mixing"])
    belief = beliefs.beliefs(values, fit_trust(values, nations, youngest))
    if survey is not None:
        belief = respondents.survey_beliefs(survey, belief, float(values["trust_at_start"]))

    def demographics(start: int, stop: int) -> None:
        drawing.draw_demographics(start, stop, seed, places, public.cumulative, public.ages, *mixing, people)

    def minds(start: int, stop: int) -> None:
        beliefs.draw_beliefs(start, stop, seed, belief, people)

    def know_one_another() -> Network:
        return network.draw_network(seed, network.mixing(values, places.region_first))

    ties = _beside(know_one_another, ((demographics, len(places.region)), (minds, citizens)), threads)
    codes = weights.marginal_codes(people)
    targets = public.marginals * (adults_of(values, nations, youngest) if survey is None else float(values["adults"]))
    weights.rake_weights(codes, targets, people.weight, 60, 1e-5)
    objections.draw_objections(seed, codes[0], *objections.at_start(values, survey), people)
    return people, ties


def _beside(first: Callable[[], Network], rest: Iterable[tuple[Work, int]], threads: int) -> Network:
    """Do work that stands alone beside other work over so many rows, piece by piece; return what the first returns."""
    if threads <= 1:
        found = first()
        for work, count in rest:
            work(0, count)
        return found
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(threads) as pool:
        future = pool.submit(first)
        for work, count in rest:
            edges = [count * k // (PIECES * threads) for k in range(PIECES * threads + 1)]
            list(pool.map(work, edges[:-1], edges[1:]))
        return future.result()
