from odoo import api, models
from odoo.fields import Domain


class ChildPlanUnit(models.Model):
    """Where a unit is chosen, those of the own authorities come first: others have departments of the same name."""

    _inherit = "child.plan.unit"

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        own = Domain("id", "child_of", self.env.user.child_plan_authority_ids.ids)
        wanted = Domain(domain or Domain.TRUE)
        found = super().name_search(name, wanted & own, operator, limit)
        if limit and len(found) >= limit:
            return found
        return found + super().name_search(name, wanted & ~own, operator, limit and limit - len(found))
