"""`runs.parquet`: one row a run, wide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from socialicence.outcomes.registry import OUTCOMES
from socialicence.parameters import Parameter, parameters
from socialicence.results.record import RunRecord
from socialicence.results.summary import known_value
from socialicence.scenarios import Scenario


def all_parameters(scenarios: Sequence[Scenario]) -> dict[str, Parameter]:
    """Return every lever and parameter of the model and of the scenarios' own recommendations, by name."""
    return {**parameters(), **{name: one for scenario in scenarios for name, one in scenario.parameters.items()}}


def choice_names(scenarios: Sequence[Scenario]) -> list[str]:
    """Return every lever, so that experiments can be stacked, and the parameters that any scenario changes."""
    changed = {name for scenario in scenarios for name in scenario.values}
    return [name for name, one in all_parameters(scenarios).items() if one.is_lever or name in changed]


def run_columns(scenarios: Sequence[Scenario]) -> dict[str, pa.DataType]:
    """Return the columns of `runs.parquet` and their types."""
    columns = {
        "run_id": pa.string(),
        "scenario": pa.string(),
        "run": pa.int32(),
        "seed": pa.int64(),
        "citizens": pa.int64(),
        "months": pa.int32(),
        "status": pa.string(),
        "error": pa.string(),
    }
    known = all_parameters(scenarios)
    columns |= {known[name].column: pa.float64() for name in choice_names(scenarios)}
    for name, outcome in OUTCOMES.items():
        columns[name] = pa.string() if outcome.words else pa.int64() if outcome.unit == "count" else pa.float64()
    return columns | {"model_version": pa.int32(), "wall_seconds": pa.float64()}


def runs_table(
    records: Sequence[RunRecord], scenarios: Mapping[str, Scenario], lengths: Mapping[str, int], made: Mapping[str, Any]
) -> pa.Table:
    """Return one row for each run; a failed run has its error and nulls for outcomes.

    `lengths` are the months of each scenario, `made` is the provenance.
    """
    columns = run_columns(list(scenarios.values()))
    known = all_parameters(list(scenarios.values()))
    usual = {name: known[name] for name in choice_names(list(scenarios.values()))}
    rows = []
    for record in records:
        values = scenarios[record.scenario].values
        rows.append(
            {
                "run_id": record.run_id,
                "scenario": record.scenario,
                "run": record.run,
                "seed": record.seed,
                "citizens": made["citizens"],
                "months": lengths[record.scenario],
                "status": record.status,
                "error": record.error,
                **{parameter.column: values.get(name, parameter.default) for name, parameter in usual.items()},
                **{
                    name: plain_value(record.outcomes.get(name), kind)
                    for name, kind in columns.items()
                    if name in OUTCOMES
                },
                "model_version": made["model_version"],
                "wall_seconds": record.wall_seconds,
            }
        )
    return pa.Table.from_pylist(rows, schema=pa.schema(list(columns.items())))


def plain_value(value: Any, kind: pa.DataType) -> Any:
    """Return the value as Python has it; NaN says nothing and becomes null."""
    if not known_value(value):
        return None
    if pa.types.is_string(kind):
        return str(value)
    return int(value) if pa.types.is_integer(kind) else float(value)
