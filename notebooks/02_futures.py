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
# # 2. The four futures, and what they mean for three people
#
# **Figures:** `02-crossroads`, `02-personas`, `02-months-to-access`, `02-differences`. **Minutes:** 1. **Seed:** 1.
#
# Each future is our reading of OSR's scenario, written as a file of *choices*. No outcome is written in. What counts
# as each future (its target) is ours too, so that a file ends near its own target tests consistency, not truth.
#
# **What an assurer should challenge:** the targets and their scaling (`socialicence/data/signature.toml`), and that
# the files were changed after they had first been run (docs/decisions.md).

# %%
# %matplotlib inline
import pandas as pd

from socialicence import compare
from socialicence.figures.edition import Edition
from socialicence.scenarios import differences, load, names

edition = Edition("02_futures", seed=1)
FUTURES = ["status_quo", "public_good", "silos", "government", "deprioritised"]

# %% [markdown]
# What one of them chooses, against today:

# %%
for one in differences(load("silos"))[:8]:
    print(one)

# %%
results = compare(
    FUTURES, citizens=edition.size(10_000, 500), runs=edition.size(30, 3), months=edition.size(60, 36), seed=1
)
titles = {name: load(name).label for name in FUTURES}
pd.DataFrame({name: one["nearest"] for name, one in results.summary["scenarios"].items()}).fillna(0).astype(int)

# %% [markdown]
# ## The crossroads
#
# Across: do departments join up? Up: can people outside government use the data? A dot is a run.

# %%
edition.draw("crossroads", results, name="02-crossroads", titles=titles)

# %% [markdown]
# ## Three people
#
# An academic researcher, a government researcher, and a charity's service co-ordinator: in how many runs did they hold
# usable evidence within two years?

# %%
edition.draw("personas", results, name="02-personas", titles=titles)

# %%
edition.draw("months_to_access", results, name="02-months-to-access", titles=titles)

# %% [markdown]
# ## On the same seeds
#
# Run by run against today. A line that crosses nought means that luck can turn it.

# %%
edition.draw(
    "differences",
    results,
    name="02-differences",
    titles=titles,
    outcomes=["licence_affected", "cross_department", "external_access"],
)

# %% [markdown]
# Names of all scenarios that come with the package:

# %%
print(names())
