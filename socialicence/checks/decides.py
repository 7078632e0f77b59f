"""P15, P16, P21, P22 and P23: what the public thinks decides what is shared, and how it is engaged decides that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from socialicence.categories import OrganisationType, Outcome, Shock, Stance
from socialicence.checks.finding import Finding, concluded, measured
from socialicence.checks.paired import Setting, seen_in_settings
from socialicence.checks.uncertainty import Estimate, estimated, exact, mean_of
from socialicence.month import STAGES
from socialicence.month.schedule import without
from socialicence.outcomes.futures import backing
from socialicence.outcomes.registry import OUTCOMES, outcomes_of
from socialicence.outcomes.two_years import last_two_years
from socialicence.parameters import parameters
from socialicence.scenarios import STANDARD, Scenario, load, no_engagement, same_money
from socialicence.scenarios.scenario import ScheduledShock
from socialicence.state.observations import AFFECTED, ALL, Mood
from socialicence.world import World

TENTH = 0.1
DOORS = "earned_openness"
SPEND = 20.0
"""Thousand pounds a month and department of P16: enough to prepare a programme."""
WELL, HARDLY, OPEN = 0.4, 0.05, 0.5
"""Preparation of those that are prepared and of those that are not; transparency of an owner that is open."""
MANY = 20
"""Programmes of a kind needed to tell how often they are contested."""
LAST_YEAR = 12


def _kept(world: World) -> tuple[float, float]:
    """Accesses kept and programmes altered."""
    projects = world.projects[: world.project_count]
    kept = (projects["accessed"] >= 0.0) & (projects["outcome"] != Outcome.STOPPED)
    return float(kept.sum()), float(world.system["programmes_altered"][0])


def _changes(pairs: Sequence[tuple[tuple[float, float], tuple[float, float]]]) -> dict[str, float]:
    """Relative change of accesses kept and of programmes altered, over runs."""
    before, after = np.array(pairs).mean(axis=0)
    return {"kept": float(after[0] / before[0] - 1.0), "altered": float(after[1] / before[1] - 1.0)}


def _size(estimate: Estimate) -> Estimate:
    """The size of a change, whichever way it goes."""
    value, error, low, high = estimate
    return estimate if value >= 0.0 else Estimate(-value, error, -high, -low)


def the_public_decides(runs: int = 40, citizens: int = 1000) -> Finding:
    """P15: freezing the public, or shifting its trust, changes what is kept and what is altered."""
    frozen = without(STAGES, "citizens")
    doors = parameters()[DOORS]
    ends = {f"{end:g}": {DOORS: end} for end in (doors.low, doors.default, doors.high)}
    settings = {f"free {end}": Setting("government", changes) for end, changes in ends.items()}
    settings |= {f"frozen {end}": Setting("government", changes, stages=frozen) for end, changes in ends.items()}
    settings |= {f"trust {shift:+g}": Setting("government", {"trust_at_start": shift}) for shift in (-0.5, 0.5)}
    seen = seen_in_settings(_kept, settings, runs=runs, citizens=citizens)
    usual = f"free {doors.default:g}"
    of = {f"frozen_{end}": estimated(_changes, list(zip(seen[f"free {end}"], seen[f"frozen {end}"], strict=True)))
          for end in ends}  # fmt: skip
    shifts = {shift: estimated(_changes, list(zip(seen[usual], seen[f"trust {shift:+g}"], strict=True)))
              for shift in (-0.5, 0.5)}  # fmt: skip
    at_default = of[f"frozen_{doors.default:g}"]["kept"]
    measures = [
        measured("frozen", "Accesses kept with a frozen public: change", _size(at_default), at_least=TENTH,
                 unit="ratio")
    ]  # fmt: skip
    measures += [
        measured(f"frozen_{end}", f"The same, doors following licence by {end}", of[f"frozen_{end}"]["kept"],
                 unit="ratio")
        for end in ends
    ]  # fmt: skip
    for shift, word in ((-0.5, "less"), (0.5, "more")):
        for name, label in (("kept", "accesses kept"), ("altered", "programmes altered")):
            measures.append(
                measured(f"{name}_{word}", f"Half a probit {word} trust: change of {label}",
                         _size(shifts[shift][name]), at_least=TENTH, unit="ratio")
            )  # fmt: skip
    return concluded(
        "P15",
        expectation="In the Government file, freezing the public changes accesses kept by more than 10 %; half a "
        "probit of trust either way changes them, and programmes altered, by more than 10 %",
        source="OSR 2023: licence is intrinsically linked to whether linked data serve the public good",
        tolerance="relative change of the mean over paired runs, its interval beyond 10 %; the frozen public also "
        "over the range of how far doors follow licence, as much rests on that number",
        found=f"frozen: {at_default.value:+.0%} (doors at their range: "
        + ", ".join(f"{of[f'frozen_{end}']['kept'].value:+.0%}" for end in ends)
        + f"); trust -0.5 and +0.5: kept {shifts[-0.5]['kept'].value:+.0%} and {shifts[0.5]['kept'].value:+.0%}, "
        f"altered {shifts[-0.5]['altered'].value:+.0%} and {shifts[0.5]['altered'].value:+.0%}",
        runs=runs,
        citizens=citizens,
        measures=measures,
    )


def _spending(strategy: str, honouring: float) -> Scenario:
    """Status quo with money enough to prepare programmes in every department, all of it on one strategy."""
    base = load("status_quo").changed({"engagement.spend": SPEND, "engagement.breadth": 1.0})
    return same_money(base, strategy, honouring=honouring)


def _altered(world: World) -> tuple[float, float]:
    """Programmes altered, and launched."""
    system = world.system[0]
    return float(system["programmes_altered"]), float(system["programmes_launched"])


def _shares(seen: Sequence[dict[str, tuple[float, float]]]) -> dict[str, float]:
    """Share of programmes altered under each engagement, and how they compare."""
    share = {}
    for name in seen[0]:
        altered, launched = np.array([run[name] for run in seen]).sum(axis=0)
        share[name] = float(altered / launched)
    return share | {
        "against_broadcast": share["heeded"] / share["broadcast"],
        "ignored_worse": share["ignored"] - share["nothing"],
    }


def engagement_before_use_protects(runs: int = 60, citizens: int = 1000) -> Finding:
    """P16: the same money protects programmes if spent on those affected and heeded; asking in vain harms."""
    settings = {
        "heeded": Setting(_spending("targeted", 1.0)),
        "broadcast": Setting(_spending("broadcast", 0.0)),
        "ignored": Setting(_spending("targeted", 0.0)),
        "nothing": Setting(no_engagement(load("status_quo"))),
    }
    seen = seen_in_settings(_altered, settings, runs=runs, citizens=citizens)
    by_run = [{name: seen[name][run] for name in settings} for run in range(runs)]
    found = estimated(_shares, by_run)
    labels = {"heeded": "those affected, heeded", "broadcast": "broadcast of a decision", "ignored":
              "those affected, ignored", "nothing": "nothing spent"}  # fmt: skip
    return concluded(
        "P16",
        expectation="At equal spend, engagement with those affected before first use, heeded, has at most half the "
        "share of programmes altered that a broadcast of a decision already taken has; asked and ignored is worse than "
        "not asked",
        source="SPIRE and OpenSAFELY against care.data and HMRC 2013; backfire: doi 10.1111/1475-6765.12523",
        tolerance=f"status quo with {SPEND:g} thousand pounds a month in every department; shares over paired runs: "
        "ratio at most one half, difference above nought, intervals included",
        found="altered: " + ", ".join(f"{labels[name]} {found[name].value:.0%}" for name in settings),
        runs=runs,
        citizens=citizens,
        measures=[
            measured("against_broadcast", "Altered: heeded against broadcast", found["against_broadcast"], at_most=0.5,
                     unit="ratio"),
            measured("ignored_worse", "Altered: ignored less nothing spent", found["ignored_worse"], at_least=0.0,
                     unit="share"),
            *(measured(name, f"Altered: {labels[name]}", found[name], unit="share") for name in settings),
        ],
    )  # fmt: skip


def _kinds(world: World) -> np.ndarray:
    """Programmes launched and contested of two kinds: prepared, open and backed; none of it."""
    table = world.programmes[: world.programme_count]
    table = table[table["at_start"] == 0]
    openly = world.departments["transparency"][table["owner"]] >= OPEN
    done = (table["prepared"] >= WELL) & openly & (table["stance"] == Stance.BACK)
    none = (table["prepared"] < HARDLY) & ~openly & (table["stance"] != Stance.BACK)
    contested = table["contests"] > 0
    return np.array([done.sum(), (done & contested).sum(), none.sum(), (none & contested).sum()], dtype=float)


def _of_kinds(seen: Sequence[np.ndarray]) -> dict[str, float]:
    done, done_contested, none, none_contested = np.sum(seen, axis=0)
    shares = {"done": done_contested / max(done, 1.0), "none": none_contested / max(none, 1.0)}
    return {**shares, "ratio": shares["done"] / max(shares["none"], 1e-9), "programmes": float(done)}


def preparation_goes_with_quiet(runs: int = 40, citizens: int = 1000) -> Finding:
    """P21: across scenarios, prepared, open and backed programmes are contested less than half as often."""
    settings = {name: Setting(name) for name in STANDARD} | {"heeded": Setting(_spending("targeted", 1.0))}
    seen = seen_in_settings(_kinds, settings, runs=runs, citizens=citizens)
    found = estimated(_of_kinds, [np.sum([seen[name][run] for name in settings], axis=0) for run in range(runs)])
    ratio = found["ratio"]
    if found["programmes"].value < MANY:
        ratio = Estimate(ratio.value, None, -np.inf, np.inf)
    return concluded(
        "P21",
        expectation="Programmes prepared, open and backed are contested less than half as often as those that are none "
        "of it",
        source="SPIRE, OpenSAFELY; the list of programmes was found by searching",
        tolerance=f"all scenarios, and status quo with {SPEND:g} thousand pounds a month on those affected, heeded: "
        f"prepared at least {WELL:g}, owner's transparency at least {OPEN:g}, bodies back it; against none of these. "
        "Ratio of shares contested below one half",
        found=f"{found['done'].value:.0%} of {found['programmes'].value:.0f} against {found['none'].value:.0%}",
        runs=runs,
        citizens=citizens,
        measures=[
            measured("ratio", "Contested: prepared, open and backed against none of it", ratio, at_most=0.5,
                     unit="ratio"),
            measured("done", "Contested, prepared, open and backed", found["done"], unit="share"),
            measured("none", "Contested, none of it", found["none"], unit="share"),
        ],
    )  # fmt: skip


def _backing_at_end(world: World) -> float:
    return 100.0 * backing(world, last_two_years(world.month), AFFECTED)


def keeping_people_in_the_dark_costs(runs: int = 30, citizens: int = 2000) -> Finding:
    """P22: the Government file ends with less licence among those affected than status quo."""
    settings = {name: Setting(name) for name in ("government", "status_quo")}
    seen = seen_in_settings(_backing_at_end, settings, runs=runs, citizens=citizens)
    lower = mean_of([b - a for a, b in zip(seen["government"], seen["status_quo"], strict=True)])
    return concluded(
        "P22",
        expectation="In the Government file licence among those affected ends lower than at status quo",
        source="OSR 2023, our reading",
        tolerance="licence in the last two years, status quo less Government, over paired runs: interval above 0",
        found=f"{lower.told('.1f')} points lower",
        runs=runs,
        citizens=citizens,
        measures=[measured("lower", "Licence lower than at status quo", lower, at_least=0.0)],
    )


def _shocked(kind: Shock, size: float) -> Scenario:
    """Status quo with an event in every month: to every public type, or announcements of the health service."""
    types = [kind for kind in OrganisationType if kind <= OrganisationType.POLICE_AND_JUSTICE]
    if kind is Shock.ANNOUNCEMENT:
        types = [OrganisationType.HEALTH_SERVICE]
    base = load("status_quo")
    shocks = tuple(
        ScheduledShock(kind, month=float(month), size=size, organisation=organisation)
        for month in range(1, base.months)
        for organisation in types
    )
    return replace(base, name=kind.name.lower(), shocks=shocks)


def _extreme(world: World) -> tuple[float, float, float]:
    """Accesses in the last year, licence at the end, and most opted out, in percent of England's adults."""
    projects = world.projects[: world.project_count]
    late = float((projects["accessed"] > world.month - LAST_YEAR).sum())
    out = float(world.observations.mood[:, Mood.OBJECTING, ALL].max())
    return late, 100.0 * backing(world, world.month, AFFECTED), 100.0 * out


