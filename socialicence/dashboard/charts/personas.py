"""The three personas in frequencies: in how many runs each has usable evidence in two years, and what held it up."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from socialicence.dashboard.charts import phone
from socialicence.dashboard.charts.chart import (
    TEXT,
    Chart,
    Option,
    Theme,
    axis,
    categories,
    dot,
    made,
    scatter,
    theme_of,
)
from socialicence.dashboard.charts.wording import inside
from socialicence.dashboard.people import NAMES
from socialicence.figures.personas import EVIDENCE, most_often
from socialicence.figures.style import listed

if TYPE_CHECKING:
    import pandas as pd

    from socialicence.dashboard.course import Course

NOTE = (
    "A dot is a run of this model, full where the project was published within two years of the idea. Held up: where "
    "most time was lost to blocks, empty posts or refusal; at scoping, those who hold the data take a request on or "
    "refuse it. Real life could fall outside."
)
_ROOM = 1.75
"""Width of the axis in dots of the longest row: the rest is for words."""


def personas(courses: Sequence[Course], theme: str = "light") -> Chart:
    """Draw each persona's story in each course.

    Parameters
    ----------
    courses : sequence of Course
        The last is the one that matters; a row for each under each persona.
    theme : {"light", "dark"}
    """
    colours = theme_of(theme)
    table = stories(courses)
    summary = _summary(table)
    rows = [f"{{who|{_who(row)}}}\n{row.choices}" for row in table.itertuples()]
    rich = {"who": {"fontWeight": "bold", "fontSize": TEXT, "color": colours.ink, "lineHeight": 20}}
    option = {
        "grid": {"left": 36, "right": 10, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": axis(colours, show=False, min=0, max=round(_ROOM * int(table["runs"].max()))),
        "yAxis": categories(colours, rows, axisLabel={"rich": rich, "lineHeight": 20}),
        "series": [_dots(table, colours, full=True), _dots(table, colours, full=False), _words(table, colours)],
    }
    return made(colours, option, _on_phone(table), _title(table, courses[-1]), summary, table, NOTE)


def _on_phone(table: pd.DataFrame) -> Option:
    """Persona and plan above the dots, and the count only: where it was held up is in the table."""
    rows = [f"{{who|{_who(row)}}}\n{row.choices}" for row in table.itertuples()]
    counts = [
        {"value": [story.runs, row], "label": {"formatter": f"{{many|{story.with_evidence} of {story.runs}}}"}}
        for row, story in enumerate(table.itertuples())
    ]
    above = phone.names(rows)
    above["axisLabel"] |= {"rich": {"who": {"fontSize": phone.SMALL, "lineHeight": 13}}}
    return {
        "grid": {"left": 4, "right": 4, "top": 24, "containLabel": False},
        "xAxis": {"max": round(1.35 * int(table["runs"].max()))},
        "yAxis": above,
        "series": [
            {"symbolSize": 6},
            {"symbolSize": 6},
            {"data": counts, "label": {"distance": 6, "rich": {"many": {"fontSize": 14}}}},
        ],
    }


def stories(courses: Sequence[Course]) -> pd.DataFrame:
    """Return a row for each persona and course: in how many runs there was evidence, and what held it up most."""
    import pandas as pd

    people = list(dict.fromkeys(kind for course in courses for record in course.done for kind in record.personas))
    return pd.DataFrame([_story(person, course) for person in people for course in courses])


def _story(person: str, course: Course) -> dict[str, Any]:
    told = [record.personas[person] for record in course.done if person in record.personas]
    known = [story for story in told if story[EVIDENCE] is not None]
    at, runs = most_often(filter(None, (story.get("held_up_at") for story in known)), "")
    whys = (story.get("held_up_why") for story in known if story.get("held_up_at") == at)
    why, _ = most_often(filter(None, whys), "")
    return {
        "name": NAMES[person],
        "persona": person,
        "choices": course.label,
        "with_evidence": sum(bool(story[EVIDENCE]) for story in known),
        "runs": len(known),
        "held_up_at": at,
        "held_up_in_runs": runs,
        "why": why,
    }


def _who(story: Any) -> str:
    return f"{story.name}, {story.persona}"


def _dots(table: pd.DataFrame, colours: Theme, *, full: bool) -> Option:
    """Runs with usable evidence, full; then the others, hollow."""
    data = []
    for row, story in enumerate(table.itertuples()):
        places = range(story.with_evidence) if full else range(story.with_evidence, story.runs)
        data += [[place + 0.5, row] for place in places]
    name, fill = ("Usable evidence", colours.accent) if full else ("None", colours.paper)
    style = dot(fill, colours.accent, 1.5)
    return scatter(f"{name} within two years", data, style, symbolSize=11, silent=True)


def _words(table: pd.DataFrame, colours: Theme) -> Option:
    """What is said at the end of each row of dots."""
    data = [
        {
            "value": [story.runs, row],
            "label": {"formatter": f"{{many|{story.with_evidence} of {story.runs}}}\n{_held(story)}"},
        }
        for row, story in enumerate(table.itertuples())
    ]
    rich = {"many": {"fontWeight": "bold", "fontSize": TEXT + 2, "color": colours.ink, "lineHeight": 20}}
    label = {
        "show": True, "position": "right", "distance": 10, "color": colours.ink, "fontSize": TEXT - 1, "lineHeight": 18,
        "rich": rich,
    }  # fmt: skip
    return scatter("Words", data, {"opacity": 1}, symbolSize=0.1, silent=True, label=label)


def _held(story: Any) -> str:
    if not story.held_up_in_runs:
        return "not held up"
    return f"held up most at {story.held_up_at}, in {story.held_up_in_runs} runs"


def _title(table: pd.DataFrame, course: Course) -> str:
    own = table[table["choices"] == course.label]
    parts = [f"{row.name} {row.with_evidence or 'none'}" for row in own.itertuples()]
    runs = int(own["runs"].max())
    return f"{course.label}: usable evidence within two years, in {runs} runs: {listed(parts)}"


def _summary(table: pd.DataFrame) -> str:
    """Each person's story in the course that matters, and how often there is evidence in the others."""
    parts = []
    for _, own in table.groupby("persona", sort=False):
        *others, last = own.itertuples()
        held = (
            f"most often held up at {last.held_up_at} ({last.held_up_in_runs} runs; {last.why})"
            if last.held_up_in_runs
            else "not held up"
        )
        beside = "".join(f"; {inside(row.choices)} in {row.with_evidence}" for row in others)
        parts.append(
            f"{_who(last)}, {inside(last.choices)}: usable evidence within two years in "
            f"{last.with_evidence} of {last.runs} runs, {held}{beside}."
        )
    return " ".join(parts)
