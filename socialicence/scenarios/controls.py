"""Fair controls for a comparison of engagement: nothing spent, or the same money spent otherwise."""

from __future__ import annotations

from dataclasses import replace

from socialicence.scenarios.scenario import Scenario

SPEND = "engagement.spend"
STRATEGY = "engagement.strategy"
HONOURING = "engagement.honouring"


def no_engagement(scenario: Scenario) -> Scenario:
    """Return the scenario without engagement: what status quo spends fades as policy changes, and nothing follows it.

    Examples
    --------
    >>> from socialicence.scenarios import load
    >>> no_engagement(load("status_quo")).values["engagement.spend"]
    0.0
    """
    return _named(scenario.changed({STRATEGY: "none", SPEND: 0.0}), "no engagement")


def same_money(scenario: Scenario, strategy: str, *, honouring: float | None = None) -> Scenario:
    """Return the scenario with the same money, in the same departments, all on one strategy.

    Parameters
    ----------
    strategy : str
        `broadcast`, `consultation`, `deliberative`, `targeted` or `transparency_register`.
    honouring : float, optional
        Share of recommendations that government acts on; as in the scenario if not given.

    Raises
    ------
    InputError
        If there is no such strategy, or honouring is not between 0 and 1.

    Examples
    --------
    >>> from socialicence.scenarios import load
    >>> ignored = same_money(load("status_quo"), "targeted", honouring=0.0)
    >>> ignored.name, ignored.values["engagement.honouring"]
    ('status_quo_all_on_targeted_0_percent_honoured', 0.0)
    """
    changes: dict[str, object] = {STRATEGY: strategy}
    words = f"all on {strategy}"
    if honouring is not None:
        changes[HONOURING] = honouring
        words += f", {100 * honouring:.0f} percent honoured"
    return _named(scenario.changed(changes), words)


def _named(scenario: Scenario, words: str) -> Scenario:
    """Return the scenario under a name of its own, so that it can be compared with what it was made of."""
    name = words.replace(",", "").replace(" ", "_")
    return replace(scenario, name=f"{scenario.name}_{name}", title=f"{scenario.label}: {words.replace('_', ' ')}")
