"""Why a set of choices comes out as it does: what each choice contributes, and the chain in words."""

from __future__ import annotations

from socialicence.explanation.explaining import Explanation, explain
from socialicence.explanation.items import BY, Item, items_of

__all__ = ["BY", "Explanation", "Item", "explain", "items_of"]
