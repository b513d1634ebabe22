from odoo import fields, models


class ChildPlanDecline(models.TransientModel):
    """The dialog for the reason why a unit declines requested work."""

    _name = "child.plan.decline"
    _inherit = "child.plan.dialog.mixin"
    _description = "Decline a Request"

    _shown_fields = ("assignment_ids",)

    assignment_ids = fields.Many2many("child.plan.assignment", readonly=True)
    reason = fields.Char()

    def action_apply(self):
        self.ensure_one()
        self.assignment_ids._decline(self.reason)
        return {"type": "ir.actions.act_window_close"}


class ChildPlanAssignment(models.Model):
    _inherit = "child.plan.assignment"

    def action_decline(self):
        self._check_can_answer()
        wizard = self.env["child.plan.decline"].create({"assignment_ids": [fields.Command.set(self.ids)]})
        return wizard._window(self.env._("Decline the request"))
