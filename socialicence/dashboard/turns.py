"""Turns: the runs of many requests on a few shared threads, so that nobody waits for another's whole ensemble.

Whoever has been served fewest runs goes first. A new request is therefore begun at once, however many runs others
still have to come.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from threading import Condition, Event, Thread

from socialicence.results.record import RunRecord

Run = Callable[[int, Event], RunRecord]
"""Does one run by its number; gives up within a month of simulated time when the event is set."""


@dataclass(eq=False)
class Answer:
    """The runs of one plan: those that are done, and what does the others.

    Attributes
    ----------
    run : callable
    done : dict of int to RunRecord
    running : set of int
        Runs that a thread is doing now.
    requests : list of Request
        Who waits for it.
    stop : Event
        Set when nobody waits any longer.
    error : Exception or None
        Why its runs cannot be done at all.
    """

    run: Run
    done: dict[int, RunRecord] = field(default_factory=dict)
    running: set[int] = field(default_factory=set)
    requests: list[Request] = field(default_factory=list)
    stop: Event = field(default_factory=Event)
    error: Exception | None = None

    def next_run(self) -> int | None:
        """Return the first run that somebody waits for and nobody does."""
        most = max((request.runs for request in self.requests), default=0)
        return next((run for run in range(most) if run not in self.done and run not in self.running), None)

    def has(self, runs: int) -> bool:
        """Whether the first so many runs are done."""
        return all(run in self.done for run in range(runs))


@dataclass(eq=False)
class Request:
    """Somebody who waits for the first runs of an answer."""

    answer: Answer
    runs: int
    order: int
    served: int = 0


class Turns:
    """Threads that do the runs of all requests in turn.

    Parameters
    ----------
    threads : int
    """

    def __init__(self, threads: int) -> None:
        self.changed = Condition()
        self._threads = threads
        self._started: list[Thread] = []
        self._requests: list[Request] = []
        self._order = count()
        self._closed = False

    def join(self, answer: Answer, runs: int) -> Request:
        """Wait in line for the first runs of an answer; `leave` must follow."""
        with self.changed:
            request = Request(answer, runs, next(self._order))
            if answer.stop.is_set():
                answer.stop = Event()  # runs that were given up stay so; these are new
            answer.error = None
            answer.requests.append(request)
            self._requests.append(request)
            self._start()
            self.changed.notify_all()
        return request

    def leave(self, request: Request) -> None:
        """Wait no longer; runs that nobody else waits for are given up."""
        with self.changed:
            self._requests.remove(request)
            request.answer.requests.remove(request)
            if not request.answer.requests:
                request.answer.stop.set()
            self.changed.notify_all()

    def close(self) -> None:
        """Give up everything and end the threads."""
        with self.changed:
            self._closed = True
            for request in self._requests:
                request.answer.stop.set()
            self.changed.notify_all()
        for thread in self._started:
            thread.join()

    def _start(self) -> None:
        """Start the threads when they are first needed; they end with the program."""
        if self._closed:
            raise RuntimeError("the simulation was closed")
        while len(self._started) < self._threads:
            thread = Thread(target=self._work, name=f"course-{len(self._started)}", daemon=True)
            self._started.append(thread)
            thread.start()

    def _work(self) -> None:
        while (turn := self._next()) is not None:
            answer, run, stop = turn
            record: RunRecord | None = None
            error: Exception | None = None
            try:
                record = answer.run(run, stop)
            except Exception as problem:  # told to whoever waits, in their own thread
                error = problem
            with self.changed:
                answer.running.discard(run)
                if stop.is_set():  # a run that was given up half way is no run
                    pass
                elif error is not None:
                    answer.error = error
                elif record is not None:
                    answer.done[run] = record
                self.changed.notify_all()

    def _next(self) -> tuple[Answer, int, Event] | None:
        """Wait for a turn; None when all is over."""
        with self.changed:
            while not self._closed:
                for request in sorted(self._requests, key=lambda one: (one.served, one.order)):
                    run = None if request.answer.error else request.answer.next_run()
                    if run is not None:
                        request.answer.running.add(run)
                        for sharing in request.answer.requests:
                            sharing.served += 1
                        return request.answer, run, request.answer.stop
                self.changed.wait()
        return None
