"""Text of a scenario file: no control characters, no page where a line is meant."""

from __future__ import annotations

import re

from socialicence.errors import InputError

LONGEST_TITLE = 200
LONGEST_TEXT = 5_000
_LINE_ENDS = re.compile(r"[ \t]*[\r\n]+[ \t]*")
_CONTROL = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")
"""C0, DEL and C1, and what turns the direction of writing round."""


def plain_text(text: str, key: str, most: int, where: str = "") -> str:
    """Return `text` if it can be shown on one line of any screen; a text of several lines becomes one.

    Raises
    ------
    InputError
        If it has a control character or more than `most` characters.
    """
    place = f"{where}: " if where else ""
    text = text if key == "title" else _LINE_ENDS.sub(" ", text.strip())
    if len(text) > most:
        raise InputError(f"{place}{key} has {len(text):,} characters; {most:,} at most are allowed")
    if found := _CONTROL.search(text):
        raise InputError(f"{place}{key} has the control character U+{ord(found.group()):04X}; write plain text")
    return text
