"""Every outcome of a run, declared once, in the order of the columns of `runs.parquet`.

`measures.csv`, the summary, screens, reports, explanations, analyses and the dashboard read from here
(docs/add-an-outcome.md).
"""

from __future__ import annotations

from functools import partial

import numpy as np

from socialicence.categories import FUTURE_NAMES, Future, Outcome
from socialicence.outcomes import blocks, licence, themes
from socialicence.outcomes.declaring import Place, RunOutcome, Shown
from socialicence.outcomes.finished import FinishedRun
from socialicence.outcomes.futures import FARTHEST, MARGIN, nearest
from socialicence.outcomes.pathway_times import ACCESS_24M, access_in_time, median_months
from socialicence.outcomes.two_years import TWO_YEARS
from socialicence.state.observations import ALL, Mood

ADULTS = "adults, weighted"
_AFFECTED = "adults whose records would be used and who have a stake, weighted"
_MEANS = "mean over the reference contexts of the weighted mean probability of support"
_OF_A_RUN = f"of a run: mean of the last {TWO_YEARS} months"
_MEAN = f"mean over the last {TWO_YEARS} months of the run"
_END = "at the end of the run"
_WITHIN = (
    f"cumulative incidence of access {TWO_YEARS} months after the idea (Aalen-Johansen): giving up and refusal are "
    "competing risks, projects still waiting at the end are censored"
)


def _counted(run: FinishedRun, *ends: Outcome) -> int:
    """Projects that stand so and were not over at month 0."""
    over = (run.projects["outcome"] == Outcome.COMPLETED) & (run.projects["finished"] <= 0.0)
    return int((np.isin(run.projects["outcome"], ends) & ~over).sum())


_LICENCE = (
    RunOutcome(
        "licence_affected", "Backing among those affected", "share", _AFFECTED,
        f"{_MEANS}, among those affected; {_OF_A_RUN}",
        of=lambda run: run.signature["licence_affected"],
        shown={
            Place.SCREEN: Shown(1), Place.EXPLANATION: Shown(1), Place.CHARTS: Shown(1, reach=10.0),
            Place.TAKE_AWAY: Shown(1), Place.ROUNDS: Shown(1), Place.DEFINED: Shown(1), Place.EFFECTS: Shown(1),
        },
    ),
    RunOutcome(
        "licence_everyone", "Backing among everyone", "share", ADULTS, f"{_MEANS}, among everyone; {_OF_A_RUN}",
        of=lambda run: run.backing_of_everyone,
        shown={
            Place.SCREEN: Shown(2), Place.EXPLANATION: Shown(2), Place.ROUNDS: Shown(2), Place.EFFECTS: Shown(2),
        },
    ),
    RunOutcome(
        "licence_gap", "Gap: those affected less everyone", "share", "none",
        f"licence_affected less licence_everyone; its sign is not known beforehand; {_OF_A_RUN}",
        of=lambda run: run.signature["licence_affected"] - run.backing_of_everyone,
        signed=True, digits=1, shown={Place.SCREEN: Shown(3, "Gap: affected less everyone")},
    ),
)  # fmt: skip
_SIGNATURE = (
    RunOutcome(
        "cross_department", "Departments join up", "desks a month", "pairs of departments",
        f"expected clearance of two departments together, mean over pairs; {_MEAN}",
        of=lambda run: run.signature["cross_department"],
        shown={
            Place.SCREEN: Shown(4, "Joined up (desks a month)"), Place.EXPLANATION: Shown(3),
            Place.CHARTS: Shown(2, reach=1.5), Place.TAKE_AWAY: Shown(3), Place.ROUNDS: Shown(4),
            Place.DEFINED: Shown(3), Place.EFFECTS: Shown(3),
        },
    ),
    RunOutcome(
        "external_access", "Outside access", "share", f"accesses in the last {TWO_YEARS} months of the run",
        "share of accesses that went outside government; 0 if there was none",
        of=lambda run: run.signature["external_access"],
        shown={
            Place.SCREEN: Shown(5), Place.EXPLANATION: Shown(4),
            Place.CHARTS: Shown(3, "Access outside government", reach=60.0), Place.TAKE_AWAY: Shown(4),
            Place.ROUNDS: Shown(5), Place.DEFINED: Shown(4), Place.EFFECTS: Shown(4),
        },
    ),
    RunOutcome(
        "dispersion", "Departments differ", "desks a month", "departments",
        f"standard deviation between departments of expected clearance; {_MEAN}",
        of=lambda run: run.signature["dispersion"],
        less_is_better=True, shown={Place.EXPLANATION: Shown(10), Place.CHARTS: Shown(4, reach=0.3)},
    ),
)  # fmt: skip
_THEME = f"theme score, our paraphrase; {_MEAN}"
_THEMES = (
    RunOutcome("theme_licence", "Licence and engagement", "0-1", "none", _THEME, of=themes.licence),
    RunOutcome("theme_people", "People", "0-1", "none", _THEME, of=themes.people),
    RunOutcome("theme_processes", "Processes", "0-1", "none", _THEME, of=themes.processes),
    RunOutcome(
        "theme_technical", "Technical", "0-1", "none", f"{_THEME}, security and shared standards as at its end",
        of=themes.technical,
    ),
)  # fmt: skip


