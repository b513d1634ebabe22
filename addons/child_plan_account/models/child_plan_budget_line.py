from odoo import api, fields, models

BOOKKEEPERS = "analytic.group_analytic_accounting"


class ChildPlanBudgetLine(models.Model):
    """A budget line beside the analytic account on which its spending is booked.

    Nothing is written in either direction: what finance confirmed and what was booked are compared.
    """

    _inherit = "child.plan.budget.line"

    analytic_account_id = fields.Many2one(
        "account.analytic.account", ondelete="set null", index="btree_not_null", copy=False, groups=BOOKKEEPERS
    )
    booked = fields.Monetary(
        currency_field="dong_id",
        compute="_compute_booked",
        aggregator=None,
        groups=BOOKKEEPERS,
        help="Costs of the line's year on the analytic account, up to the day that is spoken of, in đồng",
    )
    unbooked = fields.Monetary(
        "Spent, not booked",
        currency_field="dong_id",
        compute="_compute_booked",
        aggregator=None,
        groups=BOOKKEEPERS,
    )

    @api.depends("analytic_account_id", "year", "spent")
    @api.depends_context("child_plan_as_of")
    def _compute_booked(self):
        costs = self._booked_costs()
        for line in self:
            line.booked = sum(costs.get((line.analytic_account_id, line.year), {}).values())
            line.unbooked = line.spent - line.booked if line.analytic_account_id else 0

    def _booked_costs(self):
        """``{(account, year): {currency: costs in đồng}}`` in one query; the bookkeeping has costs as negative."""
        day = self._as_of()
        groups = self.env["account.analytic.line"]._read_group(
            [("account_id", "in", self.analytic_account_id.ids), ("date", "<=", day)],
            ["account_id", "date:year", "currency_id"],
            ["amount:sum"],
        )
        dong, costs = self.env.ref("base.VND"), {}
        for account, year, currency, amount in groups:
            in_dong = currency._convert(-amount, dong, self.env.company, day)
            costs.setdefault((account, year.year), {})[currency] = in_dong
        return costs

    @api.readonly
    def action_view_booked(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Items booked"),
            "res_model": "account.analytic.line",
            "view_mode": "list,form",
            "domain": [
                ("account_id", "=", self.analytic_account_id.id),
                ("date", ">=", f"{self.year}-01-01"),
                ("date", "<=", f"{self.year}-12-31"),
            ],
        }
