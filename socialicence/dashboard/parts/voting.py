"""A question to the room: by phone, by a show of hands, or both; and the room held against the model."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import solara

from socialicence.dashboard.packs import Question
from socialicence.dashboard.parts.fields import Button, Votes, column
from socialicence.dashboard.parts.markup import Prose, box, element, joined
from socialicence.dashboard.pin import DIGITS
from socialicence.dashboard.state import votes
from socialicence.dashboard.voting import Tally
from socialicence.dashboard.voting import box as ballots
from socialicence.errors import InputError


@solara.component_vue("pin.vue", vuetify=False)
def PinForm(
    wrong: str,
    digits: int = DIGITS,
    event_give: Callable[[str], None] | None = None,
    event_give_up: Callable[[object], None] | None = None,
) -> None:
    """The field for the PIN, and what was wrong with the last try."""


@solara.component
def Guarded(label: str, on_press: Callable[[], None], kind: str = "") -> None:
    """A button that does something once the PIN was given in this browser; it asks for it in its place."""
    asking, set_asking = solara.use_state(False)
    wrong, set_wrong = solara.use_state("")

    def press() -> None:
        if votes.is_facilitator():
            on_press()
        else:
            set_asking(True)

    def give(text: str) -> None:
        said = votes.give_pin(str(text))
        set_wrong(said)
        if not said:
            set_asking(False)
            on_press()

    with box("div", "guarded"):
        if asking:
            PinForm(wrong=wrong, event_give=give, event_give_up=lambda _: set_asking(False))
        else:
            Button(label, press, kind=kind)


@solara.component
def Ask(question: Question, first: str = "What we predict") -> None:
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

    with box("div", "ask", role="group", aria_label=question.text):
        Votes(
            caption=question.text,
            first=first,
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
            if tally is not None and tally.voters:
                Clear(question, tally.voters)
        if wrong:
            Prose(element("p", wrong), name="wrong", attributes={"role": "alert"})
        if is_open and (address := phones_address()):
            Prose(invitation(address), name="invitation")


@solara.component
def Clear(question: Question, voters: int) -> None:
    """Throw away the votes on a question, such as those of a try-out; asks first, as nothing brings them back."""
    sure, set_sure = solara.use_state(False)

    def clear() -> None:
        ballots().clear(question)
        set_sure(False)

    if sure:
        with box("div", "buttons"):
            Guarded(f"Yes, clear {voters} {'vote' if voters == 1 else 'votes'}", clear)
            Button("Keep them", lambda: set_sure(False), kind="like-link")
    else:
        Guarded("Clear these votes", lambda: set_sure(True))


def phones_address() -> str | None:
    """Return what phones open to vote; None while only this machine can be asked."""
    from socialicence.dashboard.server import vote_address

    return vote_address()


def invitation(address: str) -> str:
    """Return the QR code and the address in letters."""
    from markupsafe import Markup

    from socialicence.dashboard.voting.qr import svg

    told = element("p", "Point your phone's camera here, or type ", element("strong", address))
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
