"""Start: what this is, three reasons to trust it and three to doubt it."""

from __future__ import annotations

from functools import cache

import solara
from markupsafe import Markup

from socialicence.checks.stored import COMMITTED, read_result
from socialicence.dashboard.parts.glossary import term
from socialicence.dashboard.parts.markup import Prose, element, joined
from socialicence.dashboard.take_away.contents import MOTTO
from socialicence.parameters import parameters

OPENING = "For the next 90 minutes we ask one question: "
QUESTION = "what would make people back the sharing of public data, and who gets to use it?"
ORDER = " You predict first. Then the model says what follows from its assumptions, and we argue about both."


def reason(title: str, *text: str) -> Markup:
    """Return one reason: a few words, then what stands behind them."""
    return element("li", element("h3", title), element("p", *text))


def reasons(name: str, found: Markup) -> Markup:
    """Return the reasons to trust it or to doubt it, under their heading."""
    return element("section", element("h2", f"Three reasons to {name} it"), element("ol", found), class_=name)


@cache
def to_trust() -> Markup:
    """Return three reasons to trust the model, with the numbers of this version."""
    counts = read_result(COMMITTED)["counts"]
    judged = counts["pass"] + counts["fail"]
    return joined(
        [
            reason(
                "You can look inside.",
                f"Each of its {len(parameters())} numbers has a source, a range and a grade for how good the evidence "
                "is. Under ",
                element("a", "Assumptions", href="#assumptions", data_opens="assumptions"),
                " you can read them all.",
            ),
            reason(
                "Nobody typed the answer in.",
                "People, staff and departments act on one another, month by month. Where that leads is counted, "
                "not chosen. Two plans are compared on the same public with the same luck.",
            ),
            reason(
                "It is checked, and fails in the open.",
                f"It passes {counts['pass']} of the {judged} checks against what is known. The one that fails stays "
                "in the list."
                if counts["fail"] == 1
                else f"It passes {counts['pass']} of {judged} checks against what is known. "
                "Those that fail stay in the list.",
            ),
        ]
    )


@cache
def to_doubt() -> Markup:
    """Return three reasons to doubt it."""
    guessed = sum(one.grade in ("assumption", "judgement") for one in parameters().values())
    return joined(
        [
            reason(
                "Most of its numbers are assumed.",
                f"{guessed} of the {len(parameters())} are our assumption or judgement, because nobody has measured "
                "them. Change them and the answers change.",
            ),
            reason(
                "Real life could fall outside.",
                "The ",
                term("shaded", "shaded parts"),
                " show how far runs of this model differ from one another. They say nothing about what it leaves out.",
            ),
            reason(
                "The four futures are our reading.",
                "They follow scenarios that the Office for Statistics Regulation drew in 2023. We could not read the "
                "full texts, and nothing here quotes them.",
            ),
        ]
    )


@solara.component
def Start() -> None:
    """The first five minutes."""
    Prose(
        joined(
            [
                element("h1", MOTTO, tabindex="-1"),
                element("p", OPENING, element("strong", QUESTION), ORDER, class_="lead"),
            ]
        ),
        name="opening-words",
    )
    Prose(joined([reasons("trust", to_trust()), reasons("doubt", to_doubt())]), name="reasons")
