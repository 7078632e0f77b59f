"""What is compared does the same work, measurements go on where they stopped, and pages say what was measured."""

from __future__ import annotations

import json

import numpy as np
import pytest

from benchmarks import compare, how_big, passes, scale, scale_page
from benchmarks.arrays_scipy import ArrayModel
from benchmarks.object_mesa import CONTEXTS, TYPES, ObjectModel
from socialicence.world import new_world


@pytest.fixture
def twins():
    """Citizens as objects and as arrays, in one state, on one network, asked about the same uses."""
    objects, arrays = ObjectModel(120), ArrayModel(120)
    people = list(objects.agents)
    draw = np.random.default_rng(5)
    for name in ("trust", "baseline", "anchor", "departure"):
        setattr(arrays, name, np.zeros((120, TYPES)))
    rows = {one: row for row, one in enumerate(people)}
    ties = np.zeros((120, 120))
    for one, row in rows.items():
        one.trust = list(np.clip(np.array(one.baseline) + 0.1 * draw.standard_normal(TYPES), 0.02, 0.98))
        one.fairness, one.salience = draw.uniform(-0.5, 0.5), draw.random()
        one.understanding, one.benefit, one.concern = draw.random(3)
        for name in ("trust", "baseline", "anchor"):
            getattr(arrays, name)[row] = getattr(one, name)
        for name in ("fairness", "salience", "stubbornness", "understanding", "benefit", "concern"):
            getattr(arrays, name)[row] = getattr(one, name)
        for name, anchors in arrays.moods.items():
            anchors[row] = getattr(one, f"{name}_anchor")
        for other in one.neighbours:
            ties[row, rows[other]] += 1
    from scipy import sparse

    arrays.ties, arrays.number_of_ties = sparse.csr_array(ties), np.maximum(ties.sum(axis=1), 1)
    for number, name in enumerate(("owner", "recipient", "use_benefit", "sensitivity", "safeguards")):
        setattr(arrays, name, np.array([use[number] for use in objects.uses]))
    return objects, people, arrays


def test_arrays_do_what_objects_do(twins):
    """Settling, acquaintances and twelve uses, to single precision: what has no chance in it."""
    objects, people, arrays = twins
    objects.agents.do("settle")
    arrays.settle()
    objects.agents.do("follow_acquaintances")
    arrays.follow_acquaintances()
    np.testing.assert_allclose(arrays.trust, [one.trust for one in people], atol=1e-5)
    np.testing.assert_allclose(arrays.baseline, [one.baseline for one in people], atol=1e-5)
    for name in ("fairness", "salience", "understanding", "benefit", "concern"):
        np.testing.assert_allclose(getattr(arrays, name), [getattr(one, name) for one in people], atol=1e-5)
    objects.agents.do("judge_uses")
    expected = np.mean([one.support for one in people], axis=0)
    np.testing.assert_allclose(arrays.judge_uses(), expected, atol=1e-5)


def test_arrays_and_objects_move_alike_by_chance():
    """Messages, contacts and objecting: means over citizens after some months, within what chance allows."""
    objects, arrays = ObjectModel(400, seed=2), ArrayModel(4000, seed=2)
    for _ in range(4):
        objects.step()
        arrays.step()
    people = list(objects.agents)
    assert np.mean([one.trust[0] for one in people]) == pytest.approx(arrays.trust[:, 0].mean(), abs=0.06)
    assert np.mean([one.salience for one in people]) == pytest.approx(arrays.salience.mean(), abs=0.05)
    assert np.mean([one.objecting for one in people]) == pytest.approx(arrays.objecting.mean(), abs=0.05)
    assert 0 < arrays.objecting.mean() < 1


def test_every_contestant_that_is_installed_is_measured(monkeypatch):
    small = {name: (run, 300, 2) for name, (run, _, _) in compare.CONTESTANTS.items()}
    monkeypatch.setattr(compare, "CONTESTANTS", small)
    found, missing = compare.measured(rounds=2)
    assert len(found) + len(missing) == len(small)
    assert {compare.CITIZENS, compare.OWN, "numpy with scipy.sparse", "object Mesa"} <= set(found)
    rows = {row["what"]: row for row in compare.rows_of(found)}
    assert rows[compare.CITIZENS]["ratio"] == 1.0
    assert all(0 < row["ratio_low"] <= row["ratio"] <= row["ratio_high"] for row in rows.values())
    assert new_world("status_quo", citizens=200, seed=1, months=1).contexts.size == CONTEXTS


def test_every_pass_over_citizens_is_timed_and_has_its_bytes():
    world = new_world("public_good", citizens=500, seed=1, months=3).run()
    seconds = passes.stage_seconds(world, times=2)
    assert set(passes.BYTES) | {"institutions"} == set(seconds)
    assert all(value > 0 for value in seconds.values())


def test_a_size_is_measured_and_the_page_says_it(tmp_path, monkeypatch):
    monkeypatch.setattr(scale, "bandwidth", lambda threads: 1e10)
    monkeypatch.setattr(scale_page, "HERE", tmp_path)
    monkeypatch.setattr(scale_page, "PAGE", tmp_path / "scale.md")
    row = scale.measured(5_000, 2, 2)
    assert row["bound_nanoseconds"] == pytest.approx(row["bytes_moved"] / 10)
    assert 150 < row["bytes_per_citizen"] < 210
    rows = {"1000": {**row, "citizens": 1000, "stages": None}, "5000": row}
    scale_page.write({"machine": {"processor": "one"}, "rows": rows})
    page = (tmp_path / "scale.md").read_text()
    assert "| 1,000 |" in page
    assert "A month of 5,000 citizens, pass by pass" in page
    assert (tmp_path / "scale.svg").stat().st_size > 5_000
    assert (tmp_path / "scale.png").stat().st_size > 5_000


def test_bandwidth_is_measured():
    assert 1e8 < scale.bandwidth(1, megabytes=8) < 1e13


@pytest.fixture
def sizes(tmp_path, monkeypatch):
    page = tmp_path / "how-big.md"
    page.write_text(f"Before.\n{how_big.BEGIN}\n{how_big.END}\nAfter.\n")
    monkeypatch.setattr(how_big, "PAGE", page)
    monkeypatch.setattr(how_big, "RESULTS", tmp_path / "how_big.json")
    monkeypatch.setattr(how_big, "SIZES", {2_000: 2, 100_000: 1})
    return page


def test_sizes_are_compared_on_the_same_seeds_and_what_is_there_is_not_done_again(sizes, monkeypatch):
    content = how_big.run_missing(2_000, 2)
    assert len(content["rows"]) == 4
    kept = json.loads(how_big.RESULTS.read_text())
    assert kept["rows"] == content["rows"]
    large = {**next(iter(content["rows"].values())), "licence_affected": 0.5}
    done = []

    def one_run(scenario, citizens, seed, months):
        done.append((scenario, citizens, seed))
        return large

    monkeypatch.setattr(how_big, "one_run", one_run)
    content = how_big.run_missing(100_000, 2)
    assert done == [("status_quo", 100_000, 1), ("public_good", 100_000, 1)]
    small = content["rows"]["status_quo 2000 1 2"]["licence_affected"]
    how_big.write_page(content, 2)
    text = sizes.read_text()
    assert f"{small - 0.5:+.4f}" in text
    assert text.startswith("Before.")
    assert text.endswith("After.\n")
    how_big.write_page(content, 2)
    assert sizes.read_text() == text
