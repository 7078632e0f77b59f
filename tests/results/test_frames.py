"""Tables that are made for drawing: some measures only, and the personas of each run."""

import pandas as pd


def test_months_of_some_measures_are_those_rows_of_months(results):
    whole = results.months
    some = results.months_of("joined_up", "incidents")
    expected = whole[whole["measure"].isin(["joined_up", "incidents"])].reset_index(drop=True)
    assert set(some["measure"]) == {"joined_up", "incidents"}
    pd.testing.assert_frame_equal(some, expected, check_categorical=False, check_dtype=False)


def test_personas_have_a_row_for_each_run_that_was_done(results):
    done = results.runs[results.runs["status"] == "done"]
    personas = results.personas
    assert list(zip(personas["scenario"], personas["run"], strict=True)) == list(
        zip(done["scenario"], done["run"], strict=True)
    )
    assert set(personas["requester"]) == {"academic_researcher"}
