"""Initial trust: against a twin written with SciPy from the equations, and against the published order."""

import numpy as np
import pytest
from scipy.optimize import brentq, least_squares
from scipy.stats import norm

from socialicence.categories import OrganisationType as O
from socialicence.categories import Segment
from socialicence.data.tables import segment_column
from socialicence.parameters import defaults
from socialicence.population import frame, trust
from socialicence.population.normal import probit, share_below
from socialicence.population.surveys import ANCHOR, items


@pytest.fixture(scope="module")
def fit():
    return trust.fit_trust(defaults())


@pytest.fixture(scope="module")
def groups():
    return trust.groups_of(frame.frame())


def shift(fit, groups):
    return fit.segment[groups.segment][:, None] * fit.loading + groups.traits @ fit.demographic.T


def test_normal_functions_agree_with_scipy():
    z = np.linspace(-5, 5, 101)
    np.testing.assert_allclose(share_below(z), norm.cdf(z), rtol=1e-12)
    np.testing.assert_allclose(probit(norm.cdf(z)), z, atol=1e-9)


def test_segments_trust_the_nhs_as_published_at_the_fixed_threshold(fit, groups):
    z = fit.level[O.HEALTH_SERVICE] + shift(fit, groups)[:, O.HEALTH_SERVICE]
    for segment, published in zip(Segment, segment_column("trust_nhs_percent"), strict=True):
        here = groups.segment == segment
        assert np.average(norm.cdf(z[here]), weights=groups.share[here]) == pytest.approx(published, abs=1e-6)
    assert norm.cdf(z) @ groups.share == pytest.approx(0.72, abs=0.005)
    assert fit.threshold[ANCHOR] == 0
    assert fit.segment[groups.segment] @ groups.share == pytest.approx(0, abs=1e-9)


def test_levels_and_thresholds_agree_with_a_twin_that_searches(fit, groups):
    """The twin inverts each item by root finding and minimises the weighted squares by a general optimiser."""
    shifts = shift(fit, groups)
    implied, weight = [], []
    for item in items():
        here = shifts[:, item.organisation]
        implied.append(brentq(lambda m, here=here, p=item.share: norm.cdf(m + here) @ groups.share - p, -6, 6))
        weight.append(item.weight if item.fitted else 0.0)
    names = sorted({i.threshold for i in items() if i.fitted} - {ANCHOR})

    def miss(x):
        level = np.concatenate([[fit.level[0]], x[:7]])
        at = dict(zip(names, x[7:], strict=True)) | {ANCHOR: 0.0}
        return [
            np.sqrt(w) * (level[i.organisation] - at[i.threshold] - m) if w else 0.0
            for i, m, w in zip(items(), implied, weight, strict=True)
        ]

    found = least_squares(miss, np.zeros(7 + len(names)), xtol=1e-14, ftol=1e-14, gtol=1e-14).x
    np.testing.assert_allclose(fit.level[1:], found[:7], atol=1e-4)
    np.testing.assert_allclose([fit.threshold[n] for n in names], found[7:], atol=1e-4)


@pytest.mark.parametrize("loading", [0.2, 0.7, 1.0])
@pytest.mark.parametrize("demographic", [0.0, 1.0])
def test_partial_order_of_trust_holds_over_the_assumptions(groups, loading, demographic):
    values = defaults() | {f"loading.{k.name.lower()}": loading for k in O if k is not O.HEALTH_SERVICE}
    fit = trust.fit_trust(values | {"demographic_share": demographic})
    share = norm.cdf(fit.level + shift(fit, groups)).T @ groups.share
    assert_partial_order(share)


def assert_partial_order(share):
    middle, low = [O.POLICE_AND_JUSTICE, O.STATISTICS_OFFICE, O.UNIVERSITIES], [
        O.CHARITIES, O.LOCAL_GOVERNMENT, O.CENTRAL_GOVERNMENT]  # fmt: skip
    assert share[O.HEALTH_SERVICE] > share[middle].max()
    assert share[middle].min() > share[low].max()
    assert share[low].min() > share[O.COMPANIES]


def test_residuals_list_every_item_and_anchor_least(fit):
    assert {(r.item.survey, r.item.measure, r.item.organisation) for r in fit.residuals} == {
        (i.survey, i.measure, i.organisation) for i in items()
    }
    for row in fit.residuals:
        assert row.deviation_points == pytest.approx(row.expected_percent - 100 * row.item.share)
    fitted = [r for r in fit.residuals if r.item.fitted]
    # Reported as it is: surveys disagree with one another by more than this model could mend.
    assert np.average([abs(r.deviation_points) for r in fitted], weights=[r.item.weight for r in fitted]) < 4


def test_demographic_differences_are_the_published_ones(fit, groups):
    z = shift(fit, groups)[:, O.COMPANIES]
    man = groups.traits[:, 1] == 1
    gap = np.average(z[man], weights=groups.share[man]) - np.average(z[~man], weights=groups.share[~man])
    spread = np.sqrt(1 + fit.loading[O.COMPANIES] ** 2 * (groups.share @ fit.segment[groups.segment] ** 2))
    assert gap / spread == pytest.approx(norm.ppf(0.33) - norm.ppf(0.22), abs=1e-3)
