"""What the fit to 2021 may use: published figures to 1 July 2021, and nothing later."""

from __future__ import annotations

import csv
import datetime

import numpy as np
import pytest

from socialicence.calibration.targets import targets
from socialicence.data.tables import FOLDER
from socialicence.errors import InputError

LAST = datetime.date(2021, 7, 1)


def test_totals_are_those_published():
    aims = targets()
    assert aims.start == pytest.approx(3.0473, abs=1e-4)
    np.testing.assert_allclose(aims.totals, [3.2652, 5.7872], atol=1e-4)
    np.testing.assert_array_equal(aims.total_days, [31, 61])


def test_weeks_share_out_the_increase_among_adults_as_all_ages_did():
    aims = targets()
    assert aims.increments.sum() == pytest.approx(5.7872 - 3.0473, abs=1e-3)
    # 2 to 9 June: 569,376 of 1,371,200 new objections of all ages.
    assert aims.increments[3] / aims.increments.sum() == pytest.approx(569376 / 1371200)
    assert list(aims.week_days) == [11, 18, 25, 32, 39, 46, 53, 60]
    assert aims.names[5] == "new, 2 June to 9 June"


def test_nothing_changes_is_the_start_and_no_increments():
    aims = targets()
    assert list(aims.persistence) == [aims.start] * 2 + [0.0] * 7
    assert aims.vector.size == len(aims.names) == aims.persistence.size


@pytest.mark.parametrize("path", sorted(FOLDER.glob("objections_*.csv")), ids=lambda path: path.name)
def test_no_table_of_objections_holds_anything_later_than_1_july_2021(path):
    with path.open(encoding="utf-8") as file:
        dates = [datetime.date.fromisoformat(row["date"]) for row in csv.DictReader(file)]
    assert max(dates) <= LAST


def test_a_broken_table_is_named(tmp_path):
    (tmp_path / "objections_monthly.csv").write_text((FOLDER / "objections_monthly.csv").read_text())
    broken = (FOLDER / "objections_weekly.csv").read_text().replace("1657299", "many")
    (tmp_path / "objections_weekly.csv").write_text(broken)
    with pytest.raises(InputError, match=r"objections_weekly.csv: opt_outs = 'many' is not a number"):
        targets(tmp_path)
