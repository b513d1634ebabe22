from collections import Counter

from odoo import api, fields, models


class ChildPlanUnit(models.Model):
    """The work of a unit."""

    _inherit = "child.plan.unit"

    assignment_count = fields.Integer(compute="_compute_assignment_counts")
    overdue_count = fields.Integer(compute="_compute_assignment_counts")

    def _compute_assignment_counts(self):
        groups = self.env["child.plan.assignment"]._read_group(
            [("unit_id", "in", self.ids)], ["unit_id", "status"], ["__count"]
        )
        total, overdue = Counter(), Counter()
        for unit, status, count in groups:
            total[unit] += count
            overdue[unit] += count if status == "overdue" else 0
        for unit in self:
            unit.assignment_count = total[unit]
            unit.overdue_count = overdue[unit]

    @api.model
    def _levelled_models(self):
        return [*super()._levelled_models(), "child.plan.assignment"]

    @api.ondelete(at_uninstall=True)
    def _unlink_except_assigned(self):
        self._check_unused("child.plan.assignment")

    @api.readonly
    def action_view_assignments(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_assignment_action")
        return {**action, "domain": [("unit_id", "child_of", self.id)], "context": {}}

    @api.readonly
    def action_view_overdue(self):
        action = self.action_view_assignments()
        return {**action, "domain": [*action["domain"], ("status", "=", "overdue")]}
