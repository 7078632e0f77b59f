"""What the runs of a model answer, worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from socialicence.dashboard import packs


def test_the_nearest_future_is_counted():
    runs = pd.DataFrame({"run": [0, 1, 2], "nearest": ["silos", "none", "silos"]})
    said = packs.standard().rounds[0].answers(runs, runs)
    assert said == {"public_good": 0, "silos": 2, "government": 0, "deprioritised": 0, "none": 1}


def test_a_number_is_held_against_the_same_run():
    one = replace(packs.standard().rounds[1], same_within=0.01)
    before = pd.DataFrame({"run": [0, 1, 2, 3], "licence_affected": [0.50, 0.60, 0.40, 0.5]})
    after = pd.DataFrame({"run": [3, 2, 1, 0], "licence_affected": [None, 0.405, 0.50, 0.52]})
    assert one.answers(after, before) == {"lower": 1, "same": 1, "higher": 1}


def test_the_same_is_within_the_limit_and_not_beyond():
    one = replace(packs.standard().rounds[1], same_within=0.01)
    assert one.compared(0.01) == "same"
    assert one.compared(-0.0101) == "lower"
    assert one.compared(0.0101) == "higher"
