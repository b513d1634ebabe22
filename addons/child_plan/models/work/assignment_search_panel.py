from odoo import api, models
from odoo.fields import Domain


class ChildPlanAssignmentPanel(models.Model):
    """The panel beside lists of assignments: plans and units to choose from.

    Odoo offers those with work. In a nation that would be all rows counted for more units and plans than anybody reads,
    and then none is shown. There it is the units from the top down, as many whole levels as there is room for, and the
    plans of the user's authority.
    """

    _inherit = "child.plan.assignment"

    @api.model
    def search_panel_select_range(self, field_name, **kwargs):
        offer = {"unit_id": self._units_from_the_top, "plan_id": self._own_plans}.get(field_name)
        domain = offer(kwargs.get("limit") or 200) if offer else None
        if domain is not None:
            comodel_domain = Domain(kwargs.get("comodel_domain") or Domain.TRUE) & domain
            kwargs = {**kwargs, "comodel_domain": list(comodel_domain), "expand": True}
        return super().search_panel_select_range(field_name, **kwargs)

    @api.model
    def _units_from_the_top(self, limit):
        """The domain of whole levels of the user's tree, fewer than ``limit`` units, with the units above, on which the
        panel hangs them; None if all of the tree has room.
        """
        units = self.env["child.plan.unit"]
        level = self.env.user.child_plan_unit_ids | self.env.user.child_plan_authority_ids
        shown = units.search([("id", "parent_of", level.ids)])
        while level:
            level = units.search([("parent_id", "in", level.ids), ("id", "not in", shown.ids)], limit=limit)
            if len(shown) + len(level) >= limit:
                return Domain("id", "in", shown.ids)
            shown |= level
        return None

    @api.model
    def _own_plans(self, limit):
        """The domain of the plans that the user's units or their authorities issue; None if there are few plans."""
        plans = self.env["child.plan"]
        if plans.search_count([], limit=limit) < limit:
            return None
        user = self.env.user
        return Domain("issuer_id", "in", (user.child_plan_unit_ids | user.child_plan_authority_ids).ids)
