"""Citizen: a member of the public."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from socialicence.agents.cells import Cell, FixedPoint, FixedPoints, Flags, Vector
from socialicence.agents.links import Derived
from socialicence.agents.row import Row
from socialicence.categories import AgeBand, Domain, EthnicGroup, Region, Segment, Sex, SocialGrade
from socialicence.state.tables import CITIZEN, Array

if TYPE_CHECKING:
    from socialicence.model import LicenceModel

_BANDS_BEGIN = np.array([25, 35, 45, 55, 65, 75])


def _age_bands(age: Array) -> Array:
    """Codes of `AgeBand` (anyone younger than 18 counts in the first band)."""
    return np.searchsorted(_BANDS_BEGIN, age, side="right")


class Citizen(Row):
    """A member of the public, standing for `weight` UK adults.

    Citizens are lazy: a model of 100,000 of them makes no citizen object until someone iterates, indexes or calls a
    function on each. They are absent from `model.agents` and present in `model.citizens`, which is also
    `model.agents_by_type[Citizen]`.
    """

    table = "citizens"
    columns = CITIZEN

    age = Cell(int)
    age_band = Derived(AgeBand, "age", _age_bands)
    sex = Cell(Sex)
    region = Cell(Region)
    ethnic_group = Cell(EthnicGroup)
    social_grade = Cell(SocialGrade)
    segment = Cell(Segment)
    digitally_excluded = Cell(bool)
    stakes = Flags(Domain)
    affected = Flags(int)
    """Rows of the reference contexts that would use the citizen's records and touch them."""
    weight = Cell(float)
    trust = Vector()
    """One number for each `OrganisationType`: `citizen.trust[OrganisationType.POLICE_AND_JUSTICE] = 0.4` writes."""
    baseline_trust = Vector()
    trust_anchor = FixedPoints()
    departure = Vector()
    fairness = Cell(float)
    understanding = Cell(float)
    understanding_anchor = FixedPoint()
    perceived_benefit = Cell(float)
    benefit_anchor = FixedPoint()
    concern = Cell(float)
    concern_anchor = FixedPoint()
    salience = Cell(float)
    stubbornness = Cell(float)
    reluctance = FixedPoint()
    heard = Cell(bool)
    objecting = Cell(bool)

    def __init__(self, model: LicenceModel, row: int) -> None:
        # Not super().__init__: that would put the citizen into model.agents, beside all the others of this public.
        self.row = row
        model.claim(self.table, row, self)
        self.model, self.unique_id, self.pos = model, row + 1, None

    @property
    def neighbours(self) -> list[Citizen]:
        """Citizens whose departures from their own baseline this one sees."""
        network = self.model.world.network
        rows = network.neighbour[network.first[self.row] : network.first[self.row + 1]]
        return [self.model.citizens.view(int(row)) for row in rows]

    def remove(self) -> None:
        """Refuse: nobody dies, leaves or arrives in five years (a stated limit of the model)."""
        raise TypeError("the public is closed: a citizen cannot be removed")
