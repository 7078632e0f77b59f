"""Courses of the model for a screen: the first runs at once, the rest as soon as they are there."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar, cast

import solara

from socialicence.dashboard import room
from socialicence.dashboard.plan import Plan
from socialicence.dashboard.state import session

if TYPE_CHECKING:
    import pandas as pd

    from socialicence.dashboard.course import Course
    from socialicence.dashboard.packs import Round

T = TypeVar("T")
_LOOK_SECONDS = 3.0
"""Between looks at how far compiling is: a screen reader says each change."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shown:
    """What there is of a plan's course.

    Attributes
    ----------
    course : Course or None
        The newest there is; while another plan is worked out still that of the plan before.
    complete : bool
        Whether it is this plan's, with all its runs.
    failed : bool
        Whether it could not be worked out.
    """

    course: Course | None = None
    complete: bool = False
    failed: bool = False


def use_course(plan: Plan) -> Shown:
    """Return the course of a plan, and return again when there is more of it."""
    shown, set_shown = solara.use_state(Shown())
    seed = session.address.value.seed

    def start() -> Callable[[], None]:
        set_shown(lambda before: Shown(before.course))
        return _in_background(lambda stop: _work(plan, seed, set_shown, stop), lambda: set_shown(Shown(failed=True)))

    solara.use_effect(start, [plan, seed])
    return shown


def _work(plan: Plan, seed: int, show: Callable[[Shown], None], stop: threading.Event) -> None:
    """Report the first runs, then all."""

    def first(course: Course) -> None:
        if not stop.is_set():
            show(Shown(course))

    course = room.simulation().course(plan, report=first, stop=stop, seed=seed)
    if not stop.is_set():
        show(Shown(course, complete=True))


def use_contributions(plan: Plan) -> pd.DataFrame | None:
    """Return what each change of the plan contributed: from a few runs at once, from all as soon as they are there."""
    seed = session.address.value.seed

    def found(stop: threading.Event) -> Iterator[pd.DataFrame]:
        simulation = room.simulation()
        for runs in dict.fromkeys((simulation.quick, simulation.runs)):
            yield simulation.contributions(plan, runs=runs, stop=stop, seed=seed)

    return _use_found(found, [plan.choices, seed], None)


def use_answers(rounds: Sequence[Round]) -> dict[str, dict[str, int]] | None:
    """Return for the question of each of these rounds how many runs say each choice; None until all are known."""
    seed = session.address.value.seed

    def found(stop: threading.Event) -> Iterator[dict[str, dict[str, int]]]:
        pack, simulation = room.pack(), room.simulation()
        told = {}
        for one in rounds:
            plans = (one.plan, pack.compared_with(one))
            runs = [simulation.course(plan, stop=stop, seed=seed).runs for plan in plans]
            told[one.question.name] = one.answers(*runs)
        yield told

    return _use_found(found, [tuple(one.name for one in rounds), seed], cast("dict[str, dict[str, int]]", {}))


def _use_found(work: Callable[[threading.Event], Iterator[T]], asked: list[object], failed: T | None) -> T | None:
    """Return the newest that work has found, None until there is any; `failed`, if given, if it cannot be done."""
    found, set_found = solara.use_state(cast("T | None", None))

    def start() -> Callable[[], None]:
        set_found(None)

        def run(stop: threading.Event) -> None:
            for one in work(stop):
                if not stop.is_set():
                    set_found(one)

        return _in_background(run, lambda: None if failed is None else set_found(failed))

    solara.use_effect(start, asked)
    return found


def use_setting_up() -> str:
    """Return what to show while the model is compiled, as it goes on; empty where it is compiled."""
    told, set_told = solara.use_state(room.simulation().setting_up)

    def start() -> Callable[[], None]:
        def work(stop: threading.Event) -> None:
            seconds = 0.2  # who shows this has only just asked for what has to be compiled first
            while not stop.wait(seconds):
                set_told(room.simulation().setting_up)
                seconds = _LOOK_SECONDS

        return _in_background(work, lambda: None)

    solara.use_effect(start, [])
    return told


def _in_background(work: Callable[[threading.Event], None], failed: Callable[[], None]) -> Callable[[], None]:
    """Do something in a thread of its own; return what ends it."""
    stop = threading.Event()

    def run() -> None:
        try:
            work(stop)
        except Exception:
            # Asked to stop it may end in any way; else the screen has to say that there is no answer.
            if not stop.is_set():
                _log.exception("a course could not be worked out")
                failed()

    threading.Thread(target=run, daemon=True).start()
    return stop.set
