"""The one exception for bad input: a line that says where, what was given, what is allowed, and the nearest valid."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class InputError(ValueError):
    """Something the user gave cannot be used. Its text is one line, fit to be shown as it is."""


class Stopped(Exception):  # noqa: N818  (nothing went wrong)
    """The user stopped the work. Its text is one line that says what is kept."""


def unknown(what: str, given: str, allowed: Iterable[str], where: str = "") -> InputError:
    """Make the error for a name that does not exist, with the nearest that does."""
    names = list(allowed)
    near = get_close_matches(given, names, n=1, cutoff=0.4)
    hint = f"; did you mean {near[0]!r}?" if near else f"; allowed: {', '.join(names)}" if len(names) <= 12 else ""
    place = f"{where}: " if where else ""
    return InputError(f"{place}unknown {what} {given!r}{hint}")


def in_one_line(error: Exception) -> str:
    """Return the kind of an error and what it says, in one line: what results keep of a run that failed."""
    return " ".join(f"{type(error).__name__}: {error}".split())
