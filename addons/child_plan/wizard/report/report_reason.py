from odoo import fields, models
from odoo.exceptions import UserError


class ChildPlanReportReason(models.TransientModel):
    """The dialog for the reason why reports are returned or an accepted one is corrected.

    It also asks before a report is handed in, and says which reports from below are missing in it.
    """

    _name = "child.plan.report.reason"
    _inherit = "child.plan.dialog.mixin"
    _description = "Reason for a Report"

    _shown_fields = ("report_ids",)

    kind = fields.Selection(
        [("return", "Return"), ("correct", "Correct"), ("hand_in", "Hand in")], required=True, readonly=True
    )
    report_ids = fields.Many2many("child.plan.report", readonly=True)
    waiting_for = fields.Char(related="report_ids.waiting_for")
    reason = fields.Text()

    def action_apply(self):
        self.ensure_one()
        if self.kind == "hand_in":
            self.report_ids.action_submit()
            return {"type": "ir.actions.act_window_close"}
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

    def action_hand_in(self):
        """Ask before the report is handed in; raise UserError with what it still lacks."""
        self.ensure_one()
        self._check_complete()
        return self._ask_reason("hand_in")

    def action_correct(self):
        self.ensure_one()
        return self._ask_reason("correct")

    def _ask_reason(self, kind):
        wizard = self.env["child.plan.report.reason"].create(
            {"kind": kind, "report_ids": [fields.Command.set(self.ids)]}
        )
        titles = {
            "return": self.env._("Return with a reason"),
            "correct": self.env._("Correct"),
            "hand_in": self.env._("Hand in the report"),
        }
        return wizard._window(titles[kind])
