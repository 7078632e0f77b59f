"""Take away: what the room goes home with, and where it can be had again."""

from __future__ import annotations

import solara

from socialicence.dashboard.address import to_query
from socialicence.dashboard.parts.fields import Download, ShareLink
from socialicence.dashboard.parts.markup import Prose, box, element, items, joined
from socialicence.dashboard.parts.results import Results
from socialicence.dashboard.plan import TODAY
from socialicence.dashboard.state import session
from socialicence.dashboard.state.courses import use_course


@solara.component
def TakeAway() -> None:
    """Minutes eighty-five to ninety."""
    plan = session.address.value.plan
    use_course(plan)
    use_course(TODAY)
    told = plan.differences()
    Prose(element("h1", "What we take home", tabindex="-1"), name="heading")
    with box("div", "take-home"):
        with box("section", "", aria_label="The plan"):
            Prose(
                joined(
                    [
                        element("h2", plan.label),
                        items(told) if told else element("p", "Nothing differs from today."),
                    ]
                )
            )
