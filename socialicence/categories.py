"""The named categories of the model, each an integer code with a plain-words label."""

from __future__ import annotations

from enum import IntEnum


class Category(IntEnum):
    """An integer code whose `label` is what a reader sees."""

    @property
    def label(self) -> str:
        """The name in plain words."""
        return _LABELS.get((type(self).__name__, self.name)) or self.name.replace("_", " ").lower()


class OrganisationType(Category):
    """Types of organisation that people trust or do not (the index of every trust vector)."""

    HEALTH_SERVICE = 0
    STATISTICS_OFFICE = 1
    CENTRAL_GOVERNMENT = 2
    LOCAL_GOVERNMENT = 3
    POLICE_AND_JUSTICE = 4
    UNIVERSITIES = 5
    CHARITIES = 6
    COMPANIES = 7


class Domain(Category):
    """What data are about; a citizen has a stake in some domains."""

    HEALTH = 0
    EDUCATION = 1
    BENEFITS_AND_TAX = 2
    JUSTICE = 3
    HOUSING_AND_LOCAL_SERVICES = 4


class Sex(Category):
    """Sex as on England's GP lists."""

    FEMALE = 0
    MALE = 1


class Region(Category):
    """Seven NHS England regions and three nations."""

    LONDON = 0
    SOUTH_EAST = 1
    SOUTH_WEST = 2
    EAST_OF_ENGLAND = 3
    MIDLANDS = 4
    NORTH_EAST_AND_YORKSHIRE = 5
    NORTH_WEST = 6
    SCOTLAND = 7
    WALES = 8
    NORTHERN_IRELAND = 9


class EthnicGroup(Category):
    """Five-category ethnic group of the 2021 census of England and Wales."""

    WHITE = 0
    ASIAN = 1
    BLACK = 2
    MIXED = 3
    OTHER = 4


class SocialGrade(Category):
    """Approximated social grade."""

    AB = 0
    C1 = 1
    C2 = 2
    DE = 3


class AgeBand(Category):
    """Age bands derived from single year of age."""

    AGE_18_24 = 0
    AGE_25_34 = 1
    AGE_35_44 = 2
    AGE_45_54 = 3
    AGE_55_64 = 4
    AGE_65_74 = 5
    AGE_75_PLUS = 6


class Segment(Category):
    """The six attitude segments of NHS England (2024)."""

    CONFIDENT_DATA_ENTHUSIASTS = 0
    NEUTRAL_FOLLOWERS = 1
    CAUTIOUS_DATA_SHARERS = 2
    UNFAMILIAR_AND_UNSURE = 3
    DISENGAGED_AND_PROTECTIVE = 4
    NHS_AND_PRIVACY_SCEPTICS = 5


class Role(Category):
    """Roles of data professionals."""

    ANALYST = 0
    DATA_ENGINEER = 1
    GOVERNANCE_OFFICER = 2
    DATA_OWNER = 3


class RequesterKind(Category):
    """The three personas: they start projects and feel the outcome."""

    ACADEMIC_RESEARCHER = 0
    GOVERNMENT_RESEARCHER = 1
    CHARITY_COORDINATOR = 2


class Strategy(Category):
    """Engagement strategies; a department spends most on the one it is named for."""

    NONE = 0
    BROADCAST = 1
    CONSULTATION = 2
    DELIBERATIVE = 3
    TARGETED = 4
    TRANSPARENCY_REGISTER = 5


class Stage(Category):
    """Where a project is on the pathway."""

    SCOPING = 0
    LEGAL_GATEWAY = 1
    ETHICS = 2
    DATA_PROTECTION = 3
    AGREEMENT = 4
    ACCREDITATION = 5
    PREPARATION = 6
    LINKAGE = 7
    ACCESS = 8
    ANALYSIS = 9
    PUBLICATION = 10
    FINISHED = 11


class Why(Category):
    """Why a project waits: the fixed list of reasons."""

    NOTHING = 0
    WORK_IN_HAND = 1
    FEAR_OF_BACKLASH = 2
    UNSURE_OF_THE_LAW = 3
    UNCLEAR_PROCESS = 4
    DEPARTMENTS_DISAGREE = 5
    SYSTEMS_NOT_READY = 6
    POST_VACANT = 7
    NOT_OPEN_TO_THIS_USER = 8
    WAITED_TOO_LONG = 9
    UNDER_REVIEW = 10
    WITHHELD = 11
    PROGRAMME_STOPPED = 12


