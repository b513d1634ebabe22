from odoo import fields, models


class ChildPlan(models.Model):
    """A plan and its budget lines."""

    _inherit = "child.plan"

    budget_line_ids = fields.One2many("child.plan.budget.line", "plan_id", "Budget lines")
    budget_line_count = fields.Integer(compute="_compute_budget_line_count")

    def _compute_budget_line_count(self):
        lines = self.env["child.plan.budget.line"]
        counts = {}
        if lines.has_access("read"):
            counts = dict(lines._read_group([("plan_id", "in", self.ids)], ["plan_id"], ["__count"]))
        for plan in self:
            plan.budget_line_count = counts.get(plan, 0)

    def _copy_rows(self, copy, sections, tasks):
        """Copy the budget lines too."""
        super()._copy_rows(copy, sections, tasks)
        for line in self.budget_line_ids:
            line._copy_demand(copy, tasks.get(line.task_id))

    def action_view_budget(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan_budget.child_plan_budget_line_action")
        return {**action, "domain": [("plan_id", "=", self.id)], "context": {"default_plan_id": self.id}}
