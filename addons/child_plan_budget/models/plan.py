from odoo import api, fields, models


class ChildPlan(models.Model):
    """A plan and its budget lines."""

    _inherit = "child.plan"

    budget_line_ids = fields.One2many("child.plan.budget.line", "plan_id", "Budget lines")
    budget_line_count = fields.Integer(compute="_compute_row_counts")

    @api.model
    def _row_counts(self):
        return [*super()._row_counts(), ("budget_line_count", "child.plan.budget.line", [])]

    @api.model
    def _open_after_issue(self):
        return super()._open_after_issue() | {"budget_line_ids"}

    def _copy_rows(self, copy, sections, tasks):
        """Copy the budget lines too."""
        result = super()._copy_rows(copy, sections, tasks)
        for line in self.budget_line_ids:
            line._copy_demand(copy, tasks.get(line.task_id))
        return result

    def action_view_budget(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan_budget.child_plan_budget_line_action")
        return {**action, "domain": [("plan_id", "=", self.id)], "context": {"default_plan_id": self.id}}
