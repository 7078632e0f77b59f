"""A month of the citizens against its numpy twin; what moves them, and what does not (specification 4.1 to 4.6)."""

from __future__ import annotations

import numpy as np
import pytest

from socialicence.categories import OrganisationType, Shock
from socialicence.month import STAGES
from socialicence.month.warm import open_cold
from socialicence.population import draw_public
from socialicence.state import TARGET
from socialicence.world import World, all_values, new_world
from tests.month import twin
from tests.month.conftest import BUSY, finish, run_until, with_shocks

CHANGING = ("trust", "baseline_trust", "fairness", "understanding", "perceived_benefit", "concern", "salience")
CALM = {"contact_rate": 0.0, "objection_reversal": 0.0}
QUIET = tuple(stage for stage in STAGES if stage.name in ("policy", "citizens", "observation"))
EVENTS = with_shocks(
    {"shock": Shock.BREACH, "month": 1.5, "department": "Hospital records"},
    {"shock": Shock.SCANDAL, "month": 2.0, "organisation": OrganisationType.POLICE_AND_JUSTICE},
    {"shock": Shock.ANNOUNCEMENT, "month": 2.5, "organisation": OrganisationType.HEALTH_SERVICE},
)


def busy_world(**changes):
    return new_world(EVENTS, citizens=1500, seed=5, months=40, changes=BUSY | changes)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"peer_weight": 0.2, "spillover": 0.35, "contact_rate": 0.15, "linear_share": 0.5},
        {"negativity_weight": 1.0, "confirmation": 0.0, "spillover": 0.0, "engagement.honouring": 0.0},
    ],
)
def test_months_of_the_citizens_agree_with_the_twin(changes):
    """From the same start in every month, so that what agrees in one month cannot hide what differs in another."""
    world = busy_world(**changes)
    kinds = set()
    for month in range(1, world.months + 1):
        run_until(world, "citizens")
        if 4 < month < 30:
            finish(world, "citizens")
            continue
        people = twin.copied(world.citizens)
        finish(world, "citizens")
        kinds |= {(m["kind"], np.sign(m["valence"])) for m in world.messages[: world.engagements + world.news]}
        twin.live_a_month(people, world, month)
        for name in CHANGING:
            np.testing.assert_allclose(getattr(world.citizens, name), getattr(people, name), atol=1e-5, err_msg=name)
    assert {(0, 0.0), (0, 1.0), (1, -1.0), (1, 0.0)} <= kinds


@pytest.mark.parametrize("linear_share", [0.0, 1.0])
def test_what_is_observed_agrees_with_the_twin(linear_share):
    world = busy_world(linear_share=linear_share).run()
    people = twin.copied(world.citizens)
    contexts, seen, month = world.contexts, world.observations, world.month
    uses = [{name: world.uses[name][c] for name in world.uses.dtype.names} for c in range(contexts.size)]
    support = [twin.support(people, use | {"reputation": 0.0}, world.now[0]) for use in uses]
    reach = [twin.affected(people, context) for context in contexts]
    england = people.region < 7
    moods = ("fairness", "understanding", "perceived_benefit", "concern", "salience", "objecting")
    for group, member in enumerate(twin.groups(people)):
        weight = people.weight * member
        for c in range(contexts.size):
            assert seen.licence[month, c, group, 0] == pytest.approx(
                twin.mean(support[c], weight), abs=1e-5, nan_ok=True
            )
            among = twin.mean(support[c], weight * reach[c])
            assert seen.licence[month, c, group, 1] == pytest.approx(among, abs=1e-5, nan_ok=True)
        trust = [twin.mean(people.trust[:, k], weight) for k in range(8)]
        np.testing.assert_allclose(seen.trust[month, :, group], trust, atol=1e-5)
        for m, mood in enumerate(moods):
            base = weight * england if mood == "objecting" else weight
            assert seen.mood[month, m, group] == pytest.approx(
                twin.mean(getattr(people, mood), base), abs=1e-5, nan_ok=True
            )
    for k in range(8):
        average = twin.mean(people.trust[:, k], people.weight)
        spread = np.sqrt(twin.mean((people.trust[:, k] - average) ** 2, people.weight))
        assert seen.spread[month, k, 0] == pytest.approx(spread, abs=1e-5)
        assert seen.spread[month, k, 1] == pytest.approx(twin.mean(people.trust[:, k] > 0.5, people.weight), abs=1e-5)


def test_those_affected_are_those_whose_records_are_used_and_who_have_a_stake():
    world = new_world("status_quo", citizens=2000, seed=8, months=1)
    for c, context in enumerate(world.contexts):
        marked = (world.citizens.affected >> c) & 1 == 1
        np.testing.assert_array_equal(marked, twin.affected(twin.copied(world.citizens), context))


def test_perceived_safeguards_of_reference_contexts_are_the_usual_ones_at_status_quo():
    world = new_world("status_quo", citizens=300, seed=8, months=1)
    for name in ("owners", "recipient", "benefit", "sensitivity", "cutoff", "safeguards"):
        np.testing.assert_array_equal(world.uses[name], world.contexts[name])


def test_month_0_is_a_fixed_point_of_trust_bit_for_bit():
    """No news, no contact: nothing drifts by itself, whatever the influence of acquaintances."""
    world = new_world("status_quo", citizens=1000, seed=2, months=24, changes=CALM, stages=QUIET)
    names = ("trust", "baseline_trust", "objecting")
    before = [getattr(world.citizens, name).copy() for name in names]
    world.run()
    for name, column in zip(names, before, strict=True):
        np.testing.assert_array_equal(getattr(world.citizens, name), column)


