"""What is drawn is what the tables say: each figure against a small case worked by hand."""

import numpy as np
import pandas as pd
import pytest

from socialicence import figures
from socialicence.outcomes.pathway_times import cumulative_incidence, kaplan_meier, share_within

RUNS = pd.DataFrame(
    {"scenario": "status_quo", "run": [0, 1], "seed": [7, 8], "citizens": 100, "months": 24, "status": "done",
     "model_version": 2}
)  # fmt: skip


def monthly(rows):
    """Tidy months from (run, month, measure, group kind, group, value)."""
    columns = ["run", "month", "measure", "group_kind", "group", "value"]
    return pd.DataFrame(rows, columns=columns).assign(scenario="status_quo")


def test_licence_is_the_mean_of_the_last_two_years_and_the_gap_is_that_of_each_run():
    rows = []
    for run, affected in ((0, 0.4), (1, 0.6)):
        for month in (0, 1, 2):
            rows.append((run, month, "licence_everyone", "context", "health_local_care", 0.9 if month == 0 else 0.5))
            rows.append((run, month, "licence_affected", "context", "health_local_care", affected))
    figure = figures.licence_by_group(monthly(rows), RUNS)
    (row,) = figures.table(figure).to_dict("records")
    assert row["label"] == "Health and local government for care"
    assert (row["everyone"], row["affected"]) == pytest.approx((0.5, 0.5))
    assert (row["gap"], row["gap_p10"], row["gap_p90"]) == pytest.approx((0.0, -0.08, 0.08))
    assert "less than everyone in 0 of 1 uses" in figures.alternative(figure)


def test_trust_is_that_of_the_first_and_the_last_month():
    rows = [
        (run, month, "trust", kind, group, value + 0.02 * run)
        for run in (0, 1)
        for month, value in ((0, 0.5), (1, 0.1), (24, 0.6))
        for kind, group in (("organisation", "companies"), ("organisation_segment", "companies; neutral followers"))
    ]
    figure = figures.trust_by_segment(monthly(rows), RUNS)
    table = figures.table(figure).set_index(["segment", "month"])["trust"]
    assert dict(table) == pytest.approx(
        {("everyone", 0): 0.51, ("everyone", 24): 0.61, ("neutral followers", 0): 0.51, ("neutral followers", 24): 0.61}
    )
    assert "companies are trusted most with data (61%)" in figures.alternative(figure)
    assert "trust moves by at most 10 points in 2 years" in figures.alternative(figure)


def test_waiting_counts_desk_months_by_reason_and_what_still_waits_to_the_end():
    stages = pd.DataFrame(
        [
            (0, 0, "scoping", 1.0, 3.0, "work in hand"),
            (0, 0, "legal gateway", 3.0, 9.0, "unsure of the law"),
            (0, 1, "legal gateway", 20.0, np.nan, "fear of backlash"),
            (1, 0, "publication", 0.0, 9.0, "work in hand"),
        ],
        columns=["run", "project", "stage", "entered", "left", "why"],
    ).assign(scenario="status_quo")
    figure = figures.waiting_by_desk(stages, RUNS)
    table = figures.table(figure).set_index(["stage", "why"])
    assert dict(table["desk_months"]) == {
        ("scoping", "work in hand"): 2.0,
        ("legal gateway", "fear of backlash"): 4.0,
        ("legal gateway", "unsure of the law"): 6.0,
    }
    assert table["desk_months_per_10_projects"].sum() == pytest.approx(10 * 12 / 3)
    title = figures.described(figure).finding
    assert "83% of the time at desks is spent held up: most at legal gateway (100% of it)" in title
    assert "“unsure of the law” (60%)" in title


def access_tables():
    """Four projects of an academic: access after 2 and 6 months, given up after 4, still waiting after 14."""
    projects = pd.DataFrame(
        {"scenario": "status_quo", "run": 0, "project": range(4), "requester": "academic researcher",
         "started_month": 10.0, "months_to_access": [2.0, 6.0, np.nan, np.nan],
         "outcome": ["completed", "accessed", "abandoned", "in flight"]}
    )  # fmt: skip
    stages = pd.DataFrame(
        {"scenario": "status_quo", "run": 0, "project": [0, 1, 2, 2, 3], "left": [12.0, 16.0, 11.0, 14.0, np.nan]}
    )
    return projects, stages


def test_access_has_those_who_gave_up_as_a_competing_risk():
    figure = figures.months_to_access(*access_tables(), RUNS)
    table = figures.table(figure)
    share = table[table["curve"] == "share with access"].set_index("month")
    # 1/4 at 2 months; given up at 4; of the two left one reaches access at 6: 1/2 of the half that remains.
    assert list(share["share"].loc[[0, 1, 2, 5, 6, 24]]) == pytest.approx([0, 0, 0.25, 0.25, 0.5, 0.5])
    assert list(share["still_waiting"].loc[[0, 2, 3, 4, 5, 7, 15]]) == [4, 4, 3, 3, 2, 1, 0]
    assert "50% of academic researchers' projects have access within two years" in figures.alternative(figure)


