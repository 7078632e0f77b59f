"""Charts: the numbers drawn are those of the runs, axes never change, and everything is also said in words."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from socialicence.categories import FUTURE_NAMES
from socialicence.dashboard import charts
from socialicence.dashboard.charts import GROUP_KINDS
from socialicence.dashboard.charts.chart import SHADED, SYMBOLS, theme_of
from socialicence.dashboard.charts.contributions import ALONE, LAST, _reach, outcomes
from socialicence.dashboard.charts.crossroads import _end
from socialicence.dashboard.charts.phone import on_phone
from socialicence.dashboard.charts.placing import PROJECTOR, label_offsets
from socialicence.dashboard.incident import Incident
from socialicence.dashboard.plan import TODAY, Plan
from socialicence.errors import InputError
from socialicence.figures.style import FUTURE_COLOURS

SCANDAL = Incident("scandal", 12, organisation="health_service")
PLAN = Plan(steps={"involved": 4, "people": 4}, incident=SCANDAL, title="Table 3")


@pytest.fixture(scope="module")
def today(small):
    return small.course(TODAY)


@pytest.fixture(scope="module")
def course(small):
    return small.course(PLAN)


@pytest.fixture(scope="module")
def without(small):
    return small.course(Plan(steps=PLAN.steps))


@pytest.fixture(scope="module")
def contributed(small):
    return small.contributions(PLAN, runs=2)


@pytest.fixture(scope="module")
def every(today, course, without, contributed):
    """What draws each chart in a theme."""
    return {
        "crossroads": lambda theme: charts.crossroads([today, course], theme),
        "crossroads of one": lambda theme: charts.crossroads([today], theme),
        "backing": lambda theme: charts.backing(course, today, theme),
        "backing alone": lambda theme: charts.backing(course, theme=theme),
        "opted out": lambda theme: charts.opted_out(course, today, theme),
        **{kind: lambda theme, kind=kind: charts.backing_by_group(course, kind, theme, today) for kind in GROUP_KINDS},
        "personas": lambda theme: charts.personas([today, course], theme),
        **{
            f"contributions to {outcome}": lambda theme, outcome=outcome: charts.contributions(
                contributed, outcome, theme
            )
            for outcome in outcomes()
        },
        "incident": lambda theme: charts.incident(course, without, theme),
    }


def series(chart, name):
    return next(one for one in chart.option["series"] if one["name"] == name)


def test_a_phone_is_shown_the_same_runs_in_smaller_type(every):
    def values(option):
        marks = [mark for one in option["series"] for mark in one["data"]]
        return [mark["value"] if isinstance(mark, dict) else mark for mark in marks]

    for name, draw in every.items():
        chart = draw("light")
        json.dumps(chart.phone, allow_nan=False)
        assert values(chart.phone) == values(chart.option), name
        assert [one["name"] for one in chart.phone["series"]] == [one["name"] for one in chart.option["series"]]
        assert chart.phone["aria"] == chart.option["aria"]
        assert chart.phone["grid"]["left"] < 200
        assert chart.phone != chart.option, name


def test_what_is_otherwise_on_a_phone_leaves_all_else_and_the_wide_form_alone():
    option = {"grid": {"left": 10, "top": 5}, "series": [{"name": "a", "size": 9}, {"name": "b"}], "data": [1, 2]}
    before = copy.deepcopy(option)
    changed = on_phone(option, {"grid": {"left": 3}, "series": [{"size": 4}], "data": [7]})
    assert changed == {"grid": {"left": 3, "top": 5}, "series": [{"name": "a", "size": 4}, {"name": "b"}], "data": [7]}
    assert option == before


@pytest.mark.parametrize("theme", charts.THEMES)
def test_every_chart_has_a_finding_a_summary_a_table_and_an_option_that_is_plain_json(every, theme):
    for name, draw in every.items():
        chart = draw(theme)
        json.dumps(chart.option, allow_nan=False)
        assert chart.title, name
        assert chart.summary.endswith("."), name
        assert "\n" not in chart.title + chart.summary, name
        assert "nan" not in (chart.title + chart.summary).replace("finance", ""), name
        assert len(chart.table), name
        assert "eal life could fall outside" in chart.note, name
        assert chart.option["aria"]["label"]["description"] == chart.summary


def test_both_themes_draw_the_same_numbers(every):
    def numbers(option):
        drawn = json.dumps([[one["name"], one["data"]] for one in option["series"]], sort_keys=True)
        return re.sub("#[0-9A-F]{6}", "a colour", drawn)

    for name, draw in every.items():
        light, dark = draw("light"), draw("dark")
        assert numbers(light.option) == numbers(dark.option), name
        assert (light.title, light.summary) == (dark.title, dark.summary)


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", charts.THEMES)
def test_text_and_marks_can_be_told_from_the_ground(name):
    """WCAG 2.2: 4.5 for text; marks also differ by shape, so that 2 serves to see that there is one."""
    theme = theme_of(name)
    for text in (theme.ink, theme.soft, *theme.texts.values()):
        assert contrast(text, theme.paper) >= 4.5
    for mark in theme.marks.values():
        assert contrast(mark, theme.paper) >= 2
    assert contrast(theme.accent, theme.paper) >= 3


def test_a_future_has_the_colour_of_the_figures_and_a_shape_of_its_own():
    assert theme_of("light").marks == FUTURE_COLOURS
    assert theme_of("dark").marks.keys() == SYMBOLS.keys() == FUTURE_NAMES.keys()
    assert len(set(SYMBOLS.values())) == len(SYMBOLS)


def test_the_crossroads_show_each_run_where_it_ends(today, course):
    chart = charts.crossroads([today, course])
    for number, one in enumerate([today, course]):
        for dot, record in zip(series(chart, f"Runs {number}")["data"], one.records, strict=True):
            outcomes = record.outcomes
            assert dot["value"] == pytest.approx(
                [outcomes["cross_department"], 100 * outcomes["external_access"], 100 * outcomes["licence_affected"]],
                abs=1e-3,
            )
            assert dot["symbol"] == SYMBOLS[outcomes["nearest"]]
            assert dot["itemStyle"]["borderColor"] == FUTURE_COLOURS[outcomes["nearest"]]


def test_the_way_of_a_plan_starts_from_today_and_ends_where_its_runs_do(today, course):
    chart = charts.crossroads([today, course])
    way = [mark["value"] for mark in series(chart, "Way 1")["data"]]
    first = today.path.iloc[0]
    assert way[0] == pytest.approx([first["cross_department"], 100 * first["external_access"]], abs=0.01)
    assert way[-1][0] == pytest.approx(course.runs["cross_department"].mean(), abs=1e-3)
    assert len(way) == 6


def test_the_crossroads_count_in_title_and_summary(today, course):
    chart = charts.crossroads([today, course])
    nearest = [record.outcomes["nearest"] for record in course.records]
    most = max(SYMBOLS, key=nearest.count)
    assert f"{nearest.count(most)} of 4" in chart.title
    assert chart.title.startswith("Table 3: ")
    assert "; if nothing changes, " in chart.title
    for future in set(nearest):
        assert f"{nearest.count(future)} nearest {FUTURE_NAMES[future]}" in chart.summary


def test_axes_are_the_same_whatever_is_drawn(today, course):
    def ends(chart):
        option = chart.option
        return [(option[which]["min"], option[which]["max"]) for which in ("xAxis", "yAxis")]

    assert ends(charts.crossroads([today])) == ends(charts.crossroads([course])) == [(0, 2.0), (0, 80.0)]
    assert charts.crossroads([today]).option["visualMap"]["min"] == 45
    assert ends(charts.backing(today))[1] == ends(charts.backing(course))[1] == (0, 100)
    assert ends(charts.opted_out(today))[1] == (0, 25)


def test_an_axis_grows_only_for_runs_that_lie_beyond_it():
    def course(value):
        record = type("Record", (), {"outcomes": {"cross_department": value}})()
        return type("Course", (), {"done": [record]})()

    assert _end([course(1.99)], "cross_department", 2.0) == 2.0
    assert _end([course(1.0), course(2.31)], "cross_department", 2.0) == 2.4
    assert _reach(pd.DataFrame([[3.0, -12.0]]), 10.0) == 20.0


def test_a_name_would_rather_stand_on_its_own_runs_than_on_those_of_another():
    own, other = [(1.0, 45.0)] * 4, [(1.0, 35.0)] * 3  # both 12 pixels from the middle, above and below

    narrow = replace(PROJECTOR, across=(0.0,), down=(-20.0, 20.0))
    offsets = label_offsets([("Our plan", 1.0, 40.0), ("Other", 1.9, 70.0)], [own, other], 2.0, 80.0, narrow)
    assert offsets[0] == (0.0, -20.0)
    offsets = label_offsets([("Our plan", 1.0, 40.0), ("Other", 1.9, 70.0)], [other, own], 2.0, 80.0, narrow)
    assert offsets[0] == (0.0, 20.0)


def test_names_on_the_crossroads_keep_clear_of_one_another_and_stay_on_the_map():
    ends = [(f"Table number {number}", 0.5 + 0.01 * number, 30.0) for number in range(5)]
    offsets = label_offsets(ends, [[(0.5, 30.0)]] * 5, 2.0, 80.0)
    boxes = [
        (430 * x + across, 420 * (1 - y / 80) + down) for (_, x, y), (across, down) in zip(ends, offsets, strict=True)
    ]
    for place, (x, y) in enumerate(boxes):
        assert 0 < x < 860
        assert 0 < y < 420
        assert all(abs(x - other[0]) > 100 or abs(y - other[1]) >= 26 for other in boxes[:place])


def test_backing_is_a_band_of_eight_in_ten_runs_a_line_and_dots_for_runs(today, course):
    chart = charts.backing(course, today)
    values = 100 * course.monthly("licence_affected").astype(float)
    low = [one[1] for one in series(chart, "10th percentile")["data"]]
    width = [one[1] for one in series(chart, "Shaded: 8 in 10 runs")["data"]]
    np.testing.assert_allclose(low, np.percentile(values, 10, axis=0), atol=1e-3)
    np.testing.assert_allclose(np.add(low, width), np.percentile(values, 90, axis=0), atol=2e-3)
    np.testing.assert_allclose([one[1] for one in series(chart, "Table 3")["data"]], values.mean(axis=0), atol=1e-3)
    dots = series(chart, "A dot for each run")["data"]
    assert len(dots) == 4 * 5
    assert dots[0][0] == "2027-01-01"
    assert series(chart, "If nothing changes")["data"][60][0] == "2031-01-01"
    assert chart.note == SHADED


def test_backing_says_how_far_it_is_from_today(today, course):
    own, other = (100 * np.mean([one.outcomes["licence_affected"] for one in shown.done]) for shown in (course, today))
    way = "higher" if own > other else "lower"
    assert charts.backing(course, today).title == (
        f"Table 3: {own:.1f}% backing among those affected in the last two years, "
        f"{abs(own - other):.1f} points {way} than if nothing changes"
    )
    assert charts.backing(today, today).title.endswith("in the last two years, the same as if nothing changes")


def test_backing_by_group_has_a_row_for_each_use_lowest_first(course, today):
    chart = charts.backing_by_group(course, "context", "light", today)
    assert len(chart.table) == 12
    values = chart.table["those affected (%)"]
    assert values.is_monotonic_increasing
    row = chart.table.set_index("use of data").loc["Departments to companies"]
    own = course.monthly("licence_affected", "context", "departments_companies")[:, -24:].mean(axis=1)
    assert row["those affected (%)"] == pytest.approx(100 * own.mean(), abs=0.06)
    assert row["if nothing changes (%)"] == pytest.approx(
        100 * today.monthly("licence_affected", "context", "departments_companies")[:, -24:].mean(), abs=0.06
    )


def test_every_kind_of_group_can_be_shown(course):
    assert {len(charts.backing_by_group(course, kind).table) for kind in GROUP_KINDS} == {6, 7, 10, 12}


def test_personas_are_told_in_frequencies(today, course):
    chart = charts.personas([today, course])
    table = chart.table.set_index(["persona", "choices"])
    assert len(table) == 6
    person = "academic researcher"
    stories = course.personas[course.personas["requester"] == person]
    full = int(stories["usable_evidence_within_24m"].astype(bool).sum())
    row = table.loc[person, "Table 3"]
    assert (row["with_evidence"], row["runs"]) == (full, 4)
    held = stories["held_up_at"].dropna().value_counts()
    assert row["held_up_in_runs"] == held.max()
    assert f"usable evidence within two years in {full} of 4 runs, most often held up at" in chart.summary
    drawn = len(series(chart, "Usable evidence within two years")["data"])
    hollow = len(series(chart, "None within two years")["data"])
    assert (drawn, drawn + hollow) == (table["with_evidence"].sum(), table["runs"].sum())


def test_contributions_are_drawn_as_they_were_found(contributed):
    chart = charts.contributions(contributed, "cross_department")
    own = contributed[contributed["outcome"] == "cross_department"]
    alone = [one[0] for one in series(chart, ALONE)["data"]]
    np.testing.assert_allclose(alone, own["alone"], atol=1e-3)
    last = [one[0] for one in series(chart, LAST)["data"]]
    np.testing.assert_allclose(last, own["last"].dropna(), atol=1e-3)
    assert "Do leaders and staff make it happen?" in chart.title
    assert "all together" in chart.summary


def test_a_plan_that_changes_nothing_says_so(small):
    chart = charts.contributions(small.contributions(TODAY, runs=2))
    assert chart.title == "Backing among those affected: nothing differs from today"


def test_an_incident_is_measured_against_the_same_plan_without_it(course, without):
    chart = charts.incident(course, without)
    table = chart.table.set_index("measure")
    with_it, other = (100 * one.monthly("trust", "organisation", "health service") for one in (course, without))
    after = (with_it - other)[:, 12:]
    assert table.loc["Trust: health service", "At its worst"] == pytest.approx(after.mean(axis=0).min(), abs=0.01)
    assert table["At its worst"].idxmin() == "Trust: health service"
    assert chart.title.startswith("Table 3: trust in health service moves most, −")
    assert "(health service)" in chart.summary


@pytest.mark.parametrize(
    ("draw", "said"),
    [
        (lambda course, table: charts.backing(course, theme="drak"), "did you mean 'dark'"),
        (lambda course, table: charts.backing_by_group(course, "contxt"), "did you mean 'context'"),
        (lambda course, table: charts.contributions(table, "licence"), "unknown outcome"),
    ],
)
def test_what_cannot_be_drawn_is_one_line(course, contributed, draw, said):
    with pytest.raises(InputError, match=said):
        draw(course, contributed)


def test_where_nothing_goes_wrong_there_is_nothing_to_draw(today):
    with pytest.raises(InputError, match="nothing goes wrong in this plan"):
        charts.incident(today, today)
