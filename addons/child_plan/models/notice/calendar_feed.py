import hashlib
import secrets
from datetime import timedelta

import vobject
from vobject.icalendar import utc

from odoo import fields, models
from odoo.exceptions import AccessError

from ...lib.clock import today
from ...lib.status import RUNNING_STATES

ROWS = 500
BACK = 30  # days after their deadline for which open assignments stay in the calendar


class ResUsersCalendarFeed(models.Model):
    """A user's calendar feed: deadlines of the units' open work at a secret address, for calendar programs.

    Only a hash of the address is stored, so that it cannot be read from the database.
    """

    _inherit = "res.users"

    child_plan_calendar_hash = fields.Char(groups="base.group_system", copy=False, index="btree_not_null")
    child_plan_has_calendar = fields.Boolean("Calendar feed", compute="_compute_child_plan_has_calendar")

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + ["child_plan_has_calendar"]

    def _compute_child_plan_has_calendar(self):
        for user in self:
            user.child_plan_has_calendar = bool(user.sudo().child_plan_calendar_hash)

    def action_child_plan_calendar(self):
        """Create a new secret address, which replaces the old one, and show it once, only to its owner."""
        self.ensure_one()
        if self != self.env.user:
            raise AccessError(self.env._("Each person makes the address of the own calendar."))
        token = secrets.token_urlsafe(32)
        self.sudo().child_plan_calendar_hash = self._child_plan_hash(token)
        self._child_plan_log_secret(self.env._("Calendar feed"), True)
        url = f"{self.get_base_url()}/child_plan/calendar/{token}.ics"
        return {
            "type": "ir.actions.client",
            "tag": "child_plan_address",
            "name": self.env._("The address of your calendar"),
            "target": "new",
            "params": {"url": url},
        }

    def action_child_plan_calendar_revoke(self):
        self.ensure_one()
        if self != self.env.user:
            self.check_access("write")
        self.sudo().child_plan_calendar_hash = False
        self._child_plan_log_secret(self.env._("Calendar feed"), False)
        return self.action_child_plan_notices()

    @staticmethod
    def _child_plan_hash(token):
        return hashlib.sha256(token.encode()).hexdigest()

    def _child_plan_calendar_user(self, token):
        """Return the active user whose feed has this token.

        Compares hashes, so that the time taken reveals nothing about a valid token.
        """
        user = self.search([("child_plan_calendar_hash", "=", self._child_plan_hash(token))], limit=1)
        return user.filtered(lambda user: user.active and user.has_group("child_plan.child_plan_group_observer"))

    def _child_plan_calendar_events(self):
        """Return ``(key, day, title, place, record)`` for each event of the feed. Extend for other kinds of events."""
        rows = self.env["child.plan.assignment"].search(
            [
                ("is_mine", "=", True),
                ("state", "in", RUNNING_STATES),
                ("plan_id.state", "=", "issued"),
                ("in_time_until", ">=", today() - timedelta(days=BACK)),
            ],
            limit=ROWS,
            order="in_time_until, id",
        )
        return [
            (
                f"work-{row.id}",
                row.in_time_until,
                row.name,
                "\n".join(filter(None, (row.unit_id.name, row.last_day_text))),
                row,
            )
            for row in rows
        ]

    def _child_plan_calendar(self):
        """Return the feed as iCalendar text (RFC 5545), with the user's rights and in the user's language."""
        self = self.with_context(lang=self.lang, tz=self.tz)
        calendar, base = vobject.iCalendar(), self.get_base_url()
        calendar.add("prodid").value = "-//child_plan//Odoo//VI"
        calendar.add("x-wr-calname").value = self.env._(
            "Deadlines: %s", ", ".join(self.child_plan_unit_ids.mapped("name"))
        )
        refresh = calendar.add("refresh-interval")
        refresh.value, refresh.value_param = "PT6H", "DURATION"
        calendar.add("x-published-ttl").value = "PT6H"
        for key, day, title, place, record in self._child_plan_calendar_events():
            event = calendar.add("vevent")
            event.add("uid").value = f"{key}@{base.partition('//')[2]}"
            event.add("dtstamp").value = fields.Datetime.now().replace(tzinfo=utc)
            event.add("last-modified").value = record.write_date.replace(tzinfo=utc)
            event.add("dtstart").value = day
            event.add("dtend").value = day + timedelta(days=1)
            event.add("summary").value = title
            event.add("description").value = place or ""
            event.add("url").value = f"{base}/odoo/{record._name}/{record.id}"
            event.add("transp").value = "TRANSPARENT"
        return calendar.serialize()
