"""One project as recorded, under today's course and under the scenario: what a difference of months is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from socialicence.categories import RequesterKind, Stage, Unblocker, Why
from socialicence.results import DONE, Results, RunRecord

OPENED = {
    Unblocker.TRAINING: "by training",
    Unblocker.COLLEAGUE: "by a colleague's help",
    Unblocker.LEADERSHIP: "by leaders",
    Unblocker.ARBITRATION: "by arbitration",
    Unblocker.NEWCOMER: "when their holders changed",
}
"""What opened blocked desks, in words."""
_OPENED_IT = OPENED | {Unblocker.NEWCOMER: "when its holder changed"}


def one_project(results: Results) -> Iterator[str]:
    """Yield a sentence on one project of the first pair of runs that was done: the one of median difference.

    Draws are keyed, so the same idea is put in at the same moment in both. Nothing where no project has its data in
    both.
    """
    half = len(results.records) // 2
    for today, here in zip(results.records[:half], results.records[half:], strict=True):
        if today.status == here.status == DONE:
            found = median_pair(today, here)
            if found is not None:
                yield _told(today, here, *found)
            return


def median_pair(today: RunRecord, here: RunRecord) -> tuple[int, int] | None:
    """Return the rows of the project whose difference in months to access is the median; None if there is none."""
    of_here = {key: row for row, key in enumerate(_keys(here))}
    pairs = [(row, of_here[key]) for row, key in enumerate(_keys(today)) if key in of_here]
    known = [(a, b) for a, b in pairs if today.projects["accessed"][a] >= 0 and here.projects["accessed"][b] >= 0]
    if not known:
        return None
    gains = [float(here.projects["accessed"][b] - today.projects["accessed"][a]) for a, b in known]
    return known[int(np.argsort(gains, kind="stable")[len(gains) // 2])]


def _keys(record: RunRecord) -> list[tuple[int, float]]:
    """What says which idea a project is: who asks, and when it was put in."""
    return list(zip(record.projects["requester"].tolist(), record.projects["started"].tolist(), strict=True))


def _told(today: RunRecord, here: RunRecord, row: int, other: int) -> str:
    project = today.projects
    start = float(project["started"][row])
    waits = [float(one.projects["accessed"][at]) - start for one, at in ((today, row), (here, other))]
    who = RequesterKind(int(project["requester"][row])).label
    text = (
        f"One project, the median of run {today.run}: put in by the {who} in month {start:.0f}, it has its data after "
        f"{waits[1]:.1f} instead of {waits[0]:.1f} months"
    )
    slow, at = (today, row) if waits[0] >= waits[1] else (here, other)
    longest = _longest(slow, at)
    if longest is None:
        return f"{text}."
    return f"{text}. {'Today' if slow is today else 'Here'} it waits longest at {longest}."


def _longest(record: RunRecord, project: int) -> str | None:
    """The desk that took most time before access, in words."""
    visits: Any = record.stages
    rows = np.flatnonzero((visits["project"] == project) & (visits["stage"] <= Stage.ACCESS) & (visits["left"] >= 0))
    if not rows.size:
        return None
    spent = visits["left"][rows] - visits["entered"][rows]
    row = int(rows[spent.argmax()])
    department = int(visits["department"][row])
    where = f" of {record.departments[department]}" if department >= 0 else ""
    why, opener = Why(int(visits["why"][row])), Unblocker(int(visits["unblocked_by"][row]))
    reason = "" if why is Why.NOTHING else f", {why.label}"
    ended = "" if opener is Unblocker.NOTHING else f"; the desk was blocked and opened {_OPENED_IT[opener]}"
    return f"{Stage(int(visits['stage'][row])).label}{where} ({float(spent.max()):.1f} months{reason}{ended})"
