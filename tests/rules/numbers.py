"""Numbers that properties of rules are tried on."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

tried = settings(max_examples=80, derandomize=True)
"""Rules compile at their first call, so no deadline; the same examples each time, so that a failure is a failure."""


def between(low: float, high: float) -> st.SearchStrategy[float]:
    return st.floats(low, high, allow_nan=False, allow_subnormal=False)


share = between(0.0, 1.0)
inner_share = between(0.01, 0.99)
weight = between(0.05, 1.0)
valence = between(-1.0, 1.0)


def cases(**arguments: st.SearchStrategy[float]) -> st.SearchStrategy[dict[str, float]]:
    """Arguments of a rule by name, always in the order given."""
    return st.tuples(*arguments.values()).map(lambda values: dict(zip(arguments, values, strict=True)))
