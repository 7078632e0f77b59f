"""Parts of screens by themselves: text is escaped, levers answer, words are linked, assumptions are complete."""

from __future__ import annotations

import math
import re
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from socialicence.dashboard.levers import LEVERS
from socialicence.dashboard.parts import assumptions, charts, glossary, levers
from socialicence.dashboard.parts.fields import Button, column
from socialicence.dashboard.parts.markup import element, items, joined
from socialicence.dashboard.plan import TODAY, Plan
from socialicence.parameters import levers as all_levers
from socialicence.parameters import parameters

PARTS = Path(levers.__file__).parent


class Balanced(HTMLParser):
    """Complains of elements that are not closed in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.ids = [], []
        self.feed(str(text))
        assert self.open == []
        assert len(self.ids) == len(set(self.ids))

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)
        self.ids += [value for name, value in attributes if name == "id"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_text_is_escaped_and_markup_is_not():
    made = element("p", "<script>x</script> & ", element("strong", "so"), class_='a"b')
    assert made == '<p class="a&#34;b">&lt;script&gt;x&lt;/script&gt; &amp; <strong>so</strong></p>'
    assert items(["<b>", "c"]) == "<ul><li>&lt;b&gt;</li><li>c</li></ul>"
    assert joined(["<", element("i")]) == "&lt;<i></i>"


def test_every_word_of_the_glossary_can_be_looked_up_and_every_link_leads_there(show):
    shown = show(glossary.Glossary())
    Balanced(shown.text)
    for name, entry in glossary.terms().items():
        assert entry.keys() == {"term", "means"}
        assert f'id="term-{name}"' in shown.text
        assert f'data-term="{name}"' in glossary.term(name)
    with pytest.raises(KeyError):
        glossary.term("jargon")


def test_words_of_screens_are_in_the_glossary():
    used = set()
    for path in PARTS.parent.rglob("*.py"):
        used |= set(re.findall(r'\bterm\("([a-z-]+)"', path.read_text(encoding="utf-8")))
    assert used
    assert used <= glossary.terms().keys()


def test_assumptions_have_a_row_for_every_number(show):
    shown = show(assumptions.Assumptions())
    Balanced(shown.text)
    assert shown.text.count('<th scope="row">') == len(parameters())
    assert f"Of {len(parameters())} numbers" in shown.text


def test_levers_move_one_step_and_nothing_else(show):
    chosen = []
    shown = show(levers.Levers(Plan(steps={"heard": 2}), chosen.append))
    sliders = {one.name: one for one in shown.widgets if one.has_trait("steps")}
    assert list(sliders) == [one.name for one in LEVERS]
    assert sliders["heard"].step == 2
    assert sliders["involved"].step is None
    sliders["involved"].vue_move(4)
    sliders["heard"].vue_move(None)
    assert chosen == [Plan(steps={"heard": 2, "involved": 4}), TODAY]


def test_a_lever_says_what_it_does_and_on_what_evidence(show):
    for one in show(levers.Levers(TODAY, print)).widgets:
        if one.has_trait("steps"):
            assert one.does
            assert one.evidence
            assert one.grade
            assert all(step["label"] and step["means"] for step in one.steps)


def test_more_has_every_lever_with_its_source(show):
    chosen = []
    [more] = show(levers.Levers(Plan(steps={"access": 0}), chosen.append)).having(
        rows=levers.rows(Plan(steps={"access": 0}))
    )
    assert [row["name"] for row in more.rows] == list(all_levers())
    openness = next(row for row in more.rows if row["name"] == "openness")
    assert (openness["now"], openness["value"], openness["low"], openness["high"]) == (0.0, None, 0.0, 2.0)
    more.vue_choose({"name": "openness", "value": 1.5})
    assert chosen[-1].more == {"openness": 1.5}


def test_rows_of_a_table_are_plain_values():
    table = pd.DataFrame({"who": ["a", None], "how much": [0.25, math.nan], "runs": [3, 4]})
    assert charts.plain_rows(table) == [["a", 0.25, 3], [None, None, 4]]


def test_a_column_of_votes_is_held_against_all_votes():
    assert column("The room", "room", (3, 0, 5)) == {"title": "The room", "kind": "room", "counts": [3, 0, 5], "of": 8}


def test_a_button_calls_what_it_is_for(show):
    pressed = []
    shown = show(Button("Go", lambda: pressed.append(1)))
    shown.press("Go")
    assert pressed == [1]


@pytest.mark.parametrize("path", sorted(PARTS.glob("*.vue")), ids=lambda path: path.name)
def test_no_part_names_an_address_elsewhere_or_writes_unescaped(path):
    text = path.read_text(encoding="utf-8")
    assert "http" not in text
    assert "v-html" not in text
