"""Survey weights: raking on the citizens drawn, so that weighted marginals are met exactly."""

from __future__ import annotations

import numpy as np

from socialicence.compiled import kernel
from socialicence.data.tables import TENS
from socialicence.state.tables import Array, Citizens


def marginal_codes(citizens: Citizens) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Codes of the six marginals, in the order of `Frame.marginals`."""
    tens = np.minimum(citizens.age // 10 - 1, TENS - 1).astype(np.uint8)
    tens *= 2
    tens += citizens.sex
    return (
        tens, citizens.region, citizens.ethnic_group, citizens.social_grade, citizens.digitally_excluded,
        citizens.segment,
    )  # fmt: skip


@kernel
def rake_weights(
    codes: tuple[Array, Array, Array, Array, Array, Array], targets: Array, weight: Array, sweeps: int, tolerance: float
) -> float:
    """Scale `weight` to each marginal in turn until all are met; return the largest miss that was left.

    Groups nobody was drawn for are left out, and the whole is scaled to the adults.
    """
    adults = targets[0].sum()
    count = len(weight)
    weight[:] = adults / count
    factor = np.ones(targets.shape[1])
    last = codes[0]
    worst = 0.0
    for _ in range(sweeps):
        worst = 0.0
        for m in range(len(codes)):
            code = codes[m]
            sums = np.zeros(targets.shape[1])
            for i in range(count):
                weight[i] *= factor[last[i]]
                sums[code[i]] += weight[i]
            held = 0.0
            for g in range(len(sums)):
                if sums[g] > 0.0:
                    held += targets[m, g]
            for g in range(len(sums)):
                factor[g] = 1.0
                if sums[g] > 0.0:
                    factor[g] = targets[m, g] / sums[g] * adults / held
                    worst = max(worst, abs(factor[g] - 1.0))
            last = code
        if worst < tolerance:
            break
    for i in range(count):
        weight[i] *= factor[last[i]]
    return worst
