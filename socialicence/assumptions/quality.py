"""How good the evidence for an assumption is, told from its grade and its source."""

from __future__ import annotations

import re

from socialicence.parameters import Parameter

FAIR, WEAK, NONE = "fair", "weak", "none"
MEANING = {
    FAIR: "a judgement from a source outside the model that is named",
    WEAK: "a named source says the direction, or something near it; the size is ours. Or a judgement without a source",
    NONE: "no source outside the model's own specification is named: our guess",
}
"""What each quality means."""
_OWN = re.compile(r"^specification [\d., and]+(\([^)]*\))?[:;]?\s*")
"""The model's own specification, which is no evidence."""
_NOTHING = re.compile(r"^(no|our)\b", re.IGNORECASE)
_DATED = re.compile(r"\b(1[89]|20)\d\d\b|\bdoi\b")
"""A year or an identifier."""
_NAMED = re.compile(r"\b(?!UK\b|SD\b)([A-Z]{2,}|[A-Z][a-z]{3,})")
"""The name of an organisation, a survey or authors."""


def quality_of(parameter: Parameter) -> str:
    """Return the quality of the evidence for a parameter: `fair`, `weak` or `none`."""
    outside = names_a_source(parameter.source)
    if parameter.grade == "judgement":
        return FAIR if outside else WEAK
    return WEAK if outside else NONE


def names_a_source(source: str) -> bool:
    """Whether the text of a source names anything outside the model's specification.

    Examples
    --------
    >>> names_a_source("specification 4.1"), names_a_source("Poortinga and Pidgeon 2004 (direction only)")
    (False, True)
    """
    rest = _OWN.sub("", source.strip())
    if not rest:
        return False
    if _DATED.search(rest):
        return True
    # "No figure" names nothing, whatever it goes on to say of where none was found.
    return not _NOTHING.match(rest) and _NAMED.search(rest) is not None
