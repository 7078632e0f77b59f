"""A browser that sends what its page does not offer: hands are not written down without the PIN."""

from __future__ import annotations

import ipyvue
import pytest
import solara

from socialicence.dashboard.packs import Choice, Question
from socialicence.dashboard.parts.voting import Ask
from socialicence.dashboard.state import votes
from socialicence.dashboard.voting import box


@pytest.mark.parametrize("knows_the_pin", [False, True])
def test_hands_that_were_not_asked_for_need_the_pin(monkeypatch, knows_the_pin):
    monkeypatch.setattr(votes, "is_facilitator", lambda: knows_the_pin)
    question = Question("hands", "Who agrees?", (Choice("yes", "Yes"), Choice("no", "No")))
    _, found = solara.render(Ask(question), handle_error=False)
    [table] = [one for one in found.find(ipyvue.VueTemplate).widgets if one.has_trait("counting")]
    assert not table.counting
    table.vue_count({"name": question.choices[0].name, "number": "7"})
    found.close()
    assert sum(box().counts(question).values()) == (7 if knows_the_pin else 0)
    box().clear(question)
