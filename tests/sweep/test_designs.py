"""Designs: each is what its name promises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from socialicence.errors import InputError
from socialicence.sweep.designs import count_points, latin_hypercube, points_of
from socialicence.sweep.factors import read_factor

FACTORS = "[factors]\nleadership = [0.1, 0.9]\nfunding = [0.6, 1.4]\nsecurity = [0.2, 0.4, 0.9]\n"


@settings(max_examples=40)
@given(st.integers(1, 60), st.integers(1, 5), st.integers(0, 2**53))
def test_a_latin_hypercube_has_one_point_in_each_slice_of_each_factor(samples, factors, seed):
    shares = latin_hypercube(samples, factors, seed)
    assert shares.shape == (samples, factors)
    slices = np.sort(np.floor(shares * samples).astype(int), axis=0)
    assert np.array_equal(slices, np.tile(np.arange(samples)[:, None], factors))


def test_one_more_factor_leaves_the_others_as_they_were():
    assert np.array_equal(latin_hypercube(20, 4, 7)[:, :3], latin_hypercube(20, 3, 7))


def test_a_grid_is_every_level_with_every_other(study_of):
    study = study_of(f'design = "grid"\nsamples = 4\n{FACTORS}')
    points = points_of(study)
    rows = set(zip(*points.factors.values(), strict=True))
    assert points.count == count_points(study) == len(rows) == 4 * 4 * 3
    assert np.unique(points.factors["leadership"]) == pytest.approx([0.1, 0.1 + 0.8 / 3, 0.1 + 1.6 / 3, 0.9])
    assert set(points.factors["security"]) == {0.2, 0.4, 0.9}


def test_options_are_crossed_with_draws_and_share_each_draw(study_of):
    text = f'design = "grid"\nsamples = 2\nvary_assumptions = true\ndraws = 5\n{FACTORS}'
    study = study_of(text)
    points = points_of(study)
    assert points.count == count_points(study) == 12 * 5
    assert np.array_equal(points.option.reshape(5, 12), np.tile(np.arange(12), (5, 1)))
    assert np.array_equal(points.draw, np.repeat(np.arange(5), 12))
    assert all(len(np.unique(column)) == 5 for column in points.assumptions.values())


@pytest.mark.parametrize("design", ["sobol", "morris"])
def test_points_are_in_the_order_of_salib(study_of, design):
    """An analysis by SALib takes them as they are: its own sample of the same problem is the same."""
    from SALib.sample import morris, sobol

    study = study_of(
        f'design = "{design}"\nsamples = 8\nseed = 3\n[factors]\nleadership = [0.1, 0.9]\nfunding = [0.6, 1.4]\n'
    )
    points = points_of(study)
    found = np.stack(list(points.factors.values()), axis=1)
    if design == "sobol":
        expected = sobol.sample(study.problem(), 8, calc_second_order=False, seed=3)
    else:
        expected = morris.sample(study.problem(), 8, num_levels=4, seed=3)
    assert found == pytest.approx(expected)
    assert points.count == count_points(study)


def test_assumptions_are_factors_of_a_morris_design(study_of):
    study = study_of('design = "morris"\nsamples = 2\nvary_assumptions = true\n')
    points = points_of(study)
    assert points.count == count_points(study) == 2 * (len(study.assumptions) + 1)
    table = np.stack(list(points.assumptions.values()), axis=1)
    moved = (np.diff(table[: len(study.assumptions) + 1], axis=0) != 0).sum(axis=1)
    assert set(moved) == {1}


def test_a_list_is_read_from_its_file_and_an_empty_cell_changes_nothing(study_of, tmp_path):
    (tmp_path / "options.csv").write_text("recommendations,leadership\nnone,0.3\narbitration+checklists,\n")
    study = study_of('design = "list"\nlist = "options.csv"\n')
    points = points_of(study)
    assert list(points.factors["recommendations"]) == ["none", "recommendation.arbitration+recommendation.checklists"]
    assert np.array_equal(points.factors["leadership"], [0.3, np.nan], equal_nan=True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("leadership\n", "at least one option"),
        ("leadership\n1.5\n", "line 2: leadership = 1.5 is out of range"),
        ("leadership\nmuch\n", "line 2: leadership = 'much' is not a number"),
        ("leadership,leadership\n1,1\n", "leadership is given twice"),
        ("leadership\n0.1,0.2\n", "line 2: has 2 cells; the first line names 1 factors"),
        ("leader\n1\n", "did you mean 'leadership'"),
    ],
)
def test_a_bad_list_is_one_line_that_says_where(study_of, tmp_path, content, said):
    (tmp_path / "options.csv").write_text(content)
    with pytest.raises(InputError) as caught:
        study_of('design = "list"\nlist = "options.csv"\n')
    assert said in str(caught.value)


def test_a_design_needs_salib_and_says_so(study_of, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(InputError, match="sobol needs SALib, which is not installed: pip install"):
        points_of(study_of('design = "sobol"\nsamples = 8\n[factors]\nleadership = [0.1, 0.9]\n'))


@pytest.mark.parametrize(
    ("given", "steps", "told"),
    [
        ([0.1, 0.9], 0, "leadership 0.1 to 0.9"),
        ([0.1, 0.9], 64, "leadership 0.1 to 0.9 (64 steps)"),
        ([0.1, 0.5, 0.9], 64, "leadership 0.1, 0.5, 0.9"),
        ({"dist": "normal", "mean": 0.5, "sd": 0.1}, 0, "leadership normal 0.05 to 0.95"),
        ([round(0.1 + 0.001 * n, 3) for n in range(100)], 0, "leadership at 100 levels"),
    ],
)
def test_a_factor_says_what_it_takes(given, steps, told):
    assert read_factor("leadership", given, "mine.toml").in_words(steps) == told
