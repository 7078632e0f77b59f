"""The workshop's file: one page with its style, script and table inside, which lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from string import Template

from socialicence.dashboard.packs import Pack
from socialicence.dashboard.workshop import screens
from socialicence.dashboard.workshop.content import content
from socialicence.dashboard.workshop.html_parts import go, text
from socialicence.dashboard.workshop.runs import Row
from socialicence.dashboard.workshop.settings import Settings

FOLDER = Path(__file__).parent / "page"
SCRIPTS = (
    "table.js", "words.js", "drawing.js", "placing.js", "crossroads.js", "charts.js", "state.js", "rounds.js", "trying.js",
    "workshop.js",
)  # fmt: skip
"""In the order in which they need one another."""


def page(pack: Pack, settings: Settings, rows: Sequence[Row], made: str) -> str:
    """Return the whole page.

    Parameters
    ----------
    pack : Pack
    settings : Settings
    rows : sequence of dict
        What was run, by place.
    made : str
        What the numbers are based on.
    """
    style = (FOLDER / "workshop.css").read_text(encoding="utf-8")
    script = _script()
    # As the page may be saved and opened anywhere, a "<" in the table must not end the element that holds it.
    table = json.dumps(content(pack, settings, rows), ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    return Template((FOLDER / "workshop.html").read_text(encoding="utf-8")).substitute(
        policy=policy(style, script),
        title=text(pack.title),
        style=style,
        script=script,
        table=table,
        navigation=_navigation(pack),
        screens=_screens(pack, settings, made),
        made=text(made),
    )


def _script() -> str:
    parts = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def policy(style: str, script: str) -> str:
    """Return a content security policy that lets in this style and this script, and nothing else from anywhere."""
    allowed = f"script-src '{_digest(script)}'; style-src '{_digest(style)}'; img-src data:"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _digest(content_: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content_.encode('utf-8')).digest()).decode('ascii')}"


def _navigation(pack: Pack) -> str:
    rounds = [(one.name, f"Round {number}") for number, one in enumerate(pack.rounds, start=1)]
    places = [
        ("start", "Start"),
        ("people", "People and futures"),
        *rounds,
        ("try", "Try it"),
        ("about", "What it rests on"),
    ]
    return "".join(f"<li>{go(name, title, 'place')}</li>" for name, title in places)


def _screens(pack: Pack, settings: Settings, made: str) -> str:
    named = {one.key: one for one in settings.named}
    rounds = []
    for number, one in enumerate(pack.rounds, start=1):
        if number < len(pack.rounds):
            following = pack.rounds[number]
            onward = go(following.name, f"Next: round {number + 1}, {following.title}")
        else:
            onward = go("try", "Next: try it yourselves")
        rounds.append(screens.one_round(number, one, named[f"round.{one.name}"], onward))
    open_to_all = [one for one in settings.named if not one.key.startswith("round.")]
    parts = [screens.start(pack), screens.people(pack), *rounds, screens.trying(pack, open_to_all), screens.about(made)]
    return "\n".join(parts)
