"""The workshop's file: one page with its style, script and table inside, which lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from socialicence.categories import FUTURE_NAMES
from socialicence.dashboard.levers import LEVERS
from socialicence.dashboard.packs import NEAREST, TODAY, Pack, Round
from socialicence.dashboard.plan import FUTURES, NOTHING_CHANGES
from socialicence.dashboard.rendering import environment
from socialicence.dashboard.workshop.runs import SCALE, UNKNOWN, Row, packed
from socialicence.dashboard.workshop.settings import TODAY_PLACE, NamedSetting, Settings
from socialicence.dashboard.workshop.words import first_sentence, words
from socialicence.outcomes.declaring import Place
from socialicence.outcomes.futures import scaling
from socialicence.outcomes.registry import OUTCOMES, names_in
from socialicence.scenarios import load

FOLDER = Path(__file__).parent / "page"
SCRIPTS = (
    "table.js", "words.js", "drawing.js", "placing.js", "crossroads.js", "charts.js", "state.js", "rounds.js",
    "trying.js", "workshop.js",
)  # fmt: skip
"""In the order in which they need one another."""
_PLAIN_UNITS = {"share": "share", "percent": "percent"}


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


def content(pack: Pack, settings: Settings, rows: Sequence[Row]) -> dict[str, Any]:
    """Return everything that the script reads, as one JSON table."""
    from socialicence.world import MODEL_VERSION

    named = {one.key: one for one in settings.named}
    return {
        "title": pack.title,
        "table": packed(rows),
        "today": TODAY_PLACE,
        "levers": [_lever(number, pack) for number in range(len(LEVERS))],
        "named": [asdict(one) for one in settings.named if not one.key.startswith("round.")],
        "rounds": [_round(one, named[f"round.{one.name}"], pack) for one in pack.rounds],
        "questions": [
            {"name": one.name, "choices": [choice.label for choice in one.choices]} for one in pack.all_questions
        ],
        "futures": {**FUTURE_NAMES, "none": "None of the four"},
        "measures": {name: _measure(name) for name in SCALE},
        "axes": axes(rows),
        "made": {"model_version": MODEL_VERSION},
        "costs": None if pack.costs is None else {"unit": pack.costs.unit, "budget": pack.costs.budget},
        "words": {
            "nothing_changes": NOTHING_CHANGES,
            **{key: words()[key] for key in ("no_change", "outside", "damaged", "old")},
        },
    }


def _lever(number: int, pack: Pack) -> dict[str, Any]:
    """A lever at its three positions."""
    lever = LEVERS[number]
    costs = () if pack.costs is None else pack.costs.steps.get(lever.name, ())
    positions = [
        {
            "label": lever.label(step),
            "means": lever.means(step),
            "cost": costs[step] if costs and step is not None else 0,
        }
        for step in lever.three
    ]
    return {"name": lever.name, "question": lever.question, "positions": positions}


def _round(one: Round, setting: NamedSetting, pack: Pack) -> dict[str, Any]:
    titles = {TODAY: NOTHING_CHANGES, **{other.name: other.title for other in pack.rounds}}
    return {
        "name": one.name,
        "title": one.title,
        "measure": one.measure,
        "same_within": one.same_within,
        "choices": [{"name": choice.name, "label": choice.label} for choice in one.question.choices],
        "place": setting.place,
        "against": setting.against,
        "against_title": titles[one.against],
        "parts": None if setting.parts is None else [asdict(part) for part in setting.parts],
        "effect": "licence_affected" if one.measure == NEAREST else one.measure,
    }


def _measure(name: str) -> dict[str, str]:
    measure = OUTCOMES[name]
    unit = _PLAIN_UNITS.get(measure.unit, "number")
    change = "points" if unit != "number" else measure.unit
    return {"label": measure.label, "unit": unit, "change": change}


def axes(rows: Sequence[Row]) -> dict[str, Any]:
    """Return scales that hold every set of choices, so that none of them changes when a lever is moved."""
    across, up = (_largest(rows, name) for name in ("cross_department", "external_access"))
    return {
        "across": max(1.9, math.ceil(10 * 1.05 * across) / 10),
        "up": min(1.06, max(0.8, math.ceil(10 * 1.1 * up) / 10)),
        "cross": [sum(scaling()[name]) / 2 for name in ("cross_department", "external_access")],
        "effect": {name: _reach(rows, name) for name in SCALE},
    }


def _known(row: Row, name: str) -> list[float]:
    return [number / SCALE[name] for number in row["runs"][name] if number != UNKNOWN]


def _largest(rows: Sequence[Row], name: str) -> float:
    return max((value for row in rows for value in _known(row, name)), default=0.0)


def _reach(rows: Sequence[Row], name: str) -> float:
    """A round number that the mean effect of any set of choices stays within."""
    means = [float(np.mean(known)) for row in rows if (known := _known(row, name))]
    today = _known(rows[TODAY_PLACE], name)
    if not means or not today:
        return 1.0
    largest = max(abs(mean - float(np.mean(today))) for mean in means)
    return next((step for step in _round_numbers() if step >= largest), largest)


def _round_numbers() -> list[float]:
    return [lead * 10.0**power for power in range(-3, 4) for lead in (1, 2, 5)]
