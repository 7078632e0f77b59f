"""What `runs.parquet` says of a run beside its choices and outcomes."""

from __future__ import annotations

from socialicence.outcomes.declaring import Measure

RUNS: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure("run_id", "Run", "text", "none", "scenario and number of the run, one for each row"),
        Measure("scenario", "Scenario", "text", "none", "name of the scenario"),
        Measure("run", "Number of the run", "count", "none", "0, 1, ... within the scenario"),
        Measure("seed", "Seed", "count", "none", "seed of the run; run r of every scenario has the same"),
        Measure("citizens", "Citizens", "count", "none", "citizens simulated"),
        Measure("months", "Months", "months", "none", "length of the run"),
        Measure("status", "Status", "text", "none", "`done` or `failed`; a failed run has no outcomes"),
        Measure("error", "Error", "text", "none", "why a failed run failed; null otherwise"),
        Measure("model_version", "Version of the model", "count", "none", "raised whenever results change"),
        Measure("wall_seconds", "Seconds", "seconds", "none", "time it took to build the public and simulate"),
    )
}
