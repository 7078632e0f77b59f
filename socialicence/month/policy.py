"""Policy: levers take their value for the month."""

from __future__ import annotations

from socialicence.compiled import stage
from socialicence.state import BEFORE, NOW, TARGET, USUAL, State


@stage
def policy(state: State, month: int) -> None:
    """Levers take their value for the month: in a straight line from status quo to where policy takes them."""
    numbers = state.numbers
    ramp = min(month / state.in_force[USUAL].ramp_months, 1.0)
    for n in range(numbers.shape[1]):
        numbers[BEFORE, n] = numbers[NOW, n]
        numbers[NOW, n] = numbers[USUAL, n] + ramp * (numbers[TARGET, n] - numbers[USUAL, n])
