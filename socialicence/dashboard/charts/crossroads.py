"""The crossroads: do departments join up (across), can people outside government use the data (up); a dot a run."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from socialicence.categories import FUTURE_NAMES
from socialicence.dashboard.charts import phone
from socialicence.dashboard.charts.chart import (
    FAMILY,
    LARGE,
    LINE,
    SYMBOLS,
    TEXT,
    Chart,
    Option,
    Theme,
    axis,
    dot,
    legend,
    made,
    rounded,
    scatter,
    theme_of,
)
from socialicence.dashboard.charts.contributions import outcomes
from socialicence.dashboard.charts.placing import FEW, PHONE, PROJECTOR, TALL, label_offsets, moved
from socialicence.dashboard.charts.wording import ends, inside, mean_outcome, nearest_counts, share
from socialicence.outcomes.futures import scaling
from socialicence.outcomes.registry import OUTCOMES
from socialicence.words import capital

if TYPE_CHECKING:
    import pandas as pd

    from socialicence.dashboard.course import Course

ACROSS, UP, FILL = "cross_department", "external_access", "licence_affected"
WIDEST, HIGHEST = 2.0, 0.8
"""Ends of the axes: always these, so that small changes look small, unless a run lies beyond."""
LEAST, MOST = 0.45, 0.65
"""Ends of the fill: always these."""
NOTE = (
    "A dot is a run of this model. Shape and outline: the future it ends nearest to on all four measures, of which two "
    "are drawn. Fill: backing among those affected. Lines: the mean way, a mark for each year. Our reading of OSR's "
    "scenarios; real life could fall outside."
)
Named = tuple[str, float, float]
TOP, LEFT, KEY_LINE = 96, 46, 17
"""Where the map begins, and the height of a line of the key; in pixels."""
_CORNERS = {
    "public_good": ("Right", "Top"),
    "silos": ("Left", "Top"),
    "government": ("Right", "Bottom"),
    "deprioritised": ("Left", "Bottom"),
}


def crossroads(courses: Sequence[Course], theme: str = "light") -> Chart:
    """Draw courses on the crossroads.

    Parameters
    ----------
    courses : sequence of Course
        The last is the one that matters. Where the first is today's, the ways of the others start from it, and it
        stays behind.
    theme : {"light", "dark"}

    Returns
    -------
    Chart
        Four named areas, a dot for each run, a line for each course's mean way from the end of its first year.
    """
    colours = theme_of(theme)
    summary = _summary(courses)
    right, top = _end(courses, ACROSS, WIDEST), _end(courses, UP, HIGHEST)
    dots = [_dots(course, number, colours, _fades(courses, number)) for number, course in enumerate(courses)]
    named = [(course.label, *_end_of(course)) for course in courses]
    runs = [[dot["value"][:2] for dot in series["data"]] for series in dots]
    offsets = label_offsets(named, runs, right, 100 * top, TALL if len(courses) > FEW else PROJECTOR)
    ways = [_way(courses, number, colours, offsets[number]) for number in range(len(courses))]
    option = {
        "grid": {"left": 64, "right": 24, "top": 70, "bottom": 84},
        "xAxis": axis(
            colours,
            "Do departments join up?  (desks cleared together, a month)",
            min=0,
            max=right,
            nameLocation="middle",
            nameGap=30,
            splitLine={"show": False},
        ),
        "yAxis": axis(
            colours,
            "Can people outside government use the data?  (share of access)",
            min=0,
            max=100 * top,  # drawn as percents: an option holds no function that could write them
            nameTextStyle={"fontSize": TEXT, "color": colours.ink, "align": "left", "padding": [0, 0, 0, -56]},
            axisLabel={"formatter": "{value}%"},
            splitLine={"show": False},
        ),
        "visualMap": _fill_key(colours, list(range(1 + len(ways), 1 + len(ways) + len(dots)))),
        "legend": legend(colours, [FUTURE_NAMES[future] for future in SYMBOLS], itemWidth=15),
        "series": [_areas(colours, right, 100 * top), *ways, *dots, *_keys(colours)],
        "tooltip": {"show": True, "trigger": "item", "confine": True, "formatter": "{b}"},
    }
    narrow = narrowed(option, named, runs, (right, 100 * top), [f"{MOST:.0%}", f"Backing  {LEAST:.0%}"])
    return made(colours, option, narrow, _title(courses), summary, _table(courses), NOTE)


def _end(courses: Sequence[Course], outcome: str, usual: float) -> float:
    """The usual end of an axis, or the next fifth beyond what must be shown."""
    most = max(float(record.outcomes[outcome]) for course in courses for record in course.done)
    return usual if most <= usual else math.ceil(most * 5) / 5


def _fades(courses: Sequence[Course], number: int) -> bool:
    """Whether a course is only there to be compared with."""
    return len(courses) > 1 and number < len(courses) - 1 and courses[number].plan.is_today


def _areas(colours: Theme, right: float, top: float) -> Option:
    """The four areas: a cross halfway on both scales of the signature, and a name in each corner."""
    across, up = (sum(scaling()[name]) / 2 for name in (ACROSS, UP))
    widths = {"Left": (0.0, across), "Right": (across, right)}
    heights = {"Bottom": (0.0, 100 * up), "Top": (100 * up, top)}
    data = []
    for future, (side, height) in _CORNERS.items():
        (x0, x1), (y0, y1) = widths[side], heights[height]
        label = {
            "position": f"inside{height}{side}",
            "color": colours.texts[future],
            "fontSize": LARGE,
            "fontWeight": "bold",
        }
        area = {"color": colours.marks[future], "opacity": 0.08}
        corner = {"name": FUTURE_NAMES[future], "label": label, "itemStyle": area, "coord": [x0, y0]}
        data.append([corner, {"coord": [x1, y1]}])
    return {"type": "scatter", "name": "Areas", "data": [], "silent": True, "markArea": {"silent": True, "data": data}}


def _way(courses: Sequence[Course], number: int, colours: Theme, offset: tuple[float, float]) -> Option:
    """The mean way of a course, a mark for each year, its name at the end; from today's first year, if it is there."""
    course = courses[number]
    places = _places(course)
    if courses[0].plan.is_today and number > 0:
        places = _places(courses[0])[:1] + places
    marks: list[Option] = [{"value": place, "symbolSize": 7} for place in places[:-1]]
    label = {"show": True, "formatter": course.label}
    marks.append({"value": places[-1], "symbolSize": 1, "label": label})
    faded = _fades(courses, number)
    colour = _colour(course, number == len(courses) - 1, colours)
    return {
        "type": "line",
        "name": f"Way {number}",
        "data": marks,
        "silent": True,
        "symbol": "circle",
        "lineStyle": {"color": colour, "width": 3, "type": "dashed" if faded else "solid"},
        "itemStyle": {"color": colour},
        "label": {
            "show": False, "position": "inside", "color": colours.ink, "fontSize": TEXT, "fontWeight": "bold",
            "backgroundColor": colours.paper, "borderColor": colour, "borderWidth": 2, "borderRadius": 3,
            "padding": [1, 6], "fontFamily": FAMILY, "lineHeight": LINE + 2,
        },
        "labelLayout": moved(offset),
        "labelLine": {"show": True, "lineStyle": {"color": colour, "width": 2}},
        "z": 5,
    }  # fmt: skip


