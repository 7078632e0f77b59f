"""The fit of month 0: residuals by survey, and cut-offs as they are in force."""

from __future__ import annotations

import numpy as np
import pytest

from socialicence.calibration.cutoffs import items, shares_at, willingness_of
from socialicence.calibration.public import fit_public, survey_misses, tables
from socialicence.parameters import defaults
from socialicence.population import draw_public


@pytest.fixture(scope="module")
def found():
    return fit_public(defaults())


def test_cutoffs_in_force_are_those_fitted(found):
    for survey, cutoff in found.cutoffs.items():
        assert defaults()[f"cutoff.{survey}"] == pytest.approx(cutoff, abs=6e-4)


def test_a_cutoff_is_a_least_miss(found):
    """Against a search of its own, on the same public."""
    values = defaults()
    citizens, _ = draw_public(20_000, 1, values)
    own = [item for item in items() if item.survey == "wellcome"]
    willing = [willingness_of(citizens, item.context, values) for item in own]

    def miss(cutoff):
        total = 0.0
        for item, one in zip(own, willing, strict=True):
            support, oppose = shares_at(one, citizens.weight.astype(float), cutoff, values)
            total += (support - item.support) ** 2 + np.nan_to_num((oppose - item.oppose) ** 2)
        return total

    best = found.cutoffs["wellcome"]
    assert miss(best) <= min(miss(best - 0.002), miss(best + 0.002))


def test_every_survey_and_item_is_there(found):
    misses = survey_misses(found)
    assert sum(one.items for one in misses) == len(found.trust.residuals)
    assert [one.root_mean_square for one in misses] == sorted((one.root_mean_square for one in misses), reverse=True)
    thresholds = {(row[0], row[1]) for row in tables(found)["trust_thresholds.csv"][1]}
    assert thresholds == {one.item.threshold for one in found.trust.residuals}


def test_residuals_by_hand(found):
    rss = next(one for one in survey_misses(found) if one.survey == "RSS_Ipsos_2014")
    own = [one for one in found.trust.residuals if one.item.survey == "RSS_Ipsos_2014"]
    gaps = [one.expected_percent - 100 * one.item.share for one in own]
    assert rss.root_mean_square == pytest.approx(np.sqrt(np.mean(np.square(gaps))))
    assert abs(rss.worst) == pytest.approx(max(abs(gap) for gap in gaps))
    assert rss.root_mean_square < rss.no_difference


def test_a_survey_of_one_item_tests_nothing(found):
    single = [one for one in survey_misses(found) if one.items == 1]
    assert single
    assert all(one.no_difference == 0.0 and one.root_mean_square < 1e-6 for one in single)
