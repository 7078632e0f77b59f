"""The committed fit to 2021 as Markdown, for the generated parts of `docs/validation.md`."""

from __future__ import annotations

from collections.abc import Sequence

from socialicence.calibration.stored import committed_fit, committed_predictions
from socialicence.calibration.targets import targets
from socialicence.data.tables import FOLDER
from socialicence.parameters import parameters
from socialicence.results.provenance import kept
from socialicence.words import markdown_table, with_interval

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