def test_cumulative_incidence_and_kaplan_meier_by_hand():
    months = np.array([2.0, 6.0, 4.0, 14.0])
    reached, lost = np.array([True, True, False, False]), np.array([False, False, True, False])
    times, share = cumulative_incidence(months, reached, lost)
    assert list(times) == [2, 4, 6]
    assert list(share) == pytest.approx([0.25, 0.25, 0.5])
    assert share_within(months, reached, lost, 5.0) == pytest.approx(0.25)
    # As if nobody gave up, those who did would still wait: 3/4, then half of it.
    assert list(kaplan_meier(months, reached)[1]) == pytest.approx([0.75, 0.375])


def test_personas_are_frequencies():
    stories = pd.DataFrame(
        [
            (0, True, "scoping", "unclear process"),
            (1, False, "agreement", "unclear process"),
        ],
        columns=["run", "usable_evidence_within_24m", "held_up_at", "held_up_why"],
    ).assign(scenario="status_quo", requester="academic researcher")
    figure = figures.personas_by_scenario(stories, RUNS)
    (row,) = figures.table(figure).to_dict("records")
    assert (row["runs_with_evidence"], row["of"]) == (1, 2)
    assert (row["held_up_at"], row["held_up_at_runs"]) == ("agreement", 1)  # a tie: the first by name
    assert (row["held_up_why"], row["held_up_why_runs"]) == ("unclear process", 2)
    assert figures.described(figure).finding == (
        "If nothing changes, usable evidence within two years: an academic researcher in 1 of 2 runs"
    )
    (dots,) = [axes.collections[0] for axes in figure.axes]
    assert len(dots.get_offsets()) == 2


def test_more_runs_than_dots_are_told_as_several_a_dot():
    runs = pd.DataFrame({"scenario": "status_quo", "run": range(500), "seed": range(500), "model_version": 1})
    stories = runs.assign(requester="charity", usable_evidence_within_24m=True, held_up_at=None, held_up_why=None)
    figure = figures.personas_by_scenario(stories, runs)
    assert len(figure.axes[0].collections[0].get_offsets()) == 167
    assert "A dot is 3 runs" in figures.alternative(figure)
    assert "not held up" in figures.alternative(figure)


def test_a_timeline_turns_what_is_counted_so_far_into_what_was_new():
    rows = []
    for month, breaches, opened, spent in ((0, 0, 0, 0), (1, 1, 2, 70), (2, 1, 5, 140), (3, 3, 5, 280)):
        rows += [
            (1, month, "incidents", "shock", "breach", breaches),
            (1, month, "desks_unblocked", "unblocked_by", "training", opened),
            (1, month, "engagement_spend_total", "all", "all", spent),
        ]
    figure = figures.timeline(monthly(rows), RUNS, run=1)
    table = figures.table(figure)
    assert list(table[table["what"] == "incidents"]["value"]) == [0, 1, 0, 2]
    assert list(table[table["what"] == "desks opened"]["value"]) == [0, 2, 3, 0]
    assert list(table[table["what"] == "engagement spend"]["value"]) == [0, 70, 70, 140]
    assert figures.described(figure).finding == (
        "If nothing changes, run 1: 3 incidents, £280 thousand spent on engagement, 5 blocked desks opened, "
        "most often by training (5)"
    )


def test_believed_licence_marks_both_errors():
    projects = pd.DataFrame(
        [
            (0, "completed", 0.6, 0.4),
            (0, "accessed", 0.4, 0.6),
            (0, "abandoned", 0.4, 0.5),
            (1, "refused", 0.3, 0.2),
            (1, "in flight", 0.3, 0.2),
        ],
        columns=["run", "outcome", "perceived_licence", "licence_affected"],
    ).assign(scenario="status_quo")
    figure = figures.believed_licence(projects, RUNS)
    assert list(figures.table(figure)["error"]) == [True, False, True, False]
    said = [text.get_text() for axes in figure.axes for text in axes.texts]
    assert "× 1 of 2 shared without licence" in said
    assert "× 1 of 2 not shared, with licence" in said
    crosses = [len(marks.get_offsets()) for axes in figure.axes for marks in axes.collections]
    assert crosses == [1, 1, 1, 1]


def test_contributions_are_drawn_as_given():
    columns = ["outcome", "lever", "label", "alone", "alone_low", "alone_high", "last", "last_low", "last_high", "runs"]
    given = pd.DataFrame(
        [
            ("licence_affected", "a", "Checklists", 0.012, 0.01, 0.02, 0.02, 0.01, 0.03, 9),
            ("licence_affected", "b", "NHS panel", -0.03, -0.04, 0.01, np.nan, np.nan, np.nan, 9),
            ("licence_affected", "together", "All", -0.02, -0.03, 0.0, np.nan, np.nan, np.nan, 9),
            ("licence_affected", "together_beyond_sum", "More", -0.002, -0.01, 0.0, np.nan, np.nan, np.nan, 9),
        ],
        columns=columns,
    )
    figure = figures.contributions(given, RUNS)
    pd.testing.assert_frame_equal(figures.table(figure), given)
    assert figures.described(figure).finding == (
        "Backing among those affected: “NHS panel” moves it most alone (−3.0 points), in some runs the other way; "
        "all together −2.0, of which −0.2 is beyond the sum"
    )
    (axes,) = figure.axes
    drawn = sorted(float(line.get_xdata()[0]) for line in axes.lines if line.get_marker() in "oD")
    assert drawn == pytest.approx([-3.0, -2.0, -0.2, 1.2, 2.0])
