"""Departments and their people: beliefs, what policy does to them, who leaves (specification 4.7, 4.9, 4.11)."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit

from socialicence.categories import OrganisationType, Shock
from socialicence.month.policy import policy
from socialicence.state.draws import Purpose
from socialicence.state.tables import MOST_CONTEXTS
from tests.month import twin
from tests.month.conftest import BUSY, cold_world, finish, run_until, with_shocks

SHARES = (
    "ability", "benevolence", "integrity", "leadership", "data_literacy", "process_clarity", "technical_readiness",
    "risk_appetite", "transparency", "nervousness",
)  # fmt: skip


def world_of(changes=None, months=24, seed=5, scenario="status_quo"):
    return cold_world(scenario, citizens=200, seed=seed, months=months, changes=changes or {})


def contexts_of(department, contexts):
    """Reference contexts in which a department shares; one that shares in none goes by them all."""
    holds = (contexts["owners"] >> department["kind"]) & 1 == 1
    own = np.flatnonzero(holds & (contexts["domains"] & department["domains"] != 0))
    return own if own.size else np.arange(contexts.size)


def kalman(mean, variance, reading, error):
    """The textbook update: precisions add up, means are weighted by them."""
    precision = 1 / variance + 1 / error**2
    return (mean / variance + reading / error**2) / precision, 1 / precision


def believe(world, month, truth, headlines, spent):
    """What every department believes about every context after this month, from what it believed before."""
    v, seed = world.now[0], world.seed
    surveys = 1 + v["effect_attitude_tracking"] * v["recommendation_attitude_tracking"]
    surveyed = month % max(round(12 / surveys), 1) == 0
    media, survey, engagement = (
        twin.key_of(seed, purpose, month) for purpose in (Purpose.MEDIA, Purpose.SURVEY, Purpose.ENGAGEMENT)
    )
    beliefs = {}
    for d, department in enumerate(world.departments):
        for c in contexts_of(department, world.contexts):
            row = d * MOST_CONTEXTS + c
            everyone = (department["licence_mean"][c], department["licence_variance"][c] + 0.02**2)
            reading = truth[c, 0] - v["media_bias"] * headlines + v["media_error"] * twin.normals(media, row)
            everyone = kalman(*everyone, reading, v["media_error"])
            if surveyed:
                asked = truth[c, 0] + v["survey_error"] * twin.normals(survey, c)
                everyone = kalman(*everyone, asked, v["survey_error"])
            place = MOST_CONTEXTS + c
            affected = (department["licence_mean"][place], department["licence_variance"][place] + 0.02**2)
            if spent[d] > 0 and np.isfinite(truth[c, 1]):
                error = v["engagement_error"] * np.sqrt(1 + v["listening_spend"] / spent[d])
                felt = v["fairness_in_reading"] * department["heeded"]
                affected = kalman(*affected, truth[c, 1] + felt + error * twin.normals(engagement, row), error)
            beliefs[d, c] = [(np.clip(mean, 0, 1), variance) for mean, variance in (everyone, affected)]
    return beliefs


@pytest.mark.parametrize("changes", [{}, BUSY | {"recommendation.1": 1.0}])
def test_what_departments_believe_agrees_with_a_textbook_kalman_filter(changes):
    scandal = {"shock": Shock.SCANDAL, "month": 4.0, "organisation": OrganisationType.HEALTH_SERVICE}
    world = world_of(changes, scenario=with_shocks(scandal), months=14)
    headlines = []
    for month in range(1, world.months + 1):
        run_until(world, "departments")
        listening = world.departments["mix"][:, 2:5].sum(axis=1)
        spent = world.departments["spend"] * listening
        headlines.append(world.headlines)
        expected = believe(world, month, world.observations.licence[month - 1, :, 0], world.headlines, spent)
        finish(world, "departments")
        for (d, c), kinds in expected.items():
            for part, (mean, variance) in enumerate(kinds):
                place = part * MOST_CONTEXTS + c
                assert world.departments["licence_mean"][d, place] == pytest.approx(mean, abs=1e-9)
                assert world.departments["licence_variance"][d, place] == pytest.approx(variance, abs=1e-12)
    assert max(headlines) > 0.3


def test_nervousness_is_the_formula_of_what_a_department_believes_and_is():
    world = world_of(months=8).run()
    v = world.now[0]
    for department in world.departments:
        contexts = contexts_of(department, world.contexts)
        places = np.concatenate([contexts, MOST_CONTEXTS + contexts])
        believed = department["licence_mean"][places].mean()
        doubt = np.sqrt(department["licence_variance"][places].mean())
        assert department["perceived_licence"] == pytest.approx(believed)
        logit = v["nervous_base"] + v["nervous_licence"] * (0.5 - believed) + v["nervous_doubt"] * doubt
        logit += department["incident_memory"] + (1 - department["process_clarity"]) - department["leadership"]
        assert department["nervousness"] == pytest.approx(expit(logit))


def test_departments_bend_the_mix_of_policy_to_their_leaders_and_their_nerves():
    world = world_of({"engagement.broadcast": 1.0, "engagement.targeted": 1.0, "leadership": 0.6}, months=14)
    world.run()
    v = world.now[0]
    policy = np.array([0, v["engagement_broadcast"], v["engagement_consultation"], v["engagement_deliberative"],
                       v["engagement_targeted"], v["engagement_transparency_register"]])  # fmt: skip
    listens = np.array([0, 0, 1, 1, 1, 0])
    for department in world.departments:
        daring = v["engagement_choice"] * (department["leadership"] - department["nervousness"])
        wanted = policy * np.exp(np.where(listens, daring, -daring))
        np.testing.assert_allclose(department["mix"], wanted / wanted.sum(), rtol=1e-9)
        assert department["strategy"] == (np.argmax(wanted) if department["spend"] > 0 else 0)
    assert np.ptp(world.departments["mix"][:, 4]) > 0.05


def test_without_a_choice_every_department_spends_as_policy_asks():
    world = world_of({"engagement_choice": 0.0, "engagement.targeted": 1.0}, months=8).run()
    np.testing.assert_allclose(world.departments["mix"], world.departments["mix"][:1].repeat(24, axis=0), rtol=1e-12)


def test_every_department_believes_something_about_licence():
    """One that shares in no reference context must not be nervous as if it believed that nobody backs it."""
    world = world_of(months=8).run()
    names = world.institutions.department_names
    assert [name for name, d in zip(names, world.departments, strict=True) if d["perceived_licence"] == 0] == []


def test_before_anything_is_read_departments_believe_less_licence_than_there_is():
    """Model.md 4.7: an initial bias of -.10; the first reading belongs to the first month."""
    world = world_of(months=1)
    truth = world.observations.licence[0, :, 0, 0]
    for department in world.departments:
        own = contexts_of(department, world.contexts)
        bias = department["licence_mean"][own] - truth[own]
        np.testing.assert_allclose(bias, world.values["initial_bias"], atol=1e-6)


def test_departments_are_shares_in_all_they_are():
    world = world_of(BUSY, months=36).run()
    for name in SHARES:
        assert ((world.departments[name] > 0) & (world.departments[name] < 1)).all(), name
    assert (np.abs(world.departments["reputation"]) <= 0.5).all()


def test_departments_start_around_the_published_shares_and_differ():
    """Over many runs: mean 0.4, standard deviation 0.15; leadership 0.35."""
    worlds = [world_of(months=1, seed=seed) for seed in range(30)]
    for name, mean in (
        ("data_literacy", 0.4),
        ("process_clarity", 0.4),
        ("technical_readiness", 0.4),
        ("leadership", 0.35),
    ):
        values = np.concatenate([world.departments[name] for world in worlds])
        assert values.mean() == pytest.approx(mean, abs=0.03), name
        assert values.std() == pytest.approx(0.15, abs=0.03), name


def test_at_the_start_trustworthiness_is_what_trust_supposes():
    """Model.md 4.1: mean trustworthiness equals mean trust, so that nothing moves without cause."""
    world = world_of(months=1)
    departments = world.departments
    deserved = 0.4 * departments["ability"] + 0.3 * departments["benevolence"] + 0.3 * departments["integrity"]
    for kind in np.unique(departments["kind"]):
        mean = deserved[departments["kind"] == kind].mean()
        assert mean == pytest.approx(world.trust_at_start[kind], abs=1e-6), OrganisationType(kind).name


def test_trustworthiness_that_meets_trust_lets_routine_contact_change_little():
    """Five years of contact and nothing else: mean trust in each type moves by less than two points (P2)."""
    from socialicence.month import STAGES

    stages = tuple(stage for stage in STAGES if stage.name not in ("events", "projects", "communication"))
    world = cold_world("status_quo", citizens=2000, seed=5, months=60, stages=stages).run()
    drift = world.observations.trust[60, :, 0] - world.observations.trust[0, :, 0]
    assert (np.abs(drift) < 0.02).all()


@pytest.mark.parametrize(
    ("lever", "column"),
    [
        ("leadership", "leadership"),
        ("recommendation.leaders_literacy", "data_literacy"),
        ("recommendation.masterclass_content", "data_literacy"),
        ("recommendation.integrated_platform", "technical_readiness"),
        ("recommendation.transparency", "transparency"),
    ],
)
def test_policy_moves_every_department_the_way_it_says(lever, column):
    usual, more = (world_of(changes, months=24).run() for changes in ({}, {lever: 0.95}))
    assert (more.departments[column] > usual.departments[column]).all()


def test_policy_goes_in_a_straight_line_to_where_it_is_taken_and_stays_there():
    world = world_of({"leadership": 0.95, "ramp_months": 24}, months=30)
    seen = []
    for month in (1, 12, 24, 30):
        policy(world.state, month)
        seen.append(float(world.now["leadership"][0]))
    start = float(world.usual["leadership"][0])
    assert seen == pytest.approx([start + (0.95 - start) * part for part in (1 / 24, 0.5, 1, 1)])


def test_only_departments_that_engage_spend():
    world = world_of({"engagement.breadth": 0.5, "engagement.spend": 10.0, "ramp_months": 6}, months=8).run()
    spends = world.departments["spend"] > 0
    np.testing.assert_array_equal(spends, world.departments["engages"] < 0.5)
    assert 0 < spends.sum() < spends.size


def test_money_spent_is_counted():
    world = world_of(BUSY, months=6)
    spent = 0.0
    for _ in range(6):
        world.step()
        spent += world.departments["spend"].sum()
    assert world.system["engagement_spend"][0] == pytest.approx(spent)


def test_juries_are_paid_for_from_what_was_put_by():
    only = {f"engagement.{name}": 0.0 for name in ("broadcast", "consultation", "targeted", "transparency_register")}
    world = world_of(only | {"engagement.deliberative": 1.0, "ramp_months": 6, "engagement.spend": 40.0}, months=20)
    for _ in range(6):
        world.step()
    saved, spent, juries = world.departments["saved"].sum(), world.system["engagement_spend"][0], 0
    while world.month < world.months:
        world.step()
        juries += world.engagements
    saved, spent = world.departments["saved"].sum() - saved, world.system["engagement_spend"][0] - spent
    assert juries > 0
    assert juries * world.values["jury_cost"] + saved == pytest.approx(spent)
    assert (world.departments["saved"] >= 0).all()


def test_incidents_come_to_be_known_when_they_are_disclosed():
    event = {"shock": Shock.BREACH, "month": 3.0, "department": "Hospital records"}
    calm, shocked = (world_of(scenario=scenario, months=8) for scenario in (with_shocks(), with_shocks(event)))
    own = list(calm.institutions.department_names).index("Hospital records")
    v = calm.values
    for month in range(1, 7):
        calm.step()
        shocked.step()
        more = shocked.departments["incident_memory"] - calm.departments["incident_memory"]
        others = np.delete(more, own)
        if month < 3:
            assert (more == 0).all()
        if month == 3:
            # Memory fades once in the month in which the incident becomes known, before it makes departments nervous.
            assert more[own] == pytest.approx(v["memory_own"] * 0.5 ** (1 / v["incident_memory_half_life"]))
            assert (others == 0).all()
        if month == 3 + v["caution_delay"]:
            assert (others > 0).all()


def test_no_more_than_the_limit_of_attention_is_shared_out():
    shocks = [{"shock": Shock.SCANDAL, "month": 1.0, "organisation": kind, "size": 3.0} for kind in OrganisationType]
    world = world_of(BUSY, scenario=with_shocks(*shocks), months=1)
    world.step()
    limit = world.values["news_limit"]
    engagements, news = world.engagements, world.news
    for first, count in ((0, engagements), (engagements, news)):
        ends = world.cumulative[first : first + count]
        reach = world.messages["reach"][first : first + count]
        scale = min(limit / reach.sum(), 1.0)
        np.testing.assert_allclose(ends, np.cumsum(reach * scale))
        assert ends[-1] <= limit + 1e-12
    assert world.headlines == pytest.approx(limit)


@pytest.mark.parametrize("weights", [{"negativity_weight": 1.0, "confirmation": 0.0}, {}], ids=["null", "usual"])
def test_an_event_divides_its_effect_between_the_department_and_its_type(weights):
    """A share of 0.6 falls on the department's own name, as a mean over the public, and 0.4 on the type."""
    event = {"shock": Shock.BREACH, "month": 1.0, "department": "Hospital records", "size": 4.0}
    calm, shocked = (
        cold_world(scenario, citizens=5000, seed=3, months=1, changes=weights | {"spillover": 0.0, "contact_rate": 0.0})
        for scenario in (with_shocks(), with_shocks(event))
    )
    for world in (calm, shocked):
        world.step()
    own = list(calm.institutions.department_names).index("Hospital records")
    name = shocked.departments["reputation"] - calm.departments["reputation"]
    kind = shocked.observations.trust[1, 0, 0] - calm.observations.trust[1, 0, 0]
    assert name[own] < 0
    assert (np.delete(name, own) == 0).all()
    assert name[own] / kind == pytest.approx(0.6 / 0.4, rel=0.15)


