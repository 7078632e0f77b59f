"""The first lines of the page, and the eight outcomes side by side with what they say in a few sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from socialicence.report.words import Table, about_points, in_hundred
from socialicence.results.finding import finding, main_scenario, opening
from socialicence.results.rows import headlines
from socialicence.words import listed, plural, shortened

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


SIGN, COUNT = re.compile(r"(?<![\d%])-(?=\d)"), re.compile(r"(\d+) of (\d+)$")
SMALL = 0.015
"""A difference of shares below this cannot be seen in whole people of a hundred, and is told by itself."""


def outcomes_table(results: Results) -> Table:
    """Return the first rows of a comparison: mean and spread over runs of each scenario."""
    summaries = list(results.summary["scenarios"].values())
    head = ("Outcome", *(shortened(scenario.label) for scenario in results.scenarios.values()))
    rows = [(row.label, *(_two_lines(row.cell(summary)) for summary in summaries)) for row in headlines()]
    runs = results.provenance["runs"]
    spread = (
        "What the one run gives."
        if runs == 1
        else f"Mean over {runs} runs; below it, in brackets, the 10th and the 90th percentile: eight of ten runs lie "
        "between. The spread between runs of this model, not confidence about the UK."
    )
    return Table(spread, head, rows, number=True)


def _two_lines(cell: str) -> str:
    """The spread below its mean; minus signs are true ones, and what belongs together stays together."""
    text = SIGN.sub("−", cell).replace(" (", "\n(")
    kept = [COUNT.sub("\\1\u00a0of\u00a0\\2", line) for line in text.split("\n")]
    return "\n".join(line.replace(" ", "\u00a0") if line[:1] in "(+−0123456789" else line for line in kept)


def in_words(results: Results) -> list[str]:
    """Return the outcomes that a reader asks for first, as sentences."""
    said = [_among_affected(results), _outside(results), _joined_up(results), _gap(results)]
    return [sentence for sentence in said if sentence]


def _means(results: Results, outcome: str) -> dict[str, float]:
    """Mean over runs by scenario, where it is known."""
    found = {name: one["outcomes"][outcome]["mean"] for name, one in results.summary["scenarios"].items()}
    return {name: mean for name, mean in found.items() if mean is not None}


def _ends(means: dict[str, float]) -> tuple[str, str]:
    return min(means, key=lambda name: means[name]), max(means, key=lambda name: means[name])


def _label(results: Results, name: str) -> str:
    text = shortened(opening(results, name))
    return text[:1].lower() + text[1:]


def _among_affected(results: Results) -> str:
    means = _means(results, "licence_affected")
    if not means:
        return ""
    low, high = _ends(means)
    if len(means) == 1:
        return f"Of those whose data are used, {in_hundred(means[low])} back the sharing."
    text = (
        f"Of those whose data are used, {in_hundred(means[high])} back the sharing {_label(results, high)}, and "
        f"{in_hundred(means[low])} {_label(results, low)}"
    )
    apart = means[high] - means[low]
    return f"{text}: the difference is {about_points(apart)} in a hundred." if apart < SMALL else f"{text}."


def _outside(results: Results) -> str:
    means = _means(results, "external_access")
    if not means:
        return ""
    low, high = _ends(means)
    if len(means) == 1:
        return f"Of data shares, {in_hundred(means[low])} go to people outside government."
    return (
        f"Of data shares, {in_hundred(means[high])} go to people outside government {_label(results, high)}, "
        f"{in_hundred(means[low])} {_label(results, low)}."
    )


def _joined_up(results: Results) -> str:
    means = _means(results, "cross_department")
    if len(means) < 2:
        return ""
    low, high = _ends(means)
    if means[low] <= 0:
        return ""
    times = means[high] / means[low]
    if times < 1.25:
        return "Two departments together clear desks at much the same pace whatever is chosen."
    return (
        f"Two departments together clear desks {times:.1f} times as fast {_label(results, high)} as "
        f"{_label(results, low)}."
    )


def _gap(results: Results) -> str:
    spreads: dict[str, Any] = {name: one["outcomes"]["licence_gap"] for name, one in
                               results.summary["scenarios"].items()}  # fmt: skip
    known = {name: one for name, one in spreads.items() if one["mean"] is not None}
    if not known:
        return ""
    clear = [name for name, one in known.items() if one["p10"] > 0 or one["p90"] < 0]
    if not clear:
        return "Whether those affected back it more than everyone, or less, cannot be told: runs differ in which way."
    ways = {name: "higher" if known[name]["mean"] > 0 else "lower" for name in clear}
    parts = [
        f"{about_points(known[name]['mean'])} in a hundred {ways[name]} than among everyone {_label(results, name)}"
        for name in clear
    ]
    rest = "; otherwise runs differ in which way it goes" if len(clear) < len(known) else ""
    return f"Backing among those affected is {listed(parts)}{rest}."
