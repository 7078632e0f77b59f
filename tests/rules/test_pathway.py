"""Desks: how fast they clear, when they block (specification 4.8)."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialicence.rules.pathway import block_probability, competence, months_to_clear, person_log_pace, stage_time
from tests.rules.numbers import between, share, tried

saving = between(0.0, 0.6)


def test_competence_is_the_mean_of_skill_knowledge_and_motivation():
    assert competence(0.3, 0.6, 0.9) == pytest.approx(0.6)


@given(st.tuples(share, share, share), share)
@tried
def test_competence_rises_with_each_part_and_stays_a_share(parts, more):
    before = competence(*parts)
    for which in range(3):
        better = list(parts)
        better[which] = max(parts[which], more)
        assert before - 1e-12 <= competence(*better) <= 1.0


def test_the_spread_of_pace_between_people_is_as_asked():
    """Three independent numbers of mean 0.5 and standard deviation 0.2 make a competence; its log pace spreads 0.5."""
    people = np.random.default_rng(3).normal(0.5, 0.2, (40000, 3))
    paces = np.array([person_log_pace(competence(*one), 0.5) for one in people.tolist()])
    assert paces.mean() == pytest.approx(0.0, abs=0.01)
    assert paces.std() == pytest.approx(0.5, rel=0.01)
    assert person_log_pace(0.5, 0.5) == 0.0


@pytest.mark.parametrize(
    ("adoption", "usual", "saving", "time"),
    [(0.2, 0.2, 0.4, 1.0), (1.0, 0.0, 0.4, 0.6), (1.0, 0.2, 0.4, 0.6 / 0.92), (0.0, 0.2, 0.3, 1 / 0.94)],
)
def test_time_at_a_stage_by_hand(adoption, usual, saving, time):
    assert stage_time(adoption, usual, saving) == pytest.approx(time)


@given(st.tuples(share, share), share, saving)
@tried
def test_adoption_shortens_a_stage(adoptions, usual, saving):
    little, much = (stage_time(a, usual, saving) for a in sorted(adoptions))
    assert 0.0 < much <= little


def test_a_block_at_status_quo_averages_has_its_usual_probability():
    assert block_probability(0.1, 0.4, 0.4, 0.5, 2.0, 1.0) == pytest.approx(0.1)


def test_a_block_by_hand():
    # log ratio 2 x (0.6 - 0.4) - 1.5 x (0.7 - 0.5) = 0.1
    assert block_probability(0.1, 0.6, 0.4, 0.7, 2.0, 1.5) == pytest.approx(0.1 * math.exp(0.1))
    assert block_probability(0.2, 1.0, 0.0, 0.0, 5.0, 5.0) == 0.8


@given(share, st.tuples(share, share), share, st.tuples(share, share), between(0.0, 4.0), between(0.0, 4.0))
@tried
def test_blocks_are_likelier_with_nervousness_and_rarer_with_competence(usual, nerves, calm, able, fear, person):
    low, high = sorted(nerves)
    weak, strong = sorted(able)
    assert block_probability(usual, low, calm, weak, fear, person) <= block_probability(
        usual, high, calm, weak, fear, person
    )
    assert block_probability(usual, low, calm, strong, fear, person) <= block_probability(
        usual, low, calm, weak, fear, person
    )
    assert 0.0 <= block_probability(usual, high, calm, weak, fear, person) <= 0.8


def test_months_to_clear_by_hand():
    assert months_to_clear(1 / 0.7, 0.1, 0.08) == pytest.approx(0.7 + 1.25)


@given(between(0.1, 5.0), share, st.tuples(between(0.01, 1.0), between(0.01, 1.0)))
@tried
def test_desks_clear_sooner_when_blocks_lift_sooner(pace, block, lifts):
    slow, fast = sorted(lifts)
    assert 1 / pace <= months_to_clear(pace, block, fast) <= months_to_clear(pace, block, slow)
