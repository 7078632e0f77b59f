"""`socialicence explain` as its users meet it."""

from __future__ import annotations

import json
import os

import pytest

from socialicence.outcomes.declaring import Place
from socialicence.outcomes.registry import names_in
from tests.cli.test_bad_input import refused

SIZE = ("--citizens", "200", "--runs", "2", "--months", "24")


def test_table_chain_and_what_the_bands_are(inside):
    done = inside("explain", "silos", "--by", "group", *SIZE)
    assert done.returncode == 0, done.stderr
    for words in ("Silos against today: 5 choices", "What changes", "added alone to today", "How it comes about",
                  "the spread between runs of this model", "Backing among those affected"):  # fmt: skip
        assert words in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 120


def test_choices_made_on_the_spot_are_explained(inside):
    done = inside("explain", "status_quo", "--set", "leadership=0.9", "--set", "openness=1", "--json", *SIZE)
    told = json.loads(done.stdout)
    assert {row["lever"] for row in told["contributions"]} == {
        "leadership", "openness", "together", "together_beyond_sum",
    }  # fmt: skip


def test_full_shows_every_choice(inside):
    short = inside("explain", "silos", "--by", "group", *SIZE).stdout
    full = inside("explain", "silos", "--by", "group", "--full", *SIZE).stdout
    assert "Do leaders back sharing" in full
    explained = len(names_in(Place.EXPLANATION))
    assert full.count("Do departments move together") == explained > short.count("Do departments move together")


def test_files_are_written_where_asked_and_nowhere_else(inside, tmp_path):
    assert inside("explain", "silos", "--by", "group", *SIZE).returncode == 0
    assert os.listdir(tmp_path) == []
    done = inside("explain", "silos", "--by", "group", "--out", "why", *SIZE)
    assert done.returncode == 0, done.stderr
    assert sorted(os.listdir(tmp_path / "why")) == [
        "contributions.csv", "contributions.png", "contributions.svg", "explanation.json", "mechanisms.csv",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["silo"], "did you mean 'silos'"),
        ([""], "NAME is empty"),
        (["status_quo"], "there is nothing to explain"),
        (["silos", "--by", "levers"], "did you mean 'lever'"),
        (["silos", "--runs", "0"], "--runs 0 is out of range"),
        (["silos", "--set", "leadership"], "NAME=VALUE is needed"),
        (["silos", "--out", " "], "--out is empty"),
        (["nowhere.toml"], "nowhere.toml"),
    ],
)
def test_bad_input_is_one_line(inside, tmp_path, arguments, words):
    refused(inside("explain", *arguments), words)
    assert os.listdir(tmp_path) == []
