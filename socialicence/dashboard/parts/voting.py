"""A question to the room: by phone, by a show of hands, or both; and the room held against the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import solara

from socialicence.dashboard.packs import Question
from socialicence.dashboard.parts.facilitator import Guarded
from socialicence.dashboard.parts.fields import Votes, column
from socialicence.dashboard.parts.markup import Prose, box, element, joined
from socialicence.dashboard.state import votes
from socialicence.dashboard.voting import Tally
from socialicence.dashboard.voting import box as ballots
from socialicence.errors import InputError


@solara.component
def Ask(question: Question) -> None:
    """Votes on a question as they come in, boxes to count hands in, and the way for phones to vote."""
    tally = votes.use_tally(question)
    facilitator = votes.is_facilitator()
    wrong, set_wrong = solara.use_state("")
    counting, set_counting = solara.use_state(False)
    is_open = tally is not None and tally.is_open

    def count(given: dict[str, Any]) -> None:
        # A browser may send what its page does not offer.
        if facilitator:
            set_wrong(write_hands(question, given))

    with box("div", "ask"):
        Votes(
            caption=question.text,
            first="What we predict",
            choices=choices(question, tally),
            columns=[column("The room", "room", room_counts(question, tally))],
            counting=counting and facilitator,
            event_count=count,
        )
        with box("div", "buttons"):
            if not (counting and facilitator):
                Guarded("Count hands", lambda: set_counting(True))
            if is_open:
                Guarded("Close the vote", ballots().close)
            elif phones_address():
                Guarded("Open the vote on phones", lambda: ballots().open(question))
        if wrong:
            Prose(element("p", wrong), name="wrong", attributes={"role": "alert"})
        if is_open and (address := phones_address()):
            Prose(invitation(address), name="invitation")


def phones_address() -> str | None:
    """Return what phones open to vote; None while only this machine can be asked."""
    from socialicence.dashboard.server import vote_address

    return vote_address()


def invitation(address: str) -> str:
    """Return the QR code and the address in letters."""
    from markupsafe import Markup

    from socialicence.dashboard.voting.qr import svg

    told = element("p", "Point your phone's camera here, or type ", element("strong", address), ".")
    small = element("p", "No app, no name. One vote a phone; you can change it until the vote closes.", class_="quiet")
    return joined([Markup(svg(address, "QR code to vote")), element("div", told, small)])


def choices(question: Question, tally: Tally | None) -> list[dict[str, Any]]:
    """Return the choices with the hands that were counted for each."""
    hands = tally.hands if tally else {}
    return [{"name": one.name, "label": one.label, "hands": hands.get(one.name, 0)} for one in question.choices]


def room_counts(question: Question, tally: Tally | None) -> list[int]:
    """Return votes by choice, phones and hands together."""
    counts = tally.counts if tally else {}
    return [counts.get(one.name, 0) for one in question.choices]


def write_hands(question: Question, given: Mapping[str, Any]) -> str:
    """Write down the hands for one choice; return what is wrong with the number, if anything is."""
    try:
        ballots().hands(question, {str(given["name"]): int(str(given["number"] or "0"))})
    except ValueError:
        return "That is not a whole number."
    except InputError as error:
        return str(error)
    return ""


@solara.component
def RoomAndModel(question: Question, model: Mapping[str, int] | None) -> None:
    """What the room said beside what the runs of the model say."""
    tally = votes.use_tally(question)
    columns = [column("The room", "room", room_counts(question, tally))]
    if model is not None:
        columns.append(column("Runs of the model", "model", list(model.values())))
    Votes(
        caption=f"{question.text} The room and the model",
        first="Prediction",
        choices=choices(question, tally),
        columns=columns,
        counting=False,
    )
