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
# # 4. If only three of the 16 recommendations can be done, which?
#
# **Figures:** `04-one-at-a-time`, `04-three-together`. **Minutes:** 2. **Seed:** 4.
#
# Each recommendation adopted in full, everything else as today, on the same seeds; then three together.
#
# **What an assurer should challenge:** every effect size is an assumption with a range of plus or minus half. The
# ranking below is for the defaults. Over draws of all assumptions the model cannot rank them: the last cell shows it.

# %%
# %matplotlib inline
from dataclasses import replace
from pathlib import Path

import pandas as pd

from socialicence import compare
from socialicence.figures.edition import Edition
from socialicence.parameters import parameters
from socialicence.scenarios import load

edition = Edition("04_three_recommendations", seed=4)
today = load("status_quo")
recommendations = [name for name in parameters() if name.startswith("recommendation.")]


def adopted(names, scenario_name, title):
    """Today with some recommendations adopted in full."""
    return replace(today.changed(dict.fromkeys(names, 1.0)), name=scenario_name, title=title)


alone = [adopted([name], name.partition(".")[2], parameters()[name].label) for name in recommendations]
titles = {one.name: one.title for one in alone}
size = {"citizens": edition.size(5_000, 300), "runs": edition.size(30, 2), "months": edition.size(60, 12), "seed": 4}

# %%
results = compare([today, *alone], **size)

# %%
edition.draw(
    "differences",
    results,
    name="04-one-at-a-time",
    titles=titles,
    outcomes=["distance_public_good", "cross_department", "licence_affected"],
)

# %% [markdown]
# ## Three together
#
# The three that brought the system nearest to Public Good alone, against the three that did least. Is a bundle more
# than its parts?

# %%
means = results.runs.groupby("scenario")["distance_public_good"].mean().drop("status_quo").sort_values()
best, least = list(means.index[:3]), list(means.index[-3:])
bundles = [
    adopted([f"recommendation.{name}" for name in best], "best_three", "The three that did most alone"),
    adopted([f"recommendation.{name}" for name in least], "least_three", "The three that did least alone"),
    adopted(recommendations, "all_sixteen", "All sixteen"),
]
together = compare([today, *bundles], **size)
print("most:", ", ".join(titles[name] for name in best), "| least:", ", ".join(titles[name] for name in least))

# %%
edition.draw(
    "differences",
    together,
    name="04-three-together",
    titles={one.name: one.title for one in bundles},
    outcomes=["distance_public_good", "cross_department", "licence_affected"],
)

# %% [markdown]
# ## Does the ranking hold?
#
# From the study `experiments/three_recommendations.toml`: in what share of draws of all assumptions is each among the
# first three? (The study takes some minutes; this reads its committed result.)

# %%
study = pd.read_csv(Path("experiments") / "results" / "three_recommendations_subsets.csv")
study["index"].unique()
