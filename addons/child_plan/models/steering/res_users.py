from odoo import models

from ...lib.clock import today

MEETINGS = 500  # meetings in the calendar feed


class ResUsers(models.Model):
    """Adds meetings to the calendar feed."""

    _inherit = "res.users"

    def _child_plan_calendar_events(self):
        events, meetings = super()._child_plan_calendar_events(), self.env["child.plan.meeting"]
        if meetings.has_access("read"):
            for meeting in meetings.search([("day", ">=", today())], limit=MEETINGS):
                events.append((f"meeting-{meeting.id}", meeting.day, meeting.name, meeting.unit_id.name, meeting))
        return events
