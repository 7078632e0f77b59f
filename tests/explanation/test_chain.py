"""The chain in words: what is told, what is passed over in silence, and which choices are named."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from socialicence.categories import Stage, Unblocker, Why
from socialicence.explanation.chain import Chain, median_pair, one_project
from socialicence.explanation.measured import desk, headlines, opened
from tests.explanation.runs import contributions_frame, item, mechanisms_frame, pairs
from tests.explanation.test_measured import record


def chain_of(value, items=("a", "b", "c"), runs=4):
    made = pairs(value, items, runs)
    choices = [item(one) for one in items]
    both = pd.concat([contributions_frame(made, choices), mechanisms_frame(made, choices)], ignore_index=True)
    return made, both


def only(name, effect):
    """A world in which one measure follows the choices, and all others stay where they are."""
    return lambda measure, on, run: 0.3 + 0.01 * run + (effect(on, run) if measure == name else 0.0)


def said(value, **settings):
    chain = Chain("Mine", *chain_of(value, **settings))
    return chain.sentences(), chain.silent()


def test_where_nothing_differs_nothing_is_said_but_where_runs_end():
    sentences, silent = said(lambda measure, on, run: 0.5)
    assert sentences == ["Today: nearest Silos in 4 of 4 runs. Mine: nearest Silos in 4 of 4 runs."]
    assert silent == list(headlines())


def test_luck_is_passed_over_in_silence():
    signs = np.where(np.arange(4) % 2, 1.0, -1.0)  # every difference has mean nought
    sentences, silent = said(lambda measure, on, run: 0.5 + 0.1 * signs[run] * len(on))
    assert len(sentences) == 1
    assert silent == list(headlines())


def test_a_desk_that_clears_sooner_is_told_with_spread_and_cause():
    name = desk(Stage.DATA_PROTECTION)
    value = only(name, lambda on, run: 3.0 - 1.0 * ("a" in on) - 0.02 * run * ("a" in on))
    (_, sentence), _ = said(value)
    assert sentence == (
        "A desk at the stage data-protection assessment clears in 2.28 (2.27 to 2.30) instead of 3.31 (3.30 to 3.33) "
        'months: 1.03 months fewer (1.01 to 1.05). Behind it: "Choice a", -1.03 (-1.05 to -1.01) alone and -1.03 '
        "(-1.05 to -1.01) added last."
    )


def test_a_choice_that_works_from_one_end_only_is_not_named():
    value = only("licence_affected", lambda on, run: 0.1 * (len(on) == 3))
    (_, sentence, *_), _ = said(value)
    assert sentence.startswith("Backing among those affected is ")
    assert "No choice by itself does this both alone and added last." in sentence


def test_beyond_the_sum_is_told_where_it_is_clear():
    sentences, _ = said(only("licence_affected", lambda on, run: 0.1 * (len(on) == 3)))
    assert sentences[-1].startswith("What all choices do together is not the sum of what each does alone.")
    assert "+10 (10 to 10) points" in sentences[-1]


def test_blocked_desks_that_newcomers_open_are_counted():
    sentences, _ = said(only(opened(Unblocker.NEWCOMER), lambda on, run: 2.0 * len(on) / 3))
    assert sentences[1] == "Blocked desks that opened in a run: 2.0 more (2.0 to 2.0) when their holders changed."


def test_what_rounds_to_nought_is_not_told():
    sentences, silent = said(only("licence_everyone", lambda on, run: 1e-6 * len(on)))
    assert len(sentences) == 1
    assert "licence_everyone" in silent


def test_with_one_choice_no_cause_is_looked_for():
    sentences, _ = said(only("licence_affected", lambda on, run: 0.1 * len(on)), items=("a",))
    assert sentences[1] == (
        "Backing among those affected is 42 % (40 to 43) instead of 31 % (30 to 33): 10 points more (10 to 10)."
    )


def test_runs_that_go_the_other_way_are_owned_up_to():
    value = only("cross_department", lambda on, run: len(on) * (1.0 if run > 1 else -0.05))
    sentences, _ = said(value, runs=8)
    assert "though not in every run" in " ".join(sentences)


def test_every_figure_has_its_spread():
    sentences, _ = said(lambda measure, on, run: 0.5 + 0.1 * ("a" in on) + 0.05 * ("b" in on) + 0.001 * run)
    assert len(sentences) > 8
    for sentence in sentences[1:]:
        words = [word.strip("+-(),.:;%") for word in sentence.replace("within 24 months", "").split()]
        numbers = [word for word in words if word.replace(".", "").isdigit()]
        assert len(numbers) % 3 == 0, sentence


@pytest.mark.parametrize(
    ("slow", "words"),
    [
        ("today", "after 4.0 instead of 12.0 months. Today"),
        ("here", "after 12.0 instead of 4.0 months. Here"),
    ],
)  # fmt: skip
def test_one_project_is_told_as_recorded(slow, words):
    base = record()
    late = replace(base, stages=base.stages | {
        "left": np.array([9.0, 3.0, 4.0, -1.0, -1.0]), "why": np.array([Why.POST_VACANT, 0, 0, 0, 0]),
    })  # fmt: skip
    soon = replace(base, projects=base.projects | {"accessed": np.array([4.0, -1.0, -1.0])})
    ends = [late, soon] if slow == "today" else [soon, late]
    (sentence,) = one_project(SimpleNamespace(records=ends))
    assert sentence.startswith("One project, the median of run 0: put in by the academic researcher in month 0, ")
    assert sentence.endswith(
        f"{words} it waits longest at scoping of One (9.0 months, post vacant; "
        "the desk was blocked and opened when its holder changed)."
    )


def test_projects_are_paired_by_who_asks_and_when():
    today, here = record(), record()
    both = {
        "requester": np.array([1, 0, 2]),
        "started": np.array([1.0, 0.0, 2.0]),
        "accessed": np.array([-1.0, 5.0, -1]),
    }
    assert median_pair(today, replace(here, projects=here.projects | both)) == (0, 1)
    assert median_pair(today, replace(here, projects=here.projects | {"started": np.array([7.0, 8.0, 9.0])})) is None


def test_the_whole_is_the_scenario_less_today():
    made, both = chain_of(only("concern", lambda on, run: float(len(on))))
    assert Chain("Mine", made, both).whole("concern").mean == pytest.approx(3.0)
