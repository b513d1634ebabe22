"""Letters through a real mail server: each once, whatever the server does, whatever nights are missed."""

from datetime import date, timedelta

from odoo.tests import tagged

from ..common import on
from .mail_case import MailCase, html

DUE = date(2026, 3, 31)  # a Tuesday
MONDAY = date(2026, 4, 6)


@tagged("-at_install", "post_install")
class TestLettersSmtp(MailCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head = cls.user("t_head", "leader", cls.health)
        cls.head.lang = "en_US"

    def give_late(self):
        row = self.give(self.health, due_on=DUE, name="Rà soát trẻ em mồ côi")
        self.forget()
        return row

    # -- who gets what --

    def test_at_once_daily_and_weekly(self):
        second, third = self.user("t_second", "officer", self.health), self.user("t_third", "officer", self.health)
        (second | third).lang = "en_US"
        self.user_health.child_plan_notice, third.child_plan_notice = "now", "weekly"
        self.give_late()
        with self.mail_server() as inbox:
            self.nights(DUE - timedelta(days=1), 8)  # Monday, due on Tuesday, to the Monday after
        self.assertEqual(
            inbox.subjects(self.user_health), ["30/03/2026 · Work due soon: 1", "01/04/2026 · Work overdue: 1"]
        )
        days = [subject.split(" · ")[0] for subject in inbox.subjects(second)]
        self.assertEqual(days, [f"{DUE + timedelta(days=n):%d/%m/%Y}" for n in range(-1, 7)])
        self.assertEqual(inbox.subjects(third), ["30/03/2026 · Due soon or returned: 1", "06/04/2026 · Overdue: 1"])

    def test_all_of_a_night_is_one_letter_to_who_is_told_at_once(self):
        self.user_health.child_plan_notice = "now"
        self.give(self.health, due_on=DUE - timedelta(days=1), name="Việc trễ")
        self.give(self.health, due_on=DUE + timedelta(days=1), name="Việc tới")
        self.forget()
        with self.mail_server() as inbox:
            self.night(DUE)
            self.night(DUE)
        [letter] = inbox.to(self.user_health)
        self.assertEqual(letter["Subject"], "31/03/2026 · Work due soon: 1 · Work overdue: 1")
        self.assertIn("Việc trễ", html(letter))
        self.assertIn("Việc tới", html(letter))

    def test_escalation_reaches_the_head_and_then_the_leader(self):
        self.give_late()
        with self.mail_server() as inbox:
            self.nights(DUE, 16)
        reported = {
            user: [s.split(" · ")[0] for s in inbox.subjects(user) if "reported to you" in s]
            for user in (self.user_health, self.user_district)
        }
        self.assertEqual(reported[self.user_health], [])
        self.assertEqual(reported[self.user_district][0], "14/04/2026")  # ten working days after the 31st
        self.assertTrue(all("Overdue: 1" in s for s in inbox.subjects(self.head) if "/04" in s and "Week" not in s))

    def test_the_week_of_a_leader(self):
        self.give_late()
        with self.mail_server() as inbox:
            self.nights(DUE, 14)  # two Mondays
        weeks = [s for s in inbox.subjects(self.user_district) if s.startswith("Week")]
        self.assertEqual(
            weeks,
            [
                "Week to 31/03/2026: 0 became overdue, 0 closed, 1 due next",
                "Week to 06/04/2026: 1 became overdue, 0 closed, 0 due next",
                "Week to 13/04/2026: 0 became overdue, 0 closed, 0 due next",
            ],
        )

    # -- what can go wrong --

    def test_a_week_without_a_server_loses_nothing_and_repeats_nothing(self):
        """A summary tells of today: the last one stands for those before it. The other letters all come, once."""
        self.user_health.child_plan_notice = "now"
        second = self.user("t_second", "officer", self.health)
        second.lang = "en_US"
        self.give_late()
        self.nights(DUE - timedelta(days=1), 8)
        with self.mail_server() as inbox:
            self.night(MONDAY)
            self.send_queue()
        self.assertEqual(
            sorted(inbox.subjects(self.user_health)),
            ["01/04/2026 · Work overdue: 1", "30/03/2026 · Work due soon: 1"],
        )
        self.assertEqual(inbox.subjects(second), ["06/04/2026 · Overdue: 1"])
        weeks = sorted(s[8:18] for s in inbox.subjects(self.user_district) if s.startswith("Week"))
        self.assertEqual(weeks, ["06/04/2026", "30/03/2026"])
        self.assertEqual(len(inbox.mails), len({message["Message-Id"] for _to, message in inbox.mails}))
        self.assertFalse(self.waiting())

    def test_nights_that_are_missed_are_made_up_for(self):
        self.user_health.child_plan_notice = "now"
        self.give_late()
        with self.mail_server() as inbox:
            self.night(DUE - timedelta(days=3))
            self.night(DUE + timedelta(days=1))
            self.night(DUE + timedelta(days=8))
        self.assertEqual(
            inbox.subjects(self.user_health), ["28/03/2026 · Work due soon: 1", "01/04/2026 · Work overdue: 1"]
        )
        weeks = [s for s in inbox.subjects(self.user_district) if s.startswith("Week")]
        became = [s for s in weeks if ": 1 became overdue" in s]
        self.assertEqual(len(became), 1, weeks)

    def test_a_server_that_hangs_up_in_the_middle(self):
        for unit in (self.health, self.ward_1, self.ward_2, self.school):
            self.give(unit, due_on=DUE)
        self.forget()
        with self.mail_server(room=2) as first:
            self.night(DUE)
        self.assertEqual(len(first.mails), 2)
        with self.mail_server() as rest:
            self.send_queue()
            self.send_queue()
        took = [(to, message["Message-Id"]) for to, message in first.mails + rest.mails]
        self.assertEqual(len(took), len(set(took)))
        for user in (self.user_health, self.user_ward_1, self.user_ward_2, self.user_school):
            self.assertEqual([to for to, _identity in took].count(user.email), 1)
        self.assertFalse(self.waiting())

    def test_a_refused_address_holds_up_nobody_and_is_not_tried_again(self):
        second = self.user("t_second", "officer", self.health)
        third = self.user("t_third", "officer", self.health)
        plan = self.plan()
        self.task(plan, [self.health])
        self.forget()
        with self.mail_server(refused=[second.email]) as inbox:
            self.issue(plan)
            self.send_queue()
            self.send_queue()
        self.assertEqual(
            sorted(to for to, _message in inbox.mails),
            ["t_head@example.com", "t_health@example.com", "t_third@example.com"],
        )
        self.assertTrue(inbox.to(third))
        failed = self.env["mail.notification"].search([("res_partner_id", "=", second.partner_id.id)])
        self.assertEqual((failed.notification_status, failed.failure_type), ("exception", "mail_email_invalid"))

    def test_a_letter_that_is_refused_stays_to_be_seen(self):
        self.give_late()
        with self.mail_server(refused=["t_health@example.com"]) as inbox:
            self.night(DUE)
            self.send_queue()
        self.assertFalse(inbox.to(self.user_health))
        letter = self.waiting()
        self.assertEqual((letter.child_plan_reader_id, letter.failure_type), (self.user_health, "mail_email_invalid"))

    def test_an_address_that_is_put_off_is_tried_again(self):
        self.give_late()
        with self.mail_server(later=["t_health@example.com"]):
            self.night(DUE)
        with self.mail_server() as inbox:
            self.send_queue()
            self.send_queue()
        self.assertEqual(len(inbox.to(self.user_health)), 1)

    def test_what_broke_off_between_sending_and_committing_has_the_same_identity(self):
        """The server has it, Odoo does not know: it goes again, and mail systems show one message of one identity."""
        self.give_late()
        self.night(DUE, send=False)
        letter = self.waiting().filtered(lambda mail: mail.child_plan_reader_id == self.user_health)
        with self.mail_server() as inbox:
            self.env.flush_all()
            with self.env.cr.savepoint() as savepoint:
                self.send_queue()
                savepoint.rollback()
            self.env.invalidate_all()
            self.assertEqual(letter.state, "outgoing")
            self.send_queue()
            self.send_queue()
        identities = {message["Message-Id"] for message in inbox.to(self.user_health)}
        self.assertEqual(len(identities), 1)

    def test_a_night_that_breaks_off_between_letters_goes_on_with_the_rest(self):
        self.give(self.health, due_on=DUE)
        self.give(self.ward_1, due_on=DUE)
        self.forget()
        with on(DUE):
            self.env["child.plan.assignment"]._send_digests(self.user_health)
            self.user_health.child_plan_digest_on = DUE
        with self.mail_server() as inbox:
            self.night(DUE)
        self.assertEqual([len(inbox.to(user)) for user in (self.user_health, self.user_ward_1)], [1, 1])
