"""Numbers in words: shares in points, and no more digits than an interval bears."""

import json
from pathlib import Path

import pytest

from experiments.report import page
from experiments.reword import reworded
from experiments.write import METHODS
from socialicence.analysis.names import amount, in_own_unit, is_share

EXPERIMENTS = Path(__file__).parents[2] / "experiments"


@pytest.mark.parametrize(
    ("outcome", "value", "low", "high", "said"),
    [
        ("licence_affected", 0.00485, 0.0029, 0.00679, "0.5 points (0.3 to 0.7)"),
        ("licence_affected", -0.0294, -0.0377, -0.0212, "-2.9 points (-3.8 to -2.1)"),
        ("licence_everyone", 0.201, 0.177, 0.225, "20 points (18 to 22)"),
        ("licence_gap", 0.0001, -0.002, 0.0022, "0.0 points (-0.2 to 0.2)"),
        ("cross_department", 0.0425, 0.029, 0.056, "0.04 (0.03 to 0.06)"),
        ("distance_public_good", 0.388, 0.365, 0.412, "0.39 (0.36 to 0.41)"),
        ("median_months_to_access", 14.31, 11.2, 17.4, "14 (11 to 17)"),
        ("nearest = government", 0.25, 0.21, 0.29, "25 points (21 to 29)"),
        ("distance_public_good", 0.0, 0.0, 0.0, "0"),
        ("licence_affected", 0.02, float("nan"), float("nan"), "2.00 points"),
    ],
)
def test_amounts(outcome, value, low, high, said):
    assert amount(outcome, value, low, high) == said


def test_what_has_a_unit():
    assert is_share("licence_gap")
    assert is_share("nearest = silos")
    assert not is_share("cross_department")
    assert in_own_unit("mu_star")
    assert in_own_unit("targeted against broadcast")
    assert not in_own_unit("total")


def test_the_readme_is_what_its_entries_say():
    entries = json.loads((EXPERIMENTS / "results" / "entries.json").read_text(encoding="utf-8"))
    assert page([entries[name] for name in METHODS], len(METHODS)) == (EXPERIMENTS / "README.md").read_text("utf-8")


def test_words_made_anew_from_the_tables_are_those_kept(monkeypatch):
    monkeypatch.setattr("experiments.reword.save_figure", lambda figure, path: path)
    entries = json.loads((EXPERIMENTS / "results" / "entries.json").read_text(encoding="utf-8"))
    kept = entries["targeted_or_broadcast"]
    assert reworded(kept) == kept
    assert "0.5 points (0.3 to 0.7)" in kept["analyses"][0]["headline"]