def _end_of(course: Course) -> tuple[float, float]:
    across, up = _places(course)[-1]
    return across, up


def _colour(course: Course, last: bool, colours: Theme) -> str:
    """A future's own colour for its choices, the page's for the plan that matters."""
    if course.plan.name in colours.marks:
        return colours.marks[course.plan.name]
    return colours.accent if last and not course.plan.is_today else colours.soft


def _places(course: Course) -> list[list[float]]:
    path = course.path
    return [[round(float(x), 4), round(100 * float(y), 2)] for x, y in zip(path[ACROSS], path[UP], strict=True)]


def _dots(course: Course, number: int, colours: Theme, faded: bool) -> Option:
    """A dot for each run: outline and shape say the nearest future, fill says backing."""
    data = []
    for record in course.done:
        future = str(record.outcomes["nearest"])
        place = [record.outcomes[ACROSS], 100 * record.outcomes[UP], 100 * record.outcomes[FILL]]
        data.append(
            {
                "name": f"{course.label}, run {record.run + 1}: nearest {FUTURE_NAMES[future]}",
                "value": [rounded(one) for one in place],
                "symbol": SYMBOLS[future],
                "itemStyle": {"borderColor": colours.marks[future], "borderWidth": 2.5},
            }
        )
    style, size, height = ({"opacity": 0.45}, 11, 3) if faded else ({"opacity": 1}, 15, 4)
    return scatter(f"Runs {number}", data, style, symbolSize=size, z=height)


def _fill_key(colours: Theme, series: list[int]) -> Option:
    """Key of the fill, on a scale that never changes."""
    return {
        "type": "continuous",
        "dimension": 2,
        "seriesIndex": series,
        "min": 100 * LEAST,
        "max": 100 * MOST,
        "inRange": {"color": [colours.paper, colours.ink]},
        "calculable": False,
        "orient": "horizontal",
        "left": "center",
        "bottom": 2,
        "itemWidth": 14,
        "itemHeight": 120,
        "text": [f"{MOST:.0%}", f"Fill: backing among those affected  {LEAST:.0%}"],
        "textStyle": {"color": colours.ink, "fontSize": TEXT},
        "hoverLink": False,
    }


def _keys(colours: Theme) -> list[Option]:
    """Series without data: they give the legend its shapes."""
    return [
        scatter(FUTURE_NAMES[future], [], dot(colours.paper, colours.marks[future], 2.5), symbol=symbol)
        for future, symbol in SYMBOLS.items()
    ]


