"""`socialicence workshop` as its users meet it: the files, what is kept, and one line for bad input."""

from __future__ import annotations

import json
import sys

import pytest

from tests.cli.test_bad_input import refused

PACK = """
title = "Small"
[[rounds]]
name = "first"
title = "First"
predict = "What will happen?"
measure = "nearest"
choices = { silos = "Silos", none = "None" }
reveal = "Look."
why = "Because."
"""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["workshop"], ["export | check"]),
        (["workshop", "exprot"], ["workshop: unknown action 'exprot'", "did you mean 'export'"]),
        (["workshop", "export", "standrad"], ["unknown pack 'standrad'", "did you mean 'standard'"]),
        (["workshop", "export", "missing.toml"], ["missing.toml", "no such file", "standard"]),
        (["workshop", "export", "--runs", "1"], ["--runs 1", "2 to 100"]),
        (["workshop", "export", "--runs", "101"], ["--runs 101", "2 to 100"]),
        (["workshop", "export", "--citizens", "uk"], ["--citizens uk", "100,000 at most"]),
        (["workshop", "export", "--citizens", "many"], ["--citizens", "'many'"]),
        (["workshop", "export", "--seed", "-1"], ["--seed"]),
        (["workshop", "export", "--out", " "], ["--out is empty"]),
        (["workshop", "check", "standard", "more"], ["more"]),
    ],
)
def test_refused(inside, tmp_path, arguments, words):
    refused(inside(*arguments), *words)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_refused_before_the_work(inside, tmp_path):
    (tmp_path / "taken").write_text("mine", encoding="utf-8")
    refused(inside("workshop", "export", "--out", "taken"), "taken", "is a file")
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "mine"


def test_a_pack_is_checked_without_running_anything(inside, tmp_path):
    (tmp_path / "mine.toml").write_text(PACK, encoding="utf-8")
    done = inside("workshop", "check", "mine.toml")
    assert done.returncode == 0
    assert "Small: nothing is wrong with this pack" in done.stdout
    assert "presets: none" in done.stdout
    told = json.loads(inside("workshop", "check", "--json").stdout)
    assert len(told["rounds"]) == 3
    (tmp_path / "mine.toml").write_text(PACK.replace("measure", "mesure"), encoding="utf-8")
    refused(inside("workshop", "check", "mine.toml"), "mine.toml: rounds 1: unknown key 'mesure'")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.toml"]


@pytest.fixture
def three_months(tmp_path, monkeypatch, capfd):
    """Run `socialicence` in this process with the real engine, three months instead of sixty."""
    from socialicence import ensemble

    real = ensemble.compare
    monkeypatch.setattr(ensemble, "compare", lambda batch, **settings: real(batch, **settings, months=3))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> str:
        from socialicence.__main__ import main

        monkeypatch.setattr(sys, "argv", ["socialicence", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        shown = capfd.readouterr()
        assert left.value.code == 0, shown.err
        return shown.out

    return call


def test_export_writes_both_files_and_keeps_what_it_ran(three_months, tmp_path):
    """Every setting on the smallest public; other words then need no new runs."""
    small = ("--citizens", "100", "--runs", "2", "--out", "out/mine")
    (tmp_path / "mine.toml").write_text(PACK, encoding="utf-8")
    shown = three_months("workshop", "export", "mine.toml", *small, "--json")
    folder = tmp_path / "out" / "mine"
    assert json.loads(shown)["files"] == ["out/mine/workshop.html", "out/mine/workshop-cards.pdf"]
    assert (folder / "workshop-cards.pdf").read_bytes().startswith(b"%PDF-")
    page = (folder / "workshop.html").read_text(encoding="utf-8")
    assert "2 runs of each set of choices, seeds 1 to 2, 100 citizens each" in page
    kept = folder / "workshop-settings.jsonl"
    before = kept.read_bytes()
    (tmp_path / "mine.toml").write_text(PACK.replace("Small", "Renamed"), encoding="utf-8")
    assert "workshop.html" in three_months("workshop", "export", "mine.toml", *small)
    assert kept.read_bytes() == before
    assert "<title>Renamed</title>" in (folder / "workshop.html").read_text(encoding="utf-8")
    assert {path.name for path in folder.iterdir()} == {"workshop.html", "workshop-cards.pdf", kept.name}