class Unblocker(Category):
    """What opened a blocked desk."""

    NOTHING = 0
    TRAINING = 1
    COLLEAGUE = 2
    LEADERSHIP = 3
    ARBITRATION = 4
    NEWCOMER = 5


class Outcome(Category):
    """How a project stands."""

    IN_FLIGHT = 0
    ACCESSED = 1
    COMPLETED = 2
    ABANDONED = 3
    REFUSED = 4
    STOPPED = 5


class Shock(Category):
    """Kinds of event that a scenario can schedule or the system can cause."""

    BREACH = 0
    SCANDAL = 1
    CONTROVERSY = 2
    ANNOUNCEMENT = 3
    WIDENING = 4


class ProgrammeState(Category):
    """How a national programme stands."""

    ANNOUNCED = 0
    RUNNING = 1
    CONTESTED = 2
    UNDER_REVIEW = 3
    CHANGED = 4
    STOPPED = 5


class Stance(Category):
    """Stance of professional bodies on a national programme."""

    OPPOSE = -1
    NEUTRAL = 0
    BACK = 1


class EventKind(Category):
    """What happened, as the record of a run tells it."""

    ANNOUNCED = 0
    FIRST_USE = 1
    STANCE_CHANGED = 2
    CONTESTED = 3
    SHARE_CONTESTED = 4
    PAUSED = 5
    CASE_DISMISSED = 6
    UNDERTAKINGS = 7
    FOUND_UNLAWFUL = 8
    RESUMED = 9
    STOPPED = 10
    WITHHELD = 11
    WIDENED = 12
    ELECTION = 13


class Future(Category):
    """The four futures (our reading of OSR's scenarios)."""

    PUBLIC_GOOD = 0
    SILOS = 1
    GOVERNMENT = 2
    DEPRIORITISED = 3


_LABELS = {
    ("Region", "EAST_OF_ENGLAND"): "East of England",
    ("Region", "LONDON"): "London",
    ("Region", "MIDLANDS"): "Midlands",
    ("Region", "NORTHERN_IRELAND"): "Northern Ireland",
    ("Region", "NORTH_EAST_AND_YORKSHIRE"): "North East and Yorkshire",
    ("Region", "NORTH_WEST"): "North West",
    ("Region", "SCOTLAND"): "Scotland",
    ("Region", "SOUTH_EAST"): "South East",
    ("Region", "SOUTH_WEST"): "South West",
    ("Region", "WALES"): "Wales",
    ("Segment", "DISENGAGED_AND_PROTECTIVE"): "disengaged and health-data protective",
    ("Segment", "NHS_AND_PRIVACY_SCEPTICS"): "NHS and privacy sceptics",
    ("SocialGrade", "AB"): "AB",
    ("SocialGrade", "C1"): "C1",
    ("SocialGrade", "C2"): "C2",
    ("SocialGrade", "DE"): "DE",
    ("AgeBand", "AGE_18_24"): "18-24",
    ("AgeBand", "AGE_25_34"): "25-34",
    ("AgeBand", "AGE_35_44"): "35-44",
    ("AgeBand", "AGE_45_54"): "45-54",
    ("AgeBand", "AGE_55_64"): "55-64",
    ("AgeBand", "AGE_65_74"): "65-74",
    ("AgeBand", "AGE_75_PLUS"): "75+",
    ("Role", "GOVERNANCE_OFFICER"): "information-governance officer",
    ("Role", "DATA_OWNER"): "data owner",
    ("RequesterKind", "CHARITY_COORDINATOR"): "charity service co-ordinator",
    ("Stage", "ETHICS"): "ethics and public interest",
    ("Stage", "DATA_PROTECTION"): "data-protection assessment",
    ("Strategy", "TRANSPARENCY_REGISTER"): "transparency register",
    ("Future", "PUBLIC_GOOD"): "Public Good",
    ("Future", "SILOS"): "Silos",
    ("Future", "GOVERNMENT"): "Government",
    ("Future", "DEPRIORITISED"): "Deprioritised",
}
FUTURES = {future.name.lower(): future.label for future in Future}
"""Label of each future, by its name in files and columns."""
NO_FUTURE = "none"
FUTURE_NAMES = {**FUTURES, NO_FUTURE: "none of the four"}
"""Label of whatever a run may end nearest to."""
