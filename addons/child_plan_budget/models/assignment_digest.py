from odoo import api, models


class ChildPlanAssignment(models.Model):
    """The summary also tells a finance office how much spending waits to be confirmed."""

    _inherit = "child.plan.assignment"

    @api.model
    def _digest_parts(self, users):
        parts = super()._digest_parts(users)
        for user, waiting in self.env["child.plan.budget.spending"]._waiting_for(users).items():
            title = self.with_context(lang=user.lang).env._("Spending to be confirmed")
            path = "action-child_plan_budget.child_plan_budget_spending_action"
            parts.setdefault(user, []).append({"title": title, "count": waiting, "path": path})
        return parts