def test_targeted_engagement_by_a_trustworthy_department_raises_its_own_name():
    """Contact quality moves trust, and a share of 0.6 of what moves is the department's own."""
    others = ("broadcast", "consultation", "deliberative", "transparency_register")
    only = {f"engagement.{name}": 0.0 for name in others} | {"engagement.targeted": 1.0, "engagement.breadth": 1.0}
    only |= {"engagement.honouring": 1.0}
    world = world_of(only | {"ramp_months": 6, "targeted_cost": 5.0, "engagement.spend": 50.0}, months=10)
    for name in ("ability_anchor", "benevolence_anchor", "integrity_anchor"):
        world.departments[name] = 0.95
    for _ in range(7):
        world.step()
    run_until(world, "events")
    before = world.departments["reputation"] * 0.5 ** (1 / world.values["trust_half_life_months"])
    finish(world, "events")
    messages = world.messages[: world.engagements]
    assert (messages["own_share"] == world.values["own_share"]).all()
    assert (world.departments["reputation"][messages["department"]] > before[messages["department"]]).all()


def test_a_departments_name_recovers_with_the_half_life_of_trust():
    event = {"shock": Shock.BREACH, "month": 1.0, "department": "Hospital records", "size": 4.0}
    silent = {"engagement.spend": 0.0, "breach_rate": 0.0005, "breach_rate_idle": 0.0, "contest_ordinary": 0.005}
    world = world_of(silent, scenario=with_shocks(event), months=7)
    own = list(world.institutions.department_names).index("Hospital records")
    names = []
    while world.month < 7:
        world.step()
        names.append(world.departments["reputation"][own])
    assert names[0] < -0.01
    half_life = world.values["trust_half_life_months"]
    assert names[3] / names[0] == pytest.approx(0.5 ** (3 / half_life), rel=0.01)


def test_expected_clearance_of_a_pair_is_that_of_the_slower_one():
    world = world_of(months=3).run()
    speed = np.sort(world.departments["expected_clearance"])[::-1]
    pairs = speed.size * (speed.size - 1) / 2
    slower = (speed * np.arange(speed.size)).sum() / pairs
    allowed = min(float(world.now["openness"][0]), 1.0)
    assert world.system["joined_up"][0] == pytest.approx(slower * allowed)
