"""Take away: the columns are named as the plan is, and today's course is not compared with itself."""

from __future__ import annotations

import re
import time

from socialicence.dashboard.plan import Plan
from socialicence.dashboard.screens.take_away import TakeAway
from socialicence.dashboard.state import session

SECONDS = 240
"""Longest that a test waits for a course; the first one compiles."""


def heads(shown):
    """The heads of both tables, once they are there."""
    end = time.monotonic() + SECONDS
    while "What came of it" not in shown.text:
        assert time.monotonic() < end, "not in time"
        time.sleep(0.02)
    return re.findall(r'<th scope="col">([^<]*)</th>', shown.text)


def test_columns_are_called_after_the_plan(show):
    session.choose(Plan(steps={"involved": 3}, title="Table 2"))
    shown = show(TakeAway())
    assert heads(shown) == [
        "Outcome", "Table 2", "If nothing changes",
        "Usable evidence within two years", "Table 2", "If nothing changes",
    ]  # fmt: skip


def test_today_stands_there_once(show):
    shown = show(TakeAway())
    assert heads(shown) == ["Outcome", "If nothing changes", "Usable evidence within two years", "If nothing changes"]
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", shown.text)
    assert rows
    assert all(row.count("<td>") == 1 for row in rows)
