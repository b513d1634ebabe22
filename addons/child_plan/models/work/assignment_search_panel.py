from odoo import api, models
from odoo.fields import Domain


class ChildPlanAssignmentSearchPanel(models.Model):
    """Limits the plans and units in the search panel beside lists of assignments.

    Odoo offers all that have work. For a nation it would count every row for more units and plans than its limit
    allows, and then show none. This offers instead as many whole levels of units, from the top down, as the limit
    allows, and the plans of the user's authority.
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
        """Return the domain of as many whole levels of the user's tree as stay below ``limit`` units.

        The units above are included, because the panel hangs the others below them. Return None if the whole tree fits.
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
        """Return the domain of the plans that the user's units or their authorities issue; None if all plans fit."""
        plans = self.env["child.plan"]
        if plans.search_count([], limit=limit) < limit:
            return None
        user = self.env.user
        return Domain("issuer_id", "in", (user.child_plan_unit_ids | user.child_plan_authority_ids).ids)
