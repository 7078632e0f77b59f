"""The crossroads: it says what the runs say, and is the same file each time."""

import numpy as np
import pandas as pd
import pytest

from socialicence.figures import crossroads, save_figure


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
