"""The pictures of the page, from the figures of the package: where runs end, and how backing went."""

from __future__ import annotations

from typing import Any

from socialicence.dashboard.charts.chart import SHADED
from socialicence.dashboard.charts.wording import against, mean_outcome, share
from socialicence.dashboard.plan import NOTHING_CHANGES
from socialicence.dashboard.take_away.contents import TakeAway, label_of
from socialicence.figures.frames import describe, described, done_runs
from socialicence.figures.style import (
    FAINT,
    FUTURE_COLOURS,
    INK,
    MUTED,
    in_style,
    page,
    percent_axis,
    titled,
)

PLAN_COLOUR = FUTURE_COLOURS["public_good"]


def map_of(take: TakeAway) -> Any:
    """Return the crossroads with the runs of both courses; its title says where those of the plan end."""
    import pandas as pd

    from socialicence.figures import crossroads
    from socialicence.figures.crossroads import finding_of

    own = take.course.runs
    titles = {take.course.plan.name: take.course.label}
    figure = crossroads(own if take.is_today else pd.concat([take.today.runs, own], ignore_index=True), titles=titles)
    found = described(figure)._replace(finding=finding_of(done_runs(own), titles))
    figure.socialicence = found._replace(alternative=f"{found.finding}. {found.alternative}")
    titled(figure, found.finding)
    return figure


@in_style
def backing(take: TakeAway) -> Any:
    """Return backing among those affected over five years, on the whole scale."""
    import numpy as np
    import pandas as pd

    courses = (
        {NOTHING_CHANGES: take.today} if take.is_today else {NOTHING_CHANGES: take.today, label_of(take): take.course}
    )
    tables = []
    figure = page(11, 4.6)
    axes = figure.add_axes((0.07, 0.2, 0.9, 0.6))
    for name, course in courses.items():
        values = course.monthly("licence_affected").astype(float)
        low, high = np.percentile(values, (10, 90), axis=0)
        months, mean = np.arange(values.shape[1]), values.mean(axis=0)
        _draw(axes, name, months, low, mean, high)
        tables.append(pd.DataFrame({"course": name, "month": months, "p10": low, "mean": mean, "p90": high}))
    _set_scales(axes, len(tables[0]) - 1)
    outcomes = {name: mean_outcome(course, "licence_affected") for name, course in courses.items()}
    return describe(
        figure,
        finding=_finding(outcomes),
        drawn="A line for the mean of the runs, shaded where 8 in 10 runs lie. "
        + " ".join(f"{name}: {share(mean)} in the last two years." for name, mean in outcomes.items()),
        table=pd.concat(tables, ignore_index=True),
        source=f"{take.made}. {SHADED}",
    )


def _draw(axes: Any, name: str, months: Any, low: Any, mean: Any, high: Any) -> None:
    if name == NOTHING_CHANGES:
        shade, style = MUTED, {"color": INK, "linewidth": 1.8, "linestyle": (0, (6, 3))}
    else:
        shade, style = PLAN_COLOUR, {"color": PLAN_COLOUR, "linewidth": 2.6}
    axes.fill_between(months, low, high, color=shade, alpha=0.18, linewidth=0)
    axes.plot(months, mean, label=name, **style)


def _set_scales(axes: Any, last: int) -> None:
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    axes.grid(axis="y", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    percent_axis(axes.yaxis)
    axes.set_xlim(0, last)
    years = list(range(0, last + 1, 12))
    axes.set_xticks(years, ["Today", *(f"Year {month // 12}" for month in years[1:])])
    axes.legend(loc="upper left", frameon=False, ncols=2)


def _finding(outcomes: dict[str, float]) -> str:
    """What became of backing, against today's course where there is another."""
    today = outcomes[NOTHING_CHANGES]
    if len(outcomes) == 1:
        return f"If nothing changes, backing among those affected is {share(today)} in the last two years"
    mean = next(value for name, value in outcomes.items() if name != NOTHING_CHANGES)
    return (
        f"Backing among those affected in the last two years: {share(mean)}, {against(mean - today, NOTHING_CHANGES)}"
    )
