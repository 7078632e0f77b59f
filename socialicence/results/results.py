"""`Results`: the tables of a set of runs, made when they are asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from socialicence.outcomes.columns import RUNS
from socialicence.outcomes.registry import OUTCOMES
from socialicence.results.events import events_table
from socialicence.results.measures import MONTHLY
from socialicence.results.months import MONTHS_SCHEMA, months_table, months_tables
from socialicence.results.objections import DEFINITIONS, objections_table
from socialicence.results.pathway import projects_table, stages_table
from socialicence.results.programmes import programmes_table
from socialicence.results.record import DONE, RunRecord
from socialicence.results.runs import all_parameters, choice_names, runs_table
from socialicence.results.summary import scenario_summary
from socialicence.results.writing import Writer, as_json, write_all
from socialicence.scenarios import Scenario

if TYPE_CHECKING:
    import pandas as pd


class Results:
    """Everything that is kept of a set of runs.

    Parameters
    ----------
    scenarios : sequence of Scenario
    records : sequence of RunRecord
        In order of scenario, then run.
    provenance : mapping
        Versions, choices and time.

    Attributes
    ----------
    runs, months, projects, stages, programmes, events, objections, measures : pandas.DataFrame
        Made when first asked for.
    summary : dict
        As in `summary.json`.
    failed : list of RunRecord
        Runs that ended in an error.

    Examples
    --------
    >>> results = compare(["status_quo"], citizens=2000, runs=10)  # doctest: +SKIP
    >>> results.runs.groupby("scenario")["licence_affected"].mean()  # doctest: +SKIP
    >>> results.write("out/mine")  # doctest: +SKIP
    """

    def __init__(
        self, scenarios: Sequence[Scenario], records: Sequence[RunRecord], provenance: Mapping[str, Any]
    ) -> None:
        self.scenarios = {scenario.name: scenario for scenario in scenarios}
        self.records = list(records)
        self.provenance = dict(provenance)

    def __repr__(self) -> str:
        names = ", ".join(self.scenarios)
        return f"<Results of {len(self.records)} runs: {names}>"

    @property
    def failed(self) -> list[RunRecord]:
        """Runs that ended in an error."""
        return [record for record in self.records if record.status != DONE]

    @property
    def lengths(self) -> dict[str, int]:
        """Months that each scenario was run for."""
        known = self.provenance.get("months_by_scenario", {})
        return {name: known.get(name, self.provenance["months"]) for name in self.scenarios}

    @cached_property
    def runs(self) -> pd.DataFrame:
        """One row a run: outcomes, every lever, and the parameters that differ from the defaults."""
        return self._runs_table().to_pandas()

    @cached_property
    def months(self) -> pd.DataFrame:
        """Tidy monthly measures; month 0 is the initial state."""
        return months_table(self.records).to_pandas()

    def months_of(self, *measures: str) -> pd.DataFrame:
        """Return the rows of `months` of some measures only: those of a large ensemble are many."""
        return months_table([record.only(measures) for record in self.records]).to_pandas()

    def only(self, scenario: str) -> Results:
        """Return the results of one scenario."""
        records = [record for record in self.records if record.scenario == scenario]
        return Results([self.scenarios[scenario]], records, self.provenance)

    @cached_property
    def projects(self) -> pd.DataFrame:
        """One row for each data share."""
        return projects_table(self.records).to_pandas()

    @cached_property
    def stages(self) -> pd.DataFrame:
        """One row for each desk that a project came to."""
        return stages_table(self.records).to_pandas()

    @cached_property
    def programmes(self) -> pd.DataFrame:
        """One row for each national programme."""
        return programmes_table(self.records).to_pandas()

    @cached_property
    def events(self) -> pd.DataFrame:
        """One row for each thing that happened, told in a sentence."""
        return events_table(self.records).to_pandas()

    @cached_property
    def objections(self) -> pd.DataFrame:
        """Who is expected to object on the first of each month; empty unless a scenario asks for it."""
        return objections_table(self.records).to_pandas()

    @cached_property
    def personas(self) -> pd.DataFrame:
        """One row for each persona and run: its story, as told in frequencies by the summary."""
        return personas_table(self.records)

    @cached_property
    def measures(self) -> pd.DataFrame:
        """What every measure is: label, unit, denominator, definition."""
        return measures_table(list(self.scenarios.values())).to_pandas()

    @cached_property
    def summary(self) -> dict[str, Any]:
        """Spread over the runs of each scenario, and where the results come from."""
        by_scenario = {
            name: {
                "months": months,
                **scenario_summary([record for record in self.records if record.scenario == name]),
            }
            for name, months in self.lengths.items()
        }
        return {"scenarios": by_scenario, "provenance": self.provenance}

    def write(self, folder: str | Path) -> list[Path]:
        """Write the tables (parquet), `measures.csv` and `summary.json`, all or none.

        Where a scenario asks for expected objections, `objections` (parquet) too.

        Parameters
        ----------
        folder : str or Path
            Made if it does not exist.

        Returns
        -------
        list of Path
            The files written.

        Raises
        ------
        InputError
            If the folder cannot be written to.
        """
        return write_all(
            Path(folder),
            {
                "runs.parquet": lambda path: _write_table(self._runs_table(), path),
                "months.parquet": self._write_months,
                "projects.parquet": lambda path: _write_table(projects_table(self.records), path),
                "stages.parquet": lambda path: _write_table(stages_table(self.records), path),
                "programmes.parquet": lambda path: _write_table(programmes_table(self.records), path),
                "events.parquet": lambda path: _write_table(events_table(self.records), path),
                **self._objections_writer(),
                "measures.csv": lambda path: self.measures.to_csv(path, index=False),
                # Last, so that a reader who finds it finds the rest.
                "summary.json": lambda path: path.write_text(as_json(self.summary), encoding="utf-8"),
            },
        )

    def _objections_writer(self) -> dict[str, Writer]:
        if not any(scenario.expected_objections for scenario in self.scenarios.values()):
            return {}
        return {"objections.parquet": lambda path: _write_table(objections_table(self.records), path)}

    def _runs_table(self) -> pa.Table:
        return runs_table(self.records, self.scenarios, self.lengths, self.provenance)

    def _write_months(self, path: Path) -> None:
        texts = [field.name for field in MONTHS_SCHEMA if field.name != "value"]
        options = {"compression": "zstd", "compression_level": 1, "use_dictionary": texts}
        with path.open("wb") as place, pq.ParquetWriter(place, MONTHS_SCHEMA, **options) as file:
            for table in months_tables(self.records):
                file.write_table(table)


def personas_table(records: Sequence[RunRecord]) -> pd.DataFrame:
    """Return each persona's story in each run that was done."""
    import pandas as pd

    rows = [
        {"scenario": record.scenario, "run": record.run, "requester": requester, **story}
        for record in records
        for requester, story in record.personas.items()
    ]
    return pd.DataFrame(rows)


