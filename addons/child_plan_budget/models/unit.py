from odoo import fields, models


class ChildPlanUnit(models.Model):
    _inherit = "child.plan.unit"

    budget_code = fields.Char(
        "Budget code", copy=False, help="Mã ĐVQHNS, by which the treasury names the unit: seven digits"
    )

    def _levelled_models(self):
        return [*super()._levelled_models(), "child.plan.budget.line"]

    def _finance_users(self):
        """Return the finance users of these authorities and of their departments."""
        offices = [("parent_id", "in", self.ids), ("kind", "!=", "authority")]
        return (self | self.sudo().search(offices))._users_in("finance")
