"""The cards: every sheet is there, its words are on it, and nothing runs over its edge."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from socialicence.dashboard import packs
from socialicence.dashboard.levers import LEVERS
from socialicence.dashboard.packs import Choice, Costs, Question
from socialicence.dashboard.pdf import new_pdf, write
from socialicence.dashboard.plan import RECOMMENDATION, recommendations
from socialicence.dashboard.workshop import cards
from socialicence.dashboard.workshop.cards import write_cards
from socialicence.parameters import parameters


def words_of(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    path = tmp_path_factory.mktemp("cards") / "cards.pdf"
    write_cards(packs.standard(), path, "made by hand")
    return [words_of(page.extract_text()) for page in PdfReader(path).pages]


def test_every_sheet_is_a4_and_says_something(sheets):
    assert len(sheets) == 1 + 2 + 1 + 4 + 5 + 1
    assert all(len(text) > 80 for text in sheets)


def test_every_recommendation_has_a_card_with_what_it_means(sheets):
    text = " ".join(sheets[4:8])
    for name in recommendations():
        one = parameters()[RECOMMENDATION + name]
        assert one.label in text
        assert one.high_means in text


def test_each_question_has_its_ballots(sheets):
    for question, text in zip(packs.standard().all_questions, sheets[8:13], strict=True):
        assert text.count(words_of(question.text)) == 6
        assert text.count("One tick. No name.") == 6


def test_the_plan_sheet_has_every_step(sheets):
    for lever in LEVERS:
        assert lever.question in sheets[-1]
        for step in lever.steps:
            assert step.label in sheets[-1]
    assert "The 5 recommendations that we choose" in sheets[-1]


def test_the_first_sheet_says_how_many_and_what_it_is_based_on(sheets):
    assert "25 people at 4 tables" in sheets[0]
    assert "made by hand" in sheets[0]
    assert "It has not read the future" in sheets[0]


def test_costs_and_long_texts_stay_on_their_sheets(tmp_path):
    """A question of eight long answers is still one page of ballots; costs stand on cards and plan sheet."""
    long = Question("long", "Why? " * 40, tuple(Choice(f"c{number}", "A long answer " * 8) for number in range(8)))
    costs = Costs("tokens", 12.0, {"access": (0.0, 1.0, 3.0)}, {"arbitration": 2.0})
    pack = replace(packs.standard(), questions=(long,), choose_cards=16, costs=costs)
    path = tmp_path / "cards.pdf"
    write_cards(pack, path, "x")
    pages = [words_of(page.extract_text()) for page in PdfReader(path).pages]
    assert len(pages) == 1 + 2 + 1 + 4 + 4 + 1
    assert "Cost: 2 tokens" in " ".join(pages)
    assert "Approved outsiders too (3)" in pages[-1]
    assert "of 12 tokens" in pages[-1]


def test_text_that_does_not_fit_gets_smaller_and_then_ends():
    pdf = new_pdf("x")
    pdf.add_page()
    end = write(pdf, "word " * 2000, 10, 10, 60, size=12, height=20, least=8)
    assert end <= 30.5
    text = PdfReader(io.BytesIO(bytes(pdf.output()))).pages[0].extract_text()
    assert text.rstrip().endswith("…")


def test_letters_of_every_kind_and_words_without_end():
    pdf = new_pdf("x")
    pdf.add_page()
    end = write(pdf, "Łódź – Ynys Môn – Gàidhlig – €5 – " + "x" * 500, 10, 10, 60, size=12)
    assert end > 20


@pytest.mark.parametrize("count", [1, 5, 6, 16])
def test_every_line_of_the_plan_sheet_stands_above_its_foot(monkeypatch, count):
    """With a pack that costs something, whose levers take the most room."""
    lines: list[float] = []
    monkeypatch.setattr(cards, "rule", lambda pdf, x, y, wide, *colour: lines.append(y))
    costs = Costs("tokens", 4, {lever.name: (1,) * len(lever.steps) for lever in LEVERS}, {})
    pdf = new_pdf("One sheet")
    cards.plan_sheet(pdf, replace(packs.standard(), choose_cards=count, costs=costs))
    answers = sum(number for _, number in cards.ASKED)
    assert len(lines) == 1 + count + answers
    assert max(lines) < cards.FOOT
    assert pdf.page == 1
