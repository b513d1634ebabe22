from odoo import models
from odoo.fields import Domain


class ChildPlanReorganisation(models.Model):
    """Papers of a unit that a reorganisation has made are built upon it."""

    _inherit = "child.plan.reorganisation"

    def _uses(self, units):
        names = ("issuer_id", "drafter_id", "addressee_ids")
        papers = Domain.OR(Domain(name, "in", units.ids) for name in names)
        return [*super()._uses(units), ("child.plan.paper", papers)]
