# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 8. Your own rule, your own public
#
# **Figures:** `08-own-rule`, `08-own-public`. **Minutes:** under 1. **Seed:** 8.
#
# A rule is a Python function of the model and the month. A public is a CSV file with a row for each respondent.
# Neither needs a change to the package.
#
# **What an assurer should challenge:** a rule of one's own has no source and no range, and whoever adds it has to give
# it both. A survey replaces who people are and what they believe; network, departments and cut-offs stay the UK's
# (docs/another-public.md).

# %%
# %matplotlib inline
from dataclasses import replace
from pathlib import Path

import pandas as pd

from socialicence import compare
from socialicence.figures.differences import differences
from socialicence.figures.edition import Edition
from socialicence.month import STAGES
from socialicence.scenarios import load, with_survey
from socialicence.schedule import inserted

edition = Edition("08_your_own", seed=8)
size = {"citizens": edition.size(5_000, 500), "runs": edition.size(20, 3), "months": edition.size(60, 24), "seed": 8}

# %% [markdown]
# ## A rule: once a quarter somebody from outside visits the most nervous department


# %%
def visit_the_nervous(model, month):
    """Once a quarter an outsider calms the most nervous department."""
    if month % 3 == 0:
        most = max(model.departments, key=lambda one: one.nervousness)
        most.nervousness = 0.5 * most.nervousness


with_visits = inserted(STAGES, visit_the_nervous, after="departments")
[stage.name for stage in with_visits]

# %%
today = load("status_quo")
usual = compare([today], **size)
visited = compare([replace(today, name="visited", title="With visits")], stages=with_visits, **size)

# %% [markdown]
# Draws are keyed, so the two sets of runs differ only by what the rule does.

# %%
runs = pd.concat([usual.runs, visited.runs], ignore_index=True)
figure = differences(
    runs, outcomes=["cross_department", "licence_affected", "distance_public_good"], titles={"visited": "With visits"}
)
edition.publish(figure, name="08-own-rule", function="socialicence.figures.differences", runs=len(runs))

# %% [markdown]
# ## A public: a small made-up survey of an island country

# %%
print(Path("notebooks/made_up_survey.csv").read_text(encoding="utf-8")[:400])

# %%
islands = with_survey(
    [replace(load(name), name=f"islands_{name}") for name in ("status_quo", "public_good")],
    "notebooks/made_up_survey.csv",
)
ours = compare(islands, **size)
ours.months.query("measure == 'licence_affected' and group_kind == 'region' and month == 0").groupby(
    "group", observed=True
)["value"].mean()

# %%
edition.draw("licence", ours, name="08-own-public", scenario="islands_status_quo")
