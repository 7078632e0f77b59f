"""The first lines of the page: the finding, what was run, and what else was tried."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from socialicence.results.finding import finding, main_scenario
from socialicence.words import plural, shortened

if TYPE_CHECKING:
    from socialicence.results import Results


class Opening(NamedTuple):
    """What is read first.

    Attributes
    ----------
    title : str
        The finding, without a full stop.
    lead : str
        What was run.
    others : list of str
        The finding of each other scenario.
    failed : str
        How many runs failed, and the first reason; empty where none did.
    """

    title: str
    lead: str
    others: list[str]
    failed: str


def opening_of(results: Results) -> Opening:
    """Return the first lines of the page on these results."""
    main = main_scenario(results)
    others = [shortened(finding(results, name), 400) for name in results.scenarios if name != main]
    return Opening(shortened(finding(results), 400).rstrip("."), _lead(results), others, _failed(results))


def _lead(results: Results) -> str:
    made = results.provenance
    lengths = sorted(set(results.lengths.values()))
    ends = sorted({lengths[0], lengths[-1]})
    in_years = all(end % 12 == 0 for end in ends)
    length = " to ".join(f"{end // 12 if in_years else end}" for end in ends)
    length += f" {'year' if in_years else 'month'}{'' if length == '1' else 's'}"
    scenarios = len(results.scenarios)
    sets = "one set of choices" if scenarios == 1 else f"{scenarios} sets of choices"
    each = plural(made["runs"], "run") + (" of each" if scenarios > 1 else "")
    return (
        f"From a model of the public’s trust, government departments and the people in them: {length} of {sets}, "
        f"{each}, with {plural(made['citizens'], 'simulated citizen')}. It is a tool to think with, not a forecast."
    )


def _failed(results: Results) -> str:
    if not results.failed:
        return ""
    first = shortened(str(results.failed[0].error), 200)
    count = len(results.failed)
    return f"{plural(count, 'run')} failed and {'is' if count == 1 else 'are'} left out; the first with: {first}"
