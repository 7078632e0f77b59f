"""Incidents that the system causes itself (specification 4.11)."""

from __future__ import annotations

import numpy as np

from socialicence.compiled import rule


@rule
def breach_probability(
    flows: float, sensitivity: float, security: float, per_flow: float, idle: float, protection: float
) -> float:
    """Probability of a breach that people hear of, in a month, in one department.

    Rises with live flows and sensitivity, falls with security; at middling security and sensitivity a flow counts one.

    Parameters
    ----------
    protection : float
        How far security prevents breaches.
    """
    hazard = (idle + per_flow * flows) * 2.0 * sensitivity * max(1.0 + protection * (0.5 - security), 0.0)
    return 1.0 - np.exp(-hazard)


@rule
def cost_of_delay(delay_months: float, per_month: float) -> float:
    """How much more an incident costs for being told late."""
    return 1.0 + per_month * delay_months
