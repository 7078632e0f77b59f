"""Each published figure beside what a drawn public has: marginals, surveys, opt-outs and the network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from socialicence.categories import AgeBand, EthnicGroup, OrganisationType, Region, Segment, Sex, SocialGrade
from socialicence.data import tables as data
from socialicence.population import frame as frames
from socialicence.population.normal import share_below
from socialicence.population.surveys import differences, members
from socialicence.population.ties import measure
from socialicence.population.trust import fit_trust
from socialicence.population.weights import marginal_codes
from socialicence.state.tables import Array, Citizens, Network

GP_LISTS = "NHS Digital GP list sizes"
POLYMOD = "POLYMOD UK diaries (Mossong 2008)"


class Comparison(NamedTuple):
    """A published figure beside what was found.

    Attributes
    ----------
    kind : str
        marginal, profile, segment trust, survey, group difference, objections or network.
    figure, category : str
    target : float or None
        None where nothing was published: the figure is an assumption's outcome.
    found : float
    deviation : float or None
        Found less target.
    unit, source, grade : str
    """

    kind: str
    figure: str
    category: str
    target: float | None
    found: float
    deviation: float | None
    unit: str
    source: str
    grade: str


def comparison(
    kind: str, figure: str, category: str, target: float | None, found: float, source: str, grade: str, unit: str = "%"
) -> Comparison:
    """Return a comparison; `target` is None where nothing was published."""
    if target is not None:
        target = float(target)
    deviation = None if target is None else float(found) - target
    return Comparison(kind, figure, category, target, float(found), deviation, unit, source, grade)


FIGURES = (
    ("age and sex", GP_LISTS, "derived"), ("region", "GP lists; ONS mid-2023", "assumption"),
    ("ethnic group", "Census 2021", "assumption"), ("social grade", "Census 2021", "assumption"),
    ("digital exclusion", "Ofcom 2021", "derived"), ("segment", "NHS England 2024", "measured"),
)  # fmt: skip
"""What each marginal is called, where it is from and its grade, in the order of `Frame.marginals`."""


def marginals(
    citizens: Citizens,
    public: frames.Frame,
    figures: Sequence[tuple[str, str, str]] = FIGURES,
    regions: Sequence[str] = (),
) -> Iterator[Comparison]:
    """Yield weighted shares beside the marginals that the weights are raked to; `regions` names those of a survey."""
    tens = ["18-19" if k == 0 else "90+" if k == data.TENS - 1 else f"{10 * k + 10}-{10 * k + 19}"
            for k in range(data.TENS)]  # fmt: skip
    labels = (
        [f"{sex.label} {ages}" for ages in tens for sex in Sex], list(regions) or [c.label for c in Region],
        [c.label for c in EthnicGroup], [c.label for c in SocialGrade], ["online", "does not use the internet"],
        [c.label for c in Segment],
    )  # fmt: skip
    for m, code in enumerate(marginal_codes(citizens)):
        shares = np.bincount(code, citizens.weight, minlength=len(labels[m])) / citizens.weight.sum(dtype=float)
        for group, label in enumerate(labels[m]):
            target = float(public.marginals[m, group])
            if target > 0.0:
                figure, source, grade = figures[m]
                yield comparison("marginal", figure, label, 100 * target, 100 * float(shares[group]), source, grade)


def _profiles(citizens: Citizens) -> Iterator[Comparison]:
    """Shares that two characteristics share: who is in a segment, who is offline, London and Wales."""
    band = frames.band_of_age(citizens.age)
    code: tuple[Array, ...] = (
        citizens.region, band, citizens.social_grade, citizens.segment, citizens.digitally_excluded,
        citizens.ethnic_group, citizens.sex,
    )  # fmt: skip
    weight = citizens.weight.astype(float) / citizens.weight.sum(dtype=float)
    for target in frames.profile_targets(weight, code):
        yield _two_way(target.name, target.share, target.group == 1, target.group > 0, weight, "NHS England 2024, odds "
                       "ratio against its average", "derived")  # fmt: skip
    offline = citizens.digitally_excluded == 1
    low = citizens.social_grade == SocialGrade.DE
    for group, whole in (("65-74", band == AgeBand.AGE_65_74), ("75+", band == AgeBand.AGE_75_PLUS), ("DE", low)):
        share = data.exclusion_share(group)
        source, grade = ("Ofcom 2021", "assumption") if group == "DE" else ("ONS Internet users 2020", "derived")
        shares = np.array([share, 1 - share])
        yield _two_way(f"offline at {group}", shares, offline & whole, whole, weight, source, grade)
    for region in (Region.LONDON, Region.WALES):
        here = citizens.region == region
        if here.any():
            share = data.highest_grade_share(region.label)
            member = here & (citizens.social_grade == SocialGrade.AB)
            shares = np.array([share, 1 - share])
            yield _two_way(f"AB in {region.label}", shares, member, here, weight, "Census 2021", "measured")


def _two_way(
    name: str, share: Array, member: Array, whole: Array, weight: Array, source: str, grade: str
) -> Comparison:
    found = weight[member].sum() / weight[whole].sum()
    return comparison("profile", name, "", float(100 * share[0] / share.sum()), float(100 * found), source, grade)


def _surveys(citizens: Citizens, values: Mapping[str, float], nations: str, youngest: int) -> Iterator[Comparison]:
    """Trust in the NHS by segment, every survey item, and differences between groups."""
    fit = fit_trust(values, nations, youngest)
    weight = citizens.weight.astype(float)
    nhs = citizens.trust[:, OrganisationType.HEALTH_SERVICE]
    secure = fit.threshold["NHSE_attitudes_2024", "agree_keeps_patient_data_secure"]
    for column, label, at, grade in (
        ("trust_nhs_percent", "trusts the NHS", 0.0, "measured"),
        ("keeps_secure_percent", "says the NHS keeps data secure (not fitted by segment)", secure, "measured"),
    ):
        above = nhs > share_below(np.array(at))
        for segment, published in zip(Segment, data.segment_column(column), strict=True):
            here = citizens.segment == segment
            found = np.average(above[here], weights=weight[here]) if here.any() else np.nan
            yield comparison("segment trust", label, segment.label, 100 * float(published), 100 * float(found),
                       "NHS England 2024", grade)  # fmt: skip
    for residual in sorted(fit.residuals, key=lambda r: (r.item.survey, r.item.measure, r.item.organisation)):
        item = residual.item
        at = float(share_below(np.array(fit.threshold[item.threshold])))
        found = 100 * float(np.average(citizens.trust[:, item.organisation] > at, weights=weight))
        figure = f"{item.survey} {item.measure}" + ("" if item.fitted else " (reported, not fitted)")
        yield comparison("survey", figure, item.organisation.label, 100 * item.share, found, item.source, item.grade)
    yield from _differences(citizens, weight)


def _differences(citizens: Citizens, weight: Array) -> Iterator[Comparison]:
    """Differences between groups, as points at the threshold at which the second group's published share trusts."""
    band = frames.band_of_age(citizens.age)
    man, other = citizens.sex == Sex.MALE, citizens.ethnic_group != EthnicGroup.WHITE
    for row in differences():
        first, second = (members(side, band, man, other) for side in (row.first, row.second))
        trust = citizens.trust[:, row.organisation]
        at = np.quantile(trust[second], 1.0 - row.share_second)
        found = np.average(trust[first] > at, weights=weight[first]) - np.average(
            trust[second] > at, weights=weight[second]
        )
        name = f"trust in {row.organisation.label}: {row.first} less {row.second}"
        target = 100 * (row.share_first - row.share_second)
        yield comparison("group difference", name, "", target, 100 * float(found), row.source, row.grade, "points")