def _title(courses: Sequence[Course]) -> str:
    """Where the course that matters ends, and where today's does."""
    last, first = courses[-1], courses[0]
    if len(courses) == 1 or not first.plan.is_today or last.plan.is_today:
        return ends(last, f"{last.label}: ")
    return f"{ends(last, f'{last.label}: ')}; {ends(first, 'if nothing changes, ')}"


def _summary(courses: Sequence[Course]) -> str:
    """Where the course that matters stands on the map, in words; the numbers of the others in brackets."""
    *others, course = courses

    def number(outcome: str, written: Callable[[float], str], what: str) -> str:
        own = f"{written(mean_outcome(course, outcome))} {what}"
        names = [f"{inside(one.label)} " if outcome == ACROSS else "" for one in others]
        beside = [f"{name}{written(mean_outcome(one, outcome))}" for name, one in zip(names, others, strict=True)]
        return f"{own} ({'; '.join(beside)})" if beside else own

    counts = [f"{count} nearest {FUTURE_NAMES[future]}" for future, count in nearest_counts(course).items() if count]
    numbers = [
        number(ACROSS, "{:.2f}".format, "desks a month cleared together"),
        number(UP, share, "of access outside government"),
        number(FILL, share, "backing among those affected"),
    ]
    return f"{capital(course.label)}: of {course.number_of_runs} runs {', '.join(counts)}; {', '.join(numbers)}."


def _table(courses: Sequence[Course]) -> pd.DataFrame:
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for course in courses:
        for record in course.done:
            rows.append(
                {
                    "choices": course.label,
                    "run": record.run + 1,
                    "seed": record.seed,
                    "desks a month cleared together": rounded(record.outcomes[ACROSS], 3),
                    "share of access outside government": rounded(record.outcomes[UP], 3),
                    "backing among those affected": rounded(record.outcomes[FILL], 3),
                    "nearest": FUTURE_NAMES[str(record.outcomes["nearest"])],
                }
            )
    return pd.DataFrame(rows)


def narrowed(
    option: Option,
    named: Sequence[Named],
    runs: Sequence[Sequence[Sequence[float]]],
    ends: tuple[float, float],
    fill: list[str],
) -> Option:
    """Return what is otherwise on a phone.

    Parameters
    ----------
    option : dict
        The map where there is room: its areas first, then a way for each course.
    named : sequence of (str, float, float)
        Name of each course, and where its way ends.
    runs : sequence of sequences of pairs of float
        Places of the runs of each course.
    ends : (float, float)
        Of the axes.
    fill : list of str
        What stands at both ends of the key of the fill.
    """
    areas, *others = option["series"]
    numbered = len(named) > FEW
    marked = [(str(place) if numbered else name, x, y) for place, (name, x, y) in enumerate(named, 1)]
    offsets = label_offsets(marked, runs, *ends, PHONE)
    key = [f"{place}  {name}" for place, (name, *_) in enumerate(named, 1)] if numbered else []
    label = {"fontSize": phone.SMALL, "padding": [1, 5] if numbered else [1, 3], "lineHeight": 17}
    ways = [
        {"label": label, "labelLayout": moved(offset), "data": _marks(way["data"], name)}
        for way, (name, *_), offset in zip(others, marked, offsets, strict=False)
    ]
    return {
        "title": {
            "text": "\n".join(key), "left": LEFT, "top": TOP - 44, "padding": 0,
            "textStyle": {**option["xAxis"]["nameTextStyle"], "fontSize": phone.SMALL, "lineHeight": KEY_LINE},
        },
        "grid": {"left": LEFT, "right": 14, "top": TOP + KEY_LINE * len(key)},
        "xAxis": phone.numbers(name=f"{outcomes()['cross_department']} ({OUTCOMES['cross_department'].unit})"),
        "yAxis": {
            "name": outcomes()["external_access"],
            "nameTextStyle": {"fontSize": phone.SMALL, "padding": [0, 0, 0, -38]},
            "axisLabel": {"fontSize": phone.SMALL},
        },
        "legend": {"itemGap": 9, "itemWidth": 12, "textStyle": {"fontSize": phone.SMALL}},
        "visualMap": {"itemHeight": 50, "text": fill, "textStyle": {"fontSize": phone.SMALL}},
        "series": [{"markArea": {"data": _corners(areas)}}, *ways, *({"symbolSize": 9} for _ in others[len(ways) :])],
    }  # fmt: skip


def _corners(areas: Option) -> list[list[Option]]:
    """The areas with smaller names."""
    return [
        [{**corner, "label": {**corner["label"], "fontSize": phone.SMALL + 1}}, end]
        for corner, end in areas["markArea"]["data"]
    ]


def _marks(marks: Sequence[Option], name: str) -> list[Option]:
    """The marks of a way, with this name."""
    *before, last = marks
    return [*before, {**last, "label": {**last["label"], "formatter": name}}]
