"""The columns of each kind of agent: name, type, unit and meaning. State is columns, an agent is a row.

Citizens are a structure of arrays (there may be 54.9 million); the institutions are small record arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from socialicence.data.columns import columns_of

Array = NDArray[Any]

ORGANISATION_TYPES = 8
DOMAINS = 5
MOST_CONTEXTS = 16
STRATEGIES = 6
STAGES = 11
MOST_OWNERS = 4
NOT_YET = -1.0
"""Month of what has not happened. Other negative months lie before month 0."""
FIXED_POINT = 65535.0
"""Anchors are kept as 16-bit fractions of one: they never change, and memory is what limits a run."""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    name : str
    dtype : str
        NumPy type code.
    unit : str
    meaning : str
    width : int
        Numbers per row (1 for a scalar).
    """

    name: str
    dtype: str
    unit: str
    meaning: str
    width: int = 1


CITIZEN = (
    Column("age", "u1", "years", "single year of age; 100 stands for 100 and over"),
    Column("sex", "u1", "Sex", "sex as on GP lists"),
    Column("region", "u1", "Region", "NHS England region or nation"),
    Column("ethnic_group", "u1", "EthnicGroup", "five-category ethnic group"),
    Column("social_grade", "u1", "SocialGrade", "approximated social grade"),
    Column("segment", "u1", "Segment", "NHS England attitude segment"),
    Column("digitally_excluded", "u1", "0 or 1", "does not use the internet"),
    Column("stakes", "u1", "bits of Domain", "domains in which the citizen has a stake"),
    Column(
        "affected", "u2", "bits of context", "reference contexts that would use the citizen's records and touch them"
    ),
    Column("weight", "f4", "adults", "UK adults the citizen stands for"),
    Column("trust", "f4", "0-1", "trust in each type of organisation with data", ORGANISATION_TYPES),
    Column(
        "baseline_trust", "f4", "0-1", "what trust relaxes to; only marks left by events move it", ORGANISATION_TYPES
    ),
    Column("trust_anchor", "u2", "1/65535", "baseline trust at month 0", ORGANISATION_TYPES),
    Column(
        "departure",
        "f4",
        "0-1",
        "trust less baseline at the end of last month: what neighbours see",
        ORGANISATION_TYPES,
    ),
    Column("fairness", "f4", "-1 to 1", "felt procedural fairness of public bodies"),
    Column("understanding", "f4", "0-1", "how truly the citizen sees the safeguards"),
    Column("understanding_anchor", "u2", "1/65535", "understanding at month 0"),
    Column("perceived_benefit", "f4", "0-1", "buy-in: benefit seen in the use of data"),
    Column("benefit_anchor", "u2", "1/65535", "perceived benefit at month 0"),
    Column("concern", "f4", "0-1", "worry about the use of data"),
    Column("concern_anchor", "u2", "1/65535", "concern at month 0"),
    Column("salience", "f4", "0-1", "how much the matter is on the citizen's mind"),
    Column("stubbornness", "f4", "0-1", "share of neighbours' influence that is resisted"),
    Column("reluctance", "u2", "1/65535", "fixed draw: willing to object at all where it is below the willing share"),
    Column("heard", "u1", "0 or 1", "has heard of the present threat to health records"),
    Column("objecting", "u1", "0 or 1", "has opted out of health data sharing (England)"),
)