def _outcomes(world: World) -> dict[str, object]:
    return dict(outcomes_of(world))


def extremes_bite(runs: int = 12, citizens: int = 1000) -> Finding:
    """P23: without licence shares stop, not everybody opts out, and every outcome differs between scenarios."""
    settings = {
        "scandals": Setting(_shocked(Shock.SCANDAL, 1.0)),
        "opt-outs": Setting(_shocked(Shock.ANNOUNCEMENT, 3.0)),
    }
    seen = seen_in_settings(_extreme, settings, runs=runs, citizens=citizens)
    late, licence = (mean_of([run[place] for run in seen["scandals"]]) for place in (0, 1))
    out = max(run[2] for run in seen["opt-outs"])
    files = seen_in_settings(_outcomes, {name: Setting(name) for name in STANDARD}, runs=2, citizens=citizens)
    constant = [
        name for name in OUTCOMES if len({str(run[name]) for runs_of in files.values() for run in runs_of}) == 1
    ]
    return concluded(
        "P23",
        expectation="With licence near nought shares stop; nothing reaches 99 % opted out; no outcome is the same in "
        "every scenario",
        source="specification of model version 4, section 8",
        tolerance="a scandal in every public type every month: fewer than 3 accesses in the last year on average; an "
        "announcement three times as large every month: below 99 % of England's adults in every run; outcomes of the "
        "five files over two runs each",
        found=f"{late.told('.1f')} accesses in the last year at {licence.value:.0f} % licence; at most {out:.0f} % "
        f"opted out; the same everywhere: {', '.join(constant) or 'none'}",
        runs=runs,
        citizens=citizens,
        measures=[
            measured("late", "Accesses in the last year without licence", late, at_most=3.0, unit="accesses"),
            measured("licence", "Licence among those affected then", licence),
            measured("opted_out", "Most opted out", exact(out), at_most=99.0, unit="%"),
            measured("constant", "Outcomes that are the same everywhere", exact(len(constant)), at_most=0.0,
                     unit="outcomes"),
        ],
    )  # fmt: skip
