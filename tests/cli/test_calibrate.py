"""`socialicence calibrate` as its users meet it."""

from __future__ import annotations

import json

import pytest

SMALL = ("--citizens", "1000", "--particles", "20", "--generations", "6", "--draws", "2")
FILES = {
    "fit.json", "fit.sqlite", "posterior.csv", "parameters.csv", "targets.csv", "predictions.csv", "diagnostics.json",
    "report.md", "fit.svg", "fit.png",
}  # fmt: skip


def test_a_fit_writes_its_files_says_how_it_is_and_is_found_done(real_command, tmp_path):
    said = real_command("calibrate", "gpdpr", *SMALL, "--out", "fit")
    assert said.returncode == 0, said.stderr
    assert {path.name for path in (tmp_path / "fit").iterdir()} == FILES
    report = (tmp_path / "fit" / "report.md").read_text(encoding="utf-8").strip()
    assert report in said.stdout
    for word in ("objection_scale", "nothing changes", "Predicted for 1 May 2022"):
        assert word in report
    again = real_command("calibrate", "gpdpr", *SMALL, "--out", "fit", "--json")
    assert again.returncode == 0, again.stderr
    content = json.loads(again.stdout)
    assert content["report"] == report
    assert {one["parameter"] for one in content["parameters"]} >= {"objection_scale", "objection_tie_spread"}
    assert len(content["diagnostics"]["generations"]) == 6
    other = real_command("calibrate", "gpdpr", *SMALL, "--seed", "2", "--out", "fit")
    assert (other.returncode, other.stdout) == (2, "")
    assert "holds a fit with seed = 1, not 2" in other.stderr
    assert other.stderr.count("\n") == 1


def test_the_fit_of_the_public(real_command, tmp_path):
    said = real_command("calibrate", "public", "--out", "public")
    assert said.returncode == 0, said.stderr
    assert "RSS" in said.stdout
    assert len(list((tmp_path / "public").glob("*.csv"))) == 5
    content = json.loads(real_command("calibrate", "public", "--out", "public", "--json").stdout)
    assert {one["survey"] for one in content["cutoffs"]} == {"rss", "jrrt", "wellcome", "cdei", "pooled"}
    assert content["surveys"][0]["root_mean_square"] >= content["surveys"][-1]["root_mean_square"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("calibrate", "gdpr"), "fit 'gdpr'"),
        (("calibrate", "gpdpr", "--particles", "5"), "--particles 5 is out of range; a whole number from 20 to 10,000"),
        (("calibrate", "gpdpr", "--generations", "1"), "--generations 1 is out of range"),
        (("calibrate", "gpdpr", "--citizens", "many"), "--citizens 'many' is not a whole number"),
        (("calibrate", "gpdpr", "--draws", "1"), "--draws 1 is out of range"),
        (("calibrate", "gpdpr", "--seed", "-1"), "--seed -1 is out of range"),
        (("calibrate", "gpdpr", "--out", ""), "--out is empty"),
        (("calibrate", "public", "--particles", "50"), "--particles belongs to calibrate gpdpr"),
    ],
)
def test_bad_input_is_one_line(inside, tmp_path, words, told):
    said = inside(*words)
    assert said.returncode == 2
    assert told in said.stderr
    assert said.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("what", ["gpdpr", "public"])
def test_a_file_in_place_of_the_folder_is_refused_before_any_work(real_command, tmp_path, what):
    (tmp_path / "taken").write_text("mine")
    said = real_command("calibrate", what, "--out", "taken")
    assert said.returncode == 2
    assert "taken is a file" in said.stderr
    assert (tmp_path / "taken").read_text() == "mine"
