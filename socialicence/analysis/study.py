"""`analyse`: a study in; table, convergence, words and figures out, as an object and as files."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from socialicence.analysis.convergence import converge, settling
from socialicence.analysis.methods import Method, method_named
from socialicence.analysis.ranking import less_is_better
from socialicence.analysis.sample import Sample, samples
from socialicence.analysis.words import headline, paragraph
from socialicence.errors import InputError, unknown
from socialicence.outcomes.registry import OUTCOMES, numbers
from socialicence.parameters import parameters
from socialicence.results.record import DONE
from socialicence.words import plural

if TYPE_CHECKING:
    import pandas as pd

    from socialicence.sweep import StudyResults

_FORM = re.compile(r"\s*([\w.]+)\s*(<=|>=|==|=|<|>)\s*(\S.*?)\s*")
_TESTS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq,
}  # fmt: skip
QUARTER = 0.25


@dataclass(frozen=True)
class Condition:
    """An outcome, a comparison and what it is compared with."""

    outcome: str
    comparison: str
    against: float | str

    @property
    def text(self) -> str:
        """The condition as it would be typed."""
        shown = self.against if isinstance(self.against, str) else f"{self.against:.4g}"
        return f"{self.outcome} {self.comparison} {shown}"

    def holds(self, runs: pd.DataFrame) -> np.ndarray[Any, Any]:
        """Return 1 where a run meets it, 0 where not, NaN where it is unknown."""
        column = runs[self.outcome]
        met = _TESTS[self.comparison](column.astype(object if isinstance(self.against, str) else float), self.against)
        unsettled = (column.isna() | (runs["status"] != DONE)).to_numpy(dtype=bool)
        return np.where(unsettled, np.nan, met.to_numpy(dtype=float))


def read_condition(text: str) -> Condition:
    """Return the condition that was typed.

    Raises
    ------
    InputError
        If it is no comparison, names no outcome, or compares a number with a word.
    """
    found = _FORM.fullmatch(text)
    if found is None:
        raise InputError(
            f"--where {text!r} is not a comparison; write it like 'licence_affected < 0.55' or 'nearest = silos'"
        )
    name, comparison, against = found.groups()
    if name not in OUTCOMES:
        raise unknown("outcome", name, OUTCOMES, "--where")
    comparison = "=" if comparison == "==" else comparison
    if words := OUTCOMES[name].words:
        if comparison != "=" or against not in words:
            raise InputError(f"--where {text!r}: {name} is compared with = to one of {', '.join(words)}")
        return Condition(name, comparison, against)
    try:
        return Condition(name, comparison, float(against))
    except ValueError:
        raise InputError(f"--where {text!r}: {against!r} is not a number") from None


def best_quarter(runs: pd.DataFrame, outcome: str) -> Condition:
    """Return the condition that the best quarter of runs meets."""
    low = less_is_better(outcome)
    level = float(runs[outcome].astype(float).quantile(QUARTER if low else 1.0 - QUARTER))
    return Condition(outcome, "<=" if low else ">=", level)


Steps = Callable[[int, int], None]
"""Called with the outcomes analysed so far and in all."""


@dataclass(frozen=True)
class Analysis:
    """What one method says of a study.

    Attributes
    ----------
    method : Method
    table : DataFrame
        `scenario, outcome, factor, index, value, low, high, points, replicates, noise_share`.
    convergence : DataFrame
        The same at growing samples.
    paragraphs : list of str
        One for each scenario and outcome.
    headline : str
        The finding on the first outcome.
    title, caption : str
        The study's title, and what a figure is based on.
    notes : list of str
        What was left out, and why.
    ranges : mapping
        Ends of each factor of numbers.
    """

    method: Method
    table: pd.DataFrame
    convergence: pd.DataFrame
    paragraphs: list[str]
    headline: str
    title: str = ""
    caption: str = ""
    notes: list[str] = field(default_factory=list)
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """Headline, paragraphs and notes as Markdown."""
        return (
            "\n\n".join([f"# {self.title or self.method.title}", self.headline, *self.paragraphs, *self.notes]) + "\n"
        )

    def write(self, folder: str | Path) -> list[Path]:
        """Write `METHOD.csv`, `METHOD_convergence.csv`, `METHOD.md` and the figures (SVG and PNG), all or none."""
        from socialicence.analysis.drawing import figure_writers
        from socialicence.results.writing import text_writer, write_all

        name = self.method.name
        return write_all(
            Path(folder),
            {
                f"{name}.csv": lambda path: write_csv(self.table, path),
                f"{name}_convergence.csv": lambda path: write_csv(self.convergence, path),
                f"{name}.md": text_writer(self.words),
                **figure_writers(self),
            },
        )


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table with six figures a number: more would say less."""
    frame.to_csv(path, index=False, float_format="%.6g", lineterminator="\n")


