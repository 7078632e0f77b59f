"""What a fit to 2021 leaves behind: posterior, diagnostics, targets, predictions, and a paragraph that says it all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from socialicence.calibration.announcement import FITTED
from socialicence.calibration.posterior import Posterior
from socialicence.calibration.predictions import HEAD, Predicted, misses
from socialicence.calibration.smc import Settings
from socialicence.calibration.targets import OBSERVATION_ERROR, targets
from socialicence.results.writing import Writer, as_json, rows_writer, text_writer
from socialicence.words import capital

TARGETS_HEAD = ("target", "published", "low", "median", "high", "nothing_changes", "miss")
PARAMETERS_HEAD = (
    "parameter", "fitted", "prior_low", "prior_high", "prior", "low", "median", "high", "width_against_prior",
    "verdict",
)  # fmt: skip
_STRONGEST = 0.4
"""Correlations reported in words: those that say that only a combination is known."""


def written_files(posterior: Posterior, predicted: Sequence[Predicted], settings: Settings) -> dict[str, Writer]:
    """Return what writes each file of a fit, by name."""
    text = paragraph(posterior, predicted, settings)
    return {
        "posterior.csv": rows_writer(*_draws(posterior)),
        "parameters.csv": rows_writer(PARAMETERS_HEAD, parameter_rows(posterior)),
        "targets.csv": rows_writer(TARGETS_HEAD, target_rows(posterior)),
        "predictions.csv": rows_writer(HEAD, [one.row() for one in predicted]),
        "diagnostics.json": text_writer(as_json(diagnostics(posterior, settings), indent=1)),
        "report.md": text_writer(text + "\n"),
    }


def parameter_rows(posterior: Posterior) -> list[tuple[str, ...]]:
    """Return a row for each parameter: prior, posterior, and whether the data inform it."""
    fitted = {one.name for one in FITTED}
    rows = []
    for prior in posterior.priors:
        low, median, high = posterior.interval(prior.name)
        rows.append(
            (
                prior.name,
                "yes" if prior.name in fitted else "no",
                f"{prior.low:g}",
                f"{prior.high:g}",
                "uniform in the logarithm" if prior.log else "uniform",
                *(f"{value:.4g}" for value in (low, median, high)),
                f"{posterior.width(prior.name):.2f}",
                posterior.informed(prior.name),
            )
        )
    return rows


def target_rows(posterior: Posterior) -> list[tuple[str, ...]]:
    """Return a row for each target: published, fitted, and what "nothing changes" says, in points."""
    aims, (low, median, high) = targets(), posterior.predictive()
    columns = zip(aims.vector, low, median, high, aims.persistence, median - aims.vector, strict=True)
    return [(name, *(f"{value:.4f}" for value in numbers)) for name, numbers in zip(aims.names, columns, strict=True)]


def diagnostics(posterior: Posterior, settings: Settings) -> dict[str, Any]:
    """Return how the search went, and what goes with what in the posterior."""
    fitted, unchanged = misses(posterior.predictive()[1])
    return {
        "settings": {**settings.__dict__, "observation_error_points": OBSERVATION_ERROR},
        "generations": [
            {"temperature": temperature, "simulations": count, "accepted_share": settings.accepted(t) / count}
            for t, (temperature, count) in enumerate(zip(posterior.temperatures, posterior.simulations, strict=True))
        ],
        "simulations": sum(posterior.simulations),
        "effective_draws": posterior.effective,
        "miss_points": {"fit": fitted, "nothing_changes": unchanged},
        "targets_missed": missed(posterior),
        "correlations": [
            {"first": a, "second": b, "correlation": value} for a, b, value in together(posterior) if abs(value) > 0.2
        ],
    }


def missed(posterior: Posterior) -> list[str]:
    """Return the targets that the fit misses by more than twice the observation error."""
    aims = targets()
    gaps = np.abs(posterior.predictive()[1] - aims.vector)
    return [name for name, gap in zip(aims.names, gaps, strict=True) if gap > 2 * OBSERVATION_ERROR]


def together(posterior: Posterior) -> list[tuple[str, str, float]]:
    """Return pairs of parameters with their correlation in the posterior, the strongest first."""
    matrix, names = posterior.correlations(), posterior.names
    pairs = [(names[i], names[j], float(matrix[i, j])) for i in range(len(names)) for j in range(i)]
    return sorted(pairs, key=lambda pair: -abs(pair[2]))


def paragraph(posterior: Posterior, predicted: Sequence[Predicted], settings: Settings) -> str:
    """Say in a paragraph what was fitted, how well, what the data say of what, and what is predicted."""
    fitted, unchanged = misses(posterior.predictive()[1])
    aims = targets()
    _, total = aims.totals
    low, median, high = posterior.predictive()[:, 1]
    verdicts: dict[str, list[str]] = {}
    for name in posterior.names:
        verdicts.setdefault(posterior.informed(name), []).append(name)
    found = [(one.name, posterior.interval(one.name)) for one in FITTED]
    pairs = [f"{a} with {b} ({value:+.2f})" for a, b, value in together(posterior) if abs(value) >= _STRONGEST]
    last = [one for one in predicted if one.group_kind == "all"][-1]
    failed = missed(posterior)
    parts = [
        f"Fitted to England's adults from 1 May to 1 July 2021 with {OBSERVATION_ERROR:g} points of observation error "
        f"({sum(posterior.simulations):,} simulations of {settings.citizens:,} citizens, "
        f"{posterior.effective:.0f} effective draws):",
        f"{', '.join(f'{name} {one[1]:.3g} ({one[0]:.3g} to {one[2]:.3g})' for name, one in found)}, 90 % intervals.",
        f"On 1 July the posterior gives {median:.2f} % ({low:.2f} to {high:.2f}), published {total:.2f} %.",
        f'Root mean squared miss of the {aims.vector.size} targets: {fitted:.3f} points; "nothing changes": '
        f"{unchanged:.3f}.",
        f"The fit fails for {len(failed)} of {aims.vector.size} targets, missed by more than "
        f"{2 * OBSERVATION_ERROR:g} points: {'; '.join(failed)}. Intervals do not cover such misses."
        if failed
        else "No target is missed by more than twice the observation error.",
        *(f"{capital(word)}: {', '.join(names)}." for word, names in verdicts.items()),
        f"Known only together: {'; '.join(pairs)}." if pairs else "",
        f"Predicted for {last.date:%-d %B %Y}: {last.median:.2f} % ({last.low:.2f} to {last.high:.2f}); "
        f'"nothing changes": {last.persistence:.2f} %.',
    ]
    return " ".join(part for part in parts if part)


def finding(posterior: Posterior) -> str:
    """Return the title of the figure: whether the size and the course are met."""
    failed, (_, last) = missed(posterior), targets().names[:2]
    size = "is" if last not in failed else "is not"
    weeks = sum(name.startswith("new") for name in failed)
    course = f", their course is missed in {weeks} of {targets().increments.size} weeks" if weeks else ""
    return f"The size of the objections of June 2021 {size} met{course}"


def source(posterior: Posterior, settings: Settings) -> str:
    """Return the caption of the figure."""
    return (
        "Dots: NHS Digital, to 1 July 2021; weekly counts are of all ages, scaled to adults. Bands: 90 % of draws "
        f"from the posterior ({posterior.effective:.0f} effective), median as a line; they do not cover what the "
        "model's form misses. Dashed: nothing changes. Nothing published after 1 July 2021 was looked at.\n"
        f"Model version {settings.model_version}, {settings.citizens:,} citizens, seed {settings.seed}."
    )


def _draws(posterior: Posterior) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    head = ("weight", *posterior.names)
    rows = [
        tuple(f"{value:.6g}" for value in (weight, *values))
        for weight, values in zip(posterior.weight, posterior.values, strict=True)
    ]
    return head, rows
