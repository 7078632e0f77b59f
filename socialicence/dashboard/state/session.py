"""The state of one browser tab: where it is, what it has chosen, and the way back.

Solara gives every tab its own value of these variables, so that nobody sees another's choices.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import solara

from socialicence.dashboard import room
from socialicence.dashboard.address import Address, as_word, from_query, to_query
from socialicence.dashboard.packs import Round
from socialicence.dashboard.plan import TODAY, Plan
from socialicence.dashboard.plan_pairs import fitted

MOST_STEPS_BACK = 100
PREDICT, REVEAL, WHY = "predict", "reveal", "why"
MOMENTS = (PREDICT, REVEAL, WHY)

address = solara.reactive(Address())
past: solara.Reactive[tuple[Plan, ...]] = solara.reactive(())
"""Plans before this one, the newest last."""
message: solara.Reactive[str] = solara.reactive("")
"""What is said of the link that was opened."""
dark = solara.reactive(False)
replayed: solara.Reactive[Plan | None] = solara.reactive(None)
"""What is shown in place of the plan while its last change is played again."""


def go(**changes: Any) -> None:
    """Change the address: `go(screen="compare")`."""
    address.set(replace(address.value, **changes))


def choose(plan: Plan) -> None:
    """Make this the plan; the one before can be had back."""
    before = address.value.plan
    if plan.choices != before.choices:
        past.set((*past.value, before)[-MOST_STEPS_BACK:])
        replayed.set(None)
    go(plan=plan)


def change(plan: Plan) -> None:
    """Make this the plan after a lever was moved: it is no longer what its title says."""
    choose(replace(plan, title=""))


def undo() -> None:
    """Go back to the plan before."""
    if past.value:
        *earlier, plan = past.value
        past.set(tuple(earlier))
        replayed.set(None)
        go(plan=plan)


def back_to_today() -> None:
    """Let nothing change."""
    choose(TODAY)


def pin_to_compare() -> None:
    """Keep the plan to compare with; once more lets it go."""
    plan = address.value.plan
    go(pinned=None if address.value.pinned == plan else plan)


def link(**changes: Any) -> str:
    """Return the link to this state with some of it changed; it names its seed, whatever another room's may be."""
    to = replace(address.value, **changes)
    text = to_query(to)
    return text if "&seed=" in text else f"{text}&seed={to.seed}"


def open_link(query: str | None) -> None:
    """Take over what a link says, and say what of it could not be used."""
    found, said = from_query(query, room.settings().seed)
    address.set(_in_this_room(found))
    past.set(())
    message.set(" ".join(filter(None, [said, *_of_another_room(found)])))


def returned(query: str) -> None:
    """Follow the browser's Back and Forward; the cards of the tables stay, as these lead to other screens."""
    found, _ = from_query(query, room.settings().seed)
    address.set(replace(_in_this_room(found), tables=address.value.tables))


def _in_this_room(found: Address) -> Address:
    """The address with this room's pack, and no more cards than it allows."""
    return replace(found, pack=_pack(), tables=fitted(found.tables, room.pack().choose_cards))


def _of_another_room(found: Address) -> list[str]:
    """What to say of a link that was made where another pack was used."""
    said, most = [], room.pack().choose_cards
    if found.pack not in ("", _pack()):
        said.append(
            f"It was made with the pack {found.pack}, this room has {_pack()}: rounds and questions may differ."
        )
    if fitted(found.tables, most) != found.tables:
        said.append(f"A table had more cards than the {most} of this workshop: the last were left out.")
    return said


def _pack() -> str:
    """The name of this room's pack as a link holds it."""
    return as_word(room.pack().name)


def round_number(rounds: tuple[Round, ...]) -> int | None:
    """Return the place of the round that is open, from 0; None while people try what they like."""
    names = [one.name for one in rounds]
    return names.index(address.value.round) if address.value.round in names else None


def moment() -> str:
    """Return whether the round is at Predict, Reveal or Why."""
    return address.value.moment if address.value.moment in MOMENTS else PREDICT


def start_round(one: Round) -> None:
    """Open a round at Predict. The plan is set only when the answer is revealed."""
    go(round=one.name, moment=PREDICT)


def reveal(one: Round) -> None:
    """Show what the model says."""
    choose(one.plan)
    go(moment=REVEAL)
