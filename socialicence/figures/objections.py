"""The fit to 2021: what was seen, what the posterior gives back, "nothing changes", and what it predicts after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from socialicence.figures.frames import describe
from socialicence.figures.style import FAINT, FUTURE_COLOURS, INK, MUTED, in_style, page

if TYPE_CHECKING:
    import pandas as pd

FITTED = FUTURE_COLOURS["public_good"]


@in_style
def fit_to_2021(weeks: pd.DataFrame, months: pd.DataFrame, *, finding: str, source: str) -> Any:
    """Draw weekly increments and monthly totals, published and fitted.

    Parameters
    ----------
    weeks : DataFrame
        `week`, `published`, `low`, `median`, `high`, `nothing_changes`: new objections, points of England's adults.
    months : DataFrame
        `date`, `published` (NaN after 1 July 2021), `low`, `median`, `high`, `nothing_changes`: percent.
    finding, source : str
        Title and caption.

    Returns
    -------
    matplotlib.figure.Figure
    """
    import pandas as pd

    figure = page(11, 5.4)
    _weeks(figure.add_axes((0.075, 0.25, 0.40, 0.52)), weeks)
    _months(figure.add_axes((0.57, 0.25, 0.40, 0.52)), months)
    table = pd.concat([weeks.assign(what="new in the week"), months.assign(what="total on the date")])
    return describe(figure, finding=finding, drawn=_in_words(weeks, months), table=table, source=source)


def _weeks(axes: Any, weeks: pd.DataFrame) -> None:
    places = range(len(weeks))
    axes.set_title("New objections each week")
    for place, low, high in zip(places, weeks["low"], weeks["high"], strict=True):
        axes.fill_between((place - 0.28, place + 0.28), low, high, color=FITTED, alpha=0.35, linewidth=0)
    axes.hlines(weeks["median"], [p - 0.28 for p in places], [p + 0.28 for p in places], color=FITTED, linewidth=2.2)
    axes.plot(places, weeks["published"], "o", color=INK, markersize=6)
    axes.axhline(0, color=MUTED, linestyle=(0, (5, 3)), linewidth=1.4)
    axes.set_xticks(list(places), list(weeks["week"]), rotation=40, ha="right", fontsize=9)
    axes.set_ylabel("points of England's adults")
    axes.set_ylim(-0.06, None)


def _months(axes: Any, months: pd.DataFrame) -> None:
    axes.set_title("Adults who object: fitted, then predicted")
    places = list(range(len(months)))
    known = int(months["published"].notna().sum())
    axes.axvspan(known - 1, places[-1], color=FAINT, alpha=0.35, linewidth=0)
    axes.fill_between(places, months["low"], months["high"], color=FITTED, alpha=0.35, linewidth=0)
    axes.plot(places, months["median"], color=FITTED, linewidth=2.2)
    axes.plot(places, months["nothing_changes"], color=MUTED, linestyle=(0, (5, 3)), linewidth=1.4)
    axes.plot(places, months["published"], "o", color=INK, markersize=6)
    axes.text(known - 0.7, 0.5, "predicted", transform=axes.get_xaxis_transform(), fontsize=10)
    axes.text(places[-1], float(months["nothing_changes"].iloc[-1]), "nothing changes", ha="right", va="bottom",
              color=MUTED, fontsize=10)  # fmt: skip
    axes.set_xticks(places[::2], [f"{date:%b %Y}" for date in list(months["date"])[::2]], rotation=40, ha="right",
                    fontsize=9)  # fmt: skip
    axes.set_ylabel("%")


def _in_words(weeks: pd.DataFrame, months: pd.DataFrame) -> str:
    """The drawn values for those who do not see them."""
    weekly = "; ".join(
        f"{row.week}: published {row.published:.2f}, fitted {row.median:.2f} ({row.low:.2f} to {row.high:.2f})"
        for row in weeks.itertuples()
    )
    last = months.iloc[-1]
    return (
        f"Two panels. Left, points with a band for each week. {weekly}. Right, the total from month to month, "
        f"published to 1 July 2021, then predicted: {last['median']:.2f} % ({last['low']:.2f} to {last['high']:.2f}) "
        f"on {last['date']:%d %B %Y}; nothing changes: {last['nothing_changes']:.2f} %."
    )
