"""The crossroads: it says what the runs say, and is the same file each time."""

import numpy as np
import pandas as pd
import pytest

from socialicence import figures
from socialicence.errors import InputError
from socialicence.figures import crossroads, save_figure
from socialicence.figures.crossroads_labels import Box, find_place
from tests.figures.tables import STANDARD, random_tables


def runs(nearest=("deprioritised", "deprioritised", "none"), scenario="status_quo"):
    count = len(nearest)
    return pd.DataFrame(
        {
            "scenario": scenario,
            "cross_department": np.linspace(0.2, 0.6, count),
            "external_access": np.linspace(0.1, 0.4, count),
            "licence_affected": np.linspace(0.5, 0.6, count),
            "nearest": list(nearest),
            "seed": range(1, count + 1),
            "model_version": 1,
        }
    )


def title(figure):
    return figure._suptitle.get_text()


def texts(figure):
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def test_the_title_is_what_was_found():
    assert title(crossroads(runs())) == (
        "If nothing changes, 2 of 3 runs end nearest Deprioritised; none nearest Public Good"
    )
    assert "near none of the four" in title(crossroads(runs(["none", "none", "silos"])))


def test_nothing_is_said_of_today_when_something_was_changed():
    figure = crossroads(runs(), changed=True)
    assert "nothing changes" not in title(figure) + " ".join(texts(figure))


def test_the_legend_counts_the_runs():
    counted = texts(crossroads(runs()))
    assert "2 of 3  Deprioritised" in counted
    assert "1 of 3  none of the four" in counted
    assert "0 of 3  Silos" in counted


def test_every_run_is_a_dot():
    dots = sum(len(collection.get_offsets()) for collection in crossroads(runs()).axes[0].collections)
    assert dots == 3


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_the_file_is_the_same_each_time(tmp_path, kind):
    first = save_figure(crossroads(runs()), tmp_path / f"a.{kind}").read_bytes()
    second = save_figure(crossroads(runs()), tmp_path / f"b.{kind}").read_bytes()
    assert first == second
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"a.{kind}", f"b.{kind}"]


def labels_of(figure):
    """Boxes of the names of areas and scenarios, as they stand on the page."""
    figure.draw_without_rendering()
    return [text.get_window_extent() for text in figure.axes[0].texts if text.get_text()]


def clouds(count, seed, spread=0.05):
    """Runs of several plans whose clouds lie over one another."""
    random = np.random.default_rng(seed)
    middle = random.uniform((0.3, 0.1), (0.6, 0.3), (count, 2))
    names = ["status_quo", *(f"a plan with a name {number}" for number in range(count - 1))]
    parts = [
        runs(("none",) * 30, name).assign(
            cross_department=random.normal(x, 2 * spread, 30).clip(0),
            external_access=random.normal(y, spread, 30).clip(0),
        )
        for name, (x, y) in zip(names, middle, strict=True)
    ]
    return pd.concat(parts, ignore_index=True)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("count", [1, 5, 9])
def test_no_label_covers_another_where_clouds_overlap(count, seed):
    boxes = labels_of(crossroads(clouds(count, seed)))
    assert len(boxes) >= 4 + count
    for row, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[row + 1 :])


def test_a_label_keeps_off_labels_and_dots():
    page = Box(0, 0, 400, 400)
    above = Box(150, 210, 250, 240)
    place = find_place((200, 200), (60, 20), [above], np.array([[230.0, 200.0]]), page)
    assert place.within(page)
    assert not place.meets(above)
    assert place.holds(np.array([[230.0, 200.0]])) == 0


def test_the_course_ends_where_the_runs_do():
    tables = random_tables(seed=4)
    found = tables["runs"]
    joined = tables["months"][tables["months"]["measure"] == "joined_up"]
    last = joined[joined["month"] > 6].groupby(["scenario", "run"])["value"].mean()
    found["cross_department"] = last.loc[list(zip(found["scenario"], found["run"], strict=True))].to_numpy()
    projects = tables["projects"]
    when = projects["started_month"] + projects["months_to_access"]
    recent = projects[when > 6].assign(out=projects["recipient"].isin(["universities", "charities", "companies"]))
    share = recent.groupby(["scenario", "run"])["out"].mean()
    pairs = pd.MultiIndex.from_frame(found[["scenario", "run"]])
    found["external_access"] = share.reindex(pairs, fill_value=0.0).to_numpy()
    figure = crossroads(found, months=tables["months"], projects=projects)
    table = figures.table(figure)
    course = table[(table["mark"] == "mean course") & (table["month"] == 30)].set_index("scenario")
    for name in STANDARD:
        own = found[found["scenario"] == name]
        assert course.loc[name, "cross_department"] == pytest.approx(own["cross_department"].mean())
        assert course.loc[name, "external_access"] == pytest.approx(own["external_access"].mean())
    assert list(table[table["scenario"] == "silos"]["month"].dropna()) == [12, 24, 30]


def test_the_table_holds_every_dot():
    given = runs()
    table = figures.table(crossroads(given))
    columns = ["scenario", "seed", "cross_department", "external_access", "licence_affected", "nearest"]
    pd.testing.assert_frame_equal(table[columns], given[columns])


def test_runs_near_none_of_the_four_and_runs_that_failed():
    assert "3 of 3 runs end near none of the four futures" in title(crossroads(runs(["none"] * 3)))
    given = runs().assign(status=["done", "done", "failed"])
    assert title(crossroads(given)).startswith("If nothing changes, 2 of 2 runs end nearest Deprioritised")
    assert "1 failed run is left out" in figures.alternative(crossroads(given))
    with pytest.raises(InputError, match="every run failed"):
        crossroads(given.assign(status="failed"))
    with pytest.raises(InputError, match="did you mean 'silos'"):
        crossroads(runs(["silo"]))
    assert "the one run ends nearest Silos" in title(crossroads(runs(["silos"])))


def test_one_scenario_of_choices_is_said_to_be_that():
    figure = crossroads(runs(["silos", "silos"], scenario="silos"))
    assert title(figure) == "Choices for Silos: 2 of 2 runs end nearest Silos; none nearest Public Good"
