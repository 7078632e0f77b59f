"""Making results again from what they say of themselves, and holding every number against the first."""

from __future__ import annotations

from socialicence.reproduction.numbers import DIFFERENT, SAME, WITHIN, Number
from socialicence.reproduction.reproducing import Reproduction, reproduce

__all__ = ["DIFFERENT", "SAME", "WITHIN", "Number", "Reproduction", "reproduce"]
