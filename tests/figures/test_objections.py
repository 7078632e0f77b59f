"""The figure of the fit to 2021: all that is published and fitted is drawn, and said in words."""

from __future__ import annotations

import datetime

import pandas as pd
import pytest

from socialicence import figures
from socialicence.figures.objections import fit_to_2021

NAN = float("nan")
WEEKS = pd.DataFrame(
    {"week": ["to 2 Jun", "to 9 Jun"], "published": [0.21, 1.14], "low": [0.1, 1.0], "median": [0.2, 1.1],
     "high": [0.3, 1.2], "nothing_changes": 0.0}
)  # fmt: skip
MONTHS = pd.DataFrame(
    {"date": [datetime.date(2021, month, 1) for month in (5, 6, 7, 8)], "published": [3.05, 3.27, 5.79, NAN],
     "low": [3.05, 3.1, 5.7, 6.0], "median": [3.05, 3.2, 5.8, 6.2], "high": [3.05, 3.3, 5.9, 6.5],
     "nothing_changes": 3.05}
)  # fmt: skip


@pytest.fixture
def figure():
    return fit_to_2021(WEEKS, MONTHS, finding="The size is met", source="Model version 3")


def test_it_says_what_it_draws(figure):
    told = figures.alternative(figure)
    assert told.startswith("The size is met")
    assert "to 9 Jun: published 1.14, fitted 1.10 (1.00 to 1.20)" in told
    assert "predicted: 6.20 % (6.00 to 6.50) on 01 August 2021; nothing changes: 3.05 %" in told
    assert len(figures.table(figure)) == len(WEEKS) + len(MONTHS)


def test_published_figures_are_dots_and_what_is_predicted_has_none(figure):
    weeks, months = figure.axes
    dots = [line for line in months.lines if line.get_marker() == "o"]
    assert list(dots[0].get_ydata()[:3]) == [3.05, 3.27, 5.79]
    assert pd.isna(dots[0].get_ydata()[3])
    assert [list(line.get_ydata()) for line in weeks.lines if line.get_marker() == "o"] == [[0.21, 1.14]]
    assert "predicted" in [text.get_text() for text in months.texts]


def test_it_is_the_same_file_each_time(figure, tmp_path):
    one, other = (figures.save_figure(figure, tmp_path / f"{name}.svg") for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()
