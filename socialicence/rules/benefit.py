"""What a completed project is worth (specification 4.10)."""

from __future__ import annotations

import numpy as np

from socialicence.compiled import rule


@rule
def value_of_project(
    public_value: float, coverage: float, linkage_quality: float, months_to_access: float, timeliness: float
) -> float:
    """Value realised: public value x coverage x linkage quality x timeliness.

    Parameters
    ----------
    coverage : float
        Share of the people concerned whose records are there, times how like the rest they are.
    linkage_quality : float
        0 to 1.
    months_to_access : float
    timeliness : float
        Wait, in months, that costs two thirds of the value.
    """
    return public_value * coverage * linkage_quality * np.exp(-months_to_access / timeliness)
