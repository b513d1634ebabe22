import hashlib
import secrets
from datetime import UTC, datetime, time, timedelta

from odoo import fields, models

from ...lib.clock import TIME_ZONE, today

CALENDAR_ROWS = 500
CALENDAR_BACK = 30  # days for which work that is still open stays in the calendar


class ResUsersNotice(models.Model):
    """How a person wants to be told of work, and the person's calendar feed.

    By which way (in Odoo, with a push to the browser where the person allowed it, or by mail) is Odoo's own
    preference; here stands how often, and when not.
    """

    _inherit = "res.users"

    notification_type = fields.Selection([("email", "By mail"), ("inbox", "In Odoo")])  # in the words of the office
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
    child_plan_calendar_hash = fields.Char(groups="base.group_system", copy=False, index="btree_not_null")
    child_plan_has_calendar = fields.Boolean("Calendar feed", compute="_compute_child_plan_has_calendar")

    _child_plan_quiet = models.Constraint(
        "CHECK (child_plan_quiet_from >= 0 AND child_plan_quiet_from < 24"
        " AND child_plan_quiet_to >= 0 AND child_plan_quiet_to < 24)",
        "Quiet hours are times of the day, between 00:00 and 23:59.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + [*PREFERENCES, "child_plan_has_calendar"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + [*PREFERENCES]

    def _compute_child_plan_has_calendar(self):
        for user in self:
            user.child_plan_has_calendar = bool(user.sudo().child_plan_calendar_hash)

    def _child_plan_quiet_until(self):
        """The end of the quiet hours (UTC), if it is quiet for this person now; else None."""
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
        """``{end of quiet hours or None: users}``"""
        return self.sudo().grouped(lambda user: user._child_plan_quiet_until())

    def action_child_plan_notices(self):
        """Open what the user may choose."""
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_res_users_action_notices")
        return {**action, "res_id": self.env.uid}

    # -- calendar feed --

    def action_child_plan_calendar(self):
        """Make a new secret address, which ends the old one, and show it; only its hash is kept."""
        self._check_child_plan_own()
        token = secrets.token_urlsafe(32)
        self.sudo().child_plan_calendar_hash = self._child_plan_hash(token)
        url = f"{self.get_base_url()}/child_plan/calendar/{token}.ics"
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": self.env._("The address of your calendar"),
                "message": self.env._("Put it into your calendar now; it is not shown again: %s"),
                "links": [{"label": url, "url": f"webcal:{url.partition(':')[2]}"}],
                "sticky": True,
                "next": self.action_child_plan_notices(),
            },
        }

    def action_child_plan_calendar_revoke(self):
        self._check_child_plan_own()
        self.sudo().child_plan_calendar_hash = False
        return self.action_child_plan_notices()

    def _check_child_plan_own(self):
        self.ensure_one()
        if self != self.env.user:
            self.check_access("write")

    @staticmethod
    def _child_plan_hash(token):
        return hashlib.sha256(token.encode()).hexdigest()

    def _child_plan_calendar_user(self, token):
        """The active user whose feed has this token. What is compared are hashes, so time tells nothing of a token."""
        user = self.search([("child_plan_calendar_hash", "=", self._child_plan_hash(token))], limit=1)
        return user.filtered(lambda user: user.active and user.has_group("child_plan.child_plan_group_observer"))

    def _child_plan_calendar(self):
        """The deadlines of the units' open work, as the user may see them, and the meetings; an iCalendar text."""
        self = self.with_context(lang=self.lang, tz=self.tz)
        rows = self.env["child.plan.assignment"].search(
            [
                ("is_mine", "=", True),
                ("state", "in", ("not_started", "in_progress", "returned")),
                ("due_on", ">=", today() - timedelta(days=CALENDAR_BACK)),
            ],
            limit=CALENDAR_ROWS,
            order="due_on, id",
        )
        events = [(f"work-{row.id}", row.due_on, row.name, row.unit_id.name, row) for row in rows]
        meetings = self.env["child.plan.meeting"]
        if meetings.has_access("read"):
            for meeting in meetings.search([("day", ">=", today())], limit=CALENDAR_ROWS):
                events.append((f"meeting-{meeting.id}", meeting.day, meeting.name, meeting.unit_id.name, meeting))
        stamp = fields.Datetime.now().strftime("%Y%m%dT%H%M%SZ")
        host = self.get_base_url().split("//")[-1]
        title = self.env._("Deadlines: %s", ", ".join(self.child_plan_unit_ids.mapped("name")))
        lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//child_plan//Odoo//VI", f"X-WR-CALNAME:{_escaped(title)}"]
        lines += ["REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H"]
        for uid, day, name, unit, record in events:
            lines += [
                "BEGIN:VEVENT",
                f"UID:{uid}@{host}",
                f"DTSTAMP:{stamp}",
                f"LAST-MODIFIED:{record.write_date:%Y%m%dT%H%M%SZ}",
                f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
                f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
                f"SUMMARY:{_escaped(name)}",
                f"DESCRIPTION:{_escaped(unit)}",
                f"URL:{self.get_base_url()}/odoo/{record._name}/{record.id}",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
            ]
        return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line))


PREFERENCES = ("child_plan_notice", "child_plan_quiet_from", "child_plan_quiet_to")


def _escaped(text):
    """A text value of RFC 5545."""
    text = (text or "").replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(text.splitlines())


def _folded(line):
    """The lines, of at most 75 octets, of which a long line is made; no letter is cut."""
    size, part = 0, ""
    for letter in line:
        octets = len(letter.encode())
        if size + octets > 74:
            yield part
            size, part = 1, " "
        size, part = size + octets, part + letter
    yield part