def _objections(citizens: Citizens, values: Mapping[str, float]) -> Iterator[Comparison]:
    """Opt-outs of England's adults in total, and by age, sex and region, scaled to the total at the start."""
    source, total = "NHS Digital national data opt-out", values["objecting_at_start"]
    england = citizens.region < Region.SCOTLAND
    adult = england & (citizens.age >= 20)
    weight, objecting = citizens.weight.astype(float), citizens.objecting

    def found(who: Array) -> float:
        return 100 * float(np.average(objecting[who], weights=weight[who])) if who.any() else float("nan")

    yield comparison("objections", "England, 20+", "all", total, found(adult), source, "measured")
    rate, ratio = data.objection_rates(), data.objection_ratio_by_region()
    lists = frames.single_years("2021-05-01")[20:].sum()
    scale = total / (100 * (rate[1:] * data.list_sizes("2021-05-01")[1:]).sum() / lists)
    tens = np.minimum(citizens.age // 10 - 1, data.TENS - 1)
    for ten in range(1, data.TENS):
        for sex in Sex:
            label = f"{sex.label} {10 * ten + 10}" + ("+" if ten == data.TENS - 1 else f"-{10 * ten + 19}")
            who = adult & (tens == ten) & (citizens.sex == sex)
            yield comparison("objections", "by age and sex, 1 May 2021 scaled to the total", label,
                       100 * scale * float(rate[ten, sex]), found(who), source, "derived")  # fmt: skip
    for region in list(Region)[: Region.SCOTLAND]:
        yield comparison("objections", "by region, 12 May 2021 scaled to the total", region.label,
                   total * float(ratio[region]), found(adult & (citizens.region == region)), source,
                   "derived")  # fmt: skip


def ties_of(citizens: Citizens, network: Network, values: Mapping[str, float]) -> Iterator[Comparison]:
    """Yield measures of the network; those without a target follow from assumptions."""
    ties = measure(citizens, network)
    none, spread = "no UK figure", values["ties_deviation"]
    yield comparison("network", "ties of a citizen", "mean", values["mean_ties"], ties.mean, POLYMOD, "derived", "ties")
    yield comparison("network", "ties of a citizen", "SD", spread, ties.deviation, POLYMOD, "derived", "ties")
    yield comparison(
        "network", "ties within ten years of age", "", 48.7, 100 * ties.within_ten_years, POLYMOD, "derived"
    )
    yield comparison(
        "network", "ties in the same ten years of age", "", 28.0, 100 * ties.same_ten_years, POLYMOD, "derived"
    )
    published = {
        row["age_band"]: data.number(row, "percent", "age_mixing", 0, 100)
        for row in data.rows("age_mixing", ("age_band", "contact_age_band", "percent"))
        if row["age_band"] == row["contact_age_band"]
    }
    for band, share in zip(AgeBand, ties.same_band, strict=True):
        figure = "ties in the same age band (not fitted)"
        yield comparison("network", figure, band.label, published[band.label], 100 * share, POLYMOD, "derived")
    yield comparison("network", "ties within the region", "", None, 100 * ties.same_region, none, "assumption")
    yield comparison("network", "ties within the social grade", "", None, 100 * ties.same_grade, none, "assumption")
    yield comparison(
        "network", "acquaintances who know each other", "", None, 100 * ties.clustering, none, "assumption"
    )
    yield comparison("network", "citizens without ties", "", None, 100 * ties.alone, none, "assumption")


def describe(
    citizens: Citizens, network: Network, values: Mapping[str, float], *, nations: str = "uk", youngest: int = 18
) -> list[Comparison]:
    """Compare a drawn public with every published figure it was made from.

    Parameters
    ----------
    citizens, network
        From `draw_public`, at month 0.
    values : mapping of str to float
        The parameter values it was drawn with.
    nations, youngest
        As given to `draw_public`.

    Returns
    -------
    list of Comparison
    """
    public = frames.frame(nations, youngest)
    return [
        *marginals(citizens, public),
        *_profiles(citizens),
        *_surveys(citizens, values, nations, youngest),
        *_objections(citizens, values),
        *ties_of(citizens, network, values),
    ]


def largest_deviations(rows: Iterable[Comparison]) -> dict[str, Comparison]:
    """Return the row that is furthest from its target, for each kind of figure."""
    worst: dict[str, Comparison] = {}
    for row in rows:
        size = -1.0 if row.deviation is None or np.isnan(row.deviation) else abs(row.deviation)
        if row.kind not in worst or size > abs(worst[row.kind].deviation or 0.0):
            worst[row.kind] = row
    return worst
