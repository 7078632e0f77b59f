"""Initial trust: the latent scale of specification 4.12, fitted to published surveys.

``z_ik = mu_k + delta_segment l_k + x_i gamma_k + common_factor f_i + e_ik`` and ``trust = Phi(z)``; a survey measure is
``P(z > its own threshold)``. Within a segment and demographic group the factor and error together have variance one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from socialicence.categories import EthnicGroup, OrganisationType, Segment
from socialicence.data.tables import segment_column
from socialicence.population.frame import AGE, BAND_STARTS, ETHNIC, SEGMENT, SEX, Frame, frame
from socialicence.population.normal import probit, share_below
from socialicence.population.surveys import ANCHOR, CHARACTERISTICS, Item, differences, items, members
from socialicence.state.tables import ORGANISATION_TYPES, Array

MIDDLE_AGE, YEARS = 48.0, 10.0
"""Age enters as decades from 48."""


class Residual(NamedTuple):
    """A survey item beside what the fit gives (percent, and probits on the latent scale)."""

    item: Item
    expected_percent: float
    deviation_points: float
    deviation_probits: float


class TrustFit(NamedTuple):
    """Fitted initial trust.

    Attributes
    ----------
    level : ndarray, shape (8,)
        mu_k.
    segment : ndarray, shape (6,)
        delta, centred on the segments' sizes.
    loading : ndarray, shape (8,)
        l_k.
    demographic : ndarray, shape (8, 3)
        gamma_k for age (per decade from 48), man, ethnic group other than White.
    threshold : dict
        Threshold of each survey measure on the latent scale.
    residuals : tuple of Residual
        Every item, the worst-fitted first.
    """

    level: Array
    segment: Array
    loading: Array
    demographic: Array
    threshold: dict[tuple[str, str], float]
    residuals: tuple[Residual, ...]


class Groups(NamedTuple):
    """The public as few groups: share of adults, segment and the three characteristics of each."""

    share: Array
    segment: Array
    traits: Array
    band: Array


def groups_of(public: Frame) -> Groups:
    """Collapse the frame to age band by sex by White or not by segment."""
    axes = tuple(a for a in range(public.cells.ndim) if a not in (AGE, SEGMENT, ETHNIC, SEX))
    cells = public.cells.sum(axis=axes)  # age, segment, ethnic group, sex
    white = cells[:, :, EthnicGroup.WHITE]
    cells = np.stack([white, cells.sum(axis=2) - white], axis=2)
    band, segment, other, man = (axis.ravel() for axis in np.indices(cells.shape))
    years = np.arange(len(public.people))
    counts = public.people.sum(axis=1)
    middle = np.array([np.average(years[a:b], weights=counts[a:b]) for a, b in pairwise(BAND_STARTS)])
    traits = np.stack([(middle[band] - MIDDLE_AGE) / YEARS, man, other], axis=1)
    return Groups(cells.ravel() / cells.sum(), segment, traits, band)


def _level_for(share: Array, shift: Array, weight: Array) -> Array:
    """Level m at which the weighted share with z > 0 is `share`, where z = m + shift + standard normal."""
    share = np.atleast_1d(share)
    level = probit(share) - shift @ weight
    for _ in range(8):  # Newton: the share is smooth and close to linear on the probit scale
        z = level[:, None] + shift
        slope = np.exp(-0.5 * z * z) @ weight / np.sqrt(2.0 * np.pi)
        level = level - (share_below(z) @ weight - share) / slope
    return level


def _segment_levels(groups: Groups, gamma: Array) -> Array:
    """Level of each segment in trust in the NHS, at its published share above the fixed threshold."""
    published = segment_column("trust_nhs_percent")
    levels = np.zeros(len(Segment))
    for segment in Segment:
        here = groups.segment == segment
        weight = groups.share[here] / groups.share[here].sum()
        levels[segment] = _level_for(published[segment], groups.traits[here] @ gamma, weight)[0]
    return levels


def _wanted(demographic_share: float) -> tuple[Array, list[list[tuple[str, str]]]]:
    """Differences wanted (probits) by organisation and characteristic, and the two sides each was published for."""
    at_large = {row.characteristic: row for row in differences() if row.organisation is OrganisationType.COMPANIES}
    own = {(row.organisation, row.characteristic): row for row in differences()}
    wanted, sides = np.zeros((ORGANISATION_TYPES, len(CHARACTERISTICS))), []
    for k in OrganisationType:
        published = [own.get((k, c), at_large[c]) for c in CHARACTERISTICS]
        for column, row in enumerate(published):
            gap = probit(np.array([row.share_first, row.share_second]))
            wanted[k, column] = (gap[0] - gap[1]) * (1.0 if row.organisation is k else demographic_share)
        sides.append([(row.first, row.second) for row in published])
    return wanted, sides


def _contrast(values: Array, groups: Groups, sides: tuple[str, str]) -> Array:
    """Difference between the weighted means of two sides."""
    man, other = groups.traits[:, 1] == 1, groups.traits[:, 2] == 1
    first, second = (members(side, groups.band, man, other) for side in sides)
    return np.asarray(
        np.average(values[first], axis=0, weights=groups.share[first])
        - np.average(values[second], axis=0, weights=groups.share[second])
    )


def _demographic(
    groups: Groups, delta: Array, loading: Array, wanted: Array, sides: list[list[tuple[str, str]]]
) -> Array:
    """gamma_k: what is wanted, less what runs through the segments."""
    by_segment = delta[groups.segment]
    variance = groups.share @ by_segment**2 - (groups.share @ by_segment) ** 2
    gamma = np.zeros_like(wanted)
    for k in OrganisationType:
        through_traits = np.stack([_contrast(groups.traits, groups, side) for side in sides[k]])
        through_segments = np.array([_contrast(by_segment, groups, side) for side in sides[k]])
        gap = wanted[k] * np.sqrt(1.0 + loading[k] ** 2 * variance) - loading[k] * through_segments
        gamma[k] = np.linalg.solve(through_traits, gap)
    return gamma


def _levels(groups: Groups, shift: Array, health: float) -> tuple[Array, dict[tuple[str, str], float], Array]:
    """Levels mu_k and thresholds by weighted least squares on the probit scale, and what each item alone implies."""
    implied = np.array([_level_for(np.array(i.share), shift[:, i.organisation], groups.share)[0] for i in items()])
    names = sorted({i.threshold for i in items()} - {ANCHOR})
    free = [k for k in OrganisationType if k is not OrganisationType.HEALTH_SERVICE]
    design = np.zeros((len(items()), len(free) + len(names)))
    known = np.zeros(len(items()))
    for row, item in enumerate(items()):
        if item.organisation is OrganisationType.HEALTH_SERVICE:
            known[row] = health
        else:
            design[row, free.index(item.organisation)] = 1.0
        if item.threshold != ANCHOR:
            design[row, len(free) + names.index(item.threshold)] = -1.0
    # Items that are only reported still get a threshold where nothing else gives one.
    root = np.sqrt([i.weight if i.fitted else 1e-9 for i in items()])
    found = np.linalg.lstsq(design * root[:, None], (implied - known) * root, rcond=1e-12)[0]
    level = np.concatenate([[health], found[: len(free)]])
    threshold = dict(zip(names, (float(v) for v in found[len(free) :]), strict=True)) | {ANCHOR: 0.0}
    return level, threshold, implied


def _residuals(
    groups: Groups, shift: Array, level: Array, threshold: dict[tuple[str, str], float], implied: Array
) -> tuple[Residual, ...]:
    """Every item beside what the fit gives."""
    rows = []
    for item, alone in zip(items(), implied, strict=True):
        at = level[item.organisation] - threshold[item.threshold]
        expected = float(share_below(at + shift[:, item.organisation]) @ groups.share)
        rows.append(Residual(item, 100 * expected, 100 * (expected - item.share), float(at - alone)))
    return tuple(sorted(rows, key=lambda row: -abs(row.deviation_points)))


@lru_cache(maxsize=256)
def _fit(loading: tuple[float, ...], demographic_share: float, nations: str, youngest: int) -> TrustFit:
    groups = groups_of(frame(nations, youngest))
    loadings = np.array(loading)
    wanted, sides = _wanted(demographic_share)
    gamma = np.zeros((ORGANISATION_TYPES, 3))
    for _ in range(8):  # segments and demographic differences overlap: each is fitted given the other
        levels = _segment_levels(groups, gamma[OrganisationType.HEALTH_SERVICE])
        health = float(levels[groups.segment] @ groups.share)
        delta = levels - health
        gamma = _demographic(groups, delta, loadings, wanted, sides)
    levels = _segment_levels(groups, gamma[OrganisationType.HEALTH_SERVICE])
    health = float(levels[groups.segment] @ groups.share)
    delta = levels - health
    shift = delta[groups.segment][:, None] * loadings + groups.traits @ gamma.T
    level, threshold, implied = _levels(groups, shift, health)
    return TrustFit(level, delta, loadings, gamma, threshold, _residuals(groups, shift, level, threshold, implied))


def fit_trust(values: Mapping[str, float], nations: str = "uk", youngest: int = 18) -> TrustFit:
    """Fit initial trust to the surveys; the answer is kept for each set of parameter values.

    Parameters
    ----------
    values : mapping of str to float
        Parameter values by name; the loadings and `demographic_share` are used.
    nations, youngest
        Which public, see `draw_public`.

    Returns
    -------
    TrustFit
    """
    loading = tuple(values[f"loading.{k.name.lower()}"] for k in OrganisationType)
    return _fit(loading, values["demographic_share"], nations, youngest)
