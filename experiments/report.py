"""The text of `experiments/README.md`, from what each study came to."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from typing import Any

TOP = """# Eight studies

Each file here is one question, with what to vary to answer it. **This page is written by `python -m experiments.write`
(`make studies`)**: no number in it was typed.

How to read it: an interval is of 95 %, over seeds (and over draws of the assumptions, where a study draws them). It
says how well a number *of this model* is known, not how well the model knows the UK. What counts as each future is our
reading of OSR's scenarios. When a ranking holds was written down before any study was run: see
[the decision](../docs/decisions.md#ranking-options-the-criterion-before-any-study-was-run). How to make a study of your
own: [docs/sweeps.md](../docs/sweeps.md).
"""


def page(entries: Sequence[Mapping[str, Any]], of: int) -> str:
    """Return the README: what each study found at a glance, then one after another."""
    parts = [TOP, _glance(entries)]
    if len(entries) < of:
        parts.append(f"*{len(entries)} of {of} studies have been run.*\n")
    parts += [_study(one) for one in entries]
    return "\n".join(parts)


def _glance(entries: Sequence[Mapping[str, Any]]) -> str:
    lines = ["| study | what came out | runs |", "|---|---|---|"]
    for one in entries:
        anchor = "".join(c for c in one["title"].lower().replace(" ", "-") if c.isalnum() or c in "-_")
        finding = one["analyses"][0]["headline"].replace("|", "\\|")
        lines.append(f"| [{one['title']}](#{anchor}) | {finding} | {one['runs']:,} |")
    return "\n".join(lines) + "\n"


def _study(one: Mapping[str, Any]) -> str:
    parts = [f"## {one['title']}", one["question"], _commands(one), _size(one)]
    for analysis in one["analyses"]:
        parts += [f"![{analysis['headline']}]({analysis['figure']})", *analysis["paragraphs"]]
        parts += analysis["tables"]
        parts.append(f"All numbers: [{analysis['table']}]({analysis['table']}).")
    parts += ["### What would change our mind", one["mind"]]
    return "\n\n".join(parts) + "\n"


def _commands(one: Mapping[str, Any]) -> str:
    name = one["name"]
    lines = [f"socialicence sweep experiments/{name}.toml --out out/experiments/{name}"]
    for analysis in one["analyses"]:
        settings = analysis["settings"]
        where = f" --where {shlex.quote(settings['where'])}" if settings.get("where") else ""
        lines.append(f"socialicence analyse out/experiments/{name} --method {settings['method']}{where}")
    return "\n".join(["```console", *lines, "```"])


def _size(one: Mapping[str, Any]) -> str:
    drawn = f", {one['draws']} draws of the assumptions" if one["draws"] > 1 else ""
    each = "1 run" if one["replicates"] == 1 else f"{one['replicates']} runs"
    failed = f" ({one['failed']:,} failed)" if one["failed"] else ""
    minutes = f"{one['seconds'] / 60:,.1f} minutes on {one['processors']} processors, not always free"
    return (
        f"*{one['runs']:,} runs{failed}: a `{one['design']}` design{drawn}, {each} of each point; "
        f"{one['citizens']:,} citizens, {one['months']} months; model version {one['model_version']}, "
        f"commit {one['commit']}; run in {minutes}.*"
    )
