from odoo import api, fields, models

from ...lib.status import OPEN_STATES


class ChildPlanHandOver(models.TransientModel):
    """The dialog in which somebody hands open work and activities to a colleague."""

    _name = "child.plan.hand.over"
    _inherit = "child.plan.dialog.mixin"
    _description = "Hand Work to a Colleague"

    _shown_fields = ("user_id", "colleague_id")

    user_id = fields.Many2one(
        "res.users", "Who hands over", required=True, ondelete="cascade", default=lambda self: self.env.user.id
    )
    unit_ids = fields.Many2many(related="user_id.child_plan_unit_ids", string="Units")
    colleague_id = fields.Many2one(
        "res.users",
        ondelete="cascade",
        domain="[('child_plan_unit_ids', 'in', unit_ids), ('id', '!=', user_id)]",
    )
    handed = fields.Integer("Goes to the colleague", compute="_compute_handed")
    left = fields.Integer(
        "Stays", compute="_compute_handed", help="Work of units to which the colleague does not belong"
    )

    @api.depends("user_id", "colleague_id")
    def _compute_handed(self):
        for dialog in self:
            user, colleague = dialog.user_id, dialog.colleague_id
            dialog.handed = dialog.left = 0
            if not user or not colleague:
                continue
            user._child_plan_check_hand_over(colleague)
            dialog.handed = sum(len(records) for records, _name in user._child_plan_handed(colleague))
            work = [("officer_id", "=", user.id), ("state", "in", (*OPEN_STATES, "suspended"))]
            total = self.env["child.plan.assignment"].sudo().search_count([*work, ("plan_id.state", "=", "issued")])
            total += self.env["mail.activity"].sudo().search_count(user._child_plan_activities())
            dialog.left = total - dialog.handed

    def action_apply(self):
        self.ensure_one()
        number = self.user_id._child_plan_hand_over(self.colleague_id)
        message = self.env._("%(number)s handed to %(colleague)s.", number=number, colleague=self.colleague_id.name)
        return self.env["child.plan.assignment"]._confirmed(message)


class ResUsers(models.Model):
    _inherit = "res.users"

    def action_hand_over(self):
        self.ensure_one()
        wizard = self.env["child.plan.hand.over"].create({"user_id": self.id})
        return wizard._window(self.env._("Hand over work"))
