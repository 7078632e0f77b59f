"""Four factors of social licence by reference context, and the level they amount to: for reporting only."""

from __future__ import annotations

import numpy as np

from socialicence.categories import Category
from socialicence.state.observations import ALL, EVERYONE, Mood, Observations
from socialicence.state.tables import ORGANISATION_TYPES, Array


class Factor(Category):
    """What licence rests on (Thomson and Boutilier 2011), as continuous numbers."""

    ECONOMIC = 0
    SOCIO_POLITICAL = 1
    INTERACTIONAL = 2
    INSTITUTIONAL = 3


class Level(Category):
    """Level of licence; nothing in the model depends on it."""

    WITHHELD = 0
    ACCEPTANCE = 1
    APPROVAL = 2
    IDENTIFICATION = 3


def factors_of_licence(seen: Observations, contexts: Array) -> Array:
    """Return economic, socio-political, interactional and institutional licence by month and reference context.

    They are perceived benefit for the purpose; licence among everyone; the mean of trust in the owners and felt
    fairness; and lasting (baseline) trust in the owners.

    Parameters
    ----------
    contexts : record array
        See `tables.CONTEXT`.

    Returns
    -------
    ndarray of float64, shape (months + 1, contexts, 4)
        All 0 to 1; felt fairness, which is -1 to 1, counts as half of one plus itself.
    """
    owners = (contexts["owners"][:, None] >> np.arange(ORGANISATION_TYPES)) & 1
    weights = owners / np.maximum(owners.sum(axis=1, keepdims=True), 1)
    mood = {one: seen.mood[:, one, ALL].astype(np.float64) for one in Mood}
    owner_trust = seen.trust[:, :, ALL] @ weights.T
    fairness = 0.5 * (1.0 + mood[Mood.FAIRNESS])
    return np.stack(
        [
            np.clip(mood[Mood.PERCEIVED_BENEFIT][:, None] + contexts["benefit"], 0.0, 1.0),
            seen.licence[:, : contexts.size, ALL, EVERYONE],
            0.5 * (owner_trust + fairness[:, None]),
            seen.baseline @ weights.T,
        ],
        axis=2,
    )


def level_of_licence(factors: Array, boundary: float) -> Array:
    """Return the level that four factors amount to, by the table of Thomson and Boutilier.

    Without perceived benefit licence is withheld; with it there is acceptance; with licence and good dealings as well,
    approval; with lasting trust on top, identification. Their own data show that the factors are not cumulative.

    Parameters
    ----------
    factors : ndarray, shape (..., 4)
    boundary : float
        Where a factor counts as met (`licence_level_boundary`).

    Returns
    -------
    ndarray of int64, shape (...)
        0 withheld to 3 identification (see `Level`).
    """
    met = factors >= boundary
    accepted = met[..., Factor.ECONOMIC]
    approved = accepted & met[..., Factor.SOCIO_POLITICAL] & met[..., Factor.INTERACTIONAL]
    identified = approved & met[..., Factor.INSTITUTIONAL]
    return accepted.astype(np.int64) + approved + identified
