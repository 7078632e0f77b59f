"""Study files: what they may say, and one line for whatever is wrong."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from socialicence.errors import InputError
from socialicence.month import STAGES as MODEL_STAGES
from socialicence.sweep.designs import count_points
from socialicence.sweep.factors import Factor, read_factor
from socialicence.sweep.reading import from_dict, from_toml
from socialicence.sweep.special import STAGES

SHARES = st.floats(0, 1)
KINDS = {
    "range": [0.2, 0.8],
    "levels": [0.1, 0.5, 0.9],
    "two levels": {"levels": [0.1, 0.9]},
    "uniform": {"dist": "uniform", "low": 0.2, "high": 0.8},
    "log_uniform": {"dist": "log_uniform", "low": 0.01, "high": 1.0},
    "triangular": {"dist": "triangular", "low": 0.1, "mode": 0.3, "high": 0.9},
    "normal": {"dist": "normal", "mean": 0.35, "sd": 0.2},
}
BAD = {
    "design = 'latin'": "unknown design 'latin'",
    "samples = 0": "samples = 0; a whole number from 1 to",
    "samples = 12\ndesign = 'sobol'": "sobol needs a power of two, nearest 16",
    "replicates = 2.5": "replicates = 2.5; a whole number",
    "scenarios = ['silo']": "unknown scenario 'silo'; did you mean 'silos'?",
    "scenarios = []": "a list of names is needed",
    "outcomes = ['licence']": "unknown outcome 'licence'; did you mean 'licence_",
    "outcomes = ['nearest']": "unknown outcome 'nearest'",
    "population = 'new'": "unknown population 'new'; allowed: same, per_run",
    "vary_assumptions = 1": "true or false is needed",
    "sample = 4": "unknown key 'sample'; did you mean 'samples'?",
    "draws = 5": "draws = 5 goes with vary_assumptions",
    "stages = 'mine'": '"module:name" of a list of stages',
    "list = 'x.csv'": 'goes with design = "list"',
    "factors.leadershi = [0.1, 0.2]": "unknown lever or parameter 'leadershi'; did you mean 'leadership'?",
    "factors.leadership = [0.1, 1.2]": "leadership = 1.2 is out of range; allowed is 0.05 to 0.95",
    "factors.leadership = [0.9, 0.1]": "the lower end of a range comes first",
    "factors.leadership = [0.9]": "a range [low, high] or at least two levels",
    "factors.leadership = 0.9": "a range [low, high], a list of levels, or a table",
    "factors.leadership = {dist = 'beta'}": "unknown dist 'beta'",
    "factors.leadership = {dist = 'normal', mean = 0.5}": "normal needs the number sd",
    "factors.leadership = {dist = 'normal', mean = 0.5, sd = 0}": "sd = 0; a number above 0",
    "factors.leadership = {dist = 'triangular', low = 0.1, high = 0.2, mode = 0.9}": "mode = 0.9 must lie",
    "factors.recommendation.arbitration = {dist = 'log_uniform', low = 0.0, high = 0.2}": "needs a low above 0",
    "factors.without = ['citizen', 'none']": "unknown stage 'citizen'; did you mean 'citizens'?",
    "factors.without = ['observation', 'none']": "unknown stage 'observation'",
    "factors.shock.month = [6, 20]": "changes a shock; write it as [[shocks]]",
    "factors.recommendations = ['none', 'arbitratio']": "did you mean",
    "factors.engagement.strategy = ['none', 'target']": "unknown engagement.strategy 'target'; did you mean",
    "factors.engagement.strategy = ['none', 'targeted']\ndesign = 'morris'": "morris needs numbers; try grid or lhs",
    "set.leadership = 0.2": "leadership is both in [set] and a factor",
    "set = 3": "is not a table; write [set]",
    "[[shocks]]\nshock = 'breach'\nmonth = 90\norganisation = 'charities'": "scheduled for month 90, but",
    "title = ": "is not valid TOML",
    "stages = 'tests.sweep.own_stages:NONE'": "tests.sweep.own_stages:NONE",
    "stages = 'tests.sweep.own_stages:SEEING'\npopulation = 'per_run'": "need one seed for public and run",
}


@pytest.mark.parametrize("line", BAD)
def test_bad_files_are_one_line_that_says_where_and_what_is_allowed(study_of, line):
    key = line.partition(" =")[0]
    text = 'scenarios = ["silos"]\ndesign = "lhs"\nsamples = 4\ncitizens = 100\nmonths = 1\n'
    replaced = {part.partition(" =")[0] for part in line.splitlines()}
    text = "\n".join(one for one in text.splitlines() if one.partition(" =")[0] not in replaced)
    factor = "" if key == "factors.leadership" else "factors.leadership = [0.1, 0.9]\n"
    with pytest.raises(InputError) as caught:
        study_of(f"{text}\n{factor}{line}\n")
    assert BAD[line] in str(caught.value)
    assert "mine.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_nothing_varied_is_bad_input(study_of):
    with pytest.raises(InputError, match="nothing is varied"):
        study_of('design = "lhs"\n')


@given(SHARES, SHARES)
def test_every_factor_rises_with_its_share_and_stays_in_range(one, other):
    for given_as in KINDS.values():
        factor = read_factor("recommendation.arbitration", given_as, "here")
        low, high = factor.at(np.sort([one, other]))
        assert 0 <= low <= high <= 1


def test_distributions_are_those_of_scipy():
    shares = np.linspace(0.001, 0.999, 50)
    expected = {
        "range": stats.uniform(0.2, 0.6),
        "log_uniform": stats.loguniform(0.01, 1.0),
        "triangular": stats.triang(0.25, loc=0.1, scale=0.8),
        "normal": stats.truncnorm((0 - 0.35) / 0.2, (1 - 0.35) / 0.2, loc=0.35, scale=0.2),
    }
    for kind, distribution in expected.items():
        found = read_factor("recommendation.arbitration", KINDS[kind], "here").at(shares)
        assert found == pytest.approx(distribution.ppf(shares), abs=2e-6), kind


def test_two_numbers_are_a_range_and_three_are_levels():
    assert read_factor("leadership", [0.2, 0.8], "here").levels == ()
    assert read_factor("leadership", [0.2, 0.5, 0.8], "here").levels == (0.2, 0.5, 0.8)
    assert read_factor("engagement_strategy", ["none", "targeted"], "here").levels == ("none", "targeted")


def test_recommendations_are_known_by_name_and_number():
    factor = read_factor("recommendations", ["none", "recommendation.1+arbitration"], "here")
    assert factor.levels[1].count("recommendation.") == 2


def test_a_problem_for_salib_has_the_same_distributions():
    from SALib.util import _nonuniform_scale_samples

    from socialicence.sweep.factors import problem_of

    factors = [
        read_factor("recommendation.arbitration", KINDS[kind], "here")
        for kind in ("range", "log_uniform", "triangular", "normal")
    ]
    problem = problem_of(factors)
    shares = np.random.default_rng(1).uniform(0.01, 0.99, (50, 4))
    scaled = _nonuniform_scale_samples(shares, problem["bounds"], problem["dists"])
    for column, factor in enumerate(factors):
        assert factor.at(shares[:, column]) == pytest.approx(scaled[:, column].astype(float), abs=2e-6)
    with pytest.raises(InputError, match="words for levels"):
        problem_of([Factor("without", "levels", levels=("none", "citizens"))])


def test_a_study_survives_being_written_down(study_of):
    study = study_of(
        'scenarios = ["silos"]\ndesign = "grid"\nvary_assumptions = true\ndraws = 3\ntitle = "A"\n'
        "[set]\nsecurity = 0.4\n[factors]\nleadership = {dist = 'normal', mean = 0.4, sd = 0.1}\n"
        "shock.month = [3, 40]\nwithout = ['none', 'citizens']\n"
        "[[shocks]]\nshock = 'breach'\nmonth = 5\norganisation = 'charities'\n"
    )
    again = from_dict(study.to_dict())
    assert again == study
    assert again.hash() == study.hash()
    assert again.design_hash() == study.design_hash()


def test_assumptions_are_all_that_no_data_settle_and_the_study_does_not_name(study_of):
    study = study_of('design = "lhs"\nvary_assumptions = true\n[factors]\nnegativity_weight = [1, 3]\n')
    names = {factor.name for factor in study.assumptions}
    assert "negativity_weight" not in names
    assert "effect.arbitration" in names
    assert "leadership" not in names
    assert len(names) > 100


def test_the_stages_that_may_be_left_out_are_those_of_the_model():
    assert tuple(stage.name for stage in MODEL_STAGES) == STAGES


def test_the_study_of_the_document_is_one():
    text = (Path(__file__).parents[2] / "docs" / "sweeps.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```toml\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    study = from_toml(tomllib.loads(block), "sweeps.md", "mine", Path())
    assert count_points(study) == 200
