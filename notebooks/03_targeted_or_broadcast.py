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
# # 3. The same money: with those affected, or a leaflet to everyone?
#
# **Figures:** `03-same-money`, `03-listening`. **Minutes:** 1. **Seed:** 3.
#
# Equal spend, two ways of spending it; and each with government that acts on what it hears, or does not.
#
# **What an assurer should challenge:** no UK figure exists for the effect of co-design or targeted contact. Both
# directions here are assumptions (`targeted_*`, `broadcast_worry` in `socialicence parameters`); what the model adds
# is how they work out together with everything else. Effects on backing are tenths of a point.

# %%
# %matplotlib inline
from dataclasses import replace

from socialicence import compare
from socialicence.figures.edition import Edition
from socialicence.scenarios import load

edition = Edition("03_targeted_or_broadcast", seed=3)
today = load("status_quo")


def involving(name, title, strategy, honouring):
    """Today, with 20 thousand pounds a month for each department spent in one way."""
    choices = {"engagement.strategy": strategy, "engagement.spend": 20, "engagement.breadth": 1}
    return replace(today.changed({**choices, "engagement.honouring": honouring}), name=name, title=title)


ways = [
    involving("told_ignored", "Told; little is acted on", "broadcast", 0.1),
    involving("told_heard", "Told; what is heard is acted on", "broadcast", 0.9),
    involving("affected_ignored", "Designed with those affected; little is acted on", "targeted", 0.1),
    involving("affected_heard", "Designed with those affected; what is heard is acted on", "targeted", 0.9),
]
titles = {one.name: one.title for one in ways}

# %%
results = compare(
    [today, *ways], citizens=edition.size(10_000, 500), runs=edition.size(40, 3), months=edition.size(60, 18), seed=3
)

# %% [markdown]
# ## Against today

# %%
edition.draw(
    "differences",
    results,
    name="03-same-money",
    titles=titles,
    outcomes=["licence_affected", "licence_everyone", "theme_licence"],
)

# %% [markdown]
# ## Targeted against broadcast, at the same honouring; and honouring against none, at the same spend

# %%
edition.draw(
    "differences",
    results,
    name="03-listening",
    titles={
        **titles,
        "affected_heard": "Acted on: targeted less told",
        "affected_ignored": "Ignored: targeted less told",
        "told_heard": "Told: acted on less ignored",
    },
    against={"affected_heard": "told_heard", "affected_ignored": "told_ignored", "told_heard": "told_ignored"},
    outcomes=["licence_affected", "licence_everyone", "theme_licence"],
)

# %% [markdown]
# Whether this holds when every assumption is drawn afresh is a question for a study, not for one notebook:
# `experiments/targeted_or_broadcast.toml`, with its result in `experiments/README.md`.
