"""Making runs of a study again: a sample of its rows, each held against what is stored in its folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc

from socialicence.ensemble import Progress, check_whole
from socialicence.errors import InputError
from socialicence.machine import check_memory, processors
from socialicence.outcomes.registry import OUTCOMES
from socialicence.parameters import uk_adults
from socialicence.reproduction.numbers import Number, Value, compared
from socialicence.reproduction.reading import Settings
from socialicence.results.summary import known_value
from socialicence.scenarios.reading import MOST_MONTHS
from socialicence.sweep.batch import DONE, run_batch
from socialicence.sweep.finished import StudyResults
from socialicence.sweep.layout import MANIFEST
from socialicence.sweep.plan import batch_of
from socialicence.sweep.reading import MOST_DRAWS, MOST_REPLICATES, MOST_SAMPLES, from_dict
from socialicence.sweep.store import RUNS
from socialicence.sweep.study import DESIGNS

SEED = 1
"""Of the sample: the same file gives the same runs."""
_WHOLE = {
    "citizens": uk_adults(), "months": MOST_MONTHS, "replicates": MOST_REPLICATES, "samples": MOST_SAMPLES,
    "draws": MOST_DRAWS,
}  # fmt: skip
_Stored = Mapping[str, Any]


def study_again(
    path: Path, content: Mapping[str, Any], settings: Settings, progress: Progress | None
) -> tuple[list[Number], list[str]]:
    """Return every outcome of some stored runs and of the same made again, and what has to be known of it.

    Raises
    ------
    InputError
        If the manifest is damaged, its runs are not beside it, or stages of one's own are needed that are not given.
    """
    results = _opened(path, content, settings)
    stored, notes = _stored(path, results)
    chosen = _sample(sorted(stored), settings.sample)
    found = _run(results, chosen, settings, progress)
    numbers: list[Number] = []
    for row in chosen:
        old = {f"{stored[row]['run_id']}/{name}": _plain(stored[row].get(name)) for name in OUTCOMES}
        new = {f"{stored[row]['run_id']}/{name}": _plain(found[row].get(name)) for name in OUTCOMES}
        numbers += compared(old, new)
    whole = len(chosen) == len(stored)
    how = f"all {len(stored):,} runs that are done" if whole else (
        f"{len(chosen):,} of the {len(stored):,} runs that are done, drawn at random (seed {SEED}); --all for all"
    )  # fmt: skip
    return numbers, [f"Made again: {how}.", *notes]


def _opened(path: Path, content: Mapping[str, Any], settings: Settings) -> StudyResults:
    """The study of a manifest, with its plan laid out."""
    table = content["study"]
    _check(path, table, settings)
    try:
        results = StudyResults(path.parent, from_dict(table), dict(content))
        results.plan  # noqa: B018  (laid out here, so that what is damaged shows here)
        return results
    except InputError as error:
        raise InputError(f"{path}: study: {error}") from None
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise InputError(f"{path}: study is damaged ({type(error).__name__}: {str(error)[:80]})") from None


def _check(path: Path, table: Mapping[str, Any], settings: Settings) -> None:
    """Refuse what is too large or would run code, before anything is made of it."""
    for key, most in _WHOLE.items():
        if key in table:
            check_whole(f"{path}: study: {key}", table[key], 1, most)
    scenarios = table.get("scenarios")
    if not isinstance(scenarios, list) or any(not isinstance(one, dict) or "additions" in one for one in scenarios):
        raise InputError(f"{path}: study: scenarios are damaged")
    if table.get("design") not in DESIGNS:
        raise InputError(f"{path}: study: design = {table.get('design')!r}; allowed: {', '.join(DESIGNS)}")
    source = table.get("stages", "")
    if not isinstance(source, str):
        raise InputError(f"{path}: study: stages is not text; the file is damaged")
    if source and settings.stages != source:
        raise InputError(
            f"{path}: was made with stages of its own ({source}); they are code: give --stages {source} to run them"
        )
    if settings.stages and not source:
        raise InputError(f"{path}: was made with the stages of the model; leave --stages out")


def _stored(path: Path, results: StudyResults) -> tuple[dict[int, _Stored], list[str]]:
    """The stored row of each run of the plan that is done, by its row in the plan, and what has to be known of it.

    By key where the model has the version that ran it; else by name and seed, which is all that can be told then.
    """
    notes = []
    if path.name != MANIFEST or not any(path.parent.glob(f"**/{RUNS}/part-*.parquet")):
        raise InputError(f"{path}: its runs are not beside it; give the {MANIFEST} in the folder of the sweep")
    plan = results.plan
    table = results.stored.table
    if not table.num_rows:
        raise InputError(f"{path}: no stored run can be read; there is nothing to hold results against")
    done = table.filter(pc.equal(table["status"], DONE)).to_pylist()
    rows = {key.decode(): row for row, key in reversed(list(enumerate(plan.keys)))}
    found = {rows[one["key"]]: one for one in done if one["key"] in rows}
    if not found:
        names = {pair: row for row, pair in enumerate(zip(plan.run_ids, plan.seed.tolist(), strict=True))}
        found = {names[pair]: one for one in done if (pair := (one["run_id"], one["seed"])) in names}
        notes.append(
            "No stored run has the key that this model gives it: runs are held against those of the same name and "
            "seed, which may have had other settings."
        )
    if not found:
        raise InputError(f"{path}: none of the stored runs is done and of this study; there is nothing to compare")
    return {row: {**one, "run_id": plan.run_ids[row]} for row, one in found.items()}, notes


def _sample(rows: Sequence[int], sample: int | None) -> list[int]:
    if sample is None or sample >= len(rows):
        return list(rows)
    return sorted(np.random.default_rng(SEED).choice(rows, sample, replace=False).tolist())


def _run(
    results: StudyResults, rows: Sequence[int], settings: Settings, progress: Progress | None
) -> dict[int, Mapping[str, Any]]:
    """Outcomes of some rows of the plan, by row; none for a run that fails now."""
    plan, study = results.plan, results.study
    at_once = check_memory(study.citizens, settings.workers or processors(), [study.months] * len(rows), detail=False)
    found: dict[int, Mapping[str, Any]] = {}
    with ThreadPoolExecutor(at_once) as pool:
        for ended in pool.map(lambda row: run_batch(batch_of(plan, [row])), rows):
            found |= {one.row: one.outcomes for one in ended.runs}
            if progress is not None:
                progress(len(found), len(rows))
    return found


def _plain(value: Any) -> Value:
    """A value as a stored row has it."""
    if not known_value(value):
        return None
    return value.item() if hasattr(value, "item") else value
