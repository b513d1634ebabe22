from odoo import api, fields, models


class ChildPlanIssue(models.TransientModel):
    """The check names the money that the plan speaks of and nobody has entered."""

    _inherit = "child.plan.issue"

    money_open = fields.Text(
        "Money not entered yet",
        compute="_compute_money_open",
        help="Budget lines without a sum, with what is noted there",
    )

    @api.depends("plan_id.budget_line_ids.amount_known", "plan_id.budget_line_ids.note")
    def _compute_money_open(self):
        for wizard in self:
            lines = wizard.plan_id.budget_line_ids.filtered(lambda line: not line.amount_known)
            wizard.money_open = "\n".join(
                f"• {line.source_id.name}: {line.note or line.name}"
                for line in lines.sorted(lambda line: not line.note)
            )
