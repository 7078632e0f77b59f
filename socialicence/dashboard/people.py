"""The three people whose projects the model follows, as the room meets them."""

from __future__ import annotations

from dataclasses import dataclass

from socialicence.categories import RequesterKind


@dataclass(frozen=True)
class Person:
    """A persona: the kind of requester in the model, and words of our own about her or him.

    Attributes
    ----------
    kind : RequesterKind
    name : str
        Invented.
    wants, because : str
        What is asked for, and who waits for the answer.
    """

    kind: RequesterKind
    name: str
    wants: str
    because: str

    @property
    def role(self) -> str:
        """What the person is, as the model names it."""
        return self.kind.label


PEOPLE = (
    Person(
        RequesterKind.ACADEMIC_RESEARCHER,
        "Amara",
        "Wants to link school and hospital records, to see which children with epilepsy fall behind.",
        "She works outside government. Several departments have to say yes.",
    ),
    Person(
        RequesterKind.GOVERNMENT_RESEARCHER,
        "David",
        "Wants to link benefits and housing records, to see whether a scheme against homelessness works.",
        "He works inside government. The data lie one department away.",
    ),
    Person(
        RequesterKind.CHARITY_COORDINATOR,
        "Ruth",
        "Wants to know whether the families she works with stay out of crisis a year later.",
        "She holds no data and has no analyst. Others have to publish what she can use.",
    ),
)

NAMES = {person.role: person.name for person in PEOPLE}
"""The invented names, by what the model calls the person."""
