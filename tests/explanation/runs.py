"""Paired runs made by hand: measures that are a sum of what each choice does, and luck where it is asked for."""

from __future__ import annotations

from types import SimpleNamespace

from socialicence.explanation.effects import effects_frame
from socialicence.explanation.items import Item
from socialicence.explanation.measured import headlines, mechanisms
from socialicence.explanation.paired_runs import PairedRuns

NAMES = (*headlines(), *mechanisms())


def item(name):
    return Item(name, f"Choice {name}", name, f"Choice {name}", {name: 1.0})


def pairs(value, items=("a", "b"), runs=4):
    """Paired runs of which `value(measure, choices, run)` is what each measures."""
    everything = frozenset(items)

    def of(choices):
        return [{name: float(value(name, frozenset(choices), run)) for name in NAMES} for run in range(runs)]

    nearest = {"silos": runs, "public_good": 0, "government": 0, "deprioritised": 0, "none": 0}
    summary = {"scenarios": {name: {"runs": runs, "nearest": nearest} for name in ("status_quo", "mine")}}
    results = SimpleNamespace(summary=summary, records=[])
    alone = {one: of({one}) for one in items}
    return PairedRuns(results, of(()), of(everything), alone, {one: of(everything - {one}) for one in items})


def contributions_frame(made, items):
    """What items contribute to the headline outcomes."""
    return effects_frame(made, items, headlines())


def mechanisms_frame(made, items):
    """What items contribute to what lies between choices and outcomes."""
    return effects_frame(made, items, mechanisms())
