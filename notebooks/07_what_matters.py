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
# # 7. Which assumptions matter, and how many runs are enough?
#
# **Figures:** `07-assumptions`, `07-how-many-runs`. **Minutes:** 1. **Seed:** 7.
#
# Two kinds of doubt. Luck: another seed gives another number, and more runs make it smaller. Belief: another assumption
# gives another number, and no number of runs helps.
#
# **What an assurer should challenge:** the ranges. Impact is over ranges that we chose; an assumption whose range is
# too narrow looks harmless. And structure: whatever the model leaves out has no row here.

# %%
# %matplotlib inline
import numpy as np
import pandas as pd

from socialicence import compare
from socialicence.assumptions import computed
from socialicence.figures.differences import differences, paired_differences
from socialicence.figures.edition import Edition
from socialicence.figures.impact import assumptions_by_impact
from socialicence.parameters import parameters

edition = Edition("07_what_matters", seed=7)

# %% [markdown]
# ## Belief
#
# Computed over draws of every assumption at once, and committed with the package (remade by
# `python -m socialicence.assumptions --write`).

# %%
found, table = computed(), parameters()
impact = pd.DataFrame(
    [
        {
            "name": name,
            "label": table[name].label,
            "grade": table[name].grade,
            "impact": one.value,
            "impact_low": one.low,
            "impact_high": one.high,
            "changes_nearest": bool(found.changes.get(name)),
        }
        for name, one in found.impacts.items()
    ]
)
made = found.provenance
figure = assumptions_by_impact(
    impact, draws=made["draws"], seed=made["seed"], citizens=made["citizens"], model_version=made["model_version"]
)
edition.publish(
    figure, name="07-assumptions", function="socialicence.figures.impact.assumptions_by_impact", runs=made["runs"]
)

# %% [markdown]
# ## Luck
#
# Public Good against today, on many seeds. What would one have seen with fewer? Drawn again and again from the pairs
# there are.

# %%
results = compare(
    ["status_quo", "public_good"],
    citizens=edition.size(2_000, 300),
    runs=edition.size(200, 12),
    months=edition.size(60, 12),
    seed=7,
)
wide = results.runs.pivot(index="run", columns="scenario", values="licence_affected")
gaps = (wide["public_good"] - wide["status_quo"]).to_numpy()
draw = np.random.default_rng(7)
rows = [
    {"scenario": f"{count} pairs of runs", "run": again, "licence_affected": draw.choice(gaps, count).mean()}
    for count in (5, 10, 30, 100)
    for again in range(edition.size(400, 40))
]
nought = [
    {"scenario": "no difference", "run": again, "licence_affected": 0.0} for again in range(edition.size(400, 40))
]
again = pd.DataFrame(rows + nought).assign(
    seed=7, status="done", model_version=results.provenance["model_version"], citizens=results.provenance["citizens"]
)
spread = paired_differences(again, ["licence_affected"], "no difference").set_index("scenario")
ten, hundred = (100 * (spread["high"] - spread["low"])[f"{count} pairs of runs"] for count in (10, 100))
figure = differences(
    again,
    outcomes=["licence_affected"],
    against="no difference",
    finding=f"With 10 pairs of runs, 8 in 10 answers lie within {ten:.1f} points; with 100, within {hundred:.1f}",
)
edition.publish(figure, name="07-how-many-runs", function="socialicence.figures.differences", runs=len(results.runs))

# %% [markdown]
# Thirty runs are enough to see which way a large choice goes, not to tell two small ones apart. And however many there
# are, the first figure stays as it is.
