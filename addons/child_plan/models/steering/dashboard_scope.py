from dataclasses import dataclass
from datetime import date
from functools import cached_property

from odoo import models
from odoo.fields import Domain


@dataclass(frozen=True)
class Scope:
    """The scope of a leader's page: a unit with all below it, perhaps only one plan or sector, and two days."""

    unit: models.BaseModel
    plan_id: int | None
    sector_id: int | None
    day: date
    compare_day: date

    @property
    def base(self):
        """The domain of all work on the page, in the form that the client combines with others."""
        return [*self.unit._below_on(self.changed), *self._narrowing()]

    @property
    def narrowed(self):
        """The domain of the plan and the sector only."""
        return Domain(self._narrowing())

    def _narrowing(self):
        named = {"plan_id": self.plan_id, "sector_id": self.sector_id}
        return [[name, "=", id_] for name, id_ in named.items() if id_]

    @cached_property
    def work(self):
        """The domain of all work at and below the unit on its day, by indexed columns."""
        return self.unit._work_below_on(self.day)

    @cached_property
    def changed(self):
        """What lay below the unit on its day and does not now, and the reverse; None as a rule."""
        return self.unit._changed_below(self.day).get(self.unit.id)
