"""P8 and P9: what becomes of a citizens' jury moves those who were not there; a careless leaflet can do harm."""

from __future__ import annotations

import numpy as np

from socialicence.checks.finding import Finding, concluded, measured
from socialicence.checks.paired import Setting, seen_in_settings
from socialicence.checks.uncertainty import Estimate, mean_of
from socialicence.month import STAGES, Stage
from socialicence.month.schedule import inserted, without
from socialicence.outcomes.futures import backing
from socialicence.outcomes.two_years import last_two_years
from socialicence.state.observations import AFFECTED, ALL, EVERYONE, Mood
from socialicence.words import with_interval
from socialicence.world import World

POINT = 1.0
"""Points of licence that "tenths of a point" stays below."""
MILLION = 1000.0
SPENDS = (250.0, 500.0, MILLION)
"""Thousand pounds spent on one campaign."""
CAMPAIGN_MONTH, CAMPAIGN_MONTHS = 6, 18
WHO = "Hospital records"
WORTH = {"points": 0.05, "hundredths": 0.5}
"""The least effect that counts as one: half a tenth of a point of licence, half a hundredth of felt fairness."""
HARMLESS = 0.01
"""Points of licence: the smallest loss that the table would show."""
CARELESS, AS_TODAY = 0.0, 0.4
"""Share of what is heard that is acted on: a decision already taken, and today's."""


_PARTS = (("fairness", "felt fairness", "hundredths"), ("licence", "licence", "points"))
"""Name, label and unit of what deliberation moves."""


def _fairness_and_licence(world: World) -> np.ndarray:
    """Felt fairness and licence among everyone, mean over the last two years, in points."""
    last = last_two_years(world.month)
    fairness = world.observations.mood[last, Mood.FAIRNESS, ALL].mean()
    return 100.0 * np.array([fairness, backing(world, last, EVERYONE)], dtype=float)


def _held(honouring: float, spend: float) -> Setting:
    return Setting(
        changes={
            "engagement.strategy": "deliberative",
            "engagement.spend": spend,
            "engagement.honouring": honouring,
        }
    )


def deliberation_is_remembered(runs: int = 20, citizens: int = 3000) -> Finding:
    """P8: juries that are honoured raise fairness and licence among those who were not there; ignored, they lower."""
    settings = {
        f"{name} {what}": _held(honouring, spend)
        for name, honouring in (("honoured", 1.0), ("ignored", 0.0))
        for what, spend in (("juries", 5.0), ("nothing", 0.0))
    }
    seen = seen_in_settings(_fairness_and_licence, settings, runs=runs, citizens=citizens)
    effect = {
        name: np.array(seen[f"{name} juries"]) - np.array(seen[f"{name} nothing"]) for name in ("honoured", "ignored")
    }
    up, down = ([mean_of(effect[name][:, i]) for i in (0, 1)] for name in ("honoured", "ignored"))
    return concluded(
        "P8",
        expectation="Deliberation honoured raises fairness and licence among those who did not take part; ignored, it "
        "lowers them",
        source="specification, section 4.6; no UK figure for the size of either",
        tolerance="all four 95 % intervals exclude 0, and licence moves by less than 1 point (tenths of a point). "
        "Against the same choices with nothing spent; juries hold 18 people in 55 million, so that means over "
        "everyone are those of non-participants",
        found=f"honoured: fairness {up[0].value:+.1f} hundredths, licence {up[1].told('+.2f')} points; ignored: "
        f"fairness {down[0].value:+.1f}, licence {down[1].told('+.2f')}",
        runs=runs,
        citizens=citizens,
        measures=[
            measured(f"{name}_{what}", f"{name}: {label}", one, unit=unit, worth=WORTH[unit], **limits)
            for name, effects, allowed in (
                ("honoured", up, ({"at_least": 0.0}, {"at_least": 0.0, "at_most": POINT})),
                ("ignored", down, ({"at_most": 0.0}, {"at_least": -POINT, "at_most": 0.0})),
            )
            for (what, label, unit), one, limits in zip(_PARTS, effects, allowed, strict=True)
        ],
    )