def _distance(run: FinishedRun, future: Future) -> float:
    return run.distances[future]


_FUTURES = (
    *(
        RunOutcome(
            f"distance_{future.name.lower()}", f"Distance to {future.label}", "scaled", "none",
            "RMS over the four dimensions",
            of=partial(_distance, future=future),
            less_is_better=future is Future.PUBLIC_GOOD, shown={Place.EXPLANATION: Shown(11 + future)},
        )
        for future in Future
    ),
    RunOutcome(
        "nearest", "Nearest", "future", "none",
        f"future at the smallest distance; `none` where it is over {FARTHEST} or leads the second by under {MARGIN}",
        of=lambda run: nearest(run.distances), words=tuple(FUTURE_NAMES),
        shown={Place.SCREEN: Shown(8, "Nearest future")},
    ),
)  # fmt: skip
_PROJECTS = (
    RunOutcome(
        "projects_started", "Projects started", "count", "none", "projects started in the run",
        of=lambda run: int(run.requests.size),
    ),
    RunOutcome(
        "projects_completed", "Projects completed", "count", "none", "projects published in the run",
        of=lambda run: _counted(run, Outcome.COMPLETED),
    ),
    RunOutcome(
        "projects_abandoned", "Projects given up or refused", "count", "none", "in the run",
        of=lambda run: _counted(run, Outcome.ABANDONED, Outcome.REFUSED), less_is_better=True,
    ),
    RunOutcome(
        "projects_in_flight", "Projects in flight", "count", "none", _END,
        of=lambda run: _counted(run, Outcome.IN_FLIGHT, Outcome.ACCESSED), less_is_better=True,
    ),
    RunOutcome(
        "median_months_to_access", "Median months to access", "months", "projects put in in the run",
        "Kaplan-Meier median from idea to access, giving up and refusal counted as censored; null where half do not "
        "reach it",
        of=lambda run: median_months(*run.times[:2]),
        less_is_better=True, digits=1, shown={Place.EXPLANATION: Shown(8)},
    ),
    *(
        RunOutcome(
            name, f"Access in {TWO_YEARS} months, {name.rpartition('_')[2]}", "share",
            "projects of that requester put in in the run",
            _WITHIN,
            of=partial(access_in_time, requester=requester),
            least_months=TWO_YEARS,
            shown={
                Place.EXPLANATION: Shown(5 + requester), Place.ROUNDS: Shown(6 + requester),
                **({Place.TAKE_AWAY: Shown(5)} if name == "access_within_24m_charity" else {}),
            },
        )
        for name, requester in ACCESS_24M.items()
    ),
    RunOutcome(
        "blocks_opened_within_6m", "Blocked desks opened within six months", "share", "blocks",
        "Kaplan-Meier; a block whose project ends, or that stands at the end of the run, is censored",
        of=blocks.opened_soon,
    ),
    RunOutcome(
        "blocks_opened_by_newcomer", "Blocked desks opened by a newcomer", "share", "blocks that opened",
        "the desk changed hands and the new holder judged otherwise",
        of=blocks.opened_by_newcomer,
    ),
)  # fmt: skip
_PROGRAMMES = (
    RunOutcome(
        "programmes_launched", "National programmes launched", "count", "none",
        "announced in the run; those that ran at its start are not counted",
        of=lambda run: int(run.at_end("programmes_launched")),
    ),
    RunOutcome(
        "programmes_contested", "Programmes contested", "count", "none", "of those launched, ever contested in the run",
        of=lambda run: int(run.at_end("programmes_contested")), less_is_better=True,
        shown={Place.EXPLANATION: Shown(15)},
    ),
    RunOutcome(
        "programmes_altered", "Programmes altered", "count", "none",
        "of those launched, ever paused for review, changed, found unlawful or stopped",
        of=lambda run: int(run.at_end("programmes_altered")), less_is_better=True,
        shown={Place.EXPLANATION: Shown(16)},
    ),
    RunOutcome(
        "programmes_stopped", "Programmes stopped", "count", "none", "of those launched, found unlawful or stopped",
        of=lambda run: int(run.at_end("programmes_stopped")), less_is_better=True,
        shown={Place.SCREEN: Shown(9), Place.EXPLANATION: Shown(17)},
    ),
    RunOutcome(
        "months_under_review", "Months under review", "months", "none",
        "months in which programmes stood still for review, added up over programmes",
        of=lambda run: int(run.at_end("months_under_review")), less_is_better=True,
    ),
    RunOutcome(
        "access_kept", "Accesses kept", "count", "none", "accesses granted and not ended by the stop of a programme",
        of=lambda run: int(((run.projects["accessed"] >= 0.0) & (run.projects["outcome"] != Outcome.STOPPED)).sum()),
        shown={Place.SCREEN: Shown(10), Place.EXPLANATION: Shown(18), Place.ROUNDS: Shown(9)},
    ),
)  # fmt: skip
_REST = (
    RunOutcome(
        "objecting_percent", "Opted out of health data sharing", "percent", "adults in England, weighted",
        "adults who object to the sharing of their health data, in percent",
        of=lambda run: 100.0 * float(run.world.observations.mood[run.world.month, Mood.OBJECTING, ALL]),
        less_is_better=True, digits=1,
        shown={
            Place.SCREEN: Shown(7, "Opted out of health data"), Place.EXPLANATION: Shown(9),
            Place.CHARTS: Shown(5, "Opted out", reach=5.0), Place.TAKE_AWAY: Shown(2), Place.ROUNDS: Shown(3),
            Place.DEFINED: Shown(2),
        },
    ),
    RunOutcome(
        "shared_without_licence", "Shared without licence", "share", "accesses",
        "data went to use although those affected did not back it",
        of=licence.shared_without, less_is_better=True,
    ),
    RunOutcome(
        "unshared_with_licence", "Not shared with licence", "share",
        "projects given up, refused, or ended with their programme before access",
        "data did not go to use although those affected backed it",
        of=licence.unshared_with, less_is_better=True,
    ),
    RunOutcome(
        "calibration_error", "Misplaced trust", "0-1", "types of public body",
        f"mean over types of public body of the distance between mean trust and what they deserve, {_END}",
        of=licence.calibration_error, less_is_better=True,
    ),
    RunOutcome(
        "incidents", "Incidents", "count", "none", "incidents and controversies in the run",
        of=lambda run: int(run.at_end("incidents").sum()), less_is_better=True,
    ),
    RunOutcome(
        "value_realised", "Value realised", "value units", "none", "value of completed projects",
        of=lambda run: float(run.at_end("value_realised")),
    ),
    RunOutcome(
        "value_visible", "Value made visible", "value units", "none",
        "part of the value that those concerned were told of",
        of=lambda run: float(run.at_end("value_visible")),
    ),
)  # fmt: skip
DECLARED = (*_LICENCE, *_SIGNATURE, *_THEMES, *_FUTURES, *_PROJECTS, *_PROGRAMMES, *_REST)
