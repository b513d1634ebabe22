from markupsafe import Markup

from odoo import fields, models
from odoo.exceptions import UserError

from ...lib.clock import today

LATE = ("done_late", "overdue")


class ChildPlanAssignmentExcuse(models.Model):
    """A delay whose reasons were objective, as those who decide on the work confirm.

    The work stays late everywhere; only the yearly evaluation does not hold the delay against unit and official
    (Decree 335/2025/NĐ-CP: except objective reasons confirmed by the competent authority).
    """

    _inherit = "child.plan.assignment"

    excused_by = fields.Many2one("res.users", "Delay excused by", readonly=True, copy=False, ondelete="restrict")
    excused_on = fields.Date("Delay excused on", readonly=True, copy=False)
    excuse = fields.Char("Objective reason of the delay", readonly=True, copy=False)

    def _excuse(self, reason):
        """Confirm that these were late for an objective reason."""
        self._check_excusable(reason)
        for assignment in self:
            if assignment.status not in LATE:
                raise UserError(self.env._("“%s” is not late: there is no delay to excuse.", assignment.display_name))
        self.sudo().write({"excused_by": self.env.uid, "excused_on": today(), "excuse": reason})
        self._log_excuse("excused", reason)

    def _count_delay(self, reason):
        """Take back that these were excused."""
        self._check_excusable(reason)
        for assignment in self:
            if not assignment.excused_by:
                raise UserError(self.env._("The delay of “%s” was not excused.", assignment.display_name))
        self.sudo().write({"excused_by": False, "excused_on": False, "excuse": False})
        self._log_excuse("counted", reason)

    def _check_excusable(self, reason):
        self._check_can_decide()
        if not (reason or "").strip():
            raise UserError(self.env._("Give the reason: it is kept in the journal."))

    def _log_excuse(self, value, reason):
        words = {"excused": self.env._("Delay excused"), "counted": self.env._("Delay counted again")}[value]
        body = Markup("<p>%s: %s</p>") % (words, reason)
        self.env["child.plan.journal"]._log(
            [
                {**a._journal_vals(), "kind": "excuse", "new_value": value, "reason": reason, "body": body}
                for a in self
            ]
        )
