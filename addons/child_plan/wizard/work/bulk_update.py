from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError


class ChildPlanBulkUpdate(models.TransientModel):
    """The same progress, result or handing in for several assignments: all of them, or none with the reason."""

    _name = "child.plan.bulk.update"
    _description = "Update Several Assignments"

    assignment_ids = fields.Many2many("child.plan.assignment", readonly=True)
    state = fields.Selection(
        [("in_progress", "In progress"), ("submitted", "Hand in")], help="Empty: the state stays as it is"
    )
    set_progress = fields.Boolean("Set the progress")
    progress = fields.Integer()
    result = fields.Text()

    @api.constrains("assignment_ids")
    def _check_assignment_ids(self):
        """Constraints run as the system; this one is about the user."""
        self.sudo(self.env.uid == SUPERUSER_ID).assignment_ids.check_access("read")

    def action_apply(self):
        self.ensure_one()
        vals = {}
        if self.set_progress:
            vals["progress"] = self.progress
        if (self.result or "").strip():
            vals["result"] = self.result
        if self.state:
            vals["state"] = self.state
        if not vals:
            raise UserError(self.env._("Say what is to be updated: the state, the progress or the result."))
        self.assignment_ids.write(vals)
        return {"type": "ir.actions.act_window_close"}
