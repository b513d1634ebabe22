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

    @api.model
    def _dated_fields(self):
        return [*super()._dated_fields(), ("budget_line_ids", "year")]

    def _shift_dates(self, before):
        """Take off the codes of the budget index that are not in force in the new year: they are chosen anew."""
        for line in self.budget_line_ids:
            year = self._shifted(line.year, before)
            codes = {name: line[name] for name in ("chapter_id", "category_id", "item_id")}
            ended = {name: False for name, code in codes.items() if code and not code._valid_in(year)}
            if ended:
                line.write(ended)
        return super()._shift_dates(before)

    @api.readonly
    def action_view_budget(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan_budget.child_plan_budget_line_action")
        return {**action, "domain": [("plan_id", "=", self.id)], "context": {"default_plan_id": self.id}}
