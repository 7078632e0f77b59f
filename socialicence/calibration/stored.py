"""The committed fit to 2021, as data and as Markdown: what it found, and what it predicted before anybody looked."""

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
from socialicence.calibration.targets import targets
from socialicence.data.tables import CITATION, FOLDER
from socialicence.parameters import parameters
from socialicence.results.provenance import kept, today
from socialicence.results.writing import Writer, as_json, rows_writer, text_writer
from socialicence.words import markdown_table, with_interval

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


RANKINGS = FOLDER / "rankings_2021.json"
"""Written by `python experiments/rankings_after_2021.py --write`."""
DATES = ("2021-07-01", "2021-08-01", "2021-12-01", "2022-05-01")
"""Dates shown; every month is in the file."""


def fit_table() -> str:
    """Return the report of the fit, and each target beside what the posterior and "nothing changes" say."""
    fit = committed_fit()
    made = fit["provenance"]
    rows = [
        (one["target"], f"{float(one['published']):.2f}",
         with_interval(*(float(one[key]) for key in ("median", "low", "high"))),
         f"{float(one['miss']):+.2f}", f"{float(one['nothing_changes']):.2f}",
         "missed" if one["target"] in fit["diagnostics"]["targets_missed"] else "met")
        for one in fit["targets"]
    ]  # fmt: skip
    head = ("points of England's adults", "published", "posterior (90 %)", "miss", "nothing changes", "")
    return (
        f"Made {made['date']} with model version {made['model_version']}: `{made['command']}`.\n\n{fit['report']}\n\n"
        + markdown_table(head, rows)
    )


def identified_table() -> str:
    """Return what the data of 2021 say of each parameter, the best informed first."""
    rows = [
        (f"`{one['parameter']}`", "yes" if one["fitted"] == "yes" else "", f"{one['prior_low']} to {one['prior_high']}",
         f"{one['median']} ({one['low']} to {one['high']})", one["width_against_prior"], one["verdict"])
        for one in sorted(committed_fit()["parameters"], key=lambda one: float(one["width_against_prior"]))
    ]  # fmt: skip
    head = ("parameter", "fitted", "prior", "posterior (90 %)", "width against the prior's", "what the data say")
    pairs = committed_fit()["diagnostics"]["correlations"][:8]
    told = "; ".join(f"`{one['first']}` with `{one['second']}` {one['correlation']:+.2f}" for one in pairs)
    return markdown_table(head, rows) + f"\nStrongest correlations in the posterior: {told or 'none above 0.2'}.\n"


def predictions_table() -> str:
    """Return the predictions on some dates: in all, by age band, sex and region."""
    cells = {
        (one["group_kind"], one["group"], one["date"]): with_interval(
            *(float(one[f"{key}_percent"]) for key in ("median", "low", "high"))
        )
        for one in committed_predictions()
    }
    unchanged = {(one["group_kind"], one["group"]): one["nothing_changes_percent"] for one in committed_predictions()}
    rows = [
        (group if kind != "all" else "England's adults (20 and over)", *(cells[kind, group, date] for date in DATES),
         f"{float(value):.2f}")
        for (kind, group), value in unchanged.items()
    ]  # fmt: skip
    made = committed_predictions()[0]["source"]
    known = targets().totals[-1]
    return (
        f"Percent who object: median and 90 % of draws from the posterior; {made}. Seen when they were made: the total "
        f"of 1 July 2021 ({known:.2f} %) and nothing later; of ages, sexes and regions nothing after 12 May 2021.\n\n"
        + markdown_table(("group", *DATES, "nothing changes"), rows)
    )


def rankings_table() -> str:
    """Return how often each recommendation is among the best three, before and after 2021 was looked at."""
    found = kept(RANKINGS)
    made, before, after = found["provenance"], found["before"], found["after"]
    parts = []
    for outcome in after:
        first, second = (one[outcome]["top_three"] for one in (before, after))
        best = sorted(second, key=lambda name: -second[name])[:5]
        rows = [(parameters()[name].label, f"{first[name]:.0%}", f"{second[name]:.0%}") for name in best]
        parts.append(
            f"`{outcome}`: before, {_told(before[outcome]['holding'])}; "
            f"after, {_told(after[outcome]['holding'])}.\n\n"
            + markdown_table(("recommendation", "best three, before", "after"), rows)
        )
    head = (
        f"Made {made['date']} with model version {made['model_version']}: `{made['command']}`. {made['runs']:,} runs "
        f"of {made['citizens']:,} citizens, {made['draws']} draws of the beliefs. Criterion: among the best three in "
        "two thirds of the draws.\n\n"
    )
    return head + "\n".join(parts)


def _told(names: Sequence[str]) -> str:
    if not names:
        return "none holds"
    return ", ".join(parameters()[name].label for name in names) + (" holds" if len(names) == 1 else " hold")
