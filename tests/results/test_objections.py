"""`objections.parquet`: dates, groups and rates of what is expected."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd
import pytest

from socialicence import compare
from socialicence.results.objections import firsts_of_months

COLUMNS = ["scenario", "run", "month", "date", "age_band", "sex", "region", "adults", "objecting", "rate_percent"]


@pytest.fixture(scope="module")
def results():
    return compare(["gpdpr_2021"], citizens=3000, runs=2, months=3)


def test_the_file_holds_every_group_on_the_first_of_each_month(results, tmp_path):
    files = results.write(tmp_path)
    table = pd.read_parquet(tmp_path / "objections.parquet")
    assert tmp_path / "objections.parquet" in files
    assert list(table.columns) == COLUMNS
    assert sorted(set(table.date)) == [datetime.date(2021, month, 1) for month in (5, 6, 7)]
    assert set(table.run) == {0, 1}
    assert list(table.age_band.cat.categories)[1:] == [*(f"{low}-{low + 9}" for low in range(20, 90, 10)), "90+"]
    assert set(table.age_band) == {*(f"{low}-{low + 9}" for low in range(20, 90, 10)), "90+"}
    assert set(table.sex) == {"female", "male"}
    assert len(set(table.region)) == 7
    assert "North East and Yorkshire" in set(table.region)
    assert not table.isna().any(axis=None)
    np.testing.assert_allclose(table.rate_percent, 100 * table.objecting / table.adults)


def test_totals_start_as_published_and_rise_in_june(results):
    by_date = results.objections.groupby(["run", "date"])[["adults", "objecting"]].sum()
    rate = (100 * by_date.objecting / by_date.adults).unstack()
    np.testing.assert_allclose(rate.iloc[:, 0], 3.0473, atol=1e-4)
    assert by_date.adults.iloc[0] == pytest.approx(47_234_173, rel=1e-4)
    assert (rate.iloc[:, 2] - rate.iloc[:, 1] > 1.0).all()


def test_other_scenarios_write_no_such_file(tmp_path):
    compare(["status_quo"], citizens=200, runs=1, months=1).write(tmp_path)
    assert not (tmp_path / "objections.parquet").exists()


def test_its_measures_are_defined(results):
    measures = results.measures.set_index("measure")
    assert set(measures.index[measures.tables == "objections"]) == {"adults", "objecting", "rate_percent"}
    assert measures.index.is_unique


def test_firsts_of_months_are_those_of_the_calendar():
    assert list(firsts_of_months("2021-11", 3)) == [
        (datetime.date(2021, 11, 1), 0),
        (datetime.date(2021, 12, 1), 30),
        (datetime.date(2022, 1, 1), 61),
    ]
    *_, last = firsts_of_months("2021-05", 13)
    assert last == (datetime.date(2022, 5, 1), 365)
