from odoo import fields, models
from odoo.exceptions import UserError


class ChildPlanReportReason(models.TransientModel):
    """The dialog for the reason why reports are returned or an accepted one is corrected."""

    _name = "child.plan.report.reason"
    _inherit = "child.plan.dialog.mixin"
    _description = "Reason for a Report"

    _shown_fields = ("report_ids",)

    kind = fields.Selection([("return", "Return"), ("correct", "Correct")], required=True, readonly=True)
    report_ids = fields.Many2many("child.plan.report", readonly=True)
    reason = fields.Text()

    def action_apply(self):
        self.ensure_one()
        reason = (self.reason or "").strip()
        if not reason:
            raise UserError(self.env._("Give the reason: the unit reads it in its report."))
        if self.kind == "return":
            self.report_ids._return(reason)
            return {"type": "ir.actions.act_window_close"}
        return self.report_ids._correct(reason).action_open()


class ChildPlanReport(models.Model):
    """Buttons that open the dialog."""

    _inherit = "child.plan.report"

    def action_return(self):
        self._check_can_receive("submitted")
        return self._ask_reason("return")

    def action_correct(self):
        self.ensure_one()
        return self._ask_reason("correct")

    def _ask_reason(self, kind):
        wizard = self.env["child.plan.report.reason"].create(
            {"kind": kind, "report_ids": [fields.Command.set(self.ids)]}
        )
        return wizard._window(self.env._("Return with a reason") if kind == "return" else self.env._("Correct"))