def campaign(thousand_pounds: float, month: int = CAMPAIGN_MONTH, department: str = WHO) -> tuple[Stage, ...]:
    """Return the stages of a month in which one department spends a sum at once and no other engages.

    Levers are spending per month and ramp; a campaign is neither, so it is a stage of its own. Programmes are left out:
    a contest more or less would drown what one campaign does by itself.
    """

    def spend(world: World, now: int) -> None:
        world.departments["spend"] = 0.0
        if now == month:
            world.departments["spend"][world.institutions.department_names.index(department)] = thousand_pounds

    return inserted(without(STAGES, "programmes"), Stage("campaign", spend), after="departments")


def _licence_in_the_year_after(world: World) -> float:
    """Licence among those affected, mean over contexts and the twelve months from the campaign, in points."""
    year = slice(CAMPAIGN_MONTH, CAMPAIGN_MONTH + 12)
    return 100.0 * backing(world, year, AFFECTED)


def _campaign(strategy: str, honouring: float, thousand_pounds: float) -> Setting:
    return Setting(
        # Levers reach where they go before the campaign begins.
        changes={"engagement.strategy": strategy, "engagement.honouring": honouring, "ramp_months": CAMPAIGN_MONTH},
        months=CAMPAIGN_MONTHS,
        stages=campaign(thousand_pounds),
    )


def careless_broadcast_harms(runs: int = 20, citizens: int = 3000) -> Finding:
    """P9: up to one million pounds, a careless broadcast can lower licence among those affected; targeted does not."""
    arms = {"broadcast": CARELESS, "targeted": AS_TODAY}
    settings = {
        f"{strategy} {spend:g}": _campaign(strategy, honouring, spend)
        for strategy, honouring in (*arms.items(),)
        for spend in (0.0, *SPENDS)
    }
    settings |= {f"never {spend:g}": _campaign("targeted", CARELESS, spend) for spend in (0.0, MILLION)}
    seen = seen_in_settings(_licence_in_the_year_after, settings, runs=runs, citizens=citizens)

    def effect(arm: str, spend: float) -> Estimate:
        return mean_of(np.array(seen[f"{arm} {spend:g}"]) - np.array(seen[f"{arm} 0"]))

    measures = [
        measured(
            "broadcast_1000", "careless broadcast, £1000k", effect("broadcast", MILLION), at_most=0.0, worth=HARMLESS
        ),
        *(measured(f"broadcast_{s:g}", f"careless broadcast, £{s:g}k", effect("broadcast", s)) for s in SPENDS[:-1]),
        *(measured(f"targeted_{s:g}", f"targeted, £{s:g}k", effect("targeted", s), at_least=-HARMLESS) for s in SPENDS),
        measured("never_1000", "targeted, nothing acted on, £1000k", effect("never", MILLION)),
    ]
    numbers = {one.name: one for one in measures}
    broadcast, targeted, never = (numbers[f"{arm}_1000"] for arm in ("broadcast", "targeted", "never"))
    return concluded(
        "P9",
        expectation="Up to one million pounds, a careless broadcast can lower licence among those affected; the same "
        "spend targeted does not",
        source="care.data 2014: a leaflet of about one million pounds, recalled by a third",
        tolerance="one campaign of one department, nobody else engaging; licence among those affected, mean of the "
        "year after: interval below 0 for a broadcast of a decision already taken at one million; with the money "
        f"targeted, no loss of more than {HARMLESS:g} points (the least a table would show) at 250, 500, 1,000 "
        "thousand",
        found=f"at one million: broadcast {broadcast.value:+.3f} points ({broadcast.low:+.3f} to {broadcast.high:+.3f})"
        f"; targeted {with_interval(targeted.value, targeted.low, targeted.high, form='+.3f')}, if nothing is acted on "
        f"{never.value:+.4f}",
        runs=runs,
        citizens=citizens,
        measures=measures,
    )
