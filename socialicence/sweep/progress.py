"""How far a sweep is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass
class Progress:
    """How far a sweep is.

    Attributes
    ----------
    planned : int
        Runs of this sweep's share, each counted once.
    done, failed : int
        Those that ended, now or earlier.
    ran, went_wrong : int
        Those of this sweep.
    seconds : float
        Time since the first run was given out.
    run_seconds : float
        The runs' own time, added up.
    """

    planned: int
    done: int
    failed: int
    ran: int = 0
    went_wrong: int = 0
    seconds: float = 0.0
    run_seconds: float = 0.0

    @property
    def missing(self) -> int:
        """Runs still to be done."""
        return self.planned - self.done - self.failed

    def to_dict(self) -> dict[str, Any]:
        """Return the progress as plain values."""
        return {**asdict(self), "missing": self.missing}


Report = Callable[[Progress], None]
