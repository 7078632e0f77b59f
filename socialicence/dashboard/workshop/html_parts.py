"""Small pieces of the page's HTML; whatever comes from a pack is escaped here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from socialicence.dashboard.packs import Question
from socialicence.dashboard.workshop.words import words

CHART_NOTES = {
    "crossroads": "A dot is a run; its shape and colour say which future it is nearest to on all four measures, of "
    "which two are drawn. Grey: what it is compared with. The scales never change.",
    "backing": "",
    "personas": "A dot is a run; full where a project was published within two years of the idea.",
    "contributions": "Round: only this change is made. Square: this change is made last, after all others. Lines: 8 in "
    "10 pairs of runs, each pair on the same dice. Real life could fall outside.",
}
"""What must be known to read a chart; those with a shaded part say what it is."""


def text(words_: str) -> str:
    """Return text that is safe in HTML."""
    return escape(words_, quote=True)


def items(lines: Iterable[str]) -> str:
    """Return list items."""
    return "".join(f"<li>{text(line)}</li>" for line in lines)


def figure(chart: str, name: str, *, controls: str = "") -> str:
    """Return the frame of a chart: the script draws and tells in it."""
    note = CHART_NOTES[chart] or words()["shaded"]
    counts = '<ul class="counts"></ul>' if chart == "crossroads" else ""
    above = "<p class='above'>Can people outside government use the data? (share of access) ↑</p>"
    return (
        f'<figure class="chart {chart}" id="{name}" data-chart="{chart}">'
        f'<h3 id="{name}-title"></h3>{controls}{above if chart == "crossroads" else ""}'
        f'<div class="drawing"></div>{counts}'
        f'<p class="summary" id="{name}-summary" aria-live="polite"></p><p class="note">{text(note)}</p>'
        f'<details><summary>Table of values</summary><div class="scroll" tabindex="0" role="region" '
        f'aria-labelledby="{name}-title"><table></table></div></details></figure>'
    )


def hands(question: Question, *, heading: str = "Count hands") -> str:
    """Return boxes to count hands in, one a choice."""
    rows = "".join(
        f'<div class="hand" data-choice="{number}"><label for="{question.name}-{number}">{text(choice.label)}</label>'
        f'<span class="bar" aria-hidden="true"></span><span class="stepper">'
        f'<button type="button" data-step="-1" aria-label="One hand less: {text(choice.label)}">−</button>'
        f'<input id="{question.name}-{number}" type="number" inputmode="numeric" min="0" max="999" value="0">'
        f'<button type="button" data-step="1" aria-label="One hand more: {text(choice.label)}">+</button></span></div>'
        for number, choice in enumerate(question.choices)
    )
    return (
        f'<div class="hands" id="hands-{question.name}" role="group" aria-label="{text(heading)}: {text(question.text)}">'
        f'{rows}<p class="total" aria-live="polite">0 hands</p></div>'
    )


def go(screen: str, words_: str, kind: str = "next") -> str:
    """Return a button that leads to another screen."""
    return f'<button type="button" class="{kind}" data-screen="{screen}">{text(words_)}</button>'


def section(name: str, title: str, body: str) -> str:
    """Return a screen."""
    return f'<section id="screen-{name}" hidden><h1 tabindex="-1">{text(title)}</h1>{body}</section>'
