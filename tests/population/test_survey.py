"""A public drawn from somebody's survey: what was asked is met, what was not stays as in the UK."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from socialicence.categories import EthnicGroup, Region, Segment
from socialicence.data import tables as data
from socialicence.data.survey import COLUMNS, read_survey
from socialicence.ensemble import compare
from socialicence.errors import InputError
from socialicence.parameters import defaults
from socialicence.population import draw_public
from socialicence.population.described_survey import describe_survey
from socialicence.population.weights import marginal_codes
from socialicence.scenarios import load, with_survey
from socialicence.scenarios.reading import from_table

OWN = ("Hills", "Plains", "Shore")
LABELS = [segment.label for segment in Segment]


def respondents(count: int = 240, **own) -> list[dict[str, object]]:
    """Respondents whose answers follow from their place in the list."""
    draw = np.random.default_rng(5)
    rows = []
    for k in range(count):
        sceptic = k % 6 == 5
        rows.append(
            {
                "age": 18 + (k * 7) % 75,
                "sex": ("female", "male")[k % 2],
                "region": OWN[k % 3],
                "weight": 1 + k % 4,
                "segment": LABELS[k % 6],
                "trust_health_service": round(float(np.clip(draw.normal(0.3 if sceptic else 0.7, 0.1), 0, 1)), 3),
                "concern": round(float(draw.random()), 3),
                "objecting": int(sceptic),
                **{name: make(k) for name, make in own.items()},
            }
        )
    return rows


@pytest.fixture
def written(tmp_path):
    def write(rows, name="survey.csv"):
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


def weighted(rows, name, keep=lambda row: True):
    chosen = [row for row in rows if keep(row)]
    return float(np.average([row[name] for row in chosen], weights=[row["weight"] for row in chosen]))


def test_what_was_asked_is_met(written):
    rows = respondents()
    survey = read_survey(written(rows))
    people, _ = draw_public(20_000, 3, defaults(), survey=survey)
    weight = people.weight.astype(float)
    assert weight.sum() == pytest.approx(defaults()["adults"], rel=1e-5)
    for code, name in enumerate(OWN):
        wanted = sum(row["weight"] for row in rows if row["region"] == name) / sum(row["weight"] for row in rows)
        assert weight[people.region == code].sum() / weight.sum() == pytest.approx(wanted, abs=1e-5)
    assert people.region.max() == 2
    for segment, label in zip(Segment, LABELS, strict=True):
        here = people.segment == segment
        wanted = weighted(rows, "trust_health_service", lambda row, label=label: row["segment"] == label)
        assert np.average(people.trust[here, 0], weights=weight[here]) == pytest.approx(wanted, abs=0.02)
    assert np.average(people.concern, weights=weight) == pytest.approx(weighted(rows, "concern"), abs=0.01)
    grown = people.age >= 20
    wanted = weighted(rows, "objecting", lambda row: row["age"] >= 20)
    assert np.average(people.objecting[grown], weights=weight[grown]) == pytest.approx(wanted, abs=0.005)
    ages = {row["age"] for row in rows}
    assert set(np.unique(people.age)) <= ages


def test_what_was_not_asked_stays_as_in_the_uk(written):
    survey = read_survey(written(respondents()))
    people, _ = draw_public(20_000, 3, defaults(), survey=survey)
    weight = people.weight.astype(float)
    for code, shares in ((people.ethnic_group, data.ethnic_shares()), (people.social_grade, data.grade_shares())):
        found = np.bincount(code, weight, minlength=len(shares)) / weight.sum()
        np.testing.assert_allclose(found, shares, atol=1e-4)
    assert len(marginal_codes(people)) == 6
    assert (people.ethnic_group == EthnicGroup.BLACK).any()


def test_older_respondents_who_trust_less_make_older_citizens_who_trust_less(written):
    rows = respondents(trust_companies=lambda k: round(0.8 - 0.006 * ((k * 7) % 75), 3))
    people, _ = draw_public(20_000, 3, defaults(), survey=read_survey(written(rows)))
    young, old = people.trust[people.age < 35, 7], people.trust[people.age > 75, 7]
    assert young.mean() > old.mean() + 0.15


def test_a_survey_in_the_uk_keeps_its_regions_and_who_may_object(written):
    rows = respondents(region=lambda k: ("London", "Wales")[k % 2], objecting=lambda k: int(k % 4 == 0))
    survey = read_survey(written(rows))
    assert survey.regions == ()
    people, _ = draw_public(5_000, 3, defaults(), survey=survey)
    assert set(np.unique(people.region)) == {Region.LONDON, Region.WALES}
    assert not people.objecting[people.region == Region.WALES].any()
    assert people.objecting[people.region == Region.LONDON].any()


def test_own_regions_that_are_spelt_differently_are_one(written):
    spelt = ("North_Island", "north  island", "North Island", "South", "SOUTH")
    survey = read_survey(written(respondents(region=lambda k: spelt[k % 5])))
    assert survey.regions == ("North_Island", "South")
    np.testing.assert_array_equal(survey.columns["region"][:6], [0, 0, 0, 1, 1, 0])
    many = read_survey(written(respondents(region=lambda k: f"{'Rr'[k % 2]}{k % 7}")))
    assert many.regions == tuple(f"{'Rr'[k % 2]}{k}" for k in (0, 2, 4, 6, 1, 3, 5))


@pytest.mark.parametrize(
    ("own", "regions"),
    [({}, set(OWN)), ({"region": lambda k: ("London", "Wales")[k % 2]}, {"London"})],
)
def test_objections_in_expectation_are_those_of_the_survey(written, own, regions):
    """Drawn and expected objections start at what was answered, in the survey's regions."""
    rows = respondents(objecting=lambda k: int(k % 5 == 0), **own)
    scenario = with_survey([load("gpdpr_2021")], written(rows))
    table = compare(scenario, citizens=5_000, runs=1, months=1, workers=1).objections
    right = table[table["region"].isin(regions) & (table["month"] == 0)]
    assert set(right["region"]) == regions
    assert set(table["region"]) == {row["region"] for row in rows}
    assert not table[~table["region"].isin(regions)]["objecting"].any()
    grown = right[right["age_band"] != "10-19"]
    wanted = weighted(rows, "objecting", lambda row: row["age"] >= 20 and row["region"] in regions)
    assert grown["objecting"].sum() / grown["adults"].sum() == pytest.approx(wanted, abs=1e-4)
    by_region = grown.groupby("region", observed=True)[["objecting", "adults"]].sum()
    by_region = by_region["objecting"] / by_region["adults"]
    assert by_region.max() - by_region.min() < 0.02  # England's regions differ by more


