"""Numbers in words, and sentences from them, against cases worked by hand."""

import pandas as pd
import pytest

from socialicence.assumptions.listed import Assumption
from socialicence.assumptions.stored import Change, Computed, Impact
from socialicence.parameters import parameters
from socialicence.report.limits import assumed
from socialicence.report.outcomes import in_words, outcomes_table
from socialicence.report.page import embedded, reproduction
from socialicence.report.people import people
from socialicence.report.why import explained_scenario, sentences
from socialicence.report.words import about_points, in_hundred, in_runs
from socialicence.results.results import Results
from socialicence.scenarios import Scenario
from tests.results.records import PROVENANCE, record

TODAY, MINE = Scenario("status_quo", title="Status quo"), Scenario("mine", title="Mine", values={"leadership": 0.6})


def results(mine, today=None, runs=1, **provenance):
    """Outcomes of the two scenarios, the same in every run."""
    scenarios = [MINE] if today is None else [TODAY, MINE]
    records = [record("mine", run, **mine) for run in range(runs)]
    if today is not None:
        records = [record("status_quo", run, **today) for run in range(runs)] + records
    return Results(scenarios, records, {**PROVENANCE, "runs": runs, **provenance})


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.0, "0 in 100"), (0.001, "fewer than 1 in 100"), (0.564, "56 in 100"), (0.999, "more than 99 in 100"),
     (1.0, "100 in 100"), (None, "not known"), (float("nan"), "not known")],
)  # fmt: skip
def test_shares_are_people_of_a_hundred(share, said):
    assert in_hundred(share) == said


@pytest.mark.parametrize(
    ("difference", "said"),
    [(0.0005, "hardly at all"), (0.0025, "a quarter of a point"), (0.00485, "half a point"), (-0.0098, "one point"),
     (0.0152, "1.5 points"), (-0.04, "4 points")],
)  # fmt: skip
def test_differences_are_points_as_one_would_say_them(difference, said):
    assert about_points(difference) == said


def test_how_often_in_runs():
    assert in_runs(4, 30) == "in 4 of 30 runs"
    assert in_runs(0, 30) == "in none of 30 runs"
    assert in_runs(30, 30) == "in all of 30 runs"
    assert in_runs(1, 1) == "in the one run"
    assert in_runs(0, 1) == "not in the one run"


def test_outcomes_in_sentences():
    found = results(
        {"licence_affected": 0.59, "external_access": 0.46, "cross_department": 1.5, "licence_gap": 0.015},
        {"licence_affected": 0.585, "external_access": 0.28, "cross_department": 0.5, "licence_gap": 0.02},
    )
    affected, outside, joined, gap = in_words(found)
    assert affected == (
        "Of those whose data are used, 59 in 100 back the sharing under Mine, and 58 in 100 if nothing changes: the "
        "difference is half a point in a hundred."
    )
    assert (
        outside == "Of data shares, 46 in 100 go to people outside government under Mine, 28 in 100 if nothing changes."
    )
    assert joined == "Two departments together clear desks 3.0 times as fast under Mine as if nothing changes."
    assert gap.startswith("Backing among those affected is 2 points in a hundred higher than among everyone if nothing")


def test_one_scenario_is_told_by_itself():
    affected, outside, gap = in_words(results({"licence_affected": 0.59, "external_access": 0.0, "licence_gap": 0.0}))
    assert affected == "Of those whose data are used, 59 in 100 back the sharing."
    assert outside == "Of data shares, 0 in 100 go to people outside government."
    assert "cannot be told" in gap


def test_cells_have_true_minus_signs_and_the_spread_below():
    found = results({"licence_gap": -0.012}, runs=2)
    found.records[1].outcomes["licence_gap"] = 0.02
    cell = next(row[1] for row in outcomes_table(found).rows if row[0].startswith("Gap"))
    assert cell == "+0.4\u00a0pts\n(−0.9\u00a0to\u00a0+1.7)"


def persona(runs, of, at=None, why=None):
    """A story in frequencies."""
    return {"usable_evidence_within_24m": {"runs": runs, "of": of}, "held_up_at": at or {}, "held_up_why": why or {}}


def test_a_persona_is_told_in_frequencies():
    found = results({}, {}, runs=30)
    found.summary["scenarios"]["status_quo"]["personas"] = {
        "academic researcher": persona(4, 30, {"scoping": 20, "access": 3}, {"fear of backlash": 12})
    }
    found.summary["scenarios"]["mine"]["personas"] = {"academic researcher": persona(22, 30)}
    (one,) = people(found)
    assert one.story == (
        "If nothing changes, there is usable evidence within two years in 4 of 30 runs. Under Mine, in 22 of 30 runs."
    )
    assert one.held_up == (
        "Most often held up at scoping (in 20 of 30 runs); most often the reason was “fear of backlash” (in 12 of 30 "
        "runs)."
    )


