"""Stages of a user's own: the model's, and one that does nothing."""

from __future__ import annotations

from socialicence.month import STAGES as MODEL_STAGES
from socialicence.month import Stage


def rest(world, month: int) -> None:
    """Nothing happens."""


def look(model, month: int) -> None:
    """The agents are there, and nothing happens to them."""
    assert len(model.departments) > 0


STAGES = [*MODEL_STAGES, Stage("rest", rest)]
SEEING = [*MODEL_STAGES, Stage("look", look, sees="model")]
