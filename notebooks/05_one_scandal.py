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
# # 5. One scandal: who is touched, and for how long?
#
# **Figures:** `05-one-month`, `05-one-year`, `05-spillover`. **Minutes:** 1. **Seed:** 5.
#
# An integrity scandal in the police and justice system in month 12. How far do other kinds of organisation suffer for
# it, and what is left a year later?
#
# **What an assurer should challenge:** `spillover` has a range of 0 to 0.35 and no UK estimate; `mark.scandal` (how
# much stays) is a judgement. The published comparison (civil service down 6, statistics office down 2 points, 2021 to
# 2023) is years apart and not about one event.

# %%
# %matplotlib inline
from dataclasses import replace

from socialicence import compare
from socialicence.categories import OrganisationType, Shock
from socialicence.figures.differences import differences
from socialicence.figures.edition import Edition
from socialicence.scenarios import ScheduledShock, load

edition = Edition("05_one_scandal", seed=5)
MONTH = 12
scandal = ScheduledShock(Shock.SCANDAL, MONTH, organisation=OrganisationType.POLICE_AND_JUSTICE)
today = load("status_quo")
shocked = {
    "no_spillover": ("Spillover 0", 0.0),
    "usual_spillover": ("Spillover 0.15", 0.15),
    "most_spillover": ("Spillover 0.35", 0.35),
}
scenarios = [today] + [
    replace(today.changed({"spillover": value}), name=name, title=title, shocks=(scandal,))
    for name, (title, value) in shocked.items()
]

# %%
results = compare(
    scenarios, citizens=edition.size(10_000, 500), runs=edition.size(30, 3), months=edition.size(36, 26), seed=5
)
trust = results.months_of("trust").query("group_kind == 'organisation'")


# %% [markdown]
# Trust by kind of organisation in a month, as one course for each kind: the figure of differences then serves.


# %%
def trust_in_month(scenario, month):
    """Runs as `differences` takes them: a row for each kind of organisation and for today, trust as the outcome."""
    chosen = trust[(trust["month"] == month) & trust["scenario"].isin(["status_quo", scenario])]
    rows = chosen.assign(
        scenario=[
            group if one == scenario else f"{group} without it"
            for one, group in zip(chosen["scenario"], chosen["group"], strict=True)
        ],
        trust=chosen["value"],
        seed=5,
        model_version=results.provenance["model_version"],
        citizens=results.provenance["citizens"],
    )
    against = {kind.label: f"{kind.label} without it" for kind in OrganisationType}
    return rows, against


def draw_trust(scenario, month, name, finding):
    """Draw and publish the differences in trust in one month."""
    rows, against = trust_in_month(scenario, month)
    figure = differences(rows, outcomes=["trust"], against=against, finding=finding)
    runs = rows["run"].nunique()
    return edition.publish(figure, name=name, function="socialicence.figures.differences", runs=runs)


def fall(scenario, month, kind):
    """Mean fall of trust in one kind of organisation, in points."""
    own = trust[(trust["month"] == month) & (trust["group"] == kind.label)].groupby("scenario", observed=True)["value"]
    return 100 * (own.mean()["status_quo"] - own.mean()[scenario])


# %%
police, others = OrganisationType.POLICE_AND_JUSTICE, OrganisationType.STATISTICS_OFFICE
draw_trust(
    "usual_spillover",
    MONTH + 1,
    "05-one-month",
    f"A month later: trust in police and justice is {fall('usual_spillover', MONTH + 1, police):.0f} points lower, "
    f"in the statistics office {fall('usual_spillover', MONTH + 1, others):.1f}",
)

# %%
draw_trust(
    "usual_spillover",
    MONTH + 12,
    "05-one-year",
    f"A year later {fall('usual_spillover', MONTH + 12, police):.1f} points are left: a scandal leaves a mark",
)

# %%
draw_trust(
    "most_spillover",
    MONTH + 1,
    "05-spillover",
    f"At the largest spillover the statistics office falls {fall('most_spillover', MONTH + 1, others):.1f} points",
)
