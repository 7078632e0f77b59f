"""Keyed draws: uniform, independent of one another, and the same whenever they are asked for."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from scipy import stats

from socialicence.compiled import kernel
from socialicence.state.draws import (
    Purpose,
    draw_key,
    exponential,
    lasting_key,
    mix,
    normal,
    poisson,
    quantile_of_normal,
    stage_key,
    uniform,
)
from tests.month import twin

MANY = 1_000_000
UNLIKELY = 1e-4
"""Draws are keyed, so a test passes always or never; none of them should be in so far a tail."""


@kernel
def fill_uniform(key, values):
    for row in range(values.size):
        values[row] = uniform(key, row)


@kernel
def fill_normal(key, values):
    for row in range(values.size):
        values[row] = normal(key, row)


@kernel
def fill_poisson(key, mean, values):
    for row in range(values.size):
        values[row] = poisson(mean, uniform(key, row))


@kernel
def fill_exponential(key, values):
    for row in range(values.size):
        values[row] = exponential(uniform(key, row))


def key_of(seed, purpose, month):
    """A key as kernels hold it: Python would take it for a signed number."""
    return np.uint64(draw_key(seed, int(purpose), month))


def draws(seed=1, purpose=Purpose.TRUST_ERROR, month=0, count=MANY, fill=fill_uniform):
    values = np.empty(count)
    fill(key_of(seed, purpose, month), values)
    return values


def squares(one, other, bins=20):
    """P-value of a chi-square test that pairs of draws fill the unit square evenly."""
    counts, _, _ = np.histogram2d(one, other, bins=bins, range=[[0, 1], [0, 1]])
    return stats.chisquare(counts.ravel()).pvalue


@pytest.mark.parametrize("seed", [0, 1, 2, 123456789])
def test_draws_are_uniform(seed):
    values = draws(seed)
    assert 0.0 < values.min() < 1e-5
    assert 1.0 - 1e-5 < values.max() < 1.0
    assert stats.kstest(values, "uniform").pvalue > UNLIKELY
    assert stats.chisquare(np.histogram(values, bins=1000, range=(0, 1))[0]).pvalue > UNLIKELY
    assert values.mean() == pytest.approx(0.5, abs=4 / math.sqrt(12 * MANY))


def test_every_bit_of_a_draw_is_fair():
    words = (draws() * 2.0**52).astype(np.uint64)
    for bit in range(52):
        ones = int(((words >> np.uint64(bit)) & np.uint64(1)).sum())
        assert abs(ones - MANY / 2) < 4.5 * math.sqrt(MANY) / 2, bit


def test_a_draw_differs_from_all_others():
    assert np.unique(draws()).size == MANY


def test_draws_agree_with_a_numpy_twin_bit_for_bit():
    for seed, purpose, month in ((1, 3, 0), (987654321, 52, 60)):
        key = key_of(seed, purpose, month)
        assert int(key) == int(twin.key_of(seed, purpose, month))
        ours = [uniform(key, row) for row in range(1000)]
        np.testing.assert_array_equal(ours, twin.uniforms(key, np.arange(1000)))


def test_mixing_is_the_published_finaliser():
    """SplitMix64 from seed 0: the first outputs that its authors give are mixes of multiples of the golden gamma."""
    gamma = 0x9E3779B97F4A7C15
    published = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F, 0xF88BB8A8724C81EC]
    assert [int(mix(np.uint64(gamma * n % 2**64))) for n in range(1, 5)] == published


def unmixed(word):
    """The word that mixes to `word`."""
    for shift, factor in ((31, 0x94D049BB133111EB), (27, 0xBF58476D1CE4E5B9), (30, None)):
        whole = word
        for _ in range(64 // shift):
            whole = word ^ (whole >> shift)
        word = whole if factor is None else whole * pow(factor, -1, 2**64) % 2**64
    return np.uint64(word)


@pytest.mark.parametrize("word", [0, 1, 2**63, 2**64 - 2**12, 2**64 - 1])
def test_a_draw_is_neither_nought_nor_one_even_at_the_ends(word):
    assert int(mix(unmixed(word))) % 2**64 == word
    assert 0.0 < uniform(unmixed(word), 0) < 1.0


def test_one_bit_of_a_word_changes_half_of_its_mix():
    words = np.random.default_rng(1).integers(0, 2**63, 200, dtype=np.uint64)
    flips = [(int(mix(word)) ^ int(mix(word ^ np.uint64(1 << bit)))).bit_count() for word in words for bit in range(64)]
    assert np.mean(flips) == pytest.approx(32, abs=0.2)
    assert min(flips) > 8


@pytest.mark.parametrize(
    "other",
    [
        {"purpose": Purpose.TRUST_FACTOR},
        {"purpose": Purpose.STAKE},
        {"month": 1},
        {"month": 60},
        {"seed": 2},
        {"seed": 17},
    ],
)
def test_draws_for_another_purpose_month_or_seed_are_independent(other):
    one, another = draws(), draws(**other)
    assert abs(np.corrcoef(one, another)[0, 1]) < 4.5 / math.sqrt(MANY)
    assert squares(one, another) > UNLIKELY


@pytest.mark.parametrize("gap", [1, 2, 5, 8, 64, 65536])
def test_draws_for_neighbouring_rows_are_independent(gap):
    values = draws(count=MANY + gap)
    assert abs(np.corrcoef(values[:-gap], values[gap:])[0, 1]) < 4.5 / math.sqrt(MANY)
    assert squares(values[:-gap], values[gap:]) > UNLIKELY


def test_no_two_purposes_are_correlated():
    columns = np.array([draws(purpose=purpose, count=20000) for purpose in Purpose])
    correlation = np.corrcoef(columns)
    pairs = [correlation[pair] for pair in combinations(range(len(Purpose)), 2)]
    assert np.abs(pairs).max() < 5.0 / math.sqrt(20000)
    assert np.std(pairs) == pytest.approx(1 / math.sqrt(20000), rel=0.1)


def test_no_two_seeds_share_a_key():
    keys = {int(draw_key(seed, int(p), month)) for seed in range(300) for p in Purpose for month in range(0, 61, 12)}
    assert len(keys) == 300 * len(Purpose) * 6


def test_runs_one_after_another_are_independent_in_the_same_row():
    """Seeds of an ensemble are consecutive: a given citizen's draw has to be uniform over them, too."""
    values = np.array([uniform(key_of(seed, 3, 0), 42) for seed in range(20000)])
    assert stats.kstest(values, "uniform").pvalue > UNLIKELY
    assert abs(np.corrcoef(values[:-1], values[1:])[0, 1]) < 4.5 / math.sqrt(20000)