DEPARTMENT = (
    Column("kind", "i8", "OrganisationType", "type of organisation"),
    Column("domains", "i8", "bits of Domain", "domains whose data it holds"),
    Column("concerned", "f8", "0-1", "share of adults with a stake in its domains"),
    Column("in_contexts", "i8", "bits of context", "reference contexts in which it would share"),
    Column("sensitivity", "f8", "0-1", "sensitivity of what it holds"),
    Column("ability", "f8", "0-1", "trustworthiness: can it do the job (quality)"),
    Column("benevolence", "f8", "0-1", "trustworthiness: does it serve those whose data it holds (value)"),
    Column("integrity", "f8", "0-1", "trustworthiness: does it keep its word"),
    Column("ability_anchor", "f8", "0-1", "ability at the start"),
    Column("benevolence_anchor", "f8", "0-1", "benevolence at the start"),
    Column("integrity_anchor", "f8", "0-1", "integrity at the start"),
    Column("reputation", "f8", "-1 to 1", "r_d: what its own name adds to trust in its type"),
    Column("leadership_score", "f8", "SD", "where it stands among departments in leadership"),
    Column("literacy_score", "f8", "SD", "where it stands in data literacy"),
    Column("clarity_score", "f8", "SD", "where it stands in clear process"),
    Column("readiness_score", "f8", "SD", "where it stands in technical readiness"),
    Column("appetite_score", "f8", "SD", "where it stands in risk appetite"),
    Column("pace_score", "f8", "SD", "where it stands in pace"),
    Column("leadership", "f8", "0-1", "leaders' support for sharing"),
    Column("data_literacy", "f8", "0-1", "understanding of data among its staff"),
    Column("process_clarity", "f8", "0-1", "how clear its steps are"),
    Column("technical_readiness", "f8", "0-1", "standards, metadata, platform, security"),
    Column("risk_appetite", "f8", "0-1", "willingness to carry risk"),
    Column("transparency", "f8", "0-1", "how openly it says what it does with data"),
    Column("turnover", "f8", "1/year", "share of posts changing hands in a year"),
    Column("pace", "f8", "ratio", "how fast its desks are for reasons of its own"),
    Column("engages", "f8", "0-1", "position in the order in which departments take up engagement"),
    Column("strategy", "i8", "Strategy", "the engagement it spends most on"),
    Column("mix", "f8", "share", "share of its engagement spend by strategy", STRATEGIES),
    Column("spend", "f8", "thousand pounds", "spent on engagement this month"),
    Column("heeded", "f8", "-1 to 1", "felt fairness of those it asks: was what they said acted on"),
    Column("saved", "f8", "thousand pounds", "put by for a citizens' jury"),
    Column(
        "licence_mean", "f8", "0-1", "believed licence by context: everyone, then those affected", 2 * MOST_CONTEXTS
    ),
    Column("licence_variance", "f8", "0-1", "variance of that belief", 2 * MOST_CONTEXTS),
    Column("perceived_licence", "f8", "0-1", "believed licence, mean over its contexts"),
    Column("incident_memory", "f8", "0-1", "how much recent incidents weigh here"),
    Column("nervousness", "f8", "0-1", "fear that a share will go wrong"),
    Column("expected_clearance", "f8", "desks a month", "expected rate at which its desks clear"),
    Column("live_flows", "i8", "count", "shares in use that draw on its data"),
    Column("leaders_memory", "f8", "logits", "what leaders remember of contests and pauses, taken from their support"),
    Column("incidents", "i8", "count", "incidents so far"),
)

PROFESSIONAL = (
    Column("department", "i8", "row", "department of the post"),
    Column("role", "i8", "Role", "role of the post"),
    Column("skill", "f8", "0-1", "technical skill of the occupant"),
    Column("knowledge", "f8", "0-1", "knowledge of law and process"),
    Column("motivation", "f8", "0-1", "will to make sharing happen"),
    Column("risk_aversion", "f8", "0-1", "dislike of carrying risk"),
    Column("months_in_post", "f8", "months", "time since the occupant came"),
    Column("vacant_until", "f8", "month", "month at which a vacancy is filled; negative when the post is held"),
    Column("person", "i8", "count", "occupants so far, the present one included"),
    Column("disposition", "i8", "key", "key of the occupant's own judgements; a clone has the same"),
    Column("load", "i8", "count", "desks waiting for this post"),
    Column("completed", "i8", "count", "shares completed with the occupant's help"),
    Column("ties", "i8", "rows", "a colleague in the department, and one elsewhere in the same role", 2),
)

REQUESTER = (
    Column("kind", "i8", "RequesterKind", "which persona"),
    Column("confidence", "f8", "0-1", "belief that asking is worth while; sets how often projects start"),
    Column("started", "i8", "count", "projects started"),
    Column("accessed", "i8", "count", "projects that reached access"),
    Column("completed", "i8", "count", "projects published"),
    Column("gave_up", "i8", "count", "projects abandoned or refused"),
    Column("value", "f8", "value units", "value of evidence in the requester's hands"),
)

