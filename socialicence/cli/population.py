"""`socialicence population`: the synthetic public beside the figures it is made from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from socialicence.cli.options import Json, citizens_of, paragraphs, print_json, whole

if TYPE_CHECKING:
    from socialicence.population.describe import Comparison

HELP = paragraphs("""
Describe the public: each marginal and each survey figure beside its target, with the largest deviation.

Examples:

  socialicence population --describe

  socialicence population --describe --citizens 100000 --seed 7 --json

  socialicence population --from survey.csv --describe

  socialicence compare --survey survey.csv

With --from, the public is drawn from somebody else's respondents: one row each.
It needs the columns age, sex and region; what else it may have, and what each may hold, is in docs/another-public.md.
""")


def population(
    describe: Annotated[
        bool, typer.Option("--describe", help="Show each figure beside its target; without it, the largest deviations.")
    ] = False,
    citizens: Annotated[
        str, typer.Option(metavar="N", help="Citizens to draw; `uk` for one to each UK adult.")
    ] = "10000",
    seed: Annotated[str, typer.Option(metavar="N", help="Which public: the same seed draws the same one.")] = "1",
    survey: Annotated[
        str,
        typer.Option("--from", metavar="FILE", help="CSV file of somebody else's respondents.", show_default=False),
    ] = "",
    as_json: Json = False,
) -> None:
    """Describe a synthetic public."""
    count, key = citizens_of(citizens), whole("--seed", seed, 0, 2**62)
    from socialicence.data.survey import read_survey

    respondents = read_survey(survey) if survey else None
    from socialicence.machine import check_memory, processors

    check_memory(count, 1, [1])
    from socialicence.parameters import defaults
    from socialicence.population import draw_public
    from socialicence.population.describe import describe as compared
    from socialicence.population.describe import largest_deviations
    from socialicence.population.described_survey import describe_survey

    values = defaults()
    public, network = draw_public(count, key, values, survey=respondents, threads=processors())
    if respondents is None:
        rows = compared(public, network, values)
    else:
        rows = describe_survey(public, network, respondents, values)
    worst = largest_deviations(rows)
    if as_json:
        from socialicence.results.writing import plain

        print_json(
            {
                "citizens": count,
                "seed": key,
                **({"survey": respondents.file, "respondents": len(respondents)} if respondents else {}),
                "figures": [plain(row._asdict()) for row in rows],
                "largest_deviations": {kind: plain(row._asdict()) for kind, row in worst.items()},
            }
        )
        return
    title = f"A public of {count:,} citizens, seed {key}"
    if respondents is not None:
        title += f", from {len(respondents):,} respondents"
    if describe:
        _show(rows, f"{title}: each figure beside its target")
    _show(list(worst.values()), f"{title}: the largest deviation of each kind")


def _show(rows: Sequence[Comparison], title: str) -> None:
    from socialicence.cli.screen import console, new_table
    from socialicence.words import fixed

    numbers = ("target", "found", "deviation")
    table = new_table(title, ("kind", "figure", "group", *numbers, "source"), numbers, numbers)
    kind = rows[0].kind if rows else ""
    for row in rows:
        if row.kind != kind:
            table.add_section()
            kind = row.kind
        target = "-" if row.target is None else fixed(row.target, 1)
        deviation = "-" if row.deviation is None else fixed(row.deviation, 1, "+")
        unit = " %" if row.unit == "%" else f" {row.unit}"
        table.add_row(
            row.kind, row.figure, row.category, target, f"{fixed(row.found, 1)}{unit}", deviation,
            f"{row.source} ({row.grade})",
        )  # fmt: skip
    console().print(table)
