"""What is said of a study, anew from the tables that were kept of it: no run is needed to change words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.tables import tables_of
from socialicence.analysis import Analysis
from socialicence.analysis.drawing import main_figure
from socialicence.analysis.methods import METHODS
from socialicence.analysis.names import outcome_label
from socialicence.analysis.words import finding, fresh_paragraph, headline
from socialicence.figures import save_figure
from socialicence.sweep import Study

HERE = Path(__file__).parent
BASIS = "It rests on "
"""From here on a paragraph says what it rests on, which the tables do not hold: it stays as it was."""


def reworded(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the README says of a study with words, tables and figures made anew; facts of its runs stay."""
    return {**entry, "analyses": [_analysis(entry, one) for one in entry["analyses"]]}


def _analysis(entry: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
    method = METHODS[kept["settings"]["method"]]
    table = pd.read_csv(HERE / kept["table"])
    groups = list(table.groupby(["scenario", "outcome"], sort=False))
    first = groups[0][1]
    said = headline(method, first)
    paragraphs = list(kept["paragraphs"])
    for (scenario, outcome), rows in groups:
        opening = f"**{outcome_label(str(outcome))}** (`{outcome}`, {scenario})."
        for place, text in enumerate(paragraphs):
            if text.startswith(opening):
                paragraphs[place] = f"{opening} {finding(method, rows, str(outcome))} {text[text.index(BASIS) :]}"
    if "behind_best" in set(table["index"]):
        again = fresh_paragraph(table[table["index"].isin(["behind_best"])])
        paragraphs = [again if re.match(r"The \d+ with the best means", text) else text for text in paragraphs]
    made = Analysis(method, table, table, paragraphs, said, entry["title"], _caption(entry, first))
    if method.name != "prim":  # its figure needs the ends of what was sampled, and has no interval to word
        save_figure(main_figure(made), HERE / kept["figure"])
    return {**kept, "headline": said, "paragraphs": paragraphs, "tables": tables_of(made)}


def _caption(entry: Mapping[str, Any], rows: pd.DataFrame) -> str:
    """What a figure is based on, as `socialicence.analysis` says it."""
    drawn = f"{entry['draws']} draws of the assumptions, " if entry["draws"] > 1 else ""
    seeds = "1 run" if entry["replicates"] == 1 else f"{entry['replicates']} runs"
    study = Study.read(HERE / f"{entry['name']}.toml")
    return (
        f"{int(rows['points'].iloc[0]):,} points, {drawn}{seeds} each, {entry['citizens']:,} citizens, "
        f"{entry['months']} months, seed {study.seed}, model version {entry['model_version']}. About this model, not "
        "about the UK."
    )
