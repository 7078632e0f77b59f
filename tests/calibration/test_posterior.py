"""Weighted draws: quantiles, widths against the prior, predictions."""

from __future__ import annotations

import numpy as np
import pytest

from socialicence.calibration.announcement import FITTED, Prior, announced, simulated, strong, weak
from socialicence.calibration.posterior import Posterior, quantiles
from socialicence.calibration.predictions import groups, misses, predictions
from socialicence.calibration.report import finding, missed, paragraph, parameter_rows
from socialicence.calibration.smc import Settings
from socialicence.calibration.targets import targets
from socialicence.parameters import defaults, parameters


def posterior(**values):
    """A posterior of 50 equal draws at the defaults, but for what is given."""
    priors = (*FITTED, *strong(), *weak())
    random = np.random.default_rng(1)
    columns = [
        values.get(one.name, one.quantile(random.permutation((np.arange(50) + 0.5) / 50))) * np.ones(50)
        for one in priors
    ]
    seen = np.tile(targets().vector, (50, 1)) + values.get("miss", 0.0)
    return Posterior(priors, np.column_stack(columns), np.full(50, 0.02), seen, (500.0, 1.0), (100, 200))


def test_quantiles_of_equal_weights_are_those_of_numpy():
    values = np.random.default_rng(2).normal(size=201)
    found = quantiles(values, np.full(201, 1 / 201), np.array([0.05, 0.5, 0.95]))
    np.testing.assert_allclose(found, np.quantile(values, [0.05, 0.5, 0.95], method="hazen"))


def test_a_draw_counted_twice_is_two_draws():
    values = np.array([3.0, 1.0, 2.0])
    once = quantiles(values, np.array([0.25, 0.5, 0.25]), np.array([0.5]))
    assert once == pytest.approx(1.0 + (0.5 - 0.25) / (0.625 - 0.25))
    random = np.random.default_rng(3)
    many = random.choice(values, size=100_000, p=[0.25, 0.5, 0.25])
    assert np.quantile(many, 0.3) == quantiles(many, np.full(100_000, 1e-5), np.array([0.3]))


def test_what_nothing_was_learnt_of_has_the_width_of_its_prior():
    found = posterior(objection_scale=np.geomspace(0.16, 0.2, 50))
    assert found.width("attention_half_life_weeks") == pytest.approx(1.0, abs=0.02)
    assert found.informed("attention_half_life_weeks") == "posterior equals prior"
    prior = next(one for one in FITTED if one.name == "objection_scale")
    expected = np.log(0.2 / 0.16) / np.log(prior.high / prior.low)
    assert found.width("objection_scale") == pytest.approx(expected, abs=0.002)
    assert found.informed("objection_scale") == "informed"
    assert found.effective == pytest.approx(50)


def test_parameters_known_only_together_are_correlated():
    scale = np.geomspace(0.1, 0.4, 50)
    found = posterior(objection_scale=scale, hearing_rate=0.08 / scale)
    names = list(found.names)
    matrix = found.correlations()
    assert matrix[names.index("objection_scale"), names.index("hearing_rate")] < -0.9
    np.testing.assert_allclose(np.diag(matrix), 1.0)


def test_resampling_follows_the_weights():
    base = posterior()
    weight = np.zeros(50)
    weight[[3, 7]] = 0.25, 0.75
    found = Posterior(base.priors, base.values, weight, base.seen, (1.0,), (1,)).drawn(100, seed=4)
    same = (found == base.values[7]).all(axis=1)
    assert same.sum() == pytest.approx(75, abs=1)
    assert (found[~same] == base.values[3]).all()


def test_a_miss_is_said_to_be_a_failure():
    good, bad = posterior(), posterior(miss=0.11)
    assert missed(good) == []
    assert missed(bad) == list(targets().names)
    assert finding(bad).startswith("The size of the objections of June 2021 is not met, their course is missed in 7")
    told = paragraph(bad, predicted(bad), Settings())
    assert "The fit fails for 9 of 9 targets" in told
    assert "objection_scale" in told
    assert misses(bad.predictive()[1])[0] == pytest.approx(0.11)


def predicted(found):
    return predictions(found, draws=2, citizens=1000, seed=5)


def test_predictions_are_intervals_of_runs_beside_nothing_changes():
    scale = defaults()["objection_scale"]
    found = predicted(posterior(objection_scale=scale))
    assert len(found) == 13 * len(groups()) == 13 * 18
    everyone = [one for one in found if one.group_kind == "all"]
    assert [one.date.isoformat() for one in everyone[:3]] == ["2021-05-01", "2021-06-01", "2021-07-01"]
    assert everyone[-1].date.isoformat() == "2022-05-01"
    assert everyone[0].low == pytest.approx(3.0473, abs=1e-3)
    assert all(one.low <= one.median <= one.high for one in found)
    assert {one.persistence for one in everyone} == {everyone[0].median}
    assert everyone[-1].median > everyone[-1].persistence


def test_priors_are_the_ranges_of_the_parameter_table_but_for_what_is_fitted():
    for one in (*strong(), *weak()):
        row = parameters()[one.name]
        assert (one.low, one.high) == (row.low, row.high)
    assert Prior("x", 0.02, 2.0, log=True).quantile(np.array([0.0, 0.5, 1.0])) == pytest.approx([0.02, 0.2, 2.0])
    rows = {row[0]: row for row in parameter_rows(posterior())}
    assert rows["objection_scale"][1] == "yes"
    assert rows["hearing_rate"][1] == "no"


def test_a_simulation_holds_totals_and_weeks_together():
    seen = simulated(announced({"objection_reversal": 0.0}, 1000, 3))
    start, (first, last), weeks = targets().start, seen[:2], seen[2:]
    assert start < first < last
    # From the announcement to 30 June, and a day more to 1 July.
    assert last - start == pytest.approx(weeks.sum(), abs=0.05)
    assert (weeks >= 0).all()
