"""What happened, told: events in order, in plain sentences, and programmes as a table."""

from __future__ import annotations

import re

import numpy as np
import pytest

from socialicence.ensemble import compare


@pytest.fixture(scope="module")
def results():
    return compare(["status_quo", "government"], citizens=200, runs=2, months=36)


def test_events_are_in_order_of_time_within_each_run(results):
    for _, one in results.events.groupby(["scenario", "run"], observed=True):
        assert (np.diff(one["month"]) >= 0).all()


def test_every_event_is_told_in_whole_short_sentences(results):
    for sentence in results.events["sentence"].unique():
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "_" not in sentence
        assert all(len(part.split()) < 25 for part in re.split(r"(?<=\.) ", sentence))


def test_each_launch_is_told_once(results):
    told = results.events.query("kind == 'announced'").groupby(["scenario", "run"], observed=True).size()
    for _, row in results.runs.iterrows():
        assert told[row["scenario"], row["run"]] == row["programmes_launched"]


def test_programmes_say_when_what_became_of_them_and_what_they_did(results):
    table = results.programmes
    assert (table["times_contested"] > 0).sum() == table["contested_month"].notna().sum()
    stopped = table[table["state"] == "stopped"]
    assert stopped["stopped_month"].notna().all()
    assert stopped["ended_by"].isin(["stopped", "found unlawful"]).all()
    assert (table["accesses_kept"] <= table["accesses"]).all()
    assert (table["accesses"] <= table["shares"]).all()
    assert table["shares"].sum() > 0


def test_accesses_kept_are_those_not_ended_by_a_stop(results):
    projects = results.projects
    in_the_run = projects["started_month"] + projects["months_to_access"] > 0
    reached = in_the_run & (projects["outcome"] != "stopped")
    kept = reached.groupby([projects["scenario"], projects["run"]], observed=True).sum()
    for _, row in results.runs.iterrows():
        assert kept[row["scenario"], row["run"]] == row["access_kept"]
