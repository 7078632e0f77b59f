"""The committed fit to 2021: what it found, and what it predicted before anybody looked."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from socialicence.calibration.posterior import Posterior
from socialicence.calibration.predictions import HEAD, Predicted
from socialicence.calibration.report import (
    PARAMETERS_HEAD,
    TARGETS_HEAD,
    diagnostics,
    paragraph,
    parameter_rows,
    target_rows,
)
from socialicence.calibration.smc import Settings
from socialicence.data.tables import CITATION, FOLDER
from socialicence.results.provenance import kept, today
from socialicence.results.writing import Writer, as_json, rows_writer, text_writer

FIT, PREDICTIONS = FOLDER / "fit_2021.json", FOLDER / "predictions_2021.csv"
COMMAND = "python -m socialicence.calibration --write"


def committed_files(posterior: Posterior, predicted: Sequence[Predicted], settings: Settings) -> dict[str, Writer]:
    """Return what writes the files that are committed, by name."""
    content = {
        "provenance": {"date": today(), "model_version": settings.model_version, "command": COMMAND},
        "report": paragraph(posterior, predicted, settings),
        "parameters": _records(PARAMETERS_HEAD, parameter_rows(posterior)),
        "targets": _records(TARGETS_HEAD, target_rows(posterior)),
        "diagnostics": diagnostics(posterior, settings),
        "draws": {
            "names": list(posterior.names),
            "rows": [[float(f"{value:.5g}") for value in row] for row in posterior.drawn(100, settings.seed)],
        },
    }
    source = f"model version {settings.model_version}, socialicence calibrate gpdpr, made {today()}"
    cited = [(*one.row(), "predicted", "derived", source, "") for one in predicted]
    return {
        PREDICTIONS.name: rows_writer((*HEAD, *CITATION), cited),
        FIT.name: text_writer(as_json(content, indent=1)),
    }


def _records(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[dict[str, str]]:
    return [dict(zip(head, row, strict=True)) for row in rows]


@cache
def committed_fit() -> dict[str, Any]:
    """Return the committed fit: `provenance`, `report`, `parameters`, `targets`, `diagnostics`, `draws`."""
    return kept(FIT)


@cache
def committed_predictions() -> tuple[dict[str, str], ...]:
    """Return the committed predictions: a row for each date and group."""
    with PREDICTIONS.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
