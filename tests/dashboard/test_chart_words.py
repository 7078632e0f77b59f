"""What charts say in a sentence, and the form that a phone draws: short, of the numbers in the table, nothing lost."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from socialicence.dashboard import charts
from socialicence.dashboard.charts import phone
from socialicence.dashboard.charts.contributions import _title
from socialicence.dashboard.charts.groups import _summary as groups_summary
from socialicence.dashboard.charts.placing import PHONE, PROJECTOR, TALL, label_offsets
from socialicence.dashboard.charts.wording import against
from socialicence.dashboard.incident import Incident
from socialicence.dashboard.people import NAMES
from socialicence.dashboard.plan import TODAY, Plan

BREACH = Incident("breach", 12, organisation="health_service")
PLAN = Plan(steps={"involved": 4, "people": 4}, incident=BREACH, title="Table 3")


@pytest.fixture(scope="module")
def today(small):
    return small.course(TODAY)


@pytest.fixture(scope="module")
def course(small):
    return small.course(PLAN)


def mean(course, outcome):
    return np.mean([record.outcomes[outcome] for record in course.records])


def test_the_map_tells_a_plan_with_todays_numbers_in_brackets(today, course):
    told = charts.crossroads([today, course]).summary
    own, other = (f"{mean(one, 'cross_department'):.2f}" for one in (course, today))
    assert f"{own} desks a month cleared together (if nothing changes {other})" in told
    own, other = (f"{100 * mean(one, 'licence_affected'):.1f}%" for one in (course, today))
    assert f"{own} backing among those affected ({other})." in told
    assert told.startswith("Table 3: of 4 runs ")


def test_the_map_tells_all_that_a_plan_is_compared_with_or_nothing(today, course, small):
    assert "(" not in charts.crossroads([today]).summary
    pinned = small.course(Plan(steps={"access": 0}, title="Pinned"))
    told = charts.crossroads([today, pinned, course]).summary
    others = [f"{mean(one, 'cross_department'):.2f}" for one in (today, pinned)]
    assert f"(if nothing changes {others[0]}; Pinned {others[1]})" in told
    assert told.count("(") == 3


def test_groups_are_told_by_how_those_affected_differ_from_everyone(course):
    table = pd.DataFrame(
        {
            "region": ["North", "South", "East", "West"],
            "everyone (%)": [50.0, 60.0, 40.0, 55.0],
            "those affected (%)": [45.0, 59.0, 48.0, 55.0],
        }
    )
    assert groups_summary(table, course, "region") == (
        "Table 3, by region: those affected back it, against everyone, less in 2 of 4, most for North (45% against "
        "50%); more in 1 of 4, most for East (48% against 40%)."
    )
    table["those affected (%)"] = table["everyone (%)"]
    assert groups_summary(table, course, "region").endswith("against everyone, the same in all.")


def test_people_are_told_for_the_plan_that_matters_and_counted_for_the_others(today, course):
    chart = charts.personas([today, course])
    rows = chart.table.set_index(["persona", "choices"])["with_evidence"]
    assert set(rows.index.unique("persona")) == set(NAMES)
    for person in NAMES:
        own, other = rows[person, "Table 3"], rows[person, "If nothing changes"]
        begun = f"{NAMES[person]}, {person}, Table 3: usable evidence within two years in {own} of 4 runs"
        assert begun in chart.summary
        assert f"; if nothing changes in {other}." in chart.summary
    assert chart.summary.count("held up") == 3


def test_an_incident_is_told_by_what_moves_most(course, small):
    chart = charts.incident(course, small.course(Plan(steps=PLAN.steps)))
    table = chart.table.set_index("measure")["At its worst"]
    others = table[[name for name in table.index if name.startswith("Trust: ") and "health" not in name]]
    assert f"rust in health service −{abs(table['Trust: health service']):.1f} points at its worst" in chart.summary
    assert f"trust in the others by at most {others.abs().max():.1f} points" in chart.summary
    assert "opted out" in chart.summary.lower()


@pytest.mark.parametrize(
    ("difference", "other", "told"),
    [
        (0.0123, "If nothing changes", "1.2 points higher than if nothing changes"),
        (-0.001, "If nothing changes", "0.1 points lower than if nothing changes"),
        (0.0004, "If nothing changes", "the same as if nothing changes"),
        (-0.2, "Table 3", "20.0 points lower than Table 3"),
    ],
)
def test_a_share_is_told_against_anothers(difference, other, told):
    assert against(difference, other) == told


def test_where_no_choice_moves_it_none_is_named():
    table = pd.DataFrame({"label": ["Told", "Asked"], "alone": [0.001, -0.004], "last": [0.0, 0.0]})
    assert _title(table, "Opted out", "points") == "Opted out: no choice moves it alone"
    table["alone"] = [0.2, -0.4]
    assert _title(table, "Opted out", "points") == "Opted out: moved most, alone, by “Asked” (−0.40 points)"


def test_a_phones_map_has_the_areas_and_the_ways_of_the_wide_one(today, course):
    chart = charts.crossroads([today, course])
    wide, narrow = (form["series"][0]["markArea"]["data"] for form in (chart.option, chart.phone))
    assert [[corner["coord"], end["coord"]] for corner, end in narrow] == [
        [corner["coord"], end["coord"]] for corner, end in wide
    ]
    assert [corner["name"] for corner, _ in narrow] == [corner["name"] for corner, _ in wide]
    assert all(corner["label"]["fontSize"] < 15 for corner, _ in narrow)
    labels = [form["series"][2]["data"][-1]["label"] for form in (chart.option, chart.phone)]
    assert [one["formatter"] for one in labels] == ["Table 3", "Table 3"]


def test_a_phones_map_of_many_courses_has_numbers_and_a_key(small, today, course):
    many = [today, small.course(Plan(future="silos")), small.course(Plan(steps={"access": 0}, title="Pinned")), course]
    chart = charts.crossroads(many)
    ends = [series["data"][-1]["label"]["formatter"] for series in chart.phone["series"][1:5]]
    assert ends == ["1", "2", "3", "4"]
    assert chart.phone["title"]["text"].split("\n") == [f"{place}  {one.label}" for place, one in enumerate(many, 1)]
    assert [series["data"][-1]["label"]["formatter"] for series in chart.option["series"][1:5]] == [
        one.label for one in many
    ]
    few = charts.crossroads(many[:3])
    assert few.phone["title"]["text"] == ""
    assert chart.phone["grid"]["top"] > few.phone["grid"]["top"]


def test_a_phone_gives_every_row_its_own_height(today, course):
    assert phone.height(charts.personas([today, course]).phone) == 6 * phone.ROW + phone.BESIDE_ROWS
    assert phone.height(charts.backing_by_group(course).phone) == 12 * phone.ROW + phone.BESIDE_ROWS
    assert phone.height(charts.backing(course).phone) == phone.height(charts.crossroads([course]).phone) == 0


@pytest.mark.parametrize("size", [PROJECTOR, TALL, PHONE])
def test_names_of_two_plans_that_end_together_stand_apart_on_any_screen(size):
    ends = [("If nothing changes", 0.4, 30.0), ("Our plan", 0.42, 31.0), ("Pinned", 0.41, 29.0)]
    offsets = label_offsets(ends, [[(0.4, 30.0)] * 9] * 3, 2.0, 80.0, size)
    boxes = []
    for (name, x, y), (across, down) in zip(ends, offsets, strict=True):
        middle, half = size.width * x / 2 + across, size.letter * len(name) / 2
        line = size.height * (1 - y / 80) + down
        assert middle - half > 0
        assert all(
            abs(line - other) >= size.line or lo > middle + half or hi < middle - half for lo, hi, other in boxes
        )
        boxes.append((middle - half, middle + half, line))
