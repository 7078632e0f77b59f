"""Instant answers: courses of plans from publics held in memory, shared by all who ask, kept while there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Event, Lock
from typing import TYPE_CHECKING

from socialicence.compiled import is_warm
from socialicence.dashboard.course import Course, kept
from socialicence.dashboard.plan import FUTURES, TODAY, Plan
from socialicence.dashboard.turns import Answer, Request, Turns
from socialicence.ensemble import MOST_RUNS, Task, check_whole, run_task
from socialicence.errors import Stopped
from socialicence.machine import processors
from socialicence.population import SMALLEST
from socialicence.publics import PublicStore
from socialicence.results.record import RunRecord
from socialicence.world import MODEL_VERSION

if TYPE_CHECKING:
    import pandas as pd

MOST_CITIZENS = 20_000
"""More would not be instant."""
MOST_PLANS = 60
"""Plans whose runs are kept: some five megabytes each, with their tables."""
_LOOK_UP = 0.05
"""Seconds between looks at whether the caller has changed its mind."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


class Simulation:
    """Answers plans with courses; threads, sessions and screens may share one.

    Parameters
    ----------
    citizens : int
    runs : int
        Runs of a full answer.
    quick : int
        Runs of the first answer.
    seed : int
        Run `r` uses `seed + r`, in every plan: two courses differ only where their choices do.
    threads : int, optional
        Runs side by side; as many as there are processors if not given.

    Raises
    ------
    InputError
        If a number is out of range.

    Examples
    --------
    >>> from socialicence.dashboard.plan import Plan
    >>> from socialicence.dashboard.simulation import Simulation
    >>> simulation = Simulation(citizens=500, runs=2, quick=1)
    >>> course = simulation.course(Plan(steps={"access": 0}), report=lambda first: print(first.number_of_runs))
    1
    >>> course.number_of_runs
    2
    >>> simulation.close()
    """

    def __init__(
        self, citizens: int = 2000, runs: int = 30, quick: int = 8, seed: int = 1, threads: int | None = None
    ) -> None:
        check_whole("citizens", citizens, SMALLEST, MOST_CITIZENS)
        check_whole("runs", runs, 1, 200)
        check_whole("quick", quick, 1, 200)
        check_whole("seed", seed, 0, 2**63 - 1 - MOST_RUNS)
        self.citizens, self.runs, self.quick, self.seed = citizens, runs, min(quick, runs), seed
        self._turns = Turns(threads or processors())
        self._publics = PublicStore()
        self._answers: OrderedDict[tuple[object, ...], Answer] = OrderedDict()
        self._courses: dict[tuple[Answer, int], Course] = {}
        self._lock = Lock()
        self._is_set_up = False
        self.setting_up = ""
        """What to show while the model is compiled; empty before and after."""

    def warm(self, progress: Progress | None = None) -> None:
        """Compile, draw the publics, and answer what everybody asks first: today and the four futures.

        Parameters
        ----------
        progress : callable, optional
            Told what is being done, how many steps of it are done, and of how many.
        """
        tell: Progress = progress or (lambda what, done, whole: None)
        plans = (TODAY, *(Plan(future=name) for name in FUTURES))
        tell("Loading the model", 0, len(plans) + 1)
        self._set_up()
        for done, plan in enumerate(plans, start=1):
            tell(f"Running: {plan.label}", done, len(plans) + 1)
            self.course(plan)
        tell("Ready", len(plans) + 1, len(plans) + 1)

    def course(
        self,
        plan: Plan,
        *,
        report: Callable[[Course], None] | None = None,
        stop: Event | None = None,
        runs: int | None = None,
        seed: int | None = None,
    ) -> Course:
        """Return the course of a plan; at once if it is known.

        Parameters
        ----------
        plan : Plan
        report : callable, optional
            Called in the caller's thread with the course of the first runs, as soon as they are done; not called where
            the whole answer is known already.
        stop : Event, optional
            Give up when it is set.
        runs : int, optional
            How many runs, if not those of a full answer.
        seed : int, optional
            Seed of the first run, if not the usual one.

        Raises
        ------
        Stopped
            If it was given up.
        InputError
            If the plan cannot be run.
        """
        runs, seed = runs or self.runs, self.seed if seed is None else seed
        check_whole("seed", seed, 0, 2**63 - 1 - MOST_RUNS)
        answer = self._answer(plan, seed)
        if not answer.has(runs):
            request = self._turns.join(answer, runs)
            try:
                if report is not None and self.quick < runs:
                    self._wait(request, self.quick, stop)
                    report(self._course(plan, answer, self.quick, seed))
                self._wait(request, runs, stop)
            finally:
                self._turns.leave(request)
        return self._course(plan, answer, runs, seed)

    def contributions(
        self, plan: Plan, *, runs: int | None = None, stop: Event | None = None, seed: int | None = None
    ) -> pd.DataFrame:
        """Return what each choice of a plan contributed (see `contributions.contributions`)."""
        from socialicence.dashboard.contributions import contributions

        return contributions(self, plan, runs=runs, stop=stop, seed=seed)

    def close(self) -> None:
        """End the threads."""
        self._turns.close()

    def _set_up(self) -> None:
        """Compile the model, or load what is compiled; tell how far it is on stderr and to screens."""
        from socialicence.compiling import OnStderr
        from socialicence.outcomes import warm_up

        shown = OnStderr()

        def tell(text: str, done: int, whole: int) -> None:
            self.setting_up = text
            shown(text, done, whole)

        try:
            warm_up(tell)
        finally:
            self.setting_up = ""
        self._is_set_up = True

    def _answer(self, plan: Plan, seed: int) -> Answer:
        """The runs of a plan so far; plans that were asked for longest ago, and by nobody now, are let go."""
        key = (plan.choices, seed)
        with self._lock:
            answer = self._answers.get(key)
            if answer is None:
                scenario = plan.scenario()
                answer = self._answers[key] = Answer(
                    lambda run, stop: self._run(Task(scenario, run, seed + run, self.citizens, scenario.months), stop)
                )
            self._answers.move_to_end(key)
            for old in [key for key, one in self._answers.items() if not one.requests][: -MOST_PLANS or None]:
                gone = self._answers.pop(old)
                self._courses = {known: course for known, course in self._courses.items() if known[0] is not gone}
            return answer

    def _run(self, task: Task, stop: Event) -> RunRecord:
        # A screen may ask before all is compiled: it waits, else the same would be compiled here as well.
        if not self._is_set_up and not is_warm():
            self._set_up()
        if stop.is_set():
            raise Stopped("no longer wanted")
        return kept(run_task(task, stop, self._publics))

    def _wait(self, request: Request, runs: int, stop: Event | None) -> None:
        """Wait until the first runs are done.

        Raises
        ------
        Stopped
            If the caller says so.
        """
        answer = request.answer
        with self._turns.changed:
            while not answer.has(runs):
                if answer.error is not None:
                    raise answer.error
                if stop is not None and stop.is_set():
                    raise Stopped("no longer wanted")
                self._turns.changed.wait(_LOOK_UP)

    def _course(self, plan: Plan, answer: Answer, runs: int, seed: int) -> Course:
        """The course of the first runs, made once; another plan of the same choices has its own title."""
        with self._lock:
            known = self._courses.get((answer, runs))
            if known is None or known.plan != plan:
                records = tuple(answer.done[run] for run in range(runs))
                known = Course(plan, records, seed, self.citizens, plan.scenario().months, MODEL_VERSION)
                self._courses[answer, runs] = known
                if runs > self.quick:
                    self._courses.pop((answer, self.quick), None)
            return known
