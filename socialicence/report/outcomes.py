"""The eight outcomes side by side, the same rows as on the screen, and what they say in a few sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from socialicence.report.words import Table, about_points, in_hundred
from socialicence.results.finding import opening
from socialicence.results.rows import headlines
from socialicence.words import listed, shortened

if TYPE_CHECKING:
    from socialicence.results import Results

SIGN, COUNT = re.compile(r"(?<![\d%])-(?=\d)"), re.compile(r"(\d+) of (\d+)$")
SMALL = 0.015
"""A difference of shares below this cannot be seen in whole people of a hundred, and is told by itself."""


def outcomes_table(results: Results) -> Table:
    """Return the eight rows of a comparison: mean and spread over runs of each scenario."""
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