def test_one_run_is_told_as_one():
    found = results({})
    found.summary["scenarios"]["mine"]["personas"] = {
        "academic researcher": persona(0, 1, {"scoping": 1}, {"fear of backlash": 1}),
        "government researcher": persona(1, 1),
    }
    academic, government = people(found)
    assert academic.story == "Under Mine, there is no usable evidence within two years in the one run."
    assert academic.held_up == "Most held up at scoping, mostly for “fear of backlash”."
    assert government.story == "Under Mine, there is usable evidence within two years in the one run."
    assert government.held_up == "Nothing held these projects up."


def contributions(together, clear=True, levers=()):
    """Rows of one outcome: the whole, and each lever as `label, alone, last, clear`."""
    none = float("nan")
    rows = [("licence_affected", label, label, alone, alone - 0.01, alone + 0.01, sure, last, last, last, sure, 10)
            for label, alone, last, sure in levers]  # fmt: skip
    rows.append(("licence_affected", "together", "All together", together, together - 0.01, together + 0.01, clear,
                 none, none, none, None, 10))  # fmt: skip
    columns = ["outcome", "lever", "label", "alone", "alone_low", "alone_high", "alone_clear", "last", "last_low",
               "last_high", "last_clear", "runs"]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def test_what_choices_contribute_in_a_sentence():
    levers = [("Small", 0.001, 0.001, True), ("Money", 0.02, 0.03, True), ("Luck", 0.04, 0.04, False)]
    (said,) = sentences(contributions(0.051, levers=levers))
    assert said == (
        "Of every 100 people affected, about 5 more back the sharing (+4.1 to +6.1 over pairs of runs). Most of it "
        "comes from “money” (+2.0 alone, +3.0 last)."
    )
    (less,) = sentences(contributions(-0.008))
    assert less.startswith("Of every 100 people affected, 0.8 fewer back the sharing (−1.8 to +0.2")
    assert "No one choice does it by itself" in less


def test_what_luck_could_explain_is_not_told():
    (said,) = sentences(contributions(0.02, clear=False))
    assert said == "Backing among those affected: no change that luck could not explain."


def test_the_choices_worth_explaining():
    good = Scenario("public_good", values={"leadership": 0.9})
    one = {**PROVENANCE}
    assert explained_scenario(Results([TODAY], [], one)) is None
    assert explained_scenario(Results([TODAY, MINE, good], [], one)) == "public_good"
    assert explained_scenario(Results([TODAY, MINE], [], one)) == "mine"
    assert explained_scenario(Results([Scenario("status_quo", values={"leadership": 1.0})], [], one)) == "status_quo"


def test_how_to_make_it_again():
    made = reproduction(results({}, runs=3, command="socialicence run mine.toml", git_commit="abc-dirty"))
    facts = dict(made.facts)
    assert made.command == "socialicence run mine.toml"
    assert facts["Seeds"] == "1 to 3, the same in every scenario"
    assert facts["Model"].endswith("commit abc, with changes that are not committed")
    assert reproduction(results({})).command == ""
    assert dict(reproduction(results({})).facts)["Seeds"] == "1"


def test_nothing_in_a_summary_can_end_its_element():
    assert embedded({"title": "</script><!--&"}) == '{"title": "\\u003c/script\\u003e\\u003c!--\\u0026"}'


def test_the_ten_assumptions_are_those_that_were_computed(monkeypatch):
    first = parameters()["negativity_weight"]
    ten = [
        Assumption(first, "weak", Impact(0.1234, 0.08, 0.17), (Change("silos", "low", "silos", "none"),)),
        Assumption(parameters()["spillover"], "none", None, ()),
    ]
    made = {"assumptions": 210, "draws": 600, "scenarios": ["a", "b"], "citizens": 2000, "date": "2026-11-25",
            "model_version": 2}  # fmt: skip
    monkeypatch.setattr("socialicence.report.limits.ten_most_important", lambda: ten)
    monkeypatch.setattr("socialicence.report.limits.computed", lambda: Computed({}, {}, made))
    monkeypatch.setattr("socialicence.report.limits.is_current", lambda: True)
    found = assumed()
    assert found.made.startswith("All 210 assumptions were drawn at once over their ranges, 600 times, in 2 scenarios")
    assert found.made.endswith("Computed 2026-11-25, model version 2.")
    one, other = found.table.rows
    assert one[0] == first.label
    assert one[1].startswith(f"{first.default:g} ")
    assert one[2:] == ("a source for the direction, the size is ours", "12% (8% to 17%)",
                       "Silos at its low end: Silos to none of the four")  # fmt: skip
    assert other[2:] == ("our guess", "not known", "no")
    monkeypatch.setattr("socialicence.report.limits.is_current", lambda: False)
    assert assumed().made.endswith("older than the numbers of this report, to which it may not apply.")


def test_assumptions_that_were_not_computed_are_not_told(monkeypatch):
    def missing():
        raise FileNotFoundError

    monkeypatch.setattr("socialicence.report.limits.ten_most_important", missing)
    assert assumed().table is None
    assert "it was not computed which they are" in assumed().made
