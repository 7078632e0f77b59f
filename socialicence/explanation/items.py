"""What a scenario chooses otherwise than today, as items that can be added or taken away one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from socialicence.errors import InputError, unknown
from socialicence.scenarios import STATUS_QUO, Difference, Scenario, ScheduledShock, differences, load

BY = ("lever", "group")
"""One choice an item, or choices of one kind together."""
_GROUPS = {
    "recommendation.": ("recommendations", "Recommendations"),
    "engagement.": ("engagement", "Engagement"),
}
"""Levers that make one group, by how their names begin; any other lever is a group by itself."""
_OWN = ("own_recommendations", "Recommendations of its own")
_BELIEFS = ("parameters", "Beliefs about how the world works")
_EVENTS = ("events", "Scheduled events")
_STAGES = ("stages", "Stages of the month left out")


@dataclass(frozen=True)
class Item:
    """One choice, or several of one kind, in which a scenario differs from today.

    Attributes
    ----------
    name : str
        Of the lever or parameter; `event.1` and so on for scheduled events, `without.STAGE` for a stage left out; or
        the name of a group.
    label : str
        In plain words.
    group, group_label : str
        The kind it belongs to.
    values : mapping of str to float
        What levers and parameters are set to.
    shocks : tuple of int
        Places in the scenario's list of scheduled events.
    without_stages : tuple of str
    """

    name: str
    label: str
    group: str
    group_label: str
    values: Mapping[str, float] = field(default_factory=dict)
    shocks: tuple[int, ...] = ()
    without_stages: tuple[str, ...] = ()


def items_of(scenario: Scenario, by: str = "lever") -> list[Item]:
    """Return the items in which a scenario differs from today, levers first.

    Parameters
    ----------
    scenario : Scenario
    by : str
        `lever` or `group`.

    Raises
    ------
    InputError
        If `by` is neither, or the scenario does not differ from today.
    """
    if by not in BY:
        raise unknown("by", str(by), BY)
    own = {name for one in scenario.additions.recommendations for name in (one.lever.name, one.effect.name)}
    found = [_of_difference(one, own) for one in differences(scenario, today_of(scenario))]
    found.sort(key=lambda item: item.group == _BELIEFS[0])
    found += [
        Item(f"event.{place + 1}", _event(shock), *_EVENTS, shocks=(place,))
        for place, shock in enumerate(scenario.shocks)
    ]
    found += [
        Item(f"without.{stage}", f"Without {stage}", *_STAGES, without_stages=(stage,))
        for stage in scenario.without_stages
    ]
    if not found:
        raise InputError(
            f"{scenario.name}: changes nothing against today; there is nothing to explain. Name another scenario, or "
            "set a lever or parameter"
        )
    return found if by == "lever" else _grouped(found)


def today_of(scenario: Scenario) -> Scenario:
    """Return today's course for the public, departments and contexts of a scenario: none of its choices, no events."""
    name = STATUS_QUO if scenario.name != STATUS_QUO else "today"
    return replace(
        scenario, name=name, title=load(STATUS_QUO).label, description="", values={}, shocks=(), meaning={},
        without_stages=(),
    )  # fmt: skip


def added(item: Item, scenario: Scenario) -> Scenario:
    """Return today's course with only this item of the scenario."""
    today = today_of(scenario)
    shocks = tuple(scenario.shocks[place] for place in item.shocks)
    return replace(
        today, name=f"{today.name} + {item.name}", values=dict(item.values), shocks=shocks,
        without_stages=item.without_stages,
    )  # fmt: skip


def taken(item: Item, scenario: Scenario) -> Scenario:
    """Return the scenario with all but this item."""
    return replace(
        scenario,
        name=f"{scenario.name} - {item.name}",
        values={name: value for name, value in scenario.values.items() if name not in item.values},
        shocks=tuple(shock for place, shock in enumerate(scenario.shocks) if place not in item.shocks),
        without_stages=tuple(stage for stage in scenario.without_stages if stage not in item.without_stages),
    )


def _of_difference(one: Difference, own: set[str]) -> Item:
    group = _BELIEFS if one.kind == "parameter" else (one.name, one.label)
    group = next((kind for start, kind in _GROUPS.items() if one.name.startswith(start)), group)
    return Item(one.name, one.label, *(_OWN if one.name in own else group), values={one.name: one.after})


def _event(shock: ScheduledShock) -> str:
    where = shock.department or (shock.organisation.label if shock.organisation is not None else "")
    what = shock.label or f"{shock.what}{' at ' + where if where else ''}".capitalize()
    return f"{what} (month {shock.month:g})"


def _grouped(items: Iterable[Item]) -> list[Item]:
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.group, []).append(item)
    return [
        Item(
            name,
            members[0].group_label,
            name,
            members[0].group_label,
            {key: value for one in members for key, value in one.values.items()},
            tuple(place for one in members for place in one.shocks),
            tuple(stage for one in members for stage in one.without_stages),
        )
        for name, members in groups.items()
    ]
