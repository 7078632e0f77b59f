"""Voting by phone and by show of hands: a box in memory, a plain page for phones, QR codes."""

from __future__ import annotations

from functools import cache

from socialicence.dashboard.voting.ballots import Ballots, Tally

__all__ = ["Ballots", "Tally", "box"]


@cache
def box() -> Ballots:
    """Return the ballot box of this process: one dashboard serves one room."""
    return Ballots()
