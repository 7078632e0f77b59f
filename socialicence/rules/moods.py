"""Understanding, buy-in, concern, salience and felt fairness (specification 4.6)."""

from __future__ import annotations

from socialicence.compiled import rule


@rule
def raised(value: float, push: float) -> float:
    """Raise a number between 0 and 1 by a share `push` of what is left."""
    return value + push * (1.0 - value)


@rule
def fairness_after(fairness: float, honoured: float, step: float) -> float:
    """Felt procedural fairness after being heard.

    Parameters
    ----------
    fairness : float
        -1 to 1.
    honoured : float
        1 if what was said was acted on; minus the weight of a broken promise if not.
    step : float
        How much being heard moves it.
    """
    moved = fairness + step * honoured * (1.0 - abs(fairness))
    return min(max(moved, -1.0), 1.0)
