"""Bad input: one line that names what was given and what is allowed, exit 2, nothing written."""

from __future__ import annotations

import os

import pytest

SMALL = ("--citizens", "500", "--runs", "2")


def refused(done, *words: str) -> None:
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("socialicence: ")
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr, done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["compare", "status_qou"], ["scenario", "'status_qou'", "did you mean 'status_quo'"]),
        (["compare", ""], ["empty"]),
        (["compare", "status_quo", "status_quo"], ["two scenarios", "status_quo"]),
        (["compare", "missing.toml"], ["missing.toml", "no such file"]),
        (["compare", "--runs", "0"], ["--runs", "0", "1 to 100,000"]),
        (["compare", "--runs", "-3"], ["--runs", "-3"]),
        (["compare", "--runs", "99999999999"], ["--runs", "100,000"]),
        (["compare", "--runs", "many"], ["--runs", "'many'", "whole number"]),
        (["compare", "--runs", "nan"], ["--runs", "'nan'"]),
        (["compare", "--months", "0"], ["--months", "1 to 600"]),
        (["compare", "--workers", "0"], ["--workers"]),
        (["compare", "--citizens", "0"], ["--citizens"]),
        (["compare", "--citizens", "1e99"], ["--citizens", "54,900,000"]),
        (["compare", "--citizens", "2.5"], ["--citizens", "'2.5'"]),
        (["compare", "--seed", "-1"], ["--seed"]),
        (["compare", "--unknown"], ["--unknown"]),
        (["compare", "--set", "leadership"], ["--set 'leadership'", "NAME=VALUE"]),
        (["run", "status_quo", "--set", "leadershp=0.5"], ["--set", "'leadershp'", "did you mean 'leadership'"]),
        (["run", "status_quo", "--set", "leadership=7"], ["--set: leadership = 7 is out of range", "0.05 to 0.95"]),
        (["run", "status_quo", "--set", "leadership=high"], ["leadership = 'high' is not a number"]),
        (["run", "status_quo", "--set", "leadership=nan"], ["leadership = nan", "0.05 to 0.95"]),
        (["run", "status_quo", "--set", "leadership=.1", "--set", "leadership=.2"], ["leadership", "twice"]),
        (["run", "status_quo", "--set", "recommendation.7=1", "--set", "recommendation.arbitration=0"], ["twice"]),
        (["run", "status_quo", "--set", "engagement.strategy=targetted"], ["did you mean 'targeted'"]),
        (["run"], ["NAME"]),
        (["population", "--from", "none.csv"], ["none.csv", "no such file"]),
        (["compare", "--survey", "none.csv"], ["none.csv", "no such file"]),
        (["run", "status_quo", "--survey", "."], ["is a folder", ".csv"]),
        (["scenarios", "silo_s.toml"], ["no such file"]),
        (["parameters", "zzzz"], ["'zzzz'"]),
        (["compare", "x" * 5000], ["unknown scenario 'xxx"]),
        (["compare", "--out", ""], ["--out is empty"]),
        (["run", "status_quo", "--out", ""], ["--out is empty"]),
        (["compare", "--runs", "\u0663"], ["--runs", "is not a whole number"]),
        (["run", "status_quo", "--set", "leadership=0_1"], ["leadership = '0_1' is not a number"]),
        (["compair"], ["unknown command 'compair'", "did you mean 'compare'"]),
    ],
)
def test_refused(inside, tmp_path, arguments, words):
    refused(inside(*arguments), *words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", ["is empty"]),
        (b"  \n", ["is empty"]),
        (b"\x89PNG\r\n\x1a\n\x00\xff", ["is not text"]),
        (b"\x00\x01\x02", ["is not valid TOML"]),
        (b"title = ", ["is not valid TOML", "document"]),
        (b"[levers]\nleadershp = 0.5", ["leadershp", "did you mean 'leadership'"]),
        (b"[levers]\nleadership = 'x'", ["leadership = 'x' is not a number"]),
        (b"[levers]\nleadership = nan", ["leadership", "0.05 to 0.95"]),
        (b"leadership = 0.5", ["leadership is a lever: put it under [levers]"]),
        (b"titel = 'x'", ["unknown key 'titel'", "did you mean 'title'"]),
    ],
)
def test_broken_files(inside, tmp_path, content, words):
    (tmp_path / "mine.toml").write_bytes(content)
    refused(inside("compare", "mine.toml", *SMALL), "mine.toml", *words)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.toml"]


def test_a_shock_after_the_end_of_the_run(inside, tmp_path):
    shock = "[[shocks]]\nmonth = 30\nshock = 'breach'\norganisation = 'charities'"
    (tmp_path / "mine.toml").write_text(shock)
    refused(inside("run", "mine.toml", *SMALL, "--months", "29"), "mine", "month 30", "29 months")
    assert inside("run", "mine.toml", *SMALL, "--months", "30").returncode == 0


def test_folder_for_a_file(inside, tmp_path):
    (tmp_path / "mine.toml").mkdir()
    refused(inside("compare", "mine.toml"), "mine.toml", "is a folder")
    (tmp_path / "plain").mkdir()
    refused(inside("compare", "plain"), "plain", "is a folder")


def test_output_that_is_a_file(inside, tmp_path):
    (tmp_path / "taken").write_text("mine")
    refused(inside("compare", "status_quo", *SMALL, "--out", "taken"), "taken", "is a file")
    refused(inside("compare", "status_quo", *SMALL, "--out", "taken/below"), "taken", "is a file")
    assert (tmp_path / "taken").read_text() == "mine"


def test_output_that_cannot_be_written(inside):
    refused(inside("compare", "status_quo", *SMALL, "--out", "/proc/results"), "/proc/results", "cannot be written")


def test_output_name_with_a_null_or_too_long(inside):
    refused(inside("compare", "status_quo", *SMALL, "--out", "x" * 5000), "cannot be written")


def test_more_citizens_than_memory(inside):
    done = inside("compare", "status_quo", "--citizens", "uk", "--runs", "4096", "--workers", "4096")
    refused(done, "citizens = 54,900,000", "would fit")


def test_names_that_are_not_utf8(command, tmp_path):
    refused(command("compare", b"caf\xe9"), "unknown scenario")
    name = os.fsencode(tmp_path) + b"/caf\xe9.toml"
    with open(name, "wb") as file:
        file.write(b"title = 'x'")
    refused(command("compare", b"caf\xe9.toml"), "not UTF-8")


def test_output_folder_that_is_not_utf8(command, tmp_path):
    done = command("compare", "status_quo", *SMALL, "--out", b"caf\xe9")
    assert done.returncode == 0, done.stderr
    assert sorted(os.listdir(os.fsencode(tmp_path) + b"/caf\xe9"))[0] == b"crossroads.png"


def test_bad_input_with_json_leaves_stdout_empty(command):
    refused(command("compare", "nonsense", "--json"), "nonsense")
