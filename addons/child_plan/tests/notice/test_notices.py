"""Told in time: who is told when, at once or in a summary, not in quiet hours; escalation; letters."""

from datetime import date, datetime, time, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...lib.clock import TIME_ZONE
from ..common import DAY, PlanCase, on

DUE = date(2026, 3, 31)  # a Tuesday


@tagged("-at_install", "post_install")
class TestNotices(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["child.plan.assignment"].search([]).plan_id.sudo().write({"state": "closed"})  # demonstration data
        cls.env["res.users"].search([]).write(
            {"child_plan_week_on": "2100-01-01", "child_plan_digest_on": "2100-01-01"}
        )
        (cls.user_district | cls.user_health).write({"child_plan_week_on": False, "child_plan_digest_on": False})
        cls.user_district.lang = cls.user_health.lang = "en_US"

    def told(self, user):
        return self.env["mail.message"].search([("partner_ids", "in", user.partner_id.ids)], order="id")

    # -- at once, and quiet hours --

    def test_a_weekly_summary_comes_once_a_week_also_after_a_missed_monday(self):
        self.user_health.child_plan_notice = "weekly"
        self.give(self.health, due_on=DUE)
        sent = []
        for days in (0, 1, 5, 6, 8):  # Tuesday, Wednesday, Sunday, Monday, the Wednesday after
            self.env["mail.mail"].search([]).unlink()
            with on(DUE + timedelta(days=days)):
                self.env["child.plan.assignment"]._cron_digest()
            self.env.invalidate_all()
            sent.append(len(self.env["mail.mail"].search([("email_to", "ilike", "t_health@")])))
        self.assertEqual(sent, [1, 0, 0, 1, 0])

    def quiet_until(self, hour, start, end):
        self.user_health.write({"child_plan_quiet_from": start, "child_plan_quiet_to": end})
        now = datetime.combine(DAY, time(hour), TIME_ZONE)

        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return now.astimezone(tz)

        with patch("odoo.addons.child_plan.models.notice.preferences.datetime", Clock):
            return self.user_health._child_plan_quiet_until()

    def test_quiet_hours_go_over_midnight(self):
        morning = datetime(2026, 3, 11, 23, 30)  # half past six in Vietnam, in UTC
        self.assertEqual(self.quiet_until(22, 21, 6.5), morning)
        self.assertEqual(self.quiet_until(5, 21, 6.5), morning - timedelta(days=1))
        for hour in (7, 12, 20):
            self.assertIsNone(self.quiet_until(hour, 21, 6.5))
        self.assertIsNone(self.quiet_until(3, 0, 0))
        self.assertEqual(self.quiet_until(13, 12, 14), datetime(2026, 3, 11, 7))

    def test_a_message_in_quiet_hours_waits_and_is_not_lost(self):
        until = datetime.now() + timedelta(hours=5)
        row = self.give(self.health, due_on=DUE)
        with patch.object(type(self.user_health), "_child_plan_quiet_until", lambda user: until):
            row._notify_users(self.user_health, "Việc", "")
        message = self.told(self.user_health)[-1]
        waiting = self.env["mail.message.schedule"].search([("mail_message_id", "=", message.id)])
        self.assertEqual(len(waiting), 1)
        self.assertFalse(message.notification_ids)
        waiting.force_send()
        self.assertEqual(message.notification_ids.res_partner_id, self.user_health.partner_id)

    def test_preferences_are_the_persons_own(self):
        self.user_health.with_user(self.user_health).write({"child_plan_notice": "weekly"})
        with self.assertRaises(AccessError):
            self.user_health.with_user(self.user_ward_1).write({"child_plan_notice": "now"})

    # -- the leader's week --

    def letters(self, day):
        self.env["mail.mail"].search([]).unlink()
        with on(day):
            self.env["child.plan.dashboard"]._cron_leader_week()
        self.env.invalidate_all()
        return self.env["mail.mail"].search([("email_to", "ilike", "t_district@")])

    def test_a_leader_reads_on_one_page_what_the_week_brought(self):
        late, done = (
            self.give(self.health, due_on=DUE, name="Việc trễ"),
            self.give(self.ward_1, due_on=DUE, name="Việc xong"),
        )
        self.give(self.ward_2, due_on=DUE + timedelta(days=5), name="Việc tới")
        with on(DUE):
            self.submit(done, self.user_ward_1)
            done.with_user(self.user_office).action_confirm()
        letter = self.letters(DUE + timedelta(days=1))
        self.assertEqual(letter.subject, "Week to 01/04/2026: 1 became overdue, 1 closed, 1 due next")
        for words in ("Việc trễ", "Việc xong", "Việc tới", late.unit_id.name):
            self.assertIn(words, letter.body_html)

    def test_the_letter_comes_once_a_week_and_a_missed_night_loses_none(self):
        self.give(self.health, due_on=DUE)
        monday = DUE + timedelta(days=6)
        self.assertEqual([len(self.letters(monday + timedelta(days=n))) for n in (2, 3, 6)], [1, 0, 0])
        self.assertEqual(len(self.letters(monday + timedelta(days=7))), 1)

    def test_no_letter_without_anything_to_tell(self):
        self.assertFalse(self.letters(DUE))

    def test_the_letter_tells_nothing_of_others(self):
        plan = self.plan(issuer_id=self.district_b.id, standing_unit_id=self.office_b.id)
        self.task(plan, [self.health_b], due_on=DUE, name="Việc của huyện B")
        self.issue(plan, self.user_office_b)
        self.assertFalse(self.letters(DUE + timedelta(days=1)))
