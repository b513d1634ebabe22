from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError


class ChildPlanReportReason(models.TransientModel):
    """The reason for which reports are returned, or an accepted one is corrected."""

    _name = "child.plan.report.reason"
    _description = "Reason for a Report"

    kind = fields.Selection([("return", "Return"), ("correct", "Correct")], required=True, readonly=True)
    report_ids = fields.Many2many("child.plan.report", readonly=True)
    reason = fields.Text()

    @api.constrains("report_ids")
    def _check_readable(self):
        """Constraints run as the system; this one is about the user."""
        self.sudo(self.env.uid == SUPERUSER_ID).report_ids.check_access("read")

    def action_apply(self):
        self.ensure_one()
        reason = (self.reason or "").strip()
        if not reason:
            raise UserError(self.env._("Give the reason: the unit reads it in its report."))
        if self.kind == "return":
            self.report_ids._return(reason)
            return {"type": "ir.actions.act_window_close"}
        return self.report_ids._correct(reason).action_open()
