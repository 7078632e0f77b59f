"""The one picture: do departments join up (across), can people outside government use it (up); one dot a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from socialicence.figures.style import FONT, FUTURE_COLOURS, FUTURE_NAMES, FUTURE_SHAPES, caption

if TYPE_CHECKING:
    import pandas as pd

AREAS = {
    "public_good": (0.97, 0.97, "right", "top"),
    "silos": (0.03, 0.97, "left", "top"),
    "government": (0.97, 0.03, "right", "bottom"),
    "deprioritised": (0.03, 0.03, "left", "bottom"),
}
"""Corner of each future: joined up and open, open but not joined up, joined up but closed, neither."""


def crossroads(runs: pd.DataFrame, *, titles: dict[str, str] | None = None, changed: bool = False) -> Any:
    """Draw runs on the crossroads.

    Parameters
    ----------
    runs : DataFrame
        As in `runs.parquet`: `scenario, cross_department, external_access, licence_affected, nearest, citizens,
        seed, model_version`.
    titles : dict, optional
        Title of each scenario.
    changed : bool
        Whether levers or parameters were set otherwise than the scenarios do: then no run is of today's course.

    Returns
    -------
    matplotlib.figure.Figure
        Fill says backing among those affected, outline and shape the future nearest on all four measures.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(FONT):
        figure = Figure(figsize=(11, 6.6))
        axes = figure.add_axes((0.095, 0.155, 0.585, 0.74))
        right = max(1.5, float(runs["cross_department"].max()) * 1.08)
        top = max(0.6, float(runs["external_access"].max()) * 1.25)
        _name_areas(axes, right, top)
        low, high = float(runs["licence_affected"].min()), float(runs["licence_affected"].max())
        shade = mpl.colors.Normalize(low, max(high, low + 0.01))
        for future, shape in FUTURE_SHAPES.items():
            own = runs[runs["nearest"] == future]
            axes.scatter(
                own["cross_department"], own["external_access"], c=own["licence_affected"], norm=shade, cmap="Greys",
                marker=shape, s=58, linewidths=1.6, edgecolors=FUTURE_COLOURS[future], alpha=0.95,
            )  # fmt: skip
        _name_scenarios(axes, runs, titles or {}, right, top, changed)
        axes.set_xlim(0, right)
        axes.set_ylim(-0.02 * top, top)
        axes.set_xlabel("Do departments join up?  (desks cleared together, a month)")
        axes.set_ylabel("Can people outside government use the data?\n(share of access)")
        axes.yaxis.set_major_formatter(mpl.ticker.PercentFormatter(1.0, decimals=0))
        axes.spines[["top", "right"]].set_visible(False)
        _count_nearest(figure, runs)
        _shade_bar(figure, shade)
        figure.suptitle(_finding(runs, changed), x=0.01, y=0.975, ha="left", fontsize=14, fontweight="bold")
        first = runs.iloc[0]
        per_scenario = int(runs.groupby("scenario").size().iloc[0])
        each = "1 run" if per_scenario == 1 else f"{per_scenario} runs"
        seed, version = int(first["seed"]), int(first["model_version"])
        caption(
            figure,
            f"{each} of each, seeds from {seed}, model version {version}. "
            "Spread between runs of this model, not confidence about the UK.\nOur reading of OSR's scenarios; "
            "nearness on all four measures, of which two are drawn.",
        )
    return figure


def _finding(runs: pd.DataFrame, changed: bool) -> str:
    """What the picture shows, as its title; nothing is said of today's course if a setting was changed."""
    today = runs[runs["scenario"] == "status_quo"]
    if today.empty or changed:
        return "Where each run ends at the crossroads"
    counts = today["nearest"].value_counts()
    most = str(counts.index[0])
    share = f"{int(counts.iloc[0])} of {len(today)} runs end"
    if most == "none":
        return f"If nothing changes, {share} near none of the four futures"
    good = counts.get("public_good", "none")
    return f"If nothing changes, {share} nearest {FUTURE_NAMES[most]}; {good} nearest Public Good"


def _name_areas(axes: Any, right: float, top: float) -> None:
    """Name the four corners, behind the runs."""
    for future, (x, y, across, up) in AREAS.items():
        axes.text(
            x * right,
            y * top,
            FUTURE_NAMES[future],
            ha=across,
            va=up,
            fontsize=15,
            color=FUTURE_COLOURS[future],
            alpha=0.55,
        )


def _name_scenarios(
    axes: Any, runs: pd.DataFrame, titles: dict[str, str], right: float, top: float, changed: bool
) -> None:
    """Label each cloud with the choices it comes from: above it, higher where another label is in the way."""
    placed: list[tuple[float, float]] = []
    clouds = [
        (own["external_access"].max(), own["cross_department"].mean(), str(name))
        for name, own in runs.groupby("scenario")
    ]
    for highest, x, name in sorted(clouds):
        y = highest + 0.035 * top
        while any(abs(x - other_x) < 0.28 * right and abs(y - other_y) < 0.05 * top for other_x, other_y in placed):
            y += 0.05 * top
        placed.append((x, y))
        title = titles.get(name, name.replace("_", " ").title())
        today = "Status quo, changed" if changed else "If nothing changes"
        text = today if name == "status_quo" else f"Choices for {title}"
        axes.text(
            max(x, 0.14 * right), y, text, fontsize=11, fontweight="bold", ha="center", va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.5, "pad": 0.5},
        )  # fmt: skip


def _count_nearest(figure: Any, runs: pd.DataFrame) -> None:
    """The legend is the count: runs nearest each future."""
    axes = figure.add_axes((0.70, 0.40, 0.29, 0.48))
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.text(0, 0.97, "Nearest on all four measures", fontsize=12, fontweight="bold", va="top")
    counts = runs["nearest"].value_counts()
    for row, (future, shape) in enumerate(FUTURE_SHAPES.items()):
        height = 0.80 - 0.15 * row
        axes.scatter([0.04], [height], marker=shape, s=80, c="white", edgecolors=FUTURE_COLOURS[future], linewidths=2)
        axes.text(0.11, height, f"{int(counts.get(future, 0))} of {len(runs)}  {FUTURE_NAMES[future]}", va="center")


def _shade_bar(figure: Any, shade: Any) -> None:
    """Key of the fill."""
    import matplotlib as mpl

    axes = figure.add_axes((0.715, 0.245, 0.24, 0.03))
    bar = mpl.colorbar.Colorbar(axes, cmap="Greys", norm=shade, orientation="horizontal")
    decimals = 0 if shade.vmax - shade.vmin > 0.04 else 1
    bar.ax.xaxis.set_major_formatter(mpl.ticker.PercentFormatter(1.0, decimals=decimals))
    bar.ax.xaxis.set_major_locator(mpl.ticker.MaxNLocator(4))
    bar.set_label("Fill: backing among those affected")