PROJECT = (
    Column("key", "i8", "key", "what its draws are keyed by: month, persona and order, never its row"),
    Column("requester", "i8", "RequesterKind", "who asks"),
    Column("context", "i8", "row", "reference context it belongs to"),
    Column("owners", "i8", "rows", "owner departments, -1 where none", MOST_OWNERS),
    Column("number_of_owners", "i8", "count", "how many owners"),
    Column("domains", "i8", "bits of Domain", "domains linked"),
    Column("recipient", "i8", "OrganisationType", "type of the recipient"),
    Column("outside", "i8", "0 or 1", "whether the data go outside government"),
    Column("reuse", "i8", "0 or 1", "whether it reuses a linked asset"),
    Column("programme", "i8", "row", "national programme it belongs to: of its lead owner and context; -1 where none"),
    Column("ends_with_programme", "i8", "0 or 1", "whether its programme was stopped, and it is to end this month"),
    Column("age_low", "f8", "years", "youngest person whose records it uses"),
    Column("age_high", "f8", "years", "oldest person whose records it uses"),
    Column("regions", "i8", "bits of Region", "regions it covers"),
    Column("public_value", "f8", "value units", "what it is worth if done well and on time"),
    Column("sensitivity", "f8", "0-1", "sensitivity of the data"),
    Column("safeguards", "f8", "0-1", "strength of its safeguards"),
    Column("redesigned", "i8", "0 or 1", "whether those affected helped design it"),
    Column("started", "f8", "month", "when the idea was put in"),
    Column("stage", "i8", "Stage", "where it is"),
    Column("entered", "f8", "month", "when it came to this stage"),
    Column("accessed", "f8", "month", "when data were in the requester's hands; negative if not yet"),
    Column("finished", "f8", "month", "when it ended; negative if it has not"),
    Column("outcome", "i8", "Outcome", "how it stands"),
    Column("held_up_by", "i8", "row", "department whose desk it waits for, -1 where none"),
    Column("why", "i8", "Why", "why it waits"),
    Column("visit", "i8", "row", "row of the present desk visit at each owner, -1 where none", MOST_OWNERS),
    Column("perceived_licence", "f8", "0-1", "licence its owners believed it had when it was put in"),
    Column("licence_everyone", "f8", "0-1", "licence among everyone, last measured"),
    Column("licence_affected", "f8", "0-1", "licence among those affected, last measured"),
    Column("licence_at_start", "f8", "0-1", "licence among those affected when it was put in"),
    Column("measure", "i8", "0 or 1", "licence is to be measured this month"),
    Column("value", "f8", "value units", "value realised"),
    Column("visible", "f8", "value units", "part of the value that those concerned were told of"),
)

PROGRAMME = (
    Column("key", "i8", "key", "what its draws are keyed by: order of launch, never its row"),
    Column("owner", "i8", "row", "department that runs it"),
    Column("context", "i8", "row", "reference context: whose data, for whom"),
    Column("recipient", "i8", "OrganisationType", "type of organisation that uses the data"),
    Column("supplier", "i8", "OrganisationType", "type of organisation that runs it for the owner"),
    Column("state", "i8", "ProgrammeState", "how it stands"),
    Column("at_start", "i8", "0 or 1", "ran quietly at month 0: in no count of programmes launched"),
    Column("scheduled", "i8", "0 or 1", "an announcement of the scenario, which has its own course of attention"),
    Column("announced", "f8", "month", "when it was announced"),
    Column("first_use", "f8", "month", "when data are first used"),
    Column("deadline", "f8", "month", "day by which people must object; negative where none"),
    Column("widened", "f8", "month", "when its purpose was last widened; negative if never"),
    Column("spent", "f8", "thousand pounds", "engagement before first use, each kind for what it is worth"),
    Column("honoured", "i8", "0 or 1", "whether what those asked say is acted on"),
    Column("prepared", "f8", "-1 to 1", "how far engagement has prepared it; below 0 where those asked were ignored"),
    Column("goodwill", "f8", "SD", "what professional bodies think for reasons of their own; a successor inherits it"),
    Column("stance", "i8", "Stance", "professional bodies: -1 oppose, 0 neutral, 1 back"),
    Column("contested", "f8", "month", "when it was last contested; negative if never"),
    Column("contests", "i8", "count", "how often it was contested"),
    Column("may_be_contested", "i8", "0 or 1", "whether it still can be: once, and once more when resumed or widened"),
    Column("size", "f8", "ratio", "size of the last contest; 1 is ordinary"),
    Column("opposition", "f8", "0-1", "share of those affected who opposed it when it was contested"),
    Column("fast", "i8", "0 or 1", "pause for review decides, rather than a regulator or court"),
    Column("due", "f8", "month", "when that decision falls"),
    Column("altered", "f8", "month", "when it was first paused, changed, stopped or found unlawful; negative if never"),
    Column("paused", "f8", "month", "when its review began; negative if it had none"),
    Column("review_ends", "f8", "month", "when its review ends"),
    Column("licence_at_pause", "f8", "0-1", "licence among those affected when its review began"),
    Column("listened", "f8", "thousand pounds", "engagement during the review, each kind for what it is worth"),
    Column("resumed", "f8", "month", "when it last resumed, changed; negative if never"),
    Column("stopped", "f8", "month", "when it was stopped; negative if it was not"),
    Column("why", "i8", "EventKind", "what stopped or changed it"),
)

