"""Try it: Predict, Reveal and Why in turn for the rounds of the pack, then whatever the room wants to try."""

from __future__ import annotations

from functools import partial

import solara

from socialicence.dashboard import room
from socialicence.dashboard.packs import Pack, Round
from socialicence.dashboard.parts.costs import PlanCost
from socialicence.dashboard.parts.fields import Button
from socialicence.dashboard.parts.levers import Levers
from socialicence.dashboard.parts.markup import Prose, box, element, items, joined
from socialicence.dashboard.parts.results import Results, View
from socialicence.dashboard.parts.toolbar import Differs, Toolbar
from socialicence.dashboard.parts.voting import Ask, RoomAndModel
from socialicence.dashboard.plan import Plan
from socialicence.dashboard.state import session, votes
from socialicence.dashboard.state.courses import Shown, use_course
from socialicence.dashboard.voting import box as ballots

FREE = "Try anything"


@solara.component
def TryIt() -> None:
    """Minutes fifteen to fifty."""
    pack = room.pack()
    number = session.round_number(pack.rounds)
    one = None if number is None else pack.rounds[number]
    Rounds(pack, number)
    if one is not None and session.moment() == session.PREDICT:
        Predict(one).key(f"predict {one.name}")
    else:
        Play(one, next_round(pack, number)).key("play")


def next_round(pack: Pack, number: int | None) -> Round | None:
    """Return the round after this one, if there is one."""
    return None if number is None or number + 1 >= len(pack.rounds) else pack.rounds[number + 1]


@solara.component
def Rounds(pack: Pack, number: int | None) -> None:
    """The rounds as a row of buttons, and the way out of them."""
    with box("div", "rounds", role="group", aria_label="Rounds"):
        for place, one in enumerate(pack.rounds):
            Button(
                f"{place + 1}. {one.title}",
                partial(session.start_round, one),
                kind="little",
                pressed=place == number,
            ).key(one.name)
        Button(FREE, lambda: session.go(round="", moment=""), kind="little", pressed=number is None).key("free")


@solara.component
def Predict(one: Round) -> None:
    """The question, before the answer can be seen."""
    Prose(element("h1", one.question.text, tabindex="-1"), name="question")
    with box("div", "predict"):
        with box("section", "", aria_label="Your prediction"):
            Ask(one.question)
            with box("p", "buttons next"):
                Button("Reveal what the model says", partial(reveal, one), kind="next-step")
        Prose(what_is_tried(one.plan), tag="section", name="tried")


def reveal(one: Round) -> None:
    """Close the vote, as a prediction is made before the answer is seen, and show the answer."""
    tally = votes.current(one.question)
    if tally is not None and tally.is_open and votes.is_facilitator():
        ballots().close()
    session.reveal(one)


def what_is_tried(plan: Plan) -> str:
    """Return what the round sets, in words."""
    told = plan.differences()
    return joined(
        [
            element("h2", "What is tried"),
            items(told) if told else element("p", "Nothing. Everything stays as it is today."),
            element("p", "Say your answer aloud before anybody looks. Then turn to a neighbour who says otherwise."),
        ]
    )


@solara.component
def Play(one: Round | None, following: Round | None) -> None:
    """What follows on the right; on the left the levers, and in a round first the answer and the reason."""
    moment = session.moment() if one is not None else ""
    plan = session.address.value.plan
    with box("div", "play in-round" if one else "play"):
        with box("section", "controls", aria_label="The round" if one else "Levers"):
            Prose(
                element("h1", one.title if one else FREE, tabindex="-1", class_="" if one else "unseen"), name="heading"
            )
            if one is not None:
                Answer(one, moment)
                Next(one, moment, following)
                Prose(element("h2", "Or move a lever"), name="or-move")
            Levers(plan, session.change)
        with box("section", "outcome", aria_label="What follows"):
            if one is None:
                Toolbar()
            held_against = None if one is None else room.pack().compared_with(one)
            Results(first_views(one, moment), held_against).key(f"results {one.name if one else ''} {moment}")
            if one is not None:
                Toolbar()
            Differs()
            PlanCost()


def first_views(one: Round | None, moment: str) -> tuple[View, ...]:
    """Return the charts that stand first: those of the pack at Reveal, what each change did at Why, else none."""
    if one is None:
        return ()
    if moment == session.WHY:
        return (View.PEOPLE if one.plan.is_today else View.CHANGES,)
    return tuple(View.of(name) for name in one.show)


@solara.component
def Next(one: Round, moment: str, following: Round | None) -> None:
    """The one obvious next step of a round."""
    with box("p", "buttons next"):
        if moment == session.REVEAL:
            Button("Why?", lambda: session.go(moment=session.WHY), kind="next-step")
        elif following is not None:
            Button("Next: " + following.title, lambda: session.start_round(following), kind="next-step")
        else:
            Button("Next: try anything", lambda: session.go(round="", moment=""), kind="next-step")
        if moment == session.WHY:
            Button("Back to the answer", lambda: session.go(moment=session.REVEAL), kind="like-link")


def counted(one: Round, shown: Shown, against: Shown) -> dict[str, int] | None:
    """Return how many runs say each choice; None until both courses have all their runs."""
    if not (shown.complete and against.complete and shown.course and against.course):
        return None
    return one.answers(shown.course.runs, against.course.runs)


@solara.component
def Answer(one: Round, moment: str) -> None:
    """What to look at, or how the model comes to it, beside what the room and the runs said."""
    shown = use_course(one.plan)
    against = use_course(room.pack().compared_with(one))
    with box("div", "answer-of-round"):
        text = one.why if moment == session.WHY else one.reveal
        RoomAndModel(one.question, counted(one, shown, against))
        Prose(element("p", text), name="told")
