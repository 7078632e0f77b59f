"""The personas: in how many runs each has usable evidence within two years, and what held them up; one dot a run."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from socialicence.errors import InputError
from socialicence.figures.frames import checked, chosen, describe, done_runs, of_done, scenarios_of, source_of
from socialicence.figures.style import (
    FUTURE_COLOURS,
    INK,
    MUTED,
    PAPER,
    in_style,
    listed,
    page,
    scenario_name,
    with_choices,
    wrapped,
)
from socialicence.outcomes.two_years import TWO_YEARS

if TYPE_CHECKING:
    import pandas as pd

EVIDENCE = "usable_evidence_within_24m"
MOST_DOTS = 200
"""With more runs than this a dot stands for several."""
WIDE, HIGH = 1.9, 2.3
"""Width and height of the story of one persona in one scenario, in inches."""


@in_style
def personas_by_scenario(personas: pd.DataFrame, runs: pd.DataFrame, *, titles: Mapping[str, str] | None = None) -> Any:
    """Draw each persona's story in each scenario as frequencies.

    Parameters
    ----------
    personas : DataFrame
        One row for each run and persona, as in `Results.personas`: `scenario, run, requester,
        usable_evidence_within_24m, held_up_at, held_up_why`.
    runs : DataFrame
        Of the results.
    titles : mapping, optional
        Title of each scenario.

    Returns
    -------
    matplotlib.figure.Figure
        A row for each persona, a column for each scenario; a dot for each run, full where there was usable evidence
        within two years; in words below, where such projects were most often held up.

    Raises
    ------
    InputError
        If there is no story to draw.
    """
    done = done_runs(runs)
    own = of_done(checked(personas, "personas", ["requester", EVIDENCE, "held_up_at", "held_up_why"]), done)
    own = own[own[EVIDENCE].notna()]
    if own.empty:
        raise InputError(f"personas: no story of two years; runs of at least {TWO_YEARS} months are needed")
    stories = _frequencies(own)
    names = [name for name in scenarios_of(done) if name in set(stories["scenario"])]
    people = list(dict.fromkeys(stories["requester"]))
    each = max(1, math.ceil(int(stories["of"].max()) / MOST_DOTS))
    figure = page(max(7.5, 2.1 + WIDE * len(names)), 1.75 + HIGH * len(people))
    for row, person in enumerate(people):
        for column, name in enumerate(names):
            found = stories[(stories["requester"] == person) & (stories["scenario"] == name)]
            for story in found.itertuples():
                _story(figure, row, column, story, each, titles)
    stand = "A dot is a run" if each == 1 else f"A dot is {each} runs"
    return describe(
        figure,
        finding=_finding(stories, chosen(own, None), titles),
        drawn=_in_words(stories, titles),
        table=stories,
        source=source_of(
            done, runs, None,
            f"{stand}, full where a project was published within two years of the idea: the last one put in two "
            "years before the end. Held up: where and why most time was lost to blocks, vacancies or refusal: the "
            "commonest, and in how many runs.",
        ),
    )  # fmt: skip


def _frequencies(personas: pd.DataFrame) -> pd.DataFrame:
    """For each persona and scenario: runs with usable evidence, of how many, and what held it up most often."""
    import pandas as pd

    rows = []
    for (person, scenario), own in personas.groupby(["requester", "scenario"], sort=False, observed=True):
        at, at_runs = most_often(own["held_up_at"].dropna(), "nothing")
        why, why_runs = most_often(own["held_up_why"].dropna(), "nothing")
        rows.append(
            {
                "requester": str(person),
                "scenario": str(scenario),
                "runs_with_evidence": int(own[EVIDENCE].astype(bool).sum()),
                "of": len(own),
                "held_up_at": at,
                "held_up_at_runs": at_runs,
                "held_up_why": why,
                "held_up_why_runs": why_runs,
            }
        )
    return pd.DataFrame(rows)


def most_often(words: Iterable[object], none: str) -> tuple[str, int]:
    """Return the most frequent answer and how often it was given, the first by name of several; `none` if none was."""
    counts = Counter(str(word) for word in words)
    most = max(counts.values(), default=0)
    return min((word for word, count in counts.items() if count == most), default=none), most


def _story(figure: Any, row: int, column: int, story: Any, each: int, titles: Mapping[str, str] | None) -> None:
    width, height = figure.get_size_inches()
    left, top = 1.95 + WIDE * column, height - 1.15 - HIGH * row
    if row == 0:
        name = wrapped(scenario_name(story.scenario, titles), 18)
        figure.text(left / width, (top + 0.08) / height, name, fontweight="bold", va="baseline", linespacing=1.0)
    if column == 0:
        name = wrapped(story.requester, 16)
        figure.text(0.1 / width, (top - 0.15) / height, name, fontweight="bold", va="top")
    axes = figure.add_axes((left / width, (top - 0.75) / height, (WIDE - 0.3) / width, 0.7 / height))
    _dots(axes, story, each)
    said = f"{story.runs_with_evidence} of {story.of} runs"
    figure.text(left / width, (top - 0.82) / height, said, fontweight="bold", va="top")
    held = "not held up"
    if story.held_up_at_runs:
        held = (
            f"Held up at {story.held_up_at} ({story.held_up_at_runs}): {story.held_up_why} ({story.held_up_why_runs})"
        )
    figure.text(left / width, (top - 1.06) / height, wrapped(held, 19), va="top", color=MUTED, linespacing=1.05)


def _dots(axes: Any, story: Any, each: int) -> None:
    """A dot for each run (or for each so many), in rows, those with evidence first."""
    full, all_dots = round(story.runs_with_evidence / each), math.ceil(story.of / each)
    rows = next((rows for rows in range(2, 20) if math.ceil(all_dots / rows) <= 2.1 * rows), 20)
    columns = max(math.ceil(all_dots / rows), 5)
    colour = FUTURE_COLOURS.get(story.scenario, INK)
    x = [dot % columns for dot in range(all_dots)]
    y = [-(dot // columns) for dot in range(all_dots)]
    size = (0.62 * min(72 * (WIDE - 0.3) / columns, 72 * 0.7 / rows, 14)) ** 2
    fills = [colour if dot < full else PAPER for dot in range(all_dots)]
    axes.scatter(x, y, s=size, c=fills, edgecolors=colour, linewidths=1.3, clip_on=False)
    axes.set_xlim(-0.5, columns - 0.5)
    axes.set_ylim(-rows + 0.5, 0.5)
    axes.set_axis_off()


def _finding(stories: pd.DataFrame, main: str, titles: Mapping[str, str] | None) -> str:
    """In how many runs each persona has usable evidence within two years."""
    own = stories[stories["scenario"] == main]
    parts = [
        f"{_article(row.requester)} {row.requester} in {row.runs_with_evidence or 'none'}" for row in own.itertuples()
    ]
    runs = int(own["of"].max())
    plural = "runs" if runs != 1 else "run"
    return f"{with_choices(main, titles)}, usable evidence within two years: {listed(parts)} of {runs} {plural}"


def _article(word: str) -> str:
    return "an" if word[:1] in "aeiou" else "a"


def _in_words(stories: pd.DataFrame, titles: Mapping[str, str] | None) -> str:
    rows = [
        f"{scenario_name(row.scenario, titles)}, {row.requester}: usable evidence within two years in "
        f"{row.runs_with_evidence} of {row.of} runs, "
        + (
            f"most often held up at {row.held_up_at} ({row.held_up_at_runs}), "
            f"{row.held_up_why} ({row.held_up_why_runs})"
            if row.held_up_at_runs
            else "not held up"
        )
        for row in stories.itertuples()
    ]
    return f"A dot for each run, full with usable evidence. {'; '.join(rows)}."
