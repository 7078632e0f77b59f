"""What a plan can start from, and what can go wrong: lists for the fields of the screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from socialicence.categories import OrganisationType, Shock
from socialicence.dashboard.incident import KINDS, ORGANISATIONS, Incident
from socialicence.dashboard.packs import Pack
from socialicence.dashboard.plan import FUTURES, LONGEST_TITLE, NOTHING_CHANGES, TODAY, Plan
from socialicence.scenarios import load
from socialicence.scenarios.departments import standard_departments

OWN = "own"
NOTHING = "nothing"
ORDINARY = Incident(kind="breach", month=18.0, organisation="health_service")
"""What goes wrong unless the room says otherwise."""
_KINDS = {"announcement": "Announcement that people did not expect"}


def starts(pack: Pack) -> dict[str, tuple[str, Plan]]:
    """Return what a plan can start from, by name: today, the pack's presets, the four futures."""
    presets = {f"preset-{one.name}": (one.title, one.plan) for one in pack.presets}
    futures = {name: (f"Choices for {load(name).title}", Plan(future=name)) for name in FUTURES}
    return {"today": (NOTHING_CHANGES, TODAY), **presets, **futures}


def start_of(plan: Plan, known: Mapping[str, tuple[str, Plan]]) -> str:
    """Return the name of the start that is this plan, or `own`."""
    return next((name for name, (_, start) in known.items() if start.choices == plan.choices), OWN)


def as_pinned(plan: Plan) -> Plan:
    """Return a pinned plan under a name that tells it from the plan on the screen."""
    title = f"Pinned: {plan.title}" if plan.title else "Pinned"
    return plan if plan.name != "plan" else replace(plan, title=title[:LONGEST_TITLE])


def kinds() -> dict[str, str]:
    """Return what can go wrong, by name."""
    return {NOTHING: "Nothing"} | {kind: _KINDS.get(kind, Shock[kind.upper()].label.capitalize()) for kind in KINDS}


def places() -> dict[str, str]:
    """Return where it can go wrong, by name: types of organisation, then departments."""
    types = {name: f"{OrganisationType[name.upper()].label.capitalize()} (anywhere)" for name in ORGANISATIONS}
    return types | {f"department {one.name}": one.name for one in standard_departments()}


def place_of(incident: Incident) -> str:
    """Return the name under which `places` has where an incident happens."""
    return incident.organisation or f"department {incident.department}"


def with_kind(plan: Plan, kind: str) -> Plan:
    """Return the plan with another thing going wrong, or nothing."""
    if kind == NOTHING:
        return replace(plan, incident=None)
    return replace(plan, incident=replace(plan.incident or ORDINARY, kind=kind))


def with_place(plan: Plan, place: str) -> Plan:
    """Return the plan with it going wrong elsewhere."""
    name = place.removeprefix("department ")
    one = plan.incident or ORDINARY
    if name == place:
        return replace(plan, incident=replace(one, organisation=place, department=None))
    return replace(plan, incident=replace(one, organisation=None, department=name))


def with_month(plan: Plan, month: int) -> Plan:
    """Return the plan with it going wrong in another month."""
    return replace(plan, incident=replace(plan.incident or ORDINARY, month=float(month)))
