"""People and futures: whom it is about, and where sharing could be in five years; no charts yet."""

from __future__ import annotations

from functools import cache

import solara
from markupsafe import Markup

from socialicence.categories import FUTURES
from socialicence.dashboard.parts.glossary import term
from socialicence.dashboard.parts.markup import Prose, element, joined
from socialicence.dashboard.people import PEOPLE, Person
from socialicence.scenarios import load
from socialicence.scenarios.scenario import Scenario

THEMES = {
    "licence_and_engagement": "The public",
    "people": "Leaders and staff",
    "processes": "The way to data",
    "technical": "Systems",
}


def sentence(future: Scenario) -> str:
    """Return the future in one sentence: its description without what we say of all four."""
    told = future.description.partition(": ")[2].partition(". A file of choices")[0]
    return told[:1].upper() + told[1:] + "."


def person_card(person: Person) -> Markup:
    """Return who this is, what she asks for and why it matters."""
    return element(
        "li",
        element("h3", f"{person.name}, ", element("span", person.role, class_="role")),
        element("p", person.wants),
        element("p", person.because, class_="because"),
    )


def future_card(name: str) -> Markup:
    """Return a future in a sentence, and on request what we suppose in it."""
    future = load(name)
    rows = (element("div", element("dt", THEMES[key]), element("dd", text)) for key, text in future.meaning.items())
    return element(
        "li",
        element("h3", future.title),
        element("p", sentence(future)),
        element("details", element("summary", "What we suppose in it"), element("dl", *rows)),
        class_=f"future {name}",
    )


@cache
def futures() -> Markup:
    """Return the four futures."""
    return element("ul", *(future_card(name) for name in FUTURES), class_="futures")


@solara.component
def People() -> None:
    """Minutes five to fifteen."""
    Prose(
        joined(
            [
                element("h1", "Three people need data. Four futures decide whether they get it.", tabindex="-1"),
                element("section", element("h2", "Three people"), people()),
                element(
                    "section",
                    element("h2", "Four futures, five years from now"),
                    element(
                        "p",
                        "Our reading of scenarios that the Office for Statistics Regulation drew. Each ",
                        term("future", "future"),
                        " is a set of choices that somebody would have to make. None is a prediction.",
                    ),
                    futures(),
                ),
            ]
        ),
        name="people-and-futures",
    )


def people() -> Markup:
    """Return the three people."""
    return element("ul", *(person_card(one) for one in PEOPLE), class_="people")