def test_the_description_puts_each_figure_beside_the_survey(written):
    survey = read_survey(written(respondents()))
    people, ties = draw_public(5_000, 3, defaults(), survey=survey)
    rows = describe_survey(people, ties, survey, defaults())
    assert {row.category for row in rows if row.figure == "region"} == set(OWN)
    assert {row.grade for row in rows if row.figure == "social grade"} == {"assumption"}
    assert max(abs(row.deviation) for row in rows if row.kind in ("marginal", "objections")) < 0.5
    assert max(abs(row.deviation) for row in rows if row.kind == "answers") < 4


def test_results_name_the_survey_and_its_regions(written):
    path = written(respondents())
    results = compare(with_survey([load("status_quo")], path), citizens=300, runs=1, months=2, workers=1)
    months = results.months
    assert set(months[months["group_kind"] == "region"]["group"]) == set(OWN)
    stored = results.provenance["scenarios"][0]
    again = from_table(stored)
    assert again.survey == read_survey(path)
    path.write_text(
        path.read_text(encoding="utf-8") + "30,male,Hills,1,neutral followers,0.5,0.5,0\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match="is not the file it was"):
        from_table(stored)


def test_a_scenario_file_names_a_survey_beside_it(written, tmp_path):
    written(respondents(), "own.csv")
    (tmp_path / "mine.toml").write_text('title = "Mine"\nsurvey = "own.csv"\n', encoding="utf-8")
    assert len(load(tmp_path / "mine.toml").survey) == 240
    (tmp_path / "mine.toml").write_text('survey = "none.csv"\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"none\.csv: there is no such file"):
        load(tmp_path / "mine.toml")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"sex": lambda k: "f" if k == 15 else "male"}, ["row 17", "sex = 'f'", "female, male"]),
        ({"age": lambda k: 17 if k == 3 else 40}, ["row 5", "age = '17'", "18 to 100"]),
        ({"age": lambda k: 40.5}, ["row 2", "age = '40.5'", "whole number"]),
        ({"age": lambda k: ""}, ["row 2", "age = ''"]),
        ({"weight": lambda k: 0 if k == 1 else 1}, ["row 3", "weight = '0'", "above 0"]),
        ({"weight": lambda k: "inf"}, ["weight = 'inf'"]),
        ({"trust_health_service": lambda k: 7}, ["trust_health_service = '7'", "0 to 1"]),
        ({"trust_health_service": lambda k: "nan"}, ["trust_health_service = 'nan'"]),
        ({"objecting": lambda k: 0.5}, ["objecting = '0.5'", "0 or 1"]),
        ({"region": lambda k: f"R{k % 8}"}, ["8 regions", "room for 7"]),
        ({"region": lambda k: "London" if k % 2 else "Paris"}, ["region = 'Paris'", "London"]),
        ({"region": lambda k: ""}, ["region = ''"]),
        ({"segment": lambda k: "enthusiasts"}, ["segment = 'enthusiasts'", "neutral followers"]),
        ({"trust_helth_service": lambda k: 1}, ["'trust_helth_service'", "trust_health_service"]),
    ],
)
def test_a_wrong_value_is_one_line_with_row_and_column(written, change, words):
    with pytest.raises(InputError) as caught:
        read_survey(written(respondents(60, **change)))
    text = str(caught.value)
    assert "\n" not in text
    for word in words:
        assert word in text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\xff\xfe\x00", "is not text"),
        (b"age,sex,region\n", "0 rows"),
        (b"age,sex,region\n30,male,London\n" * 2, "rows"),
        (b" \n\n", "is empty"),
        (b'""\n', "is empty"),
        (b"age,sex,region\n\n \n30,male,London\n\n17,male,London\n" + b"30,male,London\n" * 60, "row 6: age = '17'"),
        (b"\nage,sex,region\n30,male,London\n\n30,male\n" + b"30,male,London\n" * 60, "row 5: has 2 values"),
        (b"age,age,sex\n1,2,3\n", "'age' is there twice"),
        (b"age,sex\n" + b"30,male\n" * 60, "'region' is missing"),
        (b"age,sex,region\n" + b"30,male,London,4\n" * 60, "row 2: has 4 values for 3 columns"),
        (b'age,sex,region\n30,"male,London\n' + b"30,male,London\n" * 60, "comma-separated"),
    ],
)
def test_a_file_that_is_no_survey_is_one_line(tmp_path, content, words):
    path = tmp_path / "survey.csv"
    path.write_bytes(content)
    with pytest.raises(InputError, match=words) as caught:
        read_survey(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_one_line(tmp_path):
    for path, words in ((tmp_path / "none.csv", "no such file"), (tmp_path, "is a folder")):
        with pytest.raises(InputError, match=words):
            read_survey(path)


def test_every_column_says_what_it_is():
    for column in COLUMNS:
        assert column.meaning
        assert column.allowed
        assert column.needed != bool(column.without)
