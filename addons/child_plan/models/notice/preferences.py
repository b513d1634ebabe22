from datetime import UTC, datetime, time, timedelta

from odoo import fields, models

from ...lib.clock import TIME_ZONE

PREFERENCES = ("child_plan_notice", "child_plan_quiet_from", "child_plan_quiet_to")


class ResUsersPreferences(models.Model):
    """How a user wants to be notified of work.

    The channel (in Odoo, with a push message if allowed, or by mail) is Odoo's own preference. These fields add how
    often, and the quiet hours.
    """

    _inherit = "res.users"

    child_plan_notice = fields.Selection(
        [("now", "At once"), ("daily", "Summary every day"), ("weekly", "Summary every week")],
        "Work due soon or overdue",
        required=True,
        default="daily",
        help="At once: a letter after the night in which work becomes due soon or overdue, no summary",
    )
    child_plan_quiet_from = fields.Float("Quiet from", help="Messages wait until the end of the quiet hours")
    child_plan_quiet_to = fields.Float("Quiet until")
    child_plan_week_on = fields.Date("Week of the last leader's letter", readonly=True, copy=False)

    _child_plan_quiet = models.Constraint(
        "CHECK (child_plan_quiet_from >= 0 AND child_plan_quiet_from < 24"
        " AND child_plan_quiet_to >= 0 AND child_plan_quiet_to < 24)",
        "Quiet hours are times of the day, between 00:00 and 23:59.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + [*PREFERENCES]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + [*PREFERENCES]

    def _child_plan_quiet_until(self):
        """Return the end (UTC) of the quiet hours if they are in force for this user now, else None."""
        self.ensure_one()
        start, end = self.child_plan_quiet_from, self.child_plan_quiet_to
        now = datetime.now(TIME_ZONE)
        hour = now.hour + now.minute / 60
        quiet = start <= hour < end if start <= end else hour >= start or hour < end
        if not quiet:
            return None
        day = now.date() + timedelta(days=hour >= end)
        until = datetime.combine(day, time(int(end), round(end % 1 * 60) % 60), TIME_ZONE)
        return until.astimezone(UTC).replace(tzinfo=None)

    def _child_plan_by_quiet(self):
        """Group these users by the end of their current quiet hours; None for users who have none now."""
        return self.sudo().grouped(lambda user: user._child_plan_quiet_until())

    def action_child_plan_notices(self):
        """Open the user's notification preferences."""
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_res_users_action_notices")
        return {**action, "res_id": self.env.uid}
