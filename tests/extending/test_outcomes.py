"""An outcome added from outside the package is in every file and on every screen, and is gone once taken away."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest

from socialicence import compare
from socialicence.analysis.study import best_quarter, read_condition
from socialicence.errors import InputError
from socialicence.explanation.measured import headlines, measured
from socialicence.explanation.wording import is_share
from socialicence.outcomes import Place, RunOutcome, Shown, add_outcome, remove_outcome
from socialicence.outcomes.registry import OUTCOMES
from socialicence.results.rows import all_rows
from socialicence.results.rows import headlines as first_rows


def mean_trust(run):
    return float(run.world.observations.trust[run.months, 0, 0].mean())


TRUST = RunOutcome(
    "trust_in_the_nhs", "Trust in the health service", "share", "adults, weighted", "mean over the last two years",
    of=mean_trust, less_is_better=True, shown={Place.SCREEN: Shown(11), Place.EXPLANATION: Shown(20)},
)  # fmt: skip
BUSY = RunOutcome(
    "busy", "Busy or not", "text", "none", "busy where any project was put in",
    of=lambda run: "busy" if run.projects.size else "idle", words=("busy", "idle"),
)  # fmt: skip
COUNT = RunOutcome("desks", "Desks", "count", "none", "desks visited", of=lambda run: run.world.visit_count)


@pytest.fixture(scope="module")
def results():
    for one in (TRUST, BUSY, COUNT):
        add_outcome(one)
    yield compare(["status_quo", "silos"], citizens=100, runs=2, months=2, seed=1)
    for one in (TRUST, BUSY, COUNT):
        remove_outcome(one.name)


def test_it_is_in_every_file(results, tmp_path):
    results.write(tmp_path)
    runs = pd.read_parquet(tmp_path / "runs.parquet")
    assert [*runs.columns[-5:]] == ["trust_in_the_nhs", "busy", "desks", "model_version", "wall_seconds"]
    assert runs["trust_in_the_nhs"].between(0.01, 0.99).all()
    assert set(runs["busy"]) <= {"busy", "idle"}
    assert runs["desks"].dtype == "int64"
    row = pd.read_csv(tmp_path / "measures.csv").set_index("measure").loc["trust_in_the_nhs"]
    assert (row["label"], row["unit"], row["tables"]) == ("Trust in the health service", "share", "runs")
    found = json.loads((tmp_path / "summary.json").read_text(encoding="utf-8"))["scenarios"]["silos"]
    own = runs.loc[runs["scenario"] == "silos", "trust_in_the_nhs"]
    assert found["outcomes"]["trust_in_the_nhs"]["mean"] == pytest.approx(own.mean())
    assert sum(found["busy"].values()) == 2
    assert "busy" not in found["outcomes"]


def test_it_is_on_the_screen_where_it_asks_to_be(results):
    summary = results.summary["scenarios"]["silos"]
    assert first_rows()[-1].label == "Trust in the health service"
    assert " % (" in first_rows()[-1].cell(summary)
    cells = {row.label: row.cell(summary) for row in all_rows()}
    assert cells["Busy or not"].endswith("of 2")
    assert "Desks" in cells


def test_choices_are_held_against_it(results):
    assert headlines()[-1] == "trust_in_the_nhs"
    assert is_share("trust_in_the_nhs")
    assert measured(results.records[0])["trust_in_the_nhs"] == results.records[0].outcomes["trust_in_the_nhs"]


def test_analyses_know_it(results):
    assert best_quarter(results.runs, "trust_in_the_nhs").comparison == "<="
    assert read_condition("busy = idle").against == "idle"
    with pytest.raises(InputError, match="busy, idle"):
        read_condition("busy = often")


@pytest.mark.parametrize("name", ["licence_affected", "seed", "leadership", "two words"])
def test_a_name_that_is_taken_or_none_is_refused(name):
    with pytest.raises(InputError, match=name):
        add_outcome(RunOutcome(name, "", "", "", "", of=mean_trust))


@pytest.mark.parametrize("name", ["licence_affected", "nothing"])
def test_only_what_was_added_can_be_taken_away(name):
    with pytest.raises(InputError, match="was not added"):
        remove_outcome(name)


def test_nothing_is_left_of_it_once_it_is_taken_away():
    before = dict(OUTCOMES)
    add_outcome(replace(COUNT, name="more_desks"))
    assert [*OUTCOMES] == [*before, "more_desks"]
    remove_outcome("more_desks")
    assert before == OUTCOMES
