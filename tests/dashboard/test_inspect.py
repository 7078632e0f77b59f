"""SolaraViz on the model: on Mesa 3.3.1 and 3.5.1, without a browser."""

from __future__ import annotations

from html import unescape

import ipyvuetify
import pytest
import solara

from socialicence import LicenceModel
from socialicence.dashboard import inspect, room
from socialicence.parameters import parameters
from socialicence.population import SMALLEST


@pytest.fixture
def models(monkeypatch):
    """Every model that the page makes."""
    made = []

    class Recorded(LicenceModel):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            made.append(self)

    monkeypatch.setattr(inspect, "LicenceModel", Recorded)
    return made


@pytest.fixture
def page(monkeypatch, models):
    monkeypatch.setattr(room, "_settings", room.Settings(citizens=500, seed=3))

    @solara.component
    def framed():
        with solara.AppLayout():
            inspect.Page()

    _, found = solara.render(framed(), handle_error=False)
    yield found
    found.close()


def on_a_step(slider):
    """Whether the browser leaves its value as it is."""
    steps = [(end - slider.min) / slider.step for end in (slider.value, slider.max)]
    return steps == pytest.approx([round(number) for number in steps])


@pytest.mark.parametrize("citizens", [100, 499, 500, 1234, 2000, 9999, 10_000, 12_345, 50_000])
def test_the_slider_of_citizens_holds_what_was_asked_for(monkeypatch, citizens):
    monkeypatch.setattr(room, "_settings", room.Settings(citizens=citizens, seed=3))
    slider = inspect.model_parameters()["citizens"]
    assert slider.value == citizens
    assert SMALLEST <= slider.min <= citizens <= slider.max
    assert slider.max - slider.min >= 9000
    assert on_a_step(slider)


def test_a_reset_keeps_the_number_of_citizens(page, models):
    press(page, "Reset")
    assert len(models) == 2
    assert len(models[1].citizens) == len(models[0].citizens) == 500


def test_sliders_are_levers_of_the_table_within_their_ranges():
    table = parameters()
    given = inspect.model_parameters()
    for name in inspect.LEVERS:
        slider = given[table[name].column]
        assert (slider.min, slider.value, slider.max) == (table[name].low, table[name].default, table[name].high)
        assert (slider.max - slider.min) / slider.step >= inspect.FEWEST_STEPS
        assert on_a_step(slider)
    LicenceModel(citizens=500, rng="7", months=2, **{table[name].column: table[name].low for name in inspect.LEVERS})


def test_what_is_drawn_is_collected():
    collected = LicenceModel(citizens=500, rng=1, months=2).datacollector.model_reporters
    assert {measure for measures in inspect.PLOTS for measure in measures} <= set(collected)


def press(page, label):
    next(button for button in page.find(ipyvuetify.Btn).widgets if button.children == [label]).click()


def test_months_are_stepped_and_a_reset_takes_what_the_sliders_say(page, models):
    assert (models[0].seed_used, models[0].month) == (3, 0)
    press(page, "Step")
    press(page, "Step")
    assert models[0].month == 2
    leadership = next(one for one in page.find(ipyvuetify.Slider).widgets if one.label == "Leadership")
    leadership.v_model = 0.95
    press(page, "Reset")
    assert models[-1] is not models[0]
    assert models[-1].month == 0
    assert models[-1].world.values["leadership"] == pytest.approx(0.95)
    press(page, "Step")
    assert (models[-1].month, models[0].month) == (1, 2)


def test_levers_are_explained_in_the_words_of_the_table():
    @solara.component
    def alone():
        inspect.Meanings()

    _, found = solara.render(alone(), handle_error=False)
    text = unescape("".join(one.unsafe_innerHTML or "" for one in found.find(solara.widgets.HTML).widgets))
    assert all(parameters()[name].label in text for name in inspect.LEVERS)
    found.close()
