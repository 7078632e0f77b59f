"""`explain` on the model itself: the runs behind it are those that anybody gets who sets the same choices."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from socialicence import compare, explain, figures
from socialicence.errors import InputError
from socialicence.explanation.effects import BEYOND, COLUMNS, TOGETHER
from socialicence.explanation.explaining import together_frame
from socialicence.explanation.measured import headlines
from socialicence.scenarios import Scenario
from tests.explanation.runs import contributions_frame, item, pairs

SIZE = {"citizens": 300, "runs": 2, "months": 12, "seed": 5}
MINE = Scenario("mine", values={"leadership": 0.9, "openness": 0.5, "security": 0.9})


@pytest.fixture(scope="module")
def found():
    return explain(MINE, **SIZE)


def outcome(changes, name):
    """An outcome of each run of today with some choices, by the command that everybody has."""
    runs = compare([Scenario("mine", values=changes)], detail=False, **SIZE).runs
    return runs[name].to_numpy()


@pytest.mark.parametrize("name", ["licence_affected", "cross_department"])
def test_contributions_are_those_of_runs_with_and_without_a_choice(found, name):
    rows = found.contributions[found.contributions["outcome"] == name].set_index("lever")
    today, here = outcome({}, name), outcome(MINE.values, name)
    assert rows.loc[TOGETHER, "alone"] == pytest.approx((here - today).mean(), abs=1e-12)
    alone = {lever: outcome({lever: value}, name) - today for lever, value in MINE.values.items()}
    for lever, effect in alone.items():
        without = outcome({key: value for key, value in MINE.values.items() if key != lever}, name)
        assert rows.loc[lever, "alone"] == pytest.approx(effect.mean(), abs=1e-12)
        assert rows.loc[lever, "last"] == pytest.approx((here - without).mean(), abs=1e-12)
    beyond = here - today - sum(alone.values())
    assert rows.loc[BEYOND, "alone"] == pytest.approx(beyond.mean(), abs=1e-12)


def test_it_does_not_depend_on_how_many_run_side_by_side(found):
    again = explain(MINE, workers=1, **SIZE)
    pd.testing.assert_frame_equal(found.contributions, again.contributions)
    pd.testing.assert_frame_equal(found.mechanisms, again.mechanisms)
    assert found.sentences == again.sentences


def test_it_has_what_the_figure_and_the_report_need(found):
    assert tuple(found.contributions.columns) == COLUMNS
    assert list(found.together["outcome"]) == list(headlines())
    assert (found.citizens, found.runs, found.months, found.seed, found.by) == (300, 2, 12, 5, "lever")
    assert found.scenario.name == "mine"
    figure = figures.contributions(found.drawn(), found.results.runs)
    assert "Do leaders back sharing" in set(figures.table(figure)["label"])


def test_progress_goes_from_first_to_last_month():
    seen = []
    explain(MINE, progress=lambda done, total: seen.append((done, total)), **SIZE)
    assert seen == sorted(seen)
    assert seen[-1] == (8 * 2 * 12, 8 * 2 * 12)


def test_one_choice_is_not_run_twice():
    seen = []
    one = explain("status_quo", changes={"leadership": 0.9}, progress=lambda done, total: seen.append(total), **SIZE)
    assert set(seen) == {2 * 2 * 12}
    rows = one.contributions[one.contributions["outcome"] == "cross_department"].set_index("lever")
    assert rows.loc["leadership", "alone"] == rows.loc["leadership", "last"] == rows.loc[TOGETHER, "alone"] > 0
    assert rows.loc[BEYOND, "alone"] == 0.0
    assert "There is one choice" in " ".join(one.notes)


def test_files_hold_all_of_it_without_nan(found, tmp_path):
    names = [path.name for path in found.write(tmp_path)]
    assert names == ["contributions.csv", "mechanisms.csv", "explanation.json"]
    table = pd.read_csv(tmp_path / "contributions.csv")
    assert table["alone"].to_numpy() == pytest.approx(found.contributions["alone"].to_numpy(), nan_ok=True)
    told = json.loads((tmp_path / "explanation.json").read_text(), parse_constant=pytest.fail)
    assert told["sentences"] == found.sentences
    assert told["provenance"]["scenarios"][1]["values"] == MINE.values
    assert len(told["contributions"]) == len(found.contributions)


def test_additions_bring_choices_of_their_own(tmp_path):
    file = tmp_path / "ours.toml"
    file.write_text(
        '[[recommendations]]\nname = "own"\nlabel = "Our own"\nadoption = 0.5\neffects = { leadership = 0.3 }\n'
    )
    found = explain(MINE, additions=file, by="group", **SIZE)
    assert [one.name for one in found.items] == ["openness", "leadership", "security", "own_recommendations"]


def test_a_run_that_fails_is_left_out_with_its_pair():
    made = pairs(lambda name, on, run: float(run))
    made.here[1] = {}
    table = together_frame(made, contributions_frame(made, [item("a"), item("b")]))
    assert table["runs"].unique().tolist() == [3]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"citizens": 1}, "citizens = 1"), ({"runs": 0}, "runs = 0"), ({"months": 0}, "months = 0"),
        ({"seed": -1}, "seed = -1"), ({"workers": 0}, "workers = 0"), ({"by": "kind"}, "unknown by 'kind'"),
        ({"changes": {"leadershp": 1}}, "did you mean 'leadership'"), ({"additions": "none.toml"}, "none.toml"),
    ],
)  # fmt: skip
def test_bad_settings_are_refused_before_anything_runs(settings, words):
    with pytest.raises(InputError, match=words):
        explain(MINE, **{**SIZE, **settings})
