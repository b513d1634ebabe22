from odoo import api, fields, models

from ...lib.clock import today


class ChildPlanAssignment(models.Model):
    _inherit = "child.plan.assignment"

    state_since = fields.Date(
        "In this state since", compute="_compute_state_since", help="Of the day for which the list speaks"
    )
    state_days = fields.Integer("Days in this state", compute="_compute_state_since", aggregator=None)

    @api.depends("state", "given_on")
    @api.depends_context("child_plan_as_of")
    def _compute_state_since(self):
        """Take the last change of state from the journal; without one, the day on which the work was given."""
        day = fields.Date.to_date(self.env.context.get("child_plan_as_of")) or today()
        changes = [("assignment_id", "in", self.ids), ("kind", "=", "state"), ("day", "<=", day)]
        # sudo: the day of a change is shown to all who see the state
        last = dict(self.env["child.plan.journal"].sudo()._read_group(changes, ["assignment_id"], ["day:max"]))
        last = {row.id: since for row, since in last.items()}
        for assignment in self:
            assignment.state_since = last.get(assignment._origin.id, assignment.given_on)
            assignment.state_days = max((day - assignment.state_since).days, 0) if assignment.state_since else 0
