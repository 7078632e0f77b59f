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
# # 6. Does the model fit the opt-outs of 2021, and what does that show?
#
# **Figures:** `06-fit`. **Minutes:** 3. **Seed:** 6.
#
# On 12 May 2021 general practice data for planning and research were announced; in June 2021 England's opt-outs rose
# from 3.3 to 5.8 % of adults. Two numbers of the model are fitted to that: how readily people object, and how much more
# so when their acquaintances do. Everything else keeps its prior and is marginalised over.
#
# **What an assurer should challenge:** attention is put in (weekly search interest), so the claim is only *size given
# attention*. Misses of single weeks are not covered by the intervals. What is predicted after 1 July 2021 was written
# before anybody looked, and is the examination: nobody has marked it yet.

# %%
# %matplotlib inline
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from socialicence.calibration.frames import months_frame, weeks_frame
from socialicence.calibration.predictions import predictions
from socialicence.calibration.report import finding, source
from socialicence.calibration.smc import Settings, fit
from socialicence.calibration.stored import committed_fit, committed_predictions
from socialicence.figures.edition import Edition
from socialicence.figures.objections import fit_to_2021

edition = Edition("06_opt_outs_of_2021", seed=6)

# %% [markdown]
# ## A fit of our own
#
# Smaller than the committed one (`socialicence calibrate gpdpr`), the same method.

# %%
settings = Settings(
    citizens=edition.size(2_000, 1_000), particles=edition.size(60, 20), generations=edition.size(7, 2), seed=6
)
with TemporaryDirectory() as folder:
    posterior = fit(settings, Path(folder))
predicted = predictions(posterior, draws=edition.size(60, 4), citizens=edition.size(5_000, 1_000), seed=6)

# %% [markdown]
# Seen (dots), given back by the fit, "nothing changes" (dashed), and, in grey, what was not looked at.

# %%
figure = fit_to_2021(
    weeks_frame(posterior), months_frame(predicted), finding=finding(posterior), source=source(posterior, settings)
)
edition.publish(figure, name="06-fit", function="socialicence.figures.objections.fit_to_2021", runs=settings.particles)

# %% [markdown]
# ## The committed fit, failures included

# %%
print(committed_fit()["report"])

# %%
pd.DataFrame(committed_fit()["targets"])

# %% [markdown]
# ## What is predicted, before anybody looks
#
# England's adults, with nine draws of ten between low and high.

# %%
table = pd.DataFrame(committed_predictions())
table[(table["date"] == table["date"].max()) & table["group_kind"].isin(["all", "age_band", "sex"])].drop(
    columns="date"
)
