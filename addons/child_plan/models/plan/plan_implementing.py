from odoo import api, fields, models
from odoo.fields import Domain


class ChildPlanImplementing(models.Model):
    """Links a plan to the plans of lower levels that implement it. Users who implement a plan may read it."""

    _inherit = "child.plan"

    implemented_by_count = fields.Integer(compute="_compute_implemented_by_count")
    implemented_here = fields.Boolean(
        "Carried out by own plan",
        compute="_compute_implemented_here",
        search="_search_implemented_here",
        help="A plan of the user's units, or of their authority, carries it out",
    )

    def _compute_implemented_by_count(self):
        counts = dict(self._read_group([("implements_id", "in", self.ids)], ["implements_id"], ["__count"]))
        for plan in self:
            plan.implemented_by_count = counts.get(plan, 0)

    @api.depends("implemented_by_ids.issuer_id")
    @api.depends_context("uid")
    def _compute_implemented_here(self):
        plans = self.sudo().with_context(active_test=False)
        rows = plans._read_group(Domain("implements_id", "in", self.ids) & self._issued_here(), ["implements_id"])
        ids = {plan.id for (plan,) in rows}
        for plan in self:
            plan.implemented_here = plan.id in ids

    def _search_implemented_here(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = Domain("implemented_by_ids", "any!", self._issued_here())
        return domain if True in value else ~domain

    @api.model
    def _issued_here(self):
        _units, issuers = self.env.user._child_plan_places()
        return Domain("issuer_id", "in", list(issuers))
