"""The workshop's file: one page with its style, script and table inside, which lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from socialicence.dashboard.levers import LEVERS
from socialicence.dashboard.packs import Pack
from socialicence.dashboard.plan import FUTURES
from socialicence.dashboard.rendering import environment
from socialicence.dashboard.workshop.content import content
from socialicence.dashboard.workshop.runs import Row
from socialicence.dashboard.workshop.settings import Settings
from socialicence.dashboard.workshop.words import first_sentence, words
from socialicence.outcomes.declaring import Place
from socialicence.outcomes.registry import OUTCOMES, names_in
from socialicence.scenarios import load

FOLDER = Path(__file__).parent / "page"
SCRIPTS = (
    "table.js", "words.js", "drawing.js", "placing.js", "crossroads.js", "charts.js", "state.js", "rounds.js",
    "trying.js", "workshop.js",
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
    # A "<" in the table must not end the element that holds it.
    table = json.dumps(content(pack, settings, rows), ensure_ascii=True, separators=(",", ":")).replace("<", "\\u003c")
    return (
        environment(FOLDER)
        .get_template("workshop.html")
        .render(
            policy=policy(style, script),
            style=style,
            script=script,
            table=table,
            pack=pack,
            named={one.key: one for one in settings.named},
            levers=LEVERS,
            words=words(),
            futures=[(name, load(name).label, first_sentence(load(name).description)) for name in FUTURES],
            effects=names_in(Place.EFFECTS),
            measures=OUTCOMES,
            explained=names_in(Place.DEFINED),
            made=made,
        )
    )


def _script() -> str:
    parts = "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def policy(style: str, script: str) -> str:
    """Return a content security policy that lets in this style and this script, and nothing else from anywhere."""
    allowed = f"script-src '{_digest(script)}'; style-src '{_digest(style)}'; img-src data:"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}"
