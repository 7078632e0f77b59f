"""The answer of a round: what the pack says of it, and the room held against the model."""

from __future__ import annotations

import solara

from socialicence.dashboard import room
from socialicence.dashboard.answers import answers
from socialicence.dashboard.packs import Round
from socialicence.dashboard.parts.markup import Prose, box, element
from socialicence.dashboard.parts.voting import RoomAndModel
from socialicence.dashboard.state import session
from socialicence.dashboard.state.courses import Shown, use_course


def counted(one: Round, shown: Shown, against: Shown) -> dict[str, int] | None:
    """Return how many runs say each choice; None until both courses have all their runs."""
    if not (shown.complete and against.complete and shown.course and against.course):
        return None
    return answers(one, shown.course.runs, against.course.runs)


@solara.component
def Answer(one: Round, moment: str) -> None:
    """What to look at, or how the model comes to it, beside what the room and the runs said."""
    shown = use_course(one.plan)
    against = use_course(room.pack().compared_with(one))
    with box("div", "answer-of-round"):
        text = one.why if moment == session.WHY else one.reveal
        RoomAndModel(one.question, counted(one, shown, against))
        Prose(element("p", text), name="told")
