"""`summary.json`: what happened over the runs of each scenario."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from socialicence.categories import FUTURES
from socialicence.outcomes.declaring import RunOutcome
from socialicence.outcomes.futures import DIMENSIONS
from socialicence.outcomes.registry import OUTCOMES, numbers
from socialicence.results.record import DONE, RunRecord

THEME = "theme_"
Spread = dict[str, float | int | None]


def known_value(value: Any) -> bool:
    """Whether a value says something: it is neither missing nor NaN."""
    return value is not None and not (isinstance(value, float) and math.isnan(value))


def spread(values: Iterable[Any]) -> Spread:
    """Return mean, 10th and 90th percentile of what is known, and the number of unknowns where there are any."""
    given = list(values)
    known = np.array([float(value) for value in given if known_value(value)])
    missing = {"missing": len(given) - len(known)} if len(known) < len(given) else {}
    if not len(known):
        return {"mean": None, "p10": None, "p90": None, **missing}
    low, high = np.percentile(known, (10, 90))
    return {"mean": float(known.mean()), "p10": float(low), "p90": float(high), **missing}


def scenario_summary(records: Sequence[RunRecord]) -> dict[str, Any]:
    """Return the summary of the runs of one scenario; failed runs are counted and left out."""
    done = [record for record in records if record.status == DONE]

    def over_runs(column: str) -> Spread:
        return spread(record.outcomes.get(column) for record in done)

    return {
        "runs": len(done),
        "failed": len(records) - len(done),
        **{name: counts_of(one, done) for name, one in OUTCOMES.items() if one.words},
        "distance": {future: over_runs(f"distance_{future}") for future in FUTURES},
        "signature": {name: over_runs(name) for name in DIMENSIONS},
        "themes": {name.removeprefix(THEME): over_runs(name) for name in OUTCOMES if name.startswith(THEME)},
        "personas": _personas(done),
        "outcomes": {name: over_runs(name) for name in numbers()},
    }


def counts_of(outcome: RunOutcome, records: Iterable[RunRecord]) -> dict[str, int]:
    """Return in how many runs an outcome is each of its words, most first; a word that it never is has 0."""
    counts = Counter(dict.fromkeys(outcome.words, 0))
    found = (record.outcomes.get(outcome.name) for record in records)
    counts.update(str(word) for word in found if word is not None)
    return dict(counts.most_common())


def _personas(records: Sequence[RunRecord]) -> dict[str, Any]:
    kinds = list(dict.fromkeys(kind for record in records for kind in record.personas))
    return {kind: _frequencies([record.personas.get(kind, {}) for record in records]) for kind in kinds}


def _frequencies(stories: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What is told of each requester, over runs: how often for yes or no and for words, spread for numbers."""
    found: dict[str, Any] = {}
    for key in dict.fromkeys(key for story in stories for key in story):
        values = [story.get(key) for story in stories]
        known = [value for value in values if value is not None]
        if known and all(isinstance(value, bool | np.bool_) for value in known):
            found[key] = {"runs": int(sum(known)), "of": len(values)}
        elif any(isinstance(value, str) for value in known):
            found[key] = dict(Counter(str(value) for value in known).most_common())
        elif any(isinstance(value, Mapping) for value in known):
            found[key] = _frequencies([value if isinstance(value, Mapping) else {} for value in values])
        else:
            found[key] = spread(values)
    return found
