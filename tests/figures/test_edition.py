"""An edition: what is written of a figure, and the index that says how to make it again."""

from __future__ import annotations

import hashlib

import pandas as pd
import pytest

from socialicence import figures
from socialicence.errors import InputError
from socialicence.figures.edition import COLUMNS, Edition
from tests.figures.tables import random_tables

TABLES = random_tables(seed=4)


@pytest.fixture
def edition(tmp_path):
    return Edition("01_tour", seed=4, small=True, folder=tmp_path / "figures")


def test_a_figure_is_picture_data_and_words_and_in_the_index(edition):
    drawn = edition.draw("trust", TABLES, name="01-trust")
    index = pd.read_csv(edition.folder / "index.csv", dtype=str)
    assert list(index.columns) == list(COLUMNS)
    (row,) = index.to_dict("records")
    assert row["figure"] == "01-trust.svg"
    assert row["title"] == figures.described(drawn).finding
    assert row["function"] == "socialicence.figures.trust_by_segment"
    assert row["command"] == "python notebooks/run.py --small --only 01_tour"
    assert (row["seed"], row["runs"], row["notebook"]) == ("4", str(len(TABLES["runs"])), "01_tour.py")
    for name, key in (("01-trust.svg", "svg_sha256"), ("01-trust.csv", "data_sha256")):
        assert hashlib.sha256((edition.folder / name).read_bytes()).hexdigest() == row[key]
    told = (edition.folder / "01-trust.txt").read_text(encoding="utf-8")
    assert told.strip() == figures.alternative(drawn)
    assert len(pd.read_csv(edition.folder / "01-trust.csv")) == len(figures.table(drawn))


def test_the_same_again_is_the_same_to_the_byte(edition):
    editions = []
    for _ in range(2):
        edition.draw("trust", TABLES, name="b")
        edition.draw("crossroads", TABLES, name="a")
        editions.append({path.name: path.read_bytes() for path in edition.folder.iterdir()})
    assert editions[0] == editions[1]
    assert pd.read_csv(edition.folder / "index.csv")["figure"].tolist() == ["a.svg", "b.svg"]


def test_size_follows_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("SOCIALICENCE_EDITION", "small")
    monkeypatch.setenv("SOCIALICENCE_FIGURES", str(tmp_path / "there"))
    edition = Edition("x")
    assert edition.size(30, 3) == 3
    assert edition.folder == tmp_path / "there"
    monkeypatch.delenv("SOCIALICENCE_EDITION")
    assert Edition("x").size(30, 3) == 30
    monkeypatch.setenv("SOCIALICENCE_EDITION", "smal")
    with pytest.raises(InputError, match="did you mean 'small'"):
        Edition("x")


@pytest.mark.parametrize("name", ["", "../up", "With Capitals", "a.svg"])
def test_a_name_that_is_no_file_is_refused(edition, name):
    with pytest.raises(InputError, match="small letters"):
        edition.draw("trust", TABLES, name=name)
    assert not edition.folder.exists()


def test_an_empty_figure_is_refused(edition):
    drawn = figures.draw("trust", TABLES)
    drawn.socialicence = drawn.socialicence._replace(table=drawn.socialicence.table.iloc[:0])
    with pytest.raises(InputError, match="there is nothing in it"):
        edition.publish(drawn, name="empty", function="f", runs=1)