def test_without_events_contact_or_influence_a_whole_month_leaves_trust_where_it_was():
    """All stages run; only what could be heard is switched off, beyond the ranges that a user may set."""
    values = all_values(with_shocks()) | {
        "peer_weight": 0.0,
        "contact_rate": 0.0,
        "engagement.spend": 0.0,
        "breach_rate": 0.0,
        "breach_rate_idle": 0.0,
        "contest_rate": 0.0,
    }
    world = World(with_shocks(), values, *draw_public(500, 3, values), seed=3, months=2, opening=open_cold)
    world.state.numbers[:] = world.state.numbers[TARGET]
    trust = world.citizens.trust.copy()
    world.step()
    assert world.engagements == world.news == 0
    np.testing.assert_array_equal(world.citizens.trust, trust)


def test_moods_at_home_stay_at_home():
    world = new_world("status_quo", citizens=500, seed=2, months=24, changes=CALM, stages=QUIET).run()
    for mood, anchor in (("understanding", "understanding"), ("perceived_benefit", "benefit"), ("concern", "concern")):
        home = getattr(world.citizens, f"{anchor}_anchor") / 65535.0
        np.testing.assert_allclose(getattr(world.citizens, mood), home, atol=1e-6)


def departed_world(peer_weight):
    """A world in which only the first citizen's trust has departed from its baseline."""
    world = new_world(
        "status_quo", citizens=500, seed=4, months=2, changes=CALM | {"peer_weight": peer_weight}, stages=QUIET
    )
    world.citizens.baseline_trust[0] = world.citizens.trust[0] = 0.5
    world.citizens.trust_anchor[0] = 32768
    world.citizens.trust[0] += 0.2
    return world


def test_influence_reaches_acquaintances_and_nobody_else():
    world = departed_world(0.2)
    before = world.citizens.trust.copy()
    world.step()
    moved = np.flatnonzero((world.citizens.trust != before).any(axis=1))
    first, last = world.network.first[:2]
    assert set(moved) == {0, *world.network.neighbour[first:last].tolist()}
    assert (world.citizens.trust[moved[1:]] > before[moved[1:]]).all()


def test_a_departure_halves_in_its_half_life_and_fades_faster_among_acquaintances():
    alone, among = departed_world(0.02), departed_world(0.2)
    for world in (alone, among):
        world.run()
    left = [float(world.citizens.trust[0, 0]) - 0.5 for world in (alone, among)]
    assert 0.0 < left[1] < left[0] < 0.2 * 0.5 ** (2 / 1.5) + 1e-4


def scandal_effect(spillover):
    """How a police scandal changes trust by type within its month, citizen by citizen."""
    event = {"shock": Shock.SCANDAL, "month": 1.0, "organisation": OrganisationType.POLICE_AND_JUSTICE}
    stages = tuple(stage for stage in STAGES if stage.name not in ("departments", "professionals", "projects"))
    worlds = [
        new_world(scenario, citizens=1000, seed=6, months=1, changes=CALM | {"spillover": spillover}, stages=stages)
        for scenario in (with_shocks(), with_shocks(event))
    ]
    for world in worlds:
        world.run()
    return worlds[1].citizens.trust - worlds[0].citizens.trust


def test_without_spillover_a_scandal_touches_only_its_type():
    effect = scandal_effect(0.0)
    touched = effect != 0
    assert touched[:, OrganisationType.POLICE_AND_JUSTICE].mean() > 0.3
    touched[:, OrganisationType.POLICE_AND_JUSTICE] = False
    assert not touched.any()


def test_spillover_passes_on_its_share():
    effect = scandal_effect(0.2)
    own = effect[:, OrganisationType.POLICE_AND_JUSTICE]
    assert (effect <= 0).all()
    others = np.delete(effect, OrganisationType.POLICE_AND_JUSTICE, axis=1)
    inside = own < 0
    assert np.median(others[inside] / own[inside, None]) == pytest.approx(0.2, abs=0.001)


def test_bad_news_lowers_trust_of_those_who_hear_and_of_nobody_else():
    effect = scandal_effect(0.15)
    heard = (effect < 0).any(axis=1)
    assert heard.mean() == pytest.approx(0.6, abs=0.06)
    assert (effect[~heard] == 0).all()


def test_a_scandal_marks_the_baseline_and_a_breach_hardly():
    marks = []
    for shock in (Shock.SCANDAL, Shock.BREACH):
        event = {"shock": shock, "month": 1.0, "organisation": OrganisationType.HEALTH_SERVICE}
        world = new_world(with_shocks(event), citizens=1000, seed=6, months=1, changes=CALM | {"spillover": 0.0})
        before = world.citizens.baseline_trust[:, 0].copy()
        world.run()
        moved = before - world.citizens.baseline_trust[:, 0]
        fell = world.citizens.baseline_trust[:, 0] - world.citizens.trust[:, 0]
        heard = moved > 1e-6
        marks.append(np.median(moved[heard] / (moved + fell)[heard]))
    assert marks[0] == pytest.approx(0.4, abs=0.02)
    assert marks[1] == pytest.approx(0.03, abs=0.005)
