"""A chart on a screen: the picture, a sentence that is read out when it changes, a table, and files of both."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import solara

if TYPE_CHECKING:
    import pandas as pd

    from socialicence.dashboard.charts import Chart
    from socialicence.dashboard.course import Course


@solara.component_vue("chart.vue", vuetify=False)
def _Chart(
    name: str,
    title: str,
    option: dict[str, Any],
    phone: dict[str, Any],
    widest: int,
    phone_height: int,
    summary: str,
    note: str,
    columns: list[str],
    rows: list[list[Any]],
    height: str,
    file: str,
    busy: bool = False,
) -> None:
    """The chart in the page."""


def ChartView(
    chart: Chart, name: str, *, note: str = "", summary: str = "", height: str = "24rem", busy: bool = False
) -> Any:
    """Return a chart with its words.

    Parameters
    ----------
    chart : Chart
        What to draw and say.
    name : str
        What kind of chart it is, in plain words.
    note : str
        Runs, seed and what the shade means.
    summary : str
        A shorter one than the chart's own, where many courses are in it.
    height : str
        CSS height of the picture.
    busy : bool
        Whether a newer one is on its way.
    """
    from socialicence.dashboard.charts import phone

    return _Chart(
        name=name,
        title=chart.title,
        option=chart.option,
        phone=chart.phone,
        widest=phone.WIDEST,
        phone_height=phone.height(chart.phone),
        summary=summary or chart.summary,
        note=note,
        columns=[str(column) for column in chart.table.columns],
        rows=plain_rows(chart.table),
        height=height,
        file="socialicence-" + re.sub("[^a-z0-9]+", "-", name.lower()).strip("-"),
        busy=busy,
    )


def plain_rows(table: pd.DataFrame) -> list[list[Any]]:
    """Return the rows of a table as JSON can hold them: numbers, text, None."""
    return [[_plain(cell) for cell in row] for row in table.itertuples(index=False)]


def _plain(cell: Any) -> Any:
    if cell is None or isinstance(cell, str | bool):
        return cell
    if hasattr(cell, "item"):
        cell = cell.item()
    if isinstance(cell, float):
        return None if not math.isfinite(cell) else cell
    return cell if isinstance(cell, int) else str(cell)


def based_on(course: Course) -> str:
    """Return what a chart of this course rests on."""
    return (
        f"{course.number_of_runs} runs of {course.citizens:,} people, seed {course.seed}, "
        f"model version {course.model_version}."
    )
