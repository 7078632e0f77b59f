"""What the report cannot tell: what the spread is, how much is assumption, and what was ours to choose."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from socialicence.categories import FUTURE_NAMES, FUTURES
from socialicence.checks.nearest import large_part
from socialicence.parameters import parameters
from socialicence.words import listed

if TYPE_CHECKING:
    from socialicence.results import Results


class Limit(NamedTuple):
    """One thing that the page cannot tell: in a few words, and why."""

    claim: str
    reason: str


def limits(results: Results) -> list[Limit]:
    """Return what has to be known before anything here is believed."""
    made = results.provenance
    own = Limit(
        "It is not a forecast.",
        "The public neither ages nor moves for five years, budgets follow the choices made, and nothing from outside "
        "happens unless it is scheduled.",
    )
    return [_spread(made["runs"]), _assumptions(), _paraphrase(), _our_choice(), own]


def _spread(runs: int) -> Limit:
    if runs == 1:
        return Limit("One run has no spread.", "It shows what can happen in this model, not how often.")
    return Limit(
        "The spread is between runs of this model. It is not confidence about the UK.",
        "All runs share the same rules and the same numbers; only chance differs. If a rule is wrong, all of them are.",
    )


def _assumptions() -> Limit:
    beliefs = [one for one in parameters().values() if not one.is_lever]
    grades = Counter(one.grade for one in beliefs)
    known = grades["measured"] + grades["derived"]
    return Limit(
        f"{grades['assumption']} of {len(beliefs)} parameters are assumptions.",
        f"Another {grades['judgement']} are judgement; {known} were measured or are derived from data. How large an "
        f"effect is rests on them, and so do all {len(parameters()) - len(beliefs)} levers.",
    )


def _paraphrase() -> Limit:
    return Limit(
        "The four futures are our paraphrase.",
        "They are our reading of four scenarios that the Office for Statistics Regulation (OSR) drew in 2023. Nothing "
        "here quotes them, and none of it speaks for OSR.",
    )


def _our_choice() -> Limit:
    """How often each future's own file ends nearest it when every belief is drawn anew."""
    found = large_part()
    draws, made = found["draws"], found["provenance"]
    own = [
        f"{draws[future]['nearest'].get(future, 0)} ({label})" for future, label in FUTURES.items() if future in draws
    ]
    today = draws["status_quo"]
    return Limit(
        "We chose what counts as each future, and the choices for it.",
        "Nearness tests whether the two fit, not whether either is true. When all "
        f"{draws['beliefs']} uncertain beliefs are drawn anew {today['runs']} times over their whole ranges, the "
        f"choices for a future end nearest that future in {listed(own)} draws; today’s course ends "
        f"{_ends(today['nearest'])} (computed {made['date']}, model version {made['model_version']}).",
    )


def _ends(nearest: dict[str, int]) -> str:
    """The two commonest ends over draws."""
    first = sorted(nearest.items(), key=lambda one: -one[1])[:2]
    return listed([f"nearest {FUTURE_NAMES[future]} in {count}" for future, count in first])
