"""The drawn public: marginals, weights, beliefs and opt-outs."""

import numpy as np
import pytest

from socialicence.categories import OrganisationType as O
from socialicence.categories import Region, Segment, Sex
from socialicence.data import tables as data
from socialicence.errors import InputError
from socialicence.parameters import defaults
from socialicence.population import adults_of, beliefs, draw_public, drawing, frame
from socialicence.population.describe import describe, largest_deviations
from socialicence.population.trust import fit_trust
from socialicence.population.weights import marginal_codes
from socialicence.state.tables import FIXED_POINT, new_citizens


@pytest.fixture(scope="module")
def large():
    return draw_public(100_000, 7, defaults())


@pytest.mark.parametrize("citizens", [500, 2_000, 10_000])
@pytest.mark.parametrize(("nations", "youngest"), [("uk", 18), ("england", 20)])
def test_weighted_marginals_are_met(citizens, nations, youngest):
    people, _ = draw_public(citizens, 3, defaults(), nations=nations, youngest=youngest)
    weight = people.weight.astype(float)
    assert weight.sum() == pytest.approx(adults_of(defaults(), nations, youngest), rel=1e-5)
    assert people.age.min() >= youngest
    if nations == "england":
        assert people.region.max() < Region.SCOTLAND
    shares = frame.frame(nations, youngest).marginals
    for code, share in zip(marginal_codes(people), shares, strict=True):
        found = np.bincount(code, weight, minlength=shares.shape[1]) / weight.sum()
        # A group of which nobody was drawn cannot be weighted up: its share goes to the others.
        unmet = share[found == 0].sum()
        assert unmet < 1.5 / citizens * 4
        np.testing.assert_allclose(found[found > 0], share[found > 0] / (1 - unmet), rtol=0.001, atol=1e-5)


def test_the_sample_is_so_close_that_weights_hardly_differ(large):
    weight = large[0].weight.astype(float)
    assert len(weight) * (weight**2).sum() / weight.sum() ** 2 < 1.001
    small = draw_public(2_000, 1, defaults())[0].weight.astype(float)
    assert len(small) * (small**2).sum() / small.sum() ** 2 < 1.03


def test_profiles_of_segments_are_met_without_being_weighted_for(large):
    worst = largest_deviations(describe(*large, defaults()))
    assert abs(worst["profile"].deviation) < 0.5
    assert abs(worst["marginal"].deviation) < 0.001
    assert abs(worst["group difference"].deviation) < 3


def test_trust_within_segments_and_partial_order(large):
    people, _ = large
    weight, trust = people.weight.astype(float), people.trust
    for segment, published in zip(Segment, data.segment_column("trust_nhs_percent"), strict=True):
        here = people.segment == segment
        found = np.average(trust[here, O.HEALTH_SERVICE] > 0.5, weights=weight[here])
        assert found == pytest.approx(published, abs=0.02)  # four standard errors of the smallest segment
    above = np.average(trust > 0.5, axis=0, weights=weight)
    middle, low = above[[O.POLICE_AND_JUSTICE, O.STATISTICS_OFFICE, O.UNIVERSITIES]], above[
        [O.CHARITIES, O.LOCAL_GOVERNMENT, O.CENTRAL_GOVERNMENT]]  # fmt: skip
    assert above[O.HEALTH_SERVICE] > middle.max() > middle.min() > low.max() > low.min() > above[O.COMPANIES]
    assert above[O.HEALTH_SERVICE] == pytest.approx(0.72, abs=0.01)


def test_trust_starts_exactly_at_its_anchor_and_within_bounds(large):
    people, _ = large
    unit = np.float32(1.0 / FIXED_POINT)
    np.testing.assert_array_equal(people.trust, people.trust_anchor.astype(np.float32) * unit)
    np.testing.assert_array_equal(people.trust, people.baseline_trust)
    for level, anchor in (
        (people.understanding, people.understanding_anchor),
        (people.perceived_benefit, people.benefit_anchor),
        (people.concern, people.concern_anchor),
    ):
        np.testing.assert_array_equal(level, (anchor / FIXED_POINT).astype(np.float32))
    for column in (people.trust, people.understanding, people.perceived_benefit, people.concern):
        assert column.min() >= 0.0199
        assert column.max() <= 0.9801
    for column in people:
        assert np.isfinite(column).all()
    for column in (people.affected, people.departure, people.fairness, people.salience, people.heard):
        assert not column.any()


def test_the_common_factor_makes_trust_in_organisations_go_together():
    def shared(factor):
        people, _ = draw_public(20_000, 5, defaults() | {"common_factor": factor, "demographic_share": 0.0})
        here = people.segment == Segment.CAUTIOUS_DATA_SHARERS
        return np.corrcoef(people.trust[here, O.POLICE_AND_JUSTICE], people.trust[here, O.CHARITIES])[0, 1]

    # Within a segment the latent correlation is the square of the factor.
    assert shared(0.6) == pytest.approx(0.36, abs=0.05)
    assert shared(0.3) == pytest.approx(0.09, abs=0.05)


