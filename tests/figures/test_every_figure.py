"""What every figure owes its reader: a finding, a caption, words, a table, legible type, one file each time."""

import itertools
import re
from inspect import signature

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from matplotlib.text import Text

from socialicence import figures
from socialicence.errors import InputError
from tests.figures.tables import STANDARD, random_tables

TABLES = random_tables(seed=2)
ALL = sorted(figures.FIGURES)
BY_RUNS = [name for name in ALL if name != "contributions"]


def drawn(name, tables=TABLES, **options):
    return figures.draw(name, tables, **options)


def drawn_or_refused(name, tables):
    """The figure, or what is said if it cannot be drawn."""
    try:
        return drawn(name, tables)
    except InputError as error:
        return str(error)


def texts(figure):
    """Every text on a figure that is seen, with the box that it fills."""
    figure.draw_without_rendering()
    found = list(figure.texts) + ([figure._suptitle] if figure._suptitle not in figure.texts else [])
    for axes in figure.axes:
        found += [*axes.texts, axes.title, axes._left_title]
        if axes.axison:
            for axis in (axes.xaxis, axes.yaxis):
                low, high = sorted(axis.get_view_interval())
                found.append(axis.label)
                for tick in axis.get_major_ticks():
                    if low - 1e-9 <= tick.get_loc() <= high + 1e-9:
                        found += [tick.label1, tick.label2]
    return [text for text in found if text.get_visible() and text.get_text().strip()]


@pytest.mark.parametrize("name", ALL)
def test_title_caption_words_and_table_are_there(name):
    figure = drawn(name)
    told = figures.described(figure)
    assert " ".join(figure._suptitle.get_text().split()) == told.finding
    assert figures.alternative(figure).startswith(told.finding)
    assert len(figures.table(figure)) > 0
    runs = "1 run, seed 5" if name == "timeline" else "3 runs"
    caption = " ".join(" ".join(text.get_text() for text in figure.texts if text.get_fontsize() == 9).split())
    assert runs in caption
    assert re.search(r"seeds? (from )?5, model version 3, 500 citizens", caption)
    assert "Spread between runs of this model, not confidence about the UK." in caption


@pytest.mark.parametrize("name", ALL)
def test_type_is_legible_and_horizontal(name):
    for text in texts(drawn(name)):
        assert text.get_fontsize() >= (9 if text.get_color() == "#595959" else 12), text.get_text()
        assert text.get_rotation() == 0
        assert text.get_fontfamily() == ["sans-serif"]


@pytest.mark.parametrize("seed", [2, 3])
@pytest.mark.parametrize("name", ALL)
def test_no_text_covers_another_or_leaves_the_page(name, seed):
    figure = drawn(name, random_tables(seed, runs=8))
    boxes = [(text.get_text(), Text.get_window_extent(text)) for text in texts(figure)]
    page = figure.bbox
    for said, box in boxes:
        out = (page.x0 - box.x0, box.x1 - page.x1, page.y0 - box.y0, box.y1 - page.y1)
        assert max(out) <= 1, said
    for (one, a), (other, b) in itertools.combinations(boxes, 2):
        wide, high = min(a.x1, b.x1) - max(a.x0, b.x0), min(a.y1, b.y1) - max(a.y0, b.y0)
        assert wide <= 1 or high <= 3, (one, other)


@pytest.mark.parametrize("name", ALL)
def test_the_same_file_each_time(name, tmp_path):
    first = figures.save_figure(drawn(name), tmp_path / "a.svg").read_bytes()
    assert figures.save_figure(drawn(name), tmp_path / "b.svg").read_bytes() == first


@pytest.mark.parametrize("name", ALL)
def test_svg_for_a_page_has_its_own_ids_and_words(name):
    svg = figures.inline_svg(drawn(name), f"figure-{name}")
    assert svg.startswith("<svg")
    ids = re.findall(r'\bid="([^"]+)"', svg)
    assert all(one.startswith(f"figure-{name}-") for one in ids)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', svg)) <= set(ids)
    assert {f"figure-{name}-title", f"figure-{name}-description"} <= set(ids)
    assert "var(--figure-ink, #1A1A1A)" in svg


@pytest.mark.parametrize("name", BY_RUNS)
def test_failed_runs_are_left_out_and_counted(name):
    tables = random_tables(seed=2)
    runs = tables["runs"]
    runs.loc[runs["run"] == 0, ["status", "licence_affected", "nearest"]] = ["failed", np.nan, None]
    if name == "timeline":
        assert "run 1:" in figures.alternative(drawn(name, tables))
        with pytest.raises(InputError, match="no run 0 of status_quo was done"):
            drawn(name, tables, run=0)
        return
    words = figures.alternative(drawn(name, tables))
    assert "2 runs" in words
    assert "left out" in words
    runs["status"] = "failed"
    with pytest.raises(InputError, match="every run failed"):
        drawn(name, tables)


@pytest.mark.parametrize("name", ALL)
def test_what_cannot_be_drawn_is_refused_in_one_line(name):
    for missing in set(signature(figures.FIGURES[name]).parameters) & set(figures.TABLES):
        for damage in ("empty", "columns"):
            whole = TABLES[missing]
            tables = {
                **TABLES,
                missing: whole.iloc[:0] if damage == "empty" else whole[["run"] if "run" in whole else []],
            }
            found = drawn_or_refused(name, tables)
            assert not isinstance(found, str) or (missing in found and "\n" not in found)
    with pytest.raises(InputError, match="runs"):
        drawn(name, {**TABLES, "runs": TABLES["runs"].iloc[:0]})


@pytest.mark.parametrize("name", ["licence", "trust", "waiting", "months_to_access", "believed_licence", "timeline"])
def test_another_scenario_can_be_drawn_and_an_unknown_one_is_refused(name):
    assert "Choices for Silos" in figures.alternative(drawn(name, scenario="silos"))
    with pytest.raises(InputError, match="did you mean 'silos'"):
        drawn(name, scenario="silo")


def test_an_unknown_figure_and_a_missing_table_are_refused():
    with pytest.raises(InputError, match="did you mean 'crossroads'"):
        drawn("crossroad")
    with pytest.raises(InputError, match="needs the table 'stages'"):
        drawn("waiting", {"runs": TABLES["runs"]})


@settings(max_examples=5, phases=[Phase.explicit, Phase.generate])
@given(
    seed=st.integers(0, 10**6),
    runs=st.integers(1, 2),
    months=st.sampled_from([1, 5, 26]),
    unknown=st.sampled_from([0.0, 0.3, 0.9, 1.0]),
    scenarios=st.lists(st.sampled_from([*STANDARD, "mine", "another plan with a long name"]), min_size=1, unique=True),
)
def test_no_set_of_results_breaks_a_figure(seed, runs, months, unknown, scenarios):
    tables = random_tables(seed, scenarios, runs, months, unknown)
    for name in figures.FIGURES:
        figure = drawn_or_refused(name, tables)
        if isinstance(figure, str):
            assert "\n" not in figure
            alone = name == "differences" and ("status_quo" not in scenarios or len(scenarios) == 1)
            assert unknown > 0 or name == "believed_licence" or alone
            continue
        figure.draw_without_rendering()
        assert "nan" not in figures.alternative(figure).lower().split()
