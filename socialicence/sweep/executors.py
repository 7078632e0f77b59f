"""What an executor is: it takes batches, and gives back what came of each, or that its process died."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from socialicence.sweep.batch import Batch, BatchResult


@dataclass(frozen=True)
class Ended:
    """A batch that came back.

    Attributes
    ----------
    batch : Batch
    result : BatchResult or None
        None where the process died before it could answer.
    crash : str
        How it died; empty for a batch that was never begun.
    """

    batch: Batch
    result: BatchResult | None = None
    crash: str = ""


class Executor(Protocol):
    """Where batches are done. Rows are the same on each."""

    @property
    def workers(self) -> int:
        """How many batches are done side by side."""
        ...

    @property
    def room(self) -> int:
        """How many more batches may be given now."""
        ...

    def submit(self, batch: Batch) -> None:
        """Give a batch to be done."""
        ...

    def wait(self, timeout: float) -> list[Ended]:
        """Return batches that came back, after `timeout` seconds at most."""
        ...

    def close(self) -> None:
        """Stop at once; what is under way is lost."""
        ...
