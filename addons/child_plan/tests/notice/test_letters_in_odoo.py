"""Letters in Odoo, for who reads there: in the inbox, as a push where the browser was allowed, not in quiet hours."""

import json
from datetime import date, datetime, timedelta
from unittest.mock import patch

from .mail_case import MailCase

DUE = date(2026, 3, 31)
PUSH = "odoo.addons.mail.models.mail_push.push_to_end_point"


class TestLettersInOdoo(MailCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user_health.notification_type = "inbox"
        cls.env["mail.push.device"].get_web_push_vapid_public_key()
        cls.env["mail.push.device"].create(
            {
                "partner_id": cls.user_health.partner_id.id,
                "endpoint": "https://push.example.com/health",
                "expiration_time": False,
                "keys": json.dumps({"p256dh": "x", "auth": "y"}),
            }
        )

    def pushed(self):
        """Yield what the job of push messages sends to the browser's push service."""
        with patch(PUSH) as push:
            self.env["mail.push"]._push_notification_to_endpoint()
        return [json.loads(call.kwargs["payload"]) for call in push.call_args_list]

    def inbox(self, user):
        found = self.env["mail.notification"].search([("res_partner_id", "=", user.partner_id.id)], order="id")
        return found.filtered(lambda one: one.notification_type == "inbox").mail_message_id

    def give_late(self):
        row = self.give(self.health, due_on=DUE, name="Rà soát trẻ em mồ côi")
        self.inbox(self.user_health).notification_ids.unlink()
        self.pushed()
        self.forget()
        return row

    def test_the_summary_comes_in_odoo_and_as_a_push_and_by_no_mail(self):
        self.give_late()
        for _n in range(2):
            self.night(DUE + timedelta(days=1), send=False)
        [message] = self.inbox(self.user_health)
        self.assertEqual(message.subject, "01/04/2026 · Overdue: 1")
        self.assertIn("Rà soát trẻ em mồ côi", message.body)
        [push] = self.pushed()
        self.assertEqual(push["title"], "01/04/2026 · Overdue: 1")
        self.assertEqual(push["options"]["data"], {"model": "child.plan.unit", "res_id": self.health.id})
        self.assertFalse(self.waiting().filtered(lambda mail: mail.child_plan_reader_id == self.user_health))

    def test_who_reads_by_mail_gets_no_push(self):
        self.user_health.notification_type = "email"
        self.give_late()
        self.night(DUE, send=False)
        self.assertFalse(self.pushed())
        self.assertTrue(self.waiting().filtered(lambda mail: mail.child_plan_reader_id == self.user_health))

    def test_a_push_waits_for_the_end_of_the_quiet_hours(self):
        self.give_late()
        until = datetime.now().replace(microsecond=0) + timedelta(hours=3)
        with patch.object(type(self.user_health), "_child_plan_quiet_until", lambda user: until):
            self.night(DUE, send=False)
        self.assertFalse(self.pushed())
        self.assertFalse(self.inbox(self.user_health))
        self.env["mail.message.schedule"].search([("scheduled_datetime", "=", until)]).force_send()
        self.assertEqual([push["title"] for push in self.pushed()], ["31/03/2026 · Due soon or returned: 1"])
        self.assertEqual(len(self.inbox(self.user_health)), 1)

    def test_a_mail_waits_for_the_end_of_the_quiet_hours(self):
        self.user_health.notification_type = "email"
        self.give_late()
        until = datetime.now().replace(microsecond=0) + timedelta(hours=3)
        with patch.object(type(self.user_health), "_child_plan_quiet_until", lambda user: until):
            self.night(DUE, send=False)
        with self.mail_server() as before:
            self.send_queue()
        self.assertFalse(before.to(self.user_health))
        letter = self.waiting().filtered(lambda mail: mail.child_plan_reader_id == self.user_health)
        self.assertEqual(letter.scheduled_date, until)
        letter.scheduled_date = datetime.now() - timedelta(minutes=1)
        with self.mail_server() as after:
            self.send_queue()
        self.assertEqual(len(after.to(self.user_health)), 1)

    def test_what_a_colleague_sends_is_a_push_that_says_what_it_is(self):
        row = self.give_late()
        self.submit(row, self.user_health)
        self.decide("return", self.user_office, row, reason="Thiếu")
        [push] = self.pushed()
        self.assertIn("Phòng Y tế A", push["title"])
        self.assertIn("Rà soát trẻ em mồ côi", push["options"]["body"])

    def test_pushes_are_of_the_transaction_of_their_letters(self):
        """After a rollback nothing is pushed; after a commit it is pushed once."""
        self.give_late()
        with self.env.cr.savepoint() as savepoint:
            self.night(DUE, send=False)
            savepoint.rollback()
        self.env.invalidate_all()
        self.assertFalse(self.pushed())
        self.night(DUE, send=False)
        self.assertEqual(len(self.pushed()), 1)
        self.assertFalse(self.pushed())
