"""The finding in one sentence: right in every case, from the counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialicence.categories import FUTURES
from socialicence.outcomes.registry import OUTCOMES
from socialicence.results.finding import ends_in_words, finding, is_as_today, main_scenario
from socialicence.results.results import Results
from socialicence.results.summary import counts_of
from socialicence.scenarios import Scenario
from tests.results.records import PROVENANCE, record


def results(*scenarios, nearest=("deprioritised",), failed=0):
    records = [
        record(one.name, run, nearest=nearest[run % len(nearest)], failed=run < failed)
        for one in scenarios
        for run in range(len(nearest))
    ]
    return Results(scenarios, records, {**PROVENANCE, "runs": len(nearest)})


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"deprioritised": 24, "none": 6}, "24 of 30 runs end nearest Deprioritised; none nearest Public Good"),
        ({"deprioritised": 24, "public_good": 6}, "24 of 30 runs end nearest Deprioritised; 6 nearest Public Good"),
        ({"public_good": 30}, "30 of 30 runs end nearest Public Good"),
        ({"none": 30}, "30 of 30 runs end near none of the four futures"),
        ({"none": 16, "silos": 14},
         "16 of 30 runs end near none of the four futures, 14 nearest Silos; none nearest Public Good"),
        ({"none": 16, "public_good": 14}, "16 of 30 runs end near none of the four futures, 14 nearest Public Good"),
        ({"silos": 12, "government": 12, "public_good": 6},
         "12 of 30 runs end nearest Silos and as many nearest Government; 6 nearest Public Good"),
        ({"public_good": 15, "silos": 15}, "15 of 30 runs end nearest Public Good and as many nearest Silos"),
        ({"none": 15, "silos": 15},
         "15 of 30 runs end near none of the four futures and as many nearest Silos; none nearest Public Good"),
    ],
)  # fmt: skip
def test_where_runs_end(counts, said):
    assert ends_in_words(counts, 30) == said


def test_one_run_is_said_to_be_one():
    assert ends_in_words({"silos": 1}, 1) == "the one run ends nearest Silos"
    assert ends_in_words({"none": 1}, 1) == "the one run ends near none of the four futures"


@given(st.lists(st.sampled_from([*FUTURES, "none"]), min_size=2, max_size=40))
def test_no_sentence_says_more_runs_than_there_are(ends):
    counts = {end: ends.count(end) for end in set(ends)}
    said = ends_in_words(counts, len(ends))
    assert said.startswith(f"{max(counts.values())} of {len(ends)} runs end near")
    commonest = [FUTURES[end] for end in counts if end != "none" and counts[end] == max(counts.values())]
    assert all(f"nearest {label}" in said for label in commonest)
    assert "Public Good" in said or counts == {"none": len(ends)}


def test_the_finding_is_of_today_if_it_was_run_else_of_the_first():
    today, mine = Scenario("status_quo", title="Status quo"), Scenario("mine", title="Mine")
    both = results(mine, today, nearest=("silos", "none"))
    assert main_scenario(both) == "status_quo"
    assert finding(both).startswith("If nothing changes, 1 of 2 runs end near none of the four futures and as many")
    assert finding(both, "mine").startswith("Under Mine, ")
    assert finding(results(mine)) == "Under Mine, the one run ends nearest Deprioritised."
    assert finding(results(Scenario("silos", title="Silos"))).startswith("With the choices for Silos, ")


def test_failed_runs_are_left_out_and_a_scenario_without_any_says_so():
    today = Scenario("status_quo", title="Status quo")
    assert "2 of 2 runs end" in finding(results(today, nearest=("silos",) * 3, failed=1))
    assert finding(results(today, failed=1)) == "Status quo: no run was completed."


def test_today_with_a_lever_set_is_not_today():
    assert is_as_today(results(Scenario("status_quo")))
    changed = results(Scenario("status_quo", values={"leadership": 0.9}))
    assert not is_as_today(changed)
    assert finding(changed).startswith("With the choices made here, ")
    assert not is_as_today(results(Scenario("status_quo", without_stages=("events",))))


def test_counts_hold_every_future():
    assert set(counts_of(OUTCOMES["nearest"], [])) == {*FUTURES, "none"}
