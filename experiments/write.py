"""Run the studies and write what came out: `experiments/README.md`, and each result beside its study.

    python -m experiments.write                   # all eight: what is missing is run, all is analysed
    python -m experiments.write newcomers         # one of them
    python -m experiments.write --no-run          # only analyse what was run before
    python -m experiments.write --words           # words and figures anew from the tables in results/, without any run

Runs are kept in out/experiments; what is there is not run again.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from experiments.report import page
from experiments.reword import reworded
from experiments.tables import tables_of
from socialicence.analysis import Analysis, analyse
from socialicence.analysis.convergence import main_rows
from socialicence.analysis.fresh import with_finalists
from socialicence.analysis.study import write_csv
from socialicence.cli.drawing import prepare
from socialicence.errors import InputError
from socialicence.sweep import Study, run_study

HERE = Path(__file__).parent
OUT = HERE.parent / "out" / "experiments"
RESULTS = HERE / "results"
METHODS: dict[str, list[dict[str, Any]]] = {
    "three_recommendations": [{"method": "subsets"}],
    "targeted_or_broadcast": [{"method": "contrasts"}],
    "listening": [{"method": "contrasts"}],
    "newcomers": [{"method": "contrasts"}],
    "openness": [{"method": "prim", "where": "nearest = government"}, {"method": "regression"}],
    "incident": [{"method": "contrasts"}],
    "assumptions": [{"method": "morris"}],
    "ablation": [{"method": "contrasts"}],
}
"""The studies in the order of the README, and how each is analysed."""


def studied(name: str, run: bool) -> dict[str, Any]:
    """Run a study, analyse it, keep its results beside it, and return what the README says of it."""
    study = Study.read(HERE / f"{name}.toml")
    folder = OUT / name
    if run:
        run_study(study, folder, report=_report(name), command=["socialicence", "sweep", f"experiments/{name}.toml"])
    results = Study.open(folder)
    if _deciding(results.study) != _deciding(study):
        raise InputError(f"{folder}: holds another form of the study; run `python -m experiments.write {name}`")
    found = []
    for settings in METHODS[name]:
        analysis = analyse(results, outcomes=study.outcomes, **settings)
        if settings["method"] == "subsets":
            analysis = with_finalists(analysis, results, folder / "finalists")
        _keep(analysis, name)
        found.append((settings, analysis))
    return entry(study, results, found)


def _deciding(study: Study) -> dict[str, Any]:
    """All that decides the runs: texts and the choice of outcomes do not."""
    texts = ("title", "question", "what_would_change_our_mind", "outcomes")
    return {key: value for key, value in study.to_dict().items() if key not in texts}


def _report(name: str) -> Any:
    """Progress in one line, where somebody watches."""
    if not sys.stderr.isatty():
        return None
    return lambda state: print(f"\r{name}: {state.done:,} of {state.planned:,} runs ", end="", file=sys.stderr)


def _keep(analysis: Analysis, name: str) -> None:
    """The tables as CSV and the figure as PNG, under the name of the study."""
    RESULTS.mkdir(exist_ok=True)
    place = OUT / name / "analysis"
    analysis.write(place)
    method = analysis.method.name
    for suffix in (".csv", ".png"):
        shutil.copyfile(place / f"{method}{suffix}", RESULTS / f"{name}_{method}{suffix}")
    # Of all that was computed at each size only what convergence is judged by: the rest is hundreds of kilobytes.
    write_csv(main_rows(analysis.convergence, analysis.method), RESULTS / f"{name}_{method}_convergence.csv")


def entry(study: Study, results: Any, found: list[tuple[dict[str, Any], Analysis]]) -> dict[str, Any]:
    """Return what the README says of one study, as plain values."""
    return {
        "name": study.name,
        "title": study.label,
        "question": study.question,
        "mind": study.what_would_change_our_mind,
        "design": study.design,
        "runs": results.done,
        "failed": results.failed,
        "draws": study.draws,
        "replicates": study.replicates,
        "citizens": study.citizens,
        "months": study.months,
        "model_version": int(results.runs["model_version"].iloc[0]),
        "commit": (results.manifest["sweeps"][-1].get("git_commit") or "unknown")[:12],
        "seconds": sum(float(sweep["seconds"]) for sweep in results.manifest["sweeps"]),
        "processors": int(results.manifest["sweeps"][-1]["machine"]["processors"]),
        "analyses": [
            {
                "settings": settings,
                "headline": one.headline,
                "paragraphs": [*one.paragraphs, *one.notes],
                "tables": tables_of(one),
                "figure": f"results/{study.name}_{one.method.name}.png",
                "table": f"results/{study.name}_{one.method.name}.csv",
            }
            for settings, one in found
        ],
    }


def main() -> None:
    """Do the studies that are named, or all, and write the README."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="STUDY", help=f"of {', '.join(METHODS)}")
    parser.add_argument("--no-run", action="store_true", help="analyse what was run before")
    parser.add_argument("--words", action="store_true", help="write words and figures anew from the tables kept")
    arguments = parser.parse_args()
    for name in arguments.names:
        if name not in METHODS:
            parser.error(f"unknown study {name!r}; choose from {', '.join(METHODS)}")
    prepare()
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / "entries.json"
    entries = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    for name in arguments.names or METHODS:
        entries[name] = reworded(entries[name]) if arguments.words else studied(name, run=not arguments.no_run)
        _write(file, json.dumps(entries, indent=1, ensure_ascii=False) + "\n")
        _write(HERE / "README.md", page([entries[one] for one in METHODS if one in entries], len(METHODS)))


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(path)


if __name__ == "__main__":
    main()
