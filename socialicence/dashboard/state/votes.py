"""What a screen hears of the room's votes, and who may open and close them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara

from socialicence.dashboard import room
from socialicence.dashboard.packs import Question
from socialicence.dashboard.voting import Tally, box


def current(question: Question) -> Tally | None:
    """Return the votes on a question as they are now."""
    return box().tally(question)


def use_tally(question: Question) -> Tally | None:
    """Return the votes on a question, and return again whenever somebody votes."""
    tally, set_tally = solara.use_state(box().tally(question))

    def watch() -> Callable[[], None]:
        context = _context()

        def changed() -> None:
            if context is None:
                set_tally(box().tally(question))
            elif not context.closed_event.is_set():
                with context:
                    set_tally(box().tally(question))

        set_tally(box().tally(question))
        return box().listen(changed)

    solara.use_effect(watch, [question])
    return tally


def _context() -> Any:
    """The context of this tab on Solara's server; None where a component is tried without a server."""
    from solara.server import kernel_context

    return kernel_context.get_current_context() if kernel_context.has_current_context() else None


def session() -> str:
    """Return what tells this browser from others."""
    return solara.get_session_id() if _context() is not None else "no server"


def is_facilitator() -> bool:
    """Whether the PIN was given in this browser."""
    return room.pin().knows(session())


def give_pin(text: str) -> str:
    """Try a PIN; return what is wrong, nothing if it is right."""
    pin = room.pin()
    if pin.check(session(), text):
        return ""
    if seconds := pin.wait(session()):
        return f"Too many tries. Wait {seconds} seconds."
    return "That is not the PIN. It was printed where the dashboard was started."