def measures_table(scenarios: Sequence[Scenario] = ()) -> pa.Table:
    """Return the definition of every measure of `months.parquet` and column of `runs.parquet`."""
    rows = [{**one.row(), "tables": "runs"} for one in RUNS.values()]
    known = all_parameters(scenarios)
    for name in choice_names(scenarios):
        one = known[name]
        ends = f"; {one.low:g} {one.low_means}, {one.high:g} {one.high_means}" if one.low_means else ""
        rows.append(
            {
                "measure": one.column,
                "label": one.label,
                "unit": one.unit,
                "denominator": "none",
                "definition": f"{one.kind} {name} as set in the scenario, {one.default:g} by default{ends}",
                "tables": "runs",
            }
        )
    for name, measure in {**OUTCOMES, **MONTHLY}.items():
        both = name in OUTCOMES and name in MONTHLY
        rows.append(
            {
                **measure.row(),
                "tables": "runs;months" if both else "runs" if name in OUTCOMES else "months",
            }
        )
    if any(scenario.expected_objections for scenario in scenarios):
        rows += [
            {"measure": name, "label": label, "unit": unit, "denominator": "adults, weighted", "definition": definition,
             "tables": "objections"}
            for name, (label, unit, definition) in DEFINITIONS.items()
        ]  # fmt: skip
    return pa.Table.from_pylist(rows)


def _write_table(table: pa.Table, path: Path) -> None:
    with path.open("wb") as file:  # opened here: Arrow takes no path that is not UTF-8
        pq.write_table(table, file)