EVENT = (
    Column("month", "f8", "month", "when"),
    Column("kind", "i8", "EventKind", "what happened"),
    Column("programme", "i8", "row", "programme concerned; -1 where none"),
    Column("department", "i8", "row", "department concerned"),
    Column("context", "i8", "row", "reference context concerned"),
    Column("number", "f8", "as the kind says", "share who oppose, stance, months: what its sentence tells"),
)

VISIT = (
    Column("project", "i8", "row", "project at the desk"),
    Column("stage", "i8", "Stage", "which desk"),
    Column("owner", "i8", "slot", "which of the project's owners; -1 for a shared desk"),
    Column("department", "i8", "row", "department; -1 for a shared desk"),
    Column("post", "i8", "row", "post that holds the desk; -1 for a shared desk"),
    Column("entered", "f8", "month", "when it came to the desk"),
    Column("left", "f8", "month", "when it left; negative while it waits"),
    Column("work_left", "f8", "units", "work still to do: an exponential of mean one at the start"),
    Column("lift_left", "f8", "units", "what is left before the block lifts"),
    Column("blocked", "i8", "0 or 1", "whether the desk blocks it now"),
    Column("was_blocked", "i8", "0 or 1", "whether the desk ever blocked it"),
    Column("blocked_at", "f8", "month", "when the block began; negative if never"),
    Column("opened_at", "f8", "month", "when the block ended; negative if it has not"),
    Column("holder_changed", "f8", "month", "when the desk first changed hands while blocked; negative if never"),
    Column("blocked_vacant", "f8", "months", "time blocked while the post was vacant"),
    Column("person", "i8", "count", "occupant of the post when last seen"),
    Column("disposition", "i8", "key", "disposition of that occupant"),
    Column("why", "i8", "Why", "main reason for the time spent"),
    Column("unblocked_by", "i8", "Unblocker", "what opened it"),
)

MESSAGE = (
    Column("kind", "i8", "0 or 1", "0 engagement, 1 news"),
    Column("department", "i8", "row", "whom it is about; -1 for a whole type"),
    Column("organisation", "i8", "OrganisationType", "type it is about"),
    Column("domains", "i8", "bits of Domain", "domains it concerns; 0 for all"),
    Column("concerned_only", "i8", "0 or 1", "whether it reaches only those with a stake"),
    Column("age_low", "f8", "years", "youngest reached"),
    Column("age_high", "f8", "years", "oldest reached"),
    Column("regions", "i8", "bits of Region", "regions reached"),
    Column("reach", "f8", "0-1", "share of its audience that takes it in"),
    Column("valence", "f8", "-1 to 1", "bad to good"),
    Column("strength", "f8", "0-1", "how strong"),
    Column("mark", "f8", "0-1", "rho: share of the change that marks the baseline"),
    Column("own_share", "f8", "0-1", "share of the change that falls on the department's own name"),
    Column("spillover", "f8", "0-1", "share of the change that reaches other types; negative: as usual"),
    Column("fairness", "f8", "-1.5 to 1", "1 honoured, -1.5 not, 0 neither; times how well it is heard"),
    Column("depth", "f8", "0-1", "how deeply it informs"),
    Column("benefit", "f8", "0-1", "how visible a benefit it shows"),
    Column("worry", "f8", "0-1", "how much it worries those whose data they are"),
    Column("attention", "f8", "0-1", "how much it brings the matter to mind"),
)

INCIDENT = (
    Column("shock", "i8", "Shock", "what happened"),
    Column("department", "i8", "row", "where; -1 for a whole type"),
    Column("organisation", "i8", "OrganisationType", "type of organisation"),
    Column("domains", "i8", "bits of Domain", "domains concerned"),
    Column("project", "i8", "row", "project concerned; -1 where none"),
    Column("happened", "f8", "month", "when it happened"),
    Column("disclosed", "f8", "month", "when the public is told"),
    Column("size", "f8", "ratio", "1 is ordinary"),
    Column("scheduled", "i8", "0 or 1", "scheduled by the scenario, or caused by the system itself"),
    Column("own_warier", "i8", "0 or 1", "whether those concerned have grown warier for it"),
    Column("others_warier", "i8", "0 or 1", "whether the others have"),
    *(
        Column(one.column, "f8", one.unit, f"{one.label[0].lower()}{one.label[1:]}; negative: as for its shock")
        for one in columns_of("shock_kinds").values()
    ),
)


