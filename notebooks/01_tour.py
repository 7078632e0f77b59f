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
# # 1. A tour of the model, and today's course
#
# **Figures:** `01-trust`, `01-licence`, `01-waiting`, `01-timeline`. **Minutes:** under 1. **Seed:** 1.
#
# A public that is not one body, 24 departments and the people in them live through sixty months in which nobody
# changes anything. This notebook shows what the model is made of, and where today's course leads in it.
#
# **What an assurer should challenge:** every share in `01-licence` stands on one cut-off for each survey, and those
# fit badly in the middle (docs/validation.md). Reasons for waiting in `01-waiting` are recorded by the model, not
# observed.

# %%
# %matplotlib inline
from collections import Counter

from socialicence import compare
from socialicence.figures.edition import Edition
from socialicence.month import STAGES
from socialicence.parameters import parameters

edition = Edition("01_tour", seed=1)

# %% [markdown]
# ## A month is a list
#
# Eight stages, always in this order. Each is a function that can be left out or replaced (notebook 8).

# %%
for stage in STAGES:
    print(f"{stage.name:15}", (stage.run.__doc__ or "").strip())

# %% [markdown]
# ## What it stands on
#
# Every number has a unit, a range, a source and a grade. Most are assumptions, and no result is better than they are.

# %%
table = parameters()
print(Counter(one.grade for one in table.values()))
print(table["negativity_weight"])

# %% [markdown]
# ## Today's course
#
# Thirty runs differ in their public and in everything that happens by chance. Their spread is luck in this model. It
# says nothing about how well the model fits the UK.

# %%
results = compare(
    ["status_quo"], citizens=edition.size(10_000, 500), runs=edition.size(30, 3), months=edition.size(60, 24), seed=1
)
results.summary["scenarios"]["status_quo"]["nearest"]

# %% [markdown]
# Trust differs more between segments of the public than over five years, and more between kinds of organisation than
# between segments.

# %%
edition.draw("trust", results, name="01-trust")

# %% [markdown]
# Backing depends on who would use the data and for what. There is no single approval number.

# %%
edition.draw("licence", results, name="01-licence")

# %% [markdown]
# Where projects wait, and why.

# %%
edition.draw("waiting", results, name="01-waiting")

# %% [markdown]
# One run, month by month: incidents, engagement, desks that opened.

# %%
edition.draw("timeline", results, name="01-timeline")
