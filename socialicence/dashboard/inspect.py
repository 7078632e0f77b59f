"""Mesa's own SolaraViz on the model, for modellers: step, play, a few levers, measures as they come."""

from __future__ import annotations

from fractions import Fraction
from itertools import count
from typing import Any

import solara
from mesa.visualization import SolaraViz, make_plot_component
from mesa.visualization.user_param import Slider

from socialicence import LicenceModel
from socialicence.dashboard import room
from socialicence.dashboard.parts.markup import element
from socialicence.parameters import Parameter, parameters
from socialicence.population import SMALLEST

LEVERS = (
    "engagement.spend",
    "engagement.honouring",
    "openness",
    "leadership",
    "security",
    "recommendation.arbitration",
)  # fmt: skip
FEWEST_STEPS = 40
"""Steps of a slider at least."""
CITIZENS = (500, 10_000)
"""Ends of the slider of citizens, unless more or fewer were asked for."""
OFTEN_STEPPED = 500
PLOTS = (
    {"licence_affected": "#00703c", "licence_everyone": "#505a5f"},
    {"trust_health_service": "#00703c", "trust_central_government": "#1d70b8", "trust_companies": "#b4440f"},
    {"projects_started": "#505a5f", "projects_in_flight": "#1d70b8", "projects_accessed": "#00703c"},
    {"incidents": "#b4440f"},
)  # fmt: skip
"""Measures of the model's own collector, a picture each."""


def model_parameters() -> dict[str, Any]:
    """Return what SolaraViz lets be changed: size, seed and some levers, with names and ranges of the table."""
    table = parameters()
    return {
        "citizens": _citizens(room.settings().citizens),
        "rng": {"type": "InputText", "label": "Seed", "value": str(room.settings().seed)},
        **{table[name].column: _slider(name) for name in LEVERS},
    }


def _citizens(given: int) -> Slider:
    """A slider that holds the number given: the browser moves what is not on a step to the next one, and says so."""
    low = max(SMALLEST, given - (given - min(given, CITIZENS[0])) // OFTEN_STEPPED * OFTEN_STEPPED)
    high = given + max(0, CITIZENS[1] - given) // OFTEN_STEPPED * OFTEN_STEPPED
    return Slider("Citizens", given, low, high, OFTEN_STEPPED, dtype=int)


def _slider(name: str) -> Slider:
    one = parameters()[name]
    # Mesa puts the label left of the bar: what it means stands under the pictures.
    short = name.rpartition(".")[2].capitalize()
    return Slider(short, float(one.default), float(one.low), float(one.high), _step(one), dtype=float)


def _step(one: Parameter) -> float:
    """The longest of 1, 0.5, 0.2, 0.1, ... that leads to the default and the highest in whole steps, and in enough."""
    default, high = (Fraction(str(end)) - Fraction(str(one.low)) for end in (one.default, one.high))
    steps = (Fraction(first, 10**power) for power in count(1) for first in (10, 5, 2))
    return float(next(step for step in steps if high / step >= FEWEST_STEPS and not high % step and not default % step))


def Meanings(_: LicenceModel | None = None) -> None:  # noqa: N802  (a component)
    """Say what the sliders mean, in the words of the parameter table."""
    # Not `solara.Markdown`, which asks for a font of formulas that is not on this machine.
    rows = [element("tr", *(element("th", text) for text in ("Lever", "What it is", "Lowest", "Highest", "Evidence")))]
    for one in (parameters()[name] for name in LEVERS):
        low, high = f"{one.low:g}: {one.low_means}", f"{one.high:g}: {one.high_means}"
        cells = (one.name, f"{one.label} ({one.unit})", low, high, one.grade)
        rows.append(element("tr", *(element("td", text) for text in cells)))
    solara.HTML(tag="table", unsafe_innerHTML="".join(rows), style="border-spacing: 8px; text-align: left")  # type: ignore[no-untyped-call]
    solara.Text("Choices take effect over two years. Reset starts a new run with what the sliders say.")  # type: ignore[no-untyped-call]


@solara.component
def Page() -> None:  # noqa: N802  (so Solara finds it)
    """Show the model; every browser has one of its own."""
    settings = room.settings()
    model = solara.use_memo(lambda: LicenceModel(citizens=settings.citizens, rng=settings.seed), [])
    plots = solara.use_memo(lambda: [make_plot_component(dict(measures)) for measures in PLOTS], [])
    components = [*plots, Meanings]
    SolaraViz(
        model, components=components, model_params=model_parameters(), name="socialicence: the model, month by month"
    )
