"""The page to take home: what differs, pictures, table, people, votes, link and what it is based on."""

from __future__ import annotations

import io
import re
from html import unescape

import numpy as np
import pytest
from pypdf import PdfReader

from socialicence.dashboard import packs
from socialicence.dashboard.packs import Choice, Question
from socialicence.dashboard.plan import TODAY, Plan
from socialicence.dashboard.simulation import Simulation
from socialicence.dashboard.take_away import TakeAway, Votes, html_page, pdf_page
from socialicence.dashboard.take_away.contents import answers, lines, people, spread

LINK = "http://127.0.0.1:8765/?screen=take_away&involved=4&version=3"
HOSTILE = "</svg><script>alert(1)</script>'\"{{ 7 * 7 }}"


@pytest.fixture(scope="module")
def simulation():
    one = Simulation(citizens=300, runs=3, quick=3, seed=5)
    yield one
    one.close()


@pytest.fixture(scope="module")
def take(simulation):
    plan = Plan(steps={"involved": 4, "people": 4}, cards=("arbitration",), title="Table 3: ask first")
    question = packs.standard().rounds[0].question
    votes = [Votes(question, {"public_good": 3, "silos": 1})]
    return TakeAway(simulation.course(plan), simulation.course(TODAY), votes, LINK, "A workshop")


@pytest.fixture(scope="module")
def today(simulation):
    return TakeAway(simulation.course(TODAY), simulation.course(TODAY))


def words_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def pages_of(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


@pytest.mark.parametrize("render", [lambda take: words_of(html_page(take)), lambda take: pages_of(pdf_page(take))[0]])
def test_everything_that_was_asked_for_is_on_it(take, render):
    text = render(take)
    for sentence in take.course.plan.differences():
        assert sentence.split(":")[0] in text
    for told in (*lines(take), *people(take)):
        for word in told:
            assert word.split(" (")[0] in text
    for word in (
        "Table 3: ask first", "A workshop", "It has not read the future", "What the room said", LINK, "seeds 5 to 7",
        "model version", "300 citizens", "Shaded: 8 in 10 runs of this model. Real life could fall outside.",
    ):  # fmt: skip
        assert word in text


def test_the_table_is_that_of_the_runs(take):
    values = take.course.runs["licence_affected"].to_numpy(float)
    low, high = np.percentile(values, (10, 90))
    said = [round(100 * value) for value in (values.mean(), low, high)]
    assert spread(take.course, "licence_affected") == f"{said[0]}% ({said[1]}% to {said[2]}%)"
    served = int(take.course.personas.query("requester == 'academic researcher'")["usable_evidence_within_24m"].sum())
    assert people(take)[0].plan == f"{served} of 3 runs"


def test_votes_are_shared_out():
    question = Question("q", "?", (Choice("a", "A"), Choice("b", "B"), Choice("c", "C")))
    assert answers(Votes(question, {"a": 3, "c": 1})) == [("A", 3, 0.75, ""), ("B", 0, 0.0, ""), ("C", 1, 0.25, "")]
    assert answers(Votes(question, {})) == [("A", 0, 0.0, ""), ("B", 0, 0.0, ""), ("C", 0, 0.0, "")]


def test_the_models_answer_stands_beside_that_of_the_room():
    question = Question("q", "Which?", (Choice("a", "A"), Choice("b", "B")))
    said = answers(Votes(question, {"a": 3}, {"a": 10, "b": 20}))
    assert [one.model for one in said] == ["10 of 30 runs", "20 of 30 runs"]


def test_pictures_have_words_for_those_who_do_not_see_them(take):
    html = html_page(take)
    assert html.count('role="img"') == 2
    assert html.count("<title id=") == 2
    assert "Table 3: ask first: " in html
    assert "runs end nearest" in html or "near none of the four" in html


def test_it_asks_for_nothing_from_outside(take):
    html = html_page(take)
    assert "<script" not in html
    assert "default-src 'none'" in unescape(html)
    assert not re.search(r"""(?:src|xlink:href|href)\s*=\s*["'](?!#|data:|http://127)""", html)


def test_it_is_one_side_of_paper(take):
    assert len(pages_of(pdf_page(take))) == 1


def test_much_to_say_is_still_one_side_of_paper(simulation, take):
    long = Question("long", "Why? " * 40, tuple(Choice(f"c{number}", "A long answer " * 8) for number in range(8)))
    cards = ("arbitration", "checklists", "transparency", "data_standards", "communication", "five_safes")
    plan = Plan(steps=dict.fromkeys(("involved", "heard", "access", "people", "protection"), 0), cards=cards)
    much = TakeAway(simulation.course(plan), take.today, [Votes(long, {"c1": 5})] * 6, LINK + "&x=" * 200)
    (text,) = pages_of(pdf_page(much))
    assert "more on the HTML page" in text
    assert "seeds 5 to 7" in text
    assert words_of(html_page(much)).count("Why? Why?") >= 6


def test_todays_course_is_compared_with_nothing(today):
    text = words_of(html_page(today))
    assert "Nothing: every lever is as today." in text
    assert "What the room said" not in text
    assert "To open it again" not in text
    assert len(pages_of(pdf_page(today))) == 1


def test_hostile_words_are_only_words(take):
    question = Question("q", HOSTILE, (Choice("a", HOSTILE), Choice("b", "B")))
    bad = TakeAway(take.course, take.today, [Votes(question, {"a": 1})], f"javascript:{HOSTILE}", HOSTILE)
    html = html_page(bad)
    assert "<script" not in html
    assert "{{ 7 * 7 }}" in unescape(html)
    assert 'href="javascript' not in html
    assert not [note for page in PdfReader(io.BytesIO(pdf_page(bad))).pages for note in page.get("/Annots", [])]
