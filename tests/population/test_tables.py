"""The published tables: what they hold, and that a broken one is refused with one line."""

import shutil

import numpy as np
import pytest

from socialicence.categories import Region
from socialicence.data import tables as data
from socialicence.errors import InputError

NAMES = [path.stem for path in data.FOLDER.glob("*.csv")]
OURS = [
    "age_mixing", "age_sex", "digital_exclusion", "ethnic_group", "objections_age_sex", "objections_monthly",
    "news_and_care", "objections_region", "objections_weekly", "regions", "segment_profiles", "segments",
    "social_grade", "trust_differences", "trust_surveys",
]  # fmt: skip


@pytest.mark.parametrize("name", OURS)
def test_every_row_has_its_citation_and_memory_is_never_called_measured(name):
    for row in data.rows(name, ()):
        assert row["source"]
        assert not (row["verification"].startswith("memory") and row["grade"] in ("measured", "derived"))


def test_adult_opt_outs_agree_with_the_age_by_sex_counts():
    may = next(row for row in data.rows("objections_monthly", ("date", "opt_outs")) if row["date"] == "2021-05-01")
    rates, people = data.objection_rates()[1:], data.list_sizes("2021-05-01")[1:]
    assert (rates * people).sum() == pytest.approx(float(may["opt_outs"]), abs=1)
    assert people.sum() == 47_234_173
    assert 100 * (rates * people).sum() / people.sum() == pytest.approx(float(may["percent"]), abs=1e-3)


def test_region_shares_sum_to_one_and_england_has_no_nations():
    assert data.region_shares("uk").sum() == pytest.approx(1)
    england = data.region_shares("england")
    assert england[Region.SCOTLAND :].sum() == 0
    assert england.sum() == pytest.approx(1)
    # 57.69 of 68.27 million people live in England.
    assert data.region_shares("uk")[: Region.SCOTLAND].sum() == pytest.approx(0.8451, abs=1e-4)


def test_regional_opt_out_ratios_average_to_one_over_lists():
    people = np.array([float(r["people"]) for r in data.rows("objections_region", ("people",))])
    ratio = data.objection_ratio_by_region()[: Region.SCOTLAND]
    assert ratio @ people / people.sum() == pytest.approx(1)


@pytest.fixture
def folder(tmp_path):
    for name in OURS:
        shutil.copy(data.FOLDER / f"{name}.csv", tmp_path)
    return tmp_path


def broken(folder, name, old, new):
    path = folder / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "old", "new", "load", "says"),
    [
        ("ethnic_group", "UK,White,81.7", "UK,White,8.17", data.ethnic_shares, "sum to"),
        ("ethnic_group", "UK,White,81.7", "UK,Wite,81.7", None, "did you mean 'white'"),
        ("ethnic_group", "UK,White,81.7", "UK,White,many", None, "'many' is not a number"),
        ("social_grade", "UK,DE,22.6", "UK,DE,-3", data.grade_shares, "-3"),
        ("social_grade", "area,group", "area,groups", data.grade_shares, "'group' is missing"),
        ("segments", "NHS and privacy sceptics,10.0", "NHS and privacy sceptics,30.0", "size_percent", "sum to"),
        ("regions", "London,England,10394044", "Paris,England,10394044", "uk", "unknown Region 'Paris'"),
        ("age_sex", "2021-05-01,90,100,male,165880", "2021-06-01,90,100,male,165880", "2021-05-01", "missing"),
        ("objections_age_sex", "9,female,129612", "9,female,12961200", data.objection_rates,
         "more opt-outs than people"),
    ],
)  # fmt: skip
def test_a_broken_table_is_refused_in_one_line(folder, name, old, new, load, says):
    broken(folder, name, old, new)
    if load is None or load is data.ethnic_shares:

        def call():
            return data.ethnic_shares("UK", folder)

    elif isinstance(load, str):
        function = {"segments": data.segment_column, "regions": data.region_shares, "age_sex": data.list_sizes}[name]

        def call():
            return function(load, folder)

    else:

        def call():
            return load(folder)

    with pytest.raises(InputError, match=says) as caught:
        call()
    assert "\n" not in str(caught.value)
    assert f"{name}.csv" in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"area,group\n"])
def test_an_empty_or_binary_table_is_refused(tmp_path, content):
    (tmp_path / "social_grade.csv").write_bytes(content)
    with pytest.raises(InputError, match=r"social_grade\.csv"):
        data.grade_shares(tmp_path)


def test_a_missing_table_is_refused(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        data.exclusion_share("all", tmp_path)
