"""The tables that the figure of the fit to 2021 draws."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from socialicence.calibration.posterior import Posterior
from socialicence.calibration.predictions import Predicted
from socialicence.calibration.targets import START, targets

if TYPE_CHECKING:
    import pandas as pd


def weeks_frame(posterior: Posterior) -> pd.DataFrame:
    """Return a row for each week: published, fitted and unchanged increments."""
    import pandas as pd

    aims = targets()
    totals = aims.totals.size
    low, median, high = posterior.predictive()[:, totals:]
    ends = [START + datetime.timedelta(days=int(day)) for day in aims.week_days[1:]]
    return pd.DataFrame(
        {
            "week": [f"to {end:%-d %b}" for end in ends],
            "published": aims.increments,
            "low": low,
            "median": median,
            "high": high,
            "nothing_changes": 0.0,
        }
    )


def months_frame(predicted: Sequence[Predicted]) -> pd.DataFrame:
    """Return a row for each month: published while it may be known, predicted, and unchanged."""
    import pandas as pd

    aims = targets()
    known = dict(zip((0, *aims.total_days.astype(int)), (aims.start, *aims.totals), strict=True))
    own = [one for one in predicted if one.group_kind == "all"]
    return pd.DataFrame(
        {
            "date": [one.date for one in own],
            "published": [known.get((one.date - START).days, float("nan")) for one in own],
            "low": [one.low for one in own],
            "median": [one.median for one in own],
            "high": [one.high for one in own],
            "nothing_changes": [one.persistence for one in own],
        }
    )
