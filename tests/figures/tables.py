"""Small result tables for drawing: made by hand, or at random."""

from __future__ import annotations

import numpy as np
import pandas as pd

from socialicence.categories import (
    OrganisationType,
    Outcome,
    Region,
    RequesterKind,
    Segment,
    Shock,
    Stage,
    Unblocker,
    Why,
)
from socialicence.state.institutions import standard_institutions

FUTURES = ("public_good", "silos", "government", "deprioritised", "none")
STANDARD = ("status_quo", "public_good", "silos", "government", "deprioritised")
CONTEXTS = standard_institutions().context_names


def labels(kind):
    return [member.label for member in kind]


def random_tables(seed=0, scenarios=STANDARD, runs=3, months=30, unknown=0.0):
    """All tables of a set of results, filled by random numbers, a share of them unknown."""
    random = np.random.default_rng(seed)

    def numbers(count, low=0.0, high=1.0):
        found = random.uniform(low, high, count)
        found[random.random(count) < unknown] = np.nan
        return found

    pairs = [(name, run) for name in scenarios for run in range(runs)]
    found = pd.DataFrame(pairs, columns=["scenario", "run"])
    count = len(found)
    found = found.assign(
        seed=found["run"] + 5, citizens=500, months=months, status="done", model_version=3,
        cross_department=numbers(count, 0, 2), external_access=numbers(count), licence_affected=numbers(count),
        nearest=random.choice(FUTURES, count),
    )  # fmt: skip
    monthly = [_monthly(random, name, run, months, numbers) for name, run in pairs]
    pathways = [_pathway(random, name, run, months, numbers) for name, run in pairs]
    return {
        "runs": found,
        "months": pd.concat(monthly, ignore_index=True),
        "projects": pd.concat([projects for projects, _ in pathways], ignore_index=True),
        "stages": pd.concat([stages for _, stages in pathways], ignore_index=True),
        "personas": _personas(random, pairs),
        "contributions": contributions(random, runs),
    }


def _monthly(random, name, run, months, numbers):
    series = [("joined_up", "all", "all"), ("desks_blocked", "all", "all"), ("engagement_spend_total", "all", "all")]
    for measure in ("licence_everyone", "licence_affected"):
        series += [(measure, "all", "all"), *((measure, "context", context) for context in CONTEXTS)]
        series += [(measure, "segment", segment) for segment in labels(Segment)]
        series += [(measure, "region", region) for region in labels(Region)]
    for kind in labels(OrganisationType):
        series.append(("trust", "organisation", kind))
        series += [("trust", "organisation_segment", f"{kind}; {segment}") for segment in labels(Segment)]
    series += [("incidents", "shock", kind) for kind in labels(Shock)]
    series += [("desks_unblocked", "unblocked_by", kind) for kind in labels(Unblocker)]
    rows = len(series)
    values = numbers(rows * (months + 1)).reshape(rows, months + 1)
    for row, (measure, _, _) in enumerate(series):
        if measure in ("incidents", "desks_unblocked", "engagement_spend_total"):
            values[row] = np.concatenate([[0], np.cumsum(random.poisson(0.1, months))])
    said = [np.repeat([one[at] for one in series], months + 1) for at in range(3)]
    return pd.DataFrame({
        "scenario": name, "run": run, "month": np.tile(np.arange(months + 1), rows), "measure": said[0],
        "group_kind": said[1], "group": said[2], "value": values.reshape(-1)})  # fmt: skip


def _pathway(random, name, run, months, numbers, count=12):
    outcome = random.choice(labels(Outcome), count)
    started = random.uniform(0, months * 0.8, count)
    took = random.uniform(0.1, 0.2, count) * months
    reached = np.isin(outcome, ["accessed", "completed"])
    projects = pd.DataFrame({
        "scenario": name, "run": run, "project": np.arange(count),
        "requester": random.choice(labels(RequesterKind), count),
        "recipient": random.choice(labels(OrganisationType), count),
        "purpose": random.choice(CONTEXTS, count),
        "started_month": started, "months_to_access": np.where(reached, took, np.nan), "censored": ~reached,
        "outcome": outcome, "perceived_licence": numbers(count), "licence_affected": numbers(count)})  # fmt: skip
    each = 4
    row = np.repeat(np.arange(count), each)
    entered = started[row] + took[row] / each * np.tile(np.arange(each), count)
    left = entered + took[row] / each
    left[(outcome[row] == "in flight") & (np.tile(np.arange(each), count) == each - 1)] = np.nan
    stages = pd.DataFrame({
        "scenario": name, "run": run, "project": row, "stage": random.choice(labels(Stage)[:9], len(row)),
        "entered": entered, "left": left, "why": random.choice(labels(Why)[:8], len(row))})  # fmt: skip
    return projects, stages


def _personas(random, pairs):
    return pd.DataFrame(
        [
            {
                "scenario": name, "run": run, "requester": person,
                "usable_evidence_within_24m": bool(random.random() < 0.4),
                "held_up_at": random.choice([*labels(Stage)[:9], None]), "held_up_why": random.choice(labels(Why)[2:8]),
            }
            for name, run in pairs
            for person in labels(RequesterKind)
        ]
    )  # fmt: skip


def contributions(random, runs, outcomes=("licence_affected", "cross_department"), levers=6):
    rows = []
    for outcome in outcomes:
        alone = random.normal(0, 0.02, levers)
        for lever, effect in enumerate(alone):
            last = effect * random.uniform(0.5, 1.5)
            rows.append((outcome, f"lever_{lever}", f"Lever {lever}", effect, effect - 0.01, effect + 0.01, last,
                         last - 0.01, last + 0.01, runs))  # fmt: skip
        none = [np.nan] * 3
        total = alone.sum() * 1.2
        rows.append((outcome, "together", "All together", total, total - 0.01, total + 0.01, *none, runs))
        beyond = total - alone.sum()
        rows.append((outcome, "together_beyond_sum", "Beyond the sum", beyond, beyond, beyond, *none, runs))
    columns = ["outcome", "lever", "label", "alone", "alone_low", "alone_high", "last", "last_low", "last_high", "runs"]
    return pd.DataFrame(rows, columns=columns)