def test_stakes_have_their_prevalence(large):
    values = defaults()
    for bit, name in enumerate(("health", "education", "benefits_and_tax", "justice", "housing_and_local_services")):
        assert ((large[0].stakes >> bit) & 1).mean() == pytest.approx(values[f"stake.{name}"], abs=0.01)


def test_interpolated_normal_distribution_is_exact_to_the_anchor():
    from scipy.stats import norm

    z = np.linspace(-3.5, 3.5, 2001)
    found = np.array([beliefs.fixed_point(v) for v in z])
    np.testing.assert_allclose(found, np.clip(norm.cdf(z), 0.02, 0.98) * FIXED_POINT, atol=0.6)


@pytest.mark.parametrize("threads", [2, 3])
def test_the_same_bits_for_any_number_of_threads(threads):
    one, ties = draw_public(5_000, 11, defaults())
    other, same_ties = draw_public(5_000, 11, defaults(), threads=threads)
    for name in one._fields:
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
    np.testing.assert_array_equal(ties.neighbour, same_ties.neighbour)


def test_blocks_can_be_drawn_in_any_order():
    public, values = frame.frame(), defaults()
    places = drawing.communities(4_000, public)
    belief = beliefs.beliefs(values, fit_trust(values))
    whole, parts = new_citizens(4_000), new_citizens(4_000)
    number = len(places.region)
    drawing.draw_demographics(0, number, 2, places, public.cumulative, public.ages, 13.0, 0.9, whole)
    for block in reversed(range(number)):
        drawing.draw_demographics(block, block + 1, 2, places, public.cumulative, public.ages, 13.0, 0.9, parts)
    beliefs.draw_beliefs(0, 4_000, 2, belief, whole)
    for start in (3_000, 0, 1_500):
        beliefs.draw_beliefs(start, min(start + 1_500, 4_000), 2, belief, parts)
    for name in whole._fields:
        np.testing.assert_array_equal(getattr(whole, name), getattr(parts, name), err_msg=name)


def test_another_seed_gives_another_public():
    one, other = (draw_public(1_000, seed, defaults())[0] for seed in (1, 2))
    assert (one.trust != other.trust).mean() > 0.9


@pytest.mark.parametrize(("nations", "youngest", "total"), [("uk", 18, 5.7872), ("england", 20, 3.0473)])
def test_objections_are_at_the_published_rates(nations, youngest, total):
    values = defaults() | {"objecting_at_start": total}
    people, _ = draw_public(200_000, 4, values, nations=nations, youngest=youngest)
    weight, england = people.weight.astype(float), people.region < Region.SCOTLAND
    adult = england & (people.age >= 20)
    assert not people.objecting[~england].any()

    def rate(who):
        return 100 * np.average(people.objecting[who], weights=weight[who])

    assert rate(adult) == pytest.approx(total, abs=0.01)
    published, people_on_lists = data.objection_rates()[1:], data.list_sizes("2021-05-01")[1:]
    scale = total / (published * people_on_lists).sum() * people_on_lists.sum()
    for ten in range(8):
        for sex in Sex:
            who = adult & (np.minimum(people.age // 10 - 2, 7) == ten) & (people.sex == sex)
            # The draw is systematic: off by at most one objector, and by what weights differ.
            assert rate(who) == pytest.approx(scale * published[ten, sex], abs=0.03 + 150 / who.sum()), (ten, sex)
    for region, ratio in enumerate(data.objection_ratio_by_region()[: Region.SCOTLAND]):
        assert rate(adult & (people.region == region)) == pytest.approx(total * ratio, abs=0.15)


def test_the_concerned_are_likelier_to_object(large):
    people, _ = large
    england = people.region < Region.SCOTLAND
    concerned = england & (people.concern > 0.7)
    at_ease = england & (people.concern < 0.3)
    assert people.objecting[concerned].mean() > 1.3 * people.objecting[at_ease].mean()


def test_bad_requests_are_refused():
    for wrong in ({"nations": "mars"}, {"youngest": 12}):
        with pytest.raises(InputError, match="allowed is"):
            draw_public(1_000, 1, defaults(), **wrong)
    with pytest.raises(InputError, match="citizens = 3"):
        draw_public(3, 1, defaults())


def test_describe_has_a_row_for_each_figure(large):
    rows = describe(*large, defaults())
    kinds = {row.kind for row in rows}
    assert kinds == {
        "marginal", "profile", "segment trust", "survey", "group difference", "objections", "network"
    }  # fmt: skip
    assert all(np.isfinite(row.found) and row.source and row.grade for row in rows)
    assert all(row.deviation == pytest.approx(row.found - row.target) for row in rows if row.target is not None)
