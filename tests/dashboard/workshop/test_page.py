"""The page as text: nothing from outside, nothing unescaped, and a table that says what it should."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest

from socialicence.dashboard import packs
from socialicence.dashboard.workshop import page as page_module
from socialicence.dashboard.workshop.page import FOLDER, SCRIPTS, axes, content, page
from socialicence.dashboard.workshop.settings import Settings
from tests.dashboard.workshop.made_up import made_up_rows

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>'\"{{ 7 * 7 }}"


@pytest.fixture(scope="module")
def rows(settings):
    return made_up_rows(settings)


@pytest.fixture(scope="module")
def text(settings, rows):
    return page(packs.standard(), settings, rows, "made by hand")


def part(text: str, tag: str) -> str:
    found = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
    assert len(found) == 1
    return found[0]


def test_it_is_one_file_that_asks_for_nothing(text):
    assert len(text.encode()) < 3_000_000
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#|data:,)""", text)
    assert "http" not in text.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")
    assert "@import" not in text
    assert "url(" not in text


def test_the_policy_lets_in_its_own_style_and_script_and_nothing_else(text):
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
    assert policy is not None
    rules = policy[1].replace("&#39;", "'")
    assert rules.startswith("default-src 'none'; ")
    assert "unsafe" not in rules
    for tag in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(part(text, tag).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in rules
    assert not re.search(r"<[a-z][^>]*\s(?:style|on[a-z]+)=", text)


def test_every_script_is_there_and_short_enough_to_read():
    assert {path.name for path in FOLDER.glob("*.js")} == set(SCRIPTS)
    for name in (*SCRIPTS, "workshop.css"):
        assert (FOLDER / name).read_text(encoding="utf-8").count("\n") < 350, name


def test_what_a_pack_says_cannot_become_code(settings, rows):
    pack = packs.standard()
    one = pack.rounds[0]
    asked = replace(one.question, text=HOSTILE, choices=(replace(one.question.choices[0], label=HOSTILE),))
    bad = replace(
        pack, title=HOSTILE, description=HOSTILE, questions=(), presets=(),
        rounds=(replace(one, title=HOSTILE, reveal=HOSTILE, why=HOSTILE, question=asked),),
    )  # fmt: skip
    text = page(bad, Settings(bad), rows, HOSTILE)
    assert "<script>alert" not in text
    assert "<img" not in text
    assert "{{ 7 * 7 }}" in text
    assert text.count("<script") == 2


def test_the_table_that_the_script_reads(settings, rows):
    table = content(packs.standard(), settings, rows)
    json.dumps(table, allow_nan=False)
    assert table["today"] == 121
    assert [one["name"] for one in table["rounds"]] == ["nothing_changes", "leaflet", "designed_together"]
    assert table["rounds"][2]["against_title"] == "A leaflet announces a decision already made"
    assert table["levers"][0]["positions"][1]["label"] == "As today"
    assert len(table["named"]) == 8


def test_scales_hold_every_set_of_choices(rows):
    found = axes(rows)
    largest = max(max(row["runs"]["cross_department"]) for row in rows) / 10_000
    assert found["across"] >= max(1.9, largest)
    means = [sum(row["runs"]["licence_affected"]) / len(row["runs"]["licence_affected"]) / 10_000 for row in rows]
    assert found["effect"]["licence_affected"] >= max(abs(mean - means[121]) for mean in means)


def test_a_missing_word_is_a_fault(settings, rows, monkeypatch):
    monkeypatch.setattr(page_module, "words", lambda: dict.fromkeys(("no_change", "outside", "damaged", "old"), ""))
    with pytest.raises(Exception, match=r"has no attribute|is undefined"):
        page(packs.standard(), settings, rows, "")
