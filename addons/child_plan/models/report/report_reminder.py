from odoo import models
from odoo.exceptions import AccessError
from odoo.tools import format_date

from ..unit.refusals import raise_all
from .report import IN


class ChildPlanReportReminder(models.Model):
    """Reminds units of reports that are missing."""

    _inherit = "child.plan.report"

    def action_remind(self):
        """Send each unit among these one message about all its reports that are missing."""
        late = self.filtered(lambda report: report.current and report.state not in IN)
        refused = late.filtered(
            lambda report: (
                not report.can_receive and not (report.plan_id.has_access("read") and report.plan_id.can_manage)
            )
        )
        raise_all(
            self.env,
            [AccessError(self.env._("You may not remind of “%s”.", report.display_name)) for report in refused],
        )
        silent = late.filtered(lambda report: not report._writers())
        for report in late - silent:
            due_on = format_date(self.env, report.due_on)
            report._tell(
                self.env._("Reminder: report for %s", report.period_id.sudo().name),
                self.env._("Please hand it in. It is due on %s.", due_on),
            )
        message = self.env._("%s units were reminded.", len((late - silent).unit_id))
        if silent:
            names = ", ".join(silent.unit_id.mapped("name"))
            message += " " + self.env._("These have no user who could read it: %s", names)
        params = {"message": message, "type": "warning" if silent else "success", "sticky": bool(silent)}
        return {"type": "ir.actions.client", "tag": "display_notification", "params": params}