def test_a_draw_is_the_same_whenever_it_is_asked_for():
    assert np.array_equal(draws(count=1000), draws(count=2000)[:1000])
    key = key_of(5, Purpose.OBJECT, 7)
    assert [uniform(key, row) for row in (9, 3, 9)] == [uniform(key, row) for row in (9, 3, 9)]
    assert uniform(key, 3) == uniform(key_of(5, Purpose.OBJECT, 7), 3)


def test_purposes_have_numbers_of_their_own():
    assert len({int(purpose) for purpose in Purpose}) == len(Purpose.__members__)


def test_normal_draws_are_normal():
    values = draws(fill=fill_normal)
    assert values.mean() == pytest.approx(0.0, abs=4.5 / math.sqrt(MANY))
    assert values.std() == pytest.approx(1.0, abs=4.5 / math.sqrt(2 * MANY))
    assert stats.skew(values) == pytest.approx(0.0, abs=4.5 * math.sqrt(6 / MANY))
    assert stats.kurtosis(values) == pytest.approx(0.0, abs=4.5 * math.sqrt(24 / MANY))
    assert stats.kstest(values, "norm").pvalue > UNLIKELY


def test_the_normal_quantile_agrees_with_scipy_to_the_last_digits():
    inner = np.linspace(1e-6, 1 - 1e-6, 20001)
    outer = np.concatenate([10.0 ** -np.arange(1, 300, 7.0), 1 - 10.0 ** -np.arange(1, 16, 1.0)])
    for p in np.concatenate([inner, outer]):
        assert quantile_of_normal(p) == pytest.approx(stats.norm.ppf(p), rel=2e-13, abs=1e-14)


def test_the_normal_quantile_is_odd_and_nought_in_the_middle():
    assert quantile_of_normal(0.5) == 0.0
    for p in (1e-3, 0.0625, 0.25):
        assert quantile_of_normal(p) == pytest.approx(-quantile_of_normal(1 - p), rel=1e-13)


@pytest.mark.parametrize("mean", [0.0, 0.3, 1.0, 3.0, 12.0])
def test_poisson_draws_have_the_mean_and_variance_of_poisson(mean):
    values = draws(fill=lambda key, values: fill_poisson(key, mean, values), count=200_000)
    error = math.sqrt(mean / 200_000)
    assert values.mean() == pytest.approx(mean, abs=4.5 * error + 1e-12)
    assert values.var() == pytest.approx(mean, rel=0.03, abs=1e-12)


def test_poisson_inverts_its_distribution():
    for u in np.random.default_rng(2).uniform(size=500):
        assert poisson(2.5, u) == stats.poisson.ppf(u, 2.5)


def test_exponential_draws_are_exponential():
    values = draws(fill=fill_exponential)
    assert values.mean() == pytest.approx(1.0, abs=4.5 / math.sqrt(MANY))
    assert values.var() == pytest.approx(1.0, abs=4.5 * math.sqrt(8 / MANY))
    assert stats.kstest(values, "expon").pvalue > UNLIKELY
    assert exponential(0.5) == pytest.approx(math.log(2))


def test_every_draw_has_a_key_of_its_own():
    """Draws made once a run, under whatever former key, never share one, and none has that of a month."""
    # Who leaves is drawn from month 1 on; the former key of months in post is that of month 0.
    lasting = [int(lasting_key(5, purpose)) for purpose in Purpose if purpose != Purpose.LEAVE]
    by_stage = [
        int(stage_key(5, purpose, stage))
        for purpose in (Purpose.DESK_WORK, Purpose.DESK_BLOCK, Purpose.DESK_LIFT, Purpose.DESK_WHY)
        for stage in range(1, 12)
    ]
    assert len({*lasting, *by_stage}) == len(lasting) + len(by_stage)
