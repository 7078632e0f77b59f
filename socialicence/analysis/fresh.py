"""The best options run again on fresh seeds, so that none is best only because it was lucky once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from socialicence.analysis import subsets
from socialicence.analysis.index import noise_share, table
from socialicence.analysis.sample import Sample
from socialicence.analysis.study import Analysis, sample_of
from socialicence.analysis.words import fresh_paragraph
from socialicence.sweep.special import is_empty

if TYPE_CHECKING:
    from socialicence.sweep import Study, StudyResults

SEED_STEP = 50_000
"""Added to the study's seed: half of what lies between two draws, so no run has a seed that the study had."""
TIMES = 4
"""Draws (or replicates) of each, against those of the study."""
Steps = Callable[[int, int], None]


def finalists_of(study: Study, results: StudyResults, sample: Sample, outcome: str) -> Study:
    """Return the study of the best options alone, on seeds and draws of its own."""
    design = results.design.drop_duplicates("option").set_index("option")
    best = subsets.best(sample, outcome)
    rows = []
    for place in best:
        levels = design.loc[sample.factors.index[place]]
        rows.append({one.name: levels[one.name] for one in study.factors if not is_empty(levels[one.name])})
    varied = study.vary_assumptions and study.draws > 1
    return replace(
        study,
        name=f"{study.name}_finalists",
        title=f"{study.label}: the best {len(rows)} on fresh seeds",
        design="list",
        rows=tuple({name: one if isinstance(one, str) else float(one) for name, one in row.items()} for row in rows),
        scenarios=tuple(one for one in study.scenarios if one.name == sample.scenario),
        seed=study.seed + SEED_STEP,
        draws=study.draws * (TIMES if varied else 1),
        replicates=study.replicates * (1 if varied else TIMES),
    )


def with_finalists(found: Analysis, results: StudyResults, folder: Path, progress: Steps | None = None) -> Analysis:
    """Run the best options of the first scenario and outcome again, and say which cannot be told from the best.

    Parameters
    ----------
    found : Analysis
        By `subsets`.
    results : StudyResults
    folder : Path
        Where the runs are kept; what is there is not run again.
    progress : callable, optional
        Called with the runs done and in all.

    Returns
    -------
    Analysis
        With rows `mean on fresh seeds` and `behind_best`, and a paragraph on them.
    """
    import pandas as pd

    from socialicence.sweep import Study, run_study

    outcome = str(found.table["outcome"].iloc[0])
    sample = sample_of(results, [outcome])[0]
    study = finalists_of(results.study, results, sample, outcome)
    run_study(study, folder, report=None if progress is None else lambda state: progress(state.done, state.planned))
    again = sample_of(Study.open(folder), [outcome])[0]
    indices = [
        one._replace(index="mean on fresh seeds") if one.index == "mean" else one
        for one in subsets.behind_best(again, outcome)
    ]
    rows = table(
        indices, scenario=sample.scenario, outcome=outcome, points=again.points, replicates=again.replicates,
        noise_share=noise_share(again.of(outcome)),
    )  # fmt: skip
    return replace(
        found,
        table=pd.concat([found.table, rows], ignore_index=True),
        paragraphs=[found.paragraphs[0], fresh_paragraph(rows), *found.paragraphs[1:]],
    )
