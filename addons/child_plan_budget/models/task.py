from odoo import api, fields, models


class ChildPlanTask(models.Model):
    """Which tasks have money, and which have none."""

    _inherit = "child.plan.task"

    budget_line_ids = fields.One2many("child.plan.budget.line", "task_id", "Budget lines")
    funded = fields.Boolean("Has money", compute="_compute_funded", search="_search_funded")
    money_missing = fields.Boolean(
        "No money allotted", compute="_compute_money_missing", search="_search_money_missing"
    )

    @api.depends("budget_line_ids", "plan_id.budget_line_ids")
    def _compute_unclear(self):
        return super()._compute_unclear()

    def _clarities(self):
        """Ask beside the six clarities whether there is money, of the task or of the plan as a whole."""
        of_plan = self.plan_id.sudo().budget_line_ids.filtered(lambda line: not line.task_id)
        return {
            **super()._clarities(),
            "money": (self.sudo().budget_line_ids or of_plan, self.env._("with what money")),
        }

    @api.model
    def _minor_clarities(self):
        return super()._minor_clarities() | {"money"}

    def _compute_funded(self):
        lines = self.env["child.plan.budget.line"]
        funded = lines.search([("task_id", "in", self.ids)]).task_id if lines.has_access("read") else self.browse()
        for task in self:
            task.funded = task in funded

    def _search_funded(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("budget_line_ids", "!=" if True in value else "=", False)]

    def _compute_money_missing(self):
        lines = self.env["child.plan.budget.line"]
        received = lines.browse()
        if lines.has_access("read"):
            received = lines.search([("task_id", "in", self.ids), ("received", ">", 0)])
        for task in self:
            task.money_missing = task not in received.task_id

    def _search_money_missing(self, operator, value):
        """Find tasks for which nothing was received: no line, a source without a sum, or an estimate alone."""
        if operator != "in":
            return NotImplemented
        received = [("budget_line_ids", "any", [("received", ">", 0)])]
        return ["!", *received] if True in value else received