def analyse(
    results: StudyResults,
    method: str,
    *,
    outcomes: Sequence[str] | None = None,
    where: str = "",
    seed: int = 1,
    progress: Steps | None = None,
) -> Analysis:
    """Analyse what has been run of a study.

    Parameters
    ----------
    results : StudyResults
        As `Study.open(DIR)` gives.
    method : str
        One of `methods.METHODS`.
    outcomes : sequence of str, optional
        The study's own if not given.
    where : str
        For PRIM, what is looked for, such as `licence_affected < 0.55`; the best quarter of the first outcome if empty.
    seed : int
        Of resampling and trees.
    progress : callable, optional

    Raises
    ------
    InputError
        If the method does not suit the study, a package is missing, or runs are.
    """
    study = results.study
    chosen = method_named(method, study.design)
    if where and method != "prim":
        raise InputError(f"--where goes with --method prim, not {method}")
    names = _outcomes(results, outcomes)
    runs = results.runs
    if method == "prim":
        runs, names = _looked_for(runs, names, where)
    problem = study.problem() if chosen.needs == "SALib" else {}
    found = samples(runs, factors_of(results), names, problem, **_layout(results))
    grown, kept, paragraphs, refusals = [], [], [], []
    total = len(found) * len(names)
    for count, (sample, outcome) in enumerate([(one, name) for one in found for name in names]):
        if progress is not None:
            progress(count, total)
        try:
            steps = converge(chosen, sample, outcome, seed)
        except InputError as error:
            if total == 1 or sample.failed or sample.missing:
                raise
            refusals.append(f"Left out: {error}.")
            continue
        rows = steps[(steps["points"] == sample.points) & (steps["replicates"] == sample.replicates)]
        kept.append(rows)
        grown.append(steps)
        paragraphs.append(paragraph(chosen, sample, outcome, rows, settling(steps, chosen)))
    if not kept:
        raise InputError(refusals[0].removeprefix("Left out: ").rstrip("."))
    return Analysis(
        chosen, _joined(kept), _joined(grown), paragraphs, headline(chosen, kept[0]), study.label,
        caption_of(results, found[0]), refusals, _ranges(found[0]),
    )  # fmt: skip


def _ranges(sample: Sample) -> dict[str, tuple[float, float]]:
    """Lowest and highest value of each factor of numbers."""
    numbers = sample.factors.select_dtypes("number")
    return {str(name): (float(numbers[name].min()), float(numbers[name].max())) for name in numbers}


def _joined(frames: list[pd.DataFrame]) -> pd.DataFrame:
    import pandas as pd

    return pd.concat(frames, ignore_index=True)


def _outcomes(results: StudyResults, given: Sequence[str] | None) -> list[str]:
    known = numbers()
    for name in given or ():
        if name not in known:
            raise unknown("outcome", name, known, "--outcome")
    return list(dict.fromkeys(given or results.study.outcomes))


def _looked_for(runs: pd.DataFrame, names: list[str], where: str) -> tuple[pd.DataFrame, list[str]]:
    """What PRIM looks for as an outcome of its own."""
    if runs.empty:
        return runs, names
    condition = read_condition(where) if where else best_quarter(runs, names[0])
    return runs.assign(**{condition.text: condition.holds(runs)}), [condition.text]


def factors_of(results: StudyResults) -> pd.DataFrame:
    """Return the factors of each point, or of each option where options are run in many draws."""
    row = _layout(results)["by"]
    design = results.design.drop_duplicates(row).set_index(row)
    factors = design[[factor.name for factor in results.study.sampled]].copy()
    usual = results.study.scenarios[0].values
    for name in factors:
        if name in parameters():  # an empty cell of a list leaves it as the scenario has it
            factors[name] = factors[name].fillna(usual.get(name, parameters()[name].default))
        else:
            factors[name] = factors[name].replace("", "none")
    return factors


def sample_of(results: StudyResults, outcomes: Sequence[str]) -> list[Sample]:
    """Return the runs of a study laid out by point and replicate, for each scenario."""
    return samples(results.runs, factors_of(results), outcomes, **_layout(results))


def _layout(results: StudyResults) -> Mapping[str, Any]:
    """How runs are told apart: by option and draw where options are crossed with draws, else by point."""
    study = results.study
    if study.design in ("grid", "list"):
        repeats = study.draws * study.replicates
        return {"by": "option", "repeat": ("draw", "replicate"), "repeats": repeats, "varied": study.draws > 1}
    return {"by": "point", "repeat": ("replicate",), "repeats": study.replicates}


def caption_of(results: StudyResults, sample: Sample) -> str:
    """Return what a figure is based on."""
    study = results.study
    drawn = f"{study.draws} draws of the assumptions, " if study.draws > 1 else ""
    runs = plural(study.replicates, "run")
    version = results.runs["model_version"].iloc[0] if "model_version" in results.runs.columns else "?"
    return (
        f"{sample.points:,} points, {drawn}{runs} each, {study.citizens:,} citizens, {study.months} months, seed "
        f"{study.seed}, model version {version}. About this model, not about the UK."
    )
