"""The page as one HTML file: style and pictures inside, no script, nothing from anywhere else."""

from __future__ import annotations

from pathlib import Path

from socialicence.dashboard.rendering import environment
from socialicence.dashboard.take_away import pictures
from socialicence.dashboard.take_away.contents import (
    MOTTO,
    SHADED,
    USABLE,
    TakeAway,
    answers,
    label_of,
    lines,
    local_link,
    people,
)

FOLDER = Path(__file__).parent
CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def html_page(take: TakeAway) -> str:
    """Return the page; text of packs and titles is escaped."""
    from socialicence.figures.described import alternative
    from socialicence.figures.saving import inline_svg

    figures = [("map", pictures.map_of(take)), ("backing", pictures.backing(take))]
    return (
        environment(FOLDER)
        .get_template("page.html")
        .render(
            policy=CONTENT_POLICY,
            title=take.title or label_of(take),
            label=label_of(take),
            motto=MOTTO,
            shaded=SHADED,
            differences=take.differences,
            lines=lines(take),
            people=people(take),
            compared=not take.is_today,
            figures=[(name, inline_svg(figure, name), alternative(figure)) for name, figure in figures],
            votes=[(one.question.text, answers(one)) for one in take.votes],
            link=take.link,
            local=local_link(take.link),
            usable=USABLE,
            made=take.made,
        )
    )
