from odoo import fields, models
from odoo.exceptions import UserError

from ...models.unit.refusals import raise_all, try_each


class ChildPlanBulkUpdate(models.TransientModel):
    """Writes the same progress or result to several assignments, or submits them: all, or none with the reason."""

    _name = "child.plan.bulk.update"
    _inherit = "child.plan.dialog.mixin"
    _description = "Update Several Assignments"

    _shown_fields = ("assignment_ids",)

    assignment_ids = fields.Many2many("child.plan.assignment", readonly=True)
    state = fields.Selection(
        [("in_progress", "In progress"), ("submitted", "Hand in")], help="Empty: the state stays as it is"
    )
    set_progress = fields.Boolean("Set the progress")
    progress = fields.Integer()
    result = fields.Text()

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
        try:
            with self.env.cr.savepoint():
                self.assignment_ids.write(vals)
        except UserError:
            raise_all(self.env, try_each(self.assignment_ids, lambda row: row.write(vals)))
            raise
        return {"type": "ir.actions.act_window_close"}


class ChildPlanAssignment(models.Model):
    """The button that opens the bulk update."""

    _inherit = "child.plan.assignment"

    def action_update_several(self):
        wizard = self.env["child.plan.bulk.update"].create({"assignment_ids": [fields.Command.set(self.ids)]})
        return wizard._window(self.env._("Update several"))
