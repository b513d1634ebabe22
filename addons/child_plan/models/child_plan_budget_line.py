from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..clock import today

STAGES = ("estimated", "allotted", "committed", "spent", "settled")


class ChildPlanBudgetLine(models.Model):
    """Money of a plan or task for a unit, a year and a source. Its amount may be unknown, which is not zero."""

    _name = "child.plan.budget.line"
    _inherit = "child.plan.part"
    _description = "Budget Line"
    _order = "plan_id, year, source_id, id"
    _open_after_closing = True  # money is settled after the work has ended

    plan_id = fields.Many2one("child.plan", required=True, ondelete="cascade", index=True)
    task_id = fields.Many2one(
        "child.plan.task", ondelete="set null", index="btree_not_null", domain="[('plan_id', '=', plan_id)]"
    )
    unit_id = fields.Many2one(
        "child.plan.unit",
        required=True,
        ondelete="restrict",
        index=True,
        compute="_compute_unit_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    year = fields.Integer(required=True, aggregator=None, default=lambda self: today().year)
    source_id = fields.Many2one("child.plan.funding.source", required=True, ondelete="restrict", index=True)
    source_kind = fields.Selection(related="source_id.kind")
    name = fields.Char("Wording", help="In the words of the plan")
    index_code = fields.Char("Budget index", help="Chương, Loại-Khoản, Mục-Tiểu mục")
    amount_known = fields.Boolean(
        default=True, help="The plan names the source but no sum: unknown, which is not zero."
    )
    quantity = fields.Float(aggregator=None)
    unit_price = fields.Monetary(aggregator=None)
    estimated = fields.Monetary(compute="_compute_estimated", store=True, readonly=False, precompute=True)
    allotted = fields.Monetary()
    committed = fields.Monetary()
    spent = fields.Monetary()
    settled = fields.Monetary()
    balance = fields.Monetary("Left", compute="_compute_balance", store=True, help="Allotted less spent")
    spent_rate = fields.Float("Spent, of allotted", compute="_compute_spent_rate", aggregator=None, help="In percent")
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.ref("base.VND"), ondelete="restrict"
    )
    reference = fields.Char(help="Decision or voucher")
    note = fields.Char()

    _amounts_positive = models.Constraint(
        "CHECK (estimated >= 0 AND allotted >= 0 AND committed >= 0 AND spent >= 0 AND settled >= 0 AND quantity >= 0)",
        "Quantities and amounts cannot be negative.",
    )

    @api.depends("source_id", "year", "unit_id")
    def _compute_display_name(self):
        for line in self:
            line.display_name = f"{line.source_id.name} {line.year} · {line.unit_id.name}"

    @api.depends("plan_id")
    def _compute_unit_id(self):
        for line in self:
            line.unit_id = line.unit_id or line.plan_id.issuer_id

    @api.depends("quantity", "unit_price")
    def _compute_estimated(self):
        for line in self:
            costed = line.quantity and line.unit_price
            line.estimated = line.quantity * line.unit_price if costed else line.estimated

    @api.depends("allotted", "spent")
    def _compute_balance(self):
        for line in self:
            line.balance = line.allotted - line.spent

    @api.depends("allotted", "spent")
    def _compute_spent_rate(self):
        for line in self:
            line.spent_rate = 100 * line.spent / line.allotted if line.allotted else 0.0

    @api.constrains("amount_known", "quantity", "unit_price", *STAGES)
    def _check_amount_known(self):
        for line in self:
            if not line.amount_known and any(line[stage] for stage in STAGES):
                raise ValidationError(
                    self.env._("The amount of “%s” is marked as unknown, but sums are given.", line.display_name)
                )

    @api.constrains("balance")
    def _check_balance(self):
        for line in self:
            if line.currency_id.compare_amounts(line.balance, line.allotted - line.spent):
                raise ValidationError(self.env._("What is left is counted from what was allotted and spent."))

    @api.constrains("plan_id", "task_id")
    def _check_task_id(self):
        for line in self:
            if line.task_id and line.task_id.plan_id != line.plan_id:
                raise ValidationError(self.env._("The task of “%s” is of another plan.", line.display_name))

    def _copy_demand(self, plan, task):
        """The source of money for a copied plan: what was estimated, nothing of what was allotted or spent."""
        self.ensure_one()
        amounts = dict.fromkeys(STAGES[1:], 0.0)
        return self.copy({"plan_id": plan.id, "task_id": task.id if task else False, "reference": False, **amounts})