CONTEXT = (
    Column("owners", "i8", "bits of OrganisationType", "types of organisation that hold the data"),
    Column("recipient", "i8", "OrganisationType", "type of organisation that would use them"),
    Column("requester", "i8", "RequesterKind", "persona that asks in this context; -1 where none of the three does"),
    Column("domains", "i8", "bits of Domain", "what the data are about"),
    Column("outside", "i8", "0 or 1", "whether the data go outside government"),
    Column("enforcement", "i8", "0 or 1", "whether the purpose is enforcement against people"),
    Column("benefit", "f8", "0-1", "what the purpose adds to perceived benefit"),
    Column("sensitivity", "f8", "0-1", "sensitivity of the data"),
    Column("safeguards", "f8", "0-1", "usual strength of safeguards"),
    Column("cutoff", "f8", "0-1", "willingness at which support is even, on the survey the context is reported on"),
    Column("age_low", "f8", "years", "youngest person affected"),
    Column("age_high", "f8", "years", "oldest person affected"),
    Column("regions", "i8", "bits of Region", "regions affected"),
)

USE = (
    Column("owners", "i8", "bits of OrganisationType", "types of organisation that hold the data"),
    Column("reputation", "f8", "-1 to 1", "what the owners' own names add to trust"),
    Column("standing", "f8", "willingness", "what contests of this use have taken from (or given to) willingness"),
    Column("recipient", "i8", "OrganisationType", "type of organisation that would use them"),
    Column("benefit", "f8", "0-1", "what the purpose adds to perceived benefit"),
    Column("sensitivity", "f8", "0-1", "sensitivity of the data"),
    Column("safeguards", "f8", "0-1", "actual safeguards this month"),
    Column("cutoff", "f8", "0-1", "willingness at which support is even"),
    Column("age_low", "f8", "years", "youngest person affected"),
    Column("age_high", "f8", "years", "oldest person affected"),
    Column("regions", "i8", "bits of Region", "regions affected"),
    Column("domains", "i8", "bits of Domain", "domains in which a stake counts"),
)


class Citizens(NamedTuple):
    """Citizens' columns, one array each, all of one length (see `CITIZEN`)."""

    age: Array
    sex: Array
    region: Array
    ethnic_group: Array
    social_grade: Array
    segment: Array
    digitally_excluded: Array
    stakes: Array
    affected: Array
    weight: Array
    trust: Array
    baseline_trust: Array
    trust_anchor: Array
    departure: Array
    fairness: Array
    understanding: Array
    understanding_anchor: Array
    perceived_benefit: Array
    benefit_anchor: Array
    concern: Array
    concern_anchor: Array
    salience: Array
    stubbornness: Array
    reluctance: Array
    heard: Array
    objecting: Array


def new_citizens(count: int) -> Citizens:
    """Columns for `count` citizens, all zero."""
    return Citizens(**{c.name: np.zeros(count if c.width == 1 else (count, c.width), dtype=c.dtype) for c in CITIZEN})


class Network(NamedTuple):
    """Ties between citizens as compressed sparse rows.

    Attributes
    ----------
    first : ndarray of int32, shape (citizens + 1,)
        Where each citizen's neighbours begin.
    neighbour : ndarray of int32
        Neighbours, row after row.
    """

    first: Array
    neighbour: Array


@cache
def record_type(columns: tuple[Column, ...]) -> np.dtype[Any]:
    """NumPy record type with a field for each column; the same object each time, which numba knows at a glance."""
    return np.dtype([(c.name, c.dtype) if c.width == 1 else (c.name, c.dtype, (c.width,)) for c in columns])


def new_records(columns: tuple[Column, ...], count: int) -> Array:
    """Record array of `count` rows, all zero."""
    return np.zeros(count, dtype=record_type(columns))


def bytes_per_citizen() -> int:
    """Memory of one citizen's columns, without ties."""
    return sum(np.dtype(c.dtype).itemsize * c.width for c in CITIZEN)
