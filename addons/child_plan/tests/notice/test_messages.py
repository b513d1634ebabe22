"""What is said on plans and work: by whom, and what nobody forges or rewrites."""

from datetime import timedelta

from markupsafe import Markup

from odoo.exceptions import AccessError, UserError
from odoo.fields import Datetime

from ..common import PlanCase

KEPT = "A message stays as it is; its author can mend a comment for 15 minutes."


class TestMessages(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.assignment = cls.give(cls.health, name="Việc kín")
        cls.observer = cls.user("t_observer", "observer", cls.health)

    def said(self, user=None, record=None, **vals):
        record = record or self.assignment
        return record.with_user(user or self.user_health).message_post(body=Markup("Đã nhận"), **vals).sudo()

    def test_notifications_tell_no_words_of_others(self):
        self.said(self.user_office, partner_ids=self.user_health.partner_id.ids)
        told = self.env["mail.notification"].search([("res_partner_id", "=", self.user_health.partner_id.id)])
        self.assertTrue(told.with_user(self.user_health).mapped("res_partner_id"))
        other = self.env["mail.notification"].with_user(self.user_health_b)
        self.assertFalse(other.search([("id", "in", told.ids)]))
        self.assertFalse(other.formatted_read_group([("id", "in", told.ids)], ["mail_message_id"], ["__count"]))
        with self.assertRaises(AccessError):
            told.with_user(self.user_health_b).read(["mail_message_id"])

    def test_who_cannot_read_a_record_says_nothing_on_it(self):
        partner = self.user_health_b.partner_id
        for record in (self.assignment, self.assignment.task_id, self.assignment.plan_id):
            foreign = record.with_user(self.user_health_b)
            for call in (
                lambda f=foreign: f.message_post(body=Markup("X")),
                lambda f=foreign: f.message_notify(body="X", partner_ids=partner.ids),
                lambda f=foreign: f.message_subscribe(partner_ids=partner.ids),
                lambda f=foreign, r=record: f.env["mail.thread"].message_notify(
                    body="X", partner_ids=partner.ids, model=r._name, res_id=r.id
                ),
            ):
                with self.assertRaises(AccessError) as caught, self.cr.savepoint():
                    call()
                self.assertNotIn("Việc kín", str(caught.exception))

    def test_author_sender_day_and_kind_are_the_system_s(self):
        forged = {"author_id": self.user_district.partner_id.id, "email_from": "chu.tich@example.com"}
        forged |= {"date": "2020-01-01 00:00:00", "message_type": "notification", "subtype_xmlid": "mail.mt_activities"}
        message = self.said(**forged)
        self.assertEqual(message.author_id, self.user_health.partner_id)
        self.assertIn("t_health@example.com", message.email_from)
        self.assertEqual((message.message_type, message.subtype_id), ("comment", self.env.ref("mail.mt_note")))
        self.assertLess(Datetime.now() - message.date, timedelta(hours=1))
        direct = {"model": self.assignment._name, "res_id": self.assignment.id, "body": "Y", **forged}
        del direct["subtype_xmlid"]
        made = self.env["mail.message"].with_user(self.user_health).create(direct).sudo()
        self.assertEqual((made.author_id, made.message_type), (self.user_health.partner_id, "comment"))
        for vals in ({"author_id": self.user_district.partner_id.id}, {"date": "2020-01-01"}, {"email_from": "a@b.vn"}):
            with self.assertRaises(AccessError):
                message.with_user(self.user_health).write(vals)
        notice = self.assignment.with_user(self.user_office).message_notify(
            body="Z", partner_ids=self.user_health.partner_id.ids, **{**forged, "subtype_xmlid": None} | {"date": False}
        )
        self.assertEqual(notice.sudo().author_id, self.user_office.partner_id)

    def test_messages_and_notes_of_decisions_stay(self):
        self.submit(self.assignment, self.user_health)
        self.env.flush_all()
        note = self.assignment.message_ids.filtered(lambda m: m.message_type == "notification")[:1]
        comment = self.said(self.user_office)
        for message in (note, comment):
            for user in (self.user_health, self.observer, self.user_district):
                for call in (
                    lambda m=message, u=user: m.with_user(u).write({"body": "Khác"}),
                    lambda m=message, u=user: m.with_user(u).unlink(),
                ):
                    with self.assertRaises(AccessError):
                        call()
                with self.assertRaises(UserError) as caught:
                    self.assignment.with_user(user)._message_update_content(message.sudo(), body="Khác")
                self.assertEqual(str(caught.exception), KEPT)
        comment.with_user(self.user_office).write({"body": "Sửa"})
        comment._write({"create_date": Datetime.now() - timedelta(minutes=16)})
        comment.invalidate_recordset()
        with self.assertRaises(AccessError) as caught:
            comment.with_user(self.user_office).write({"body": "Sửa nữa"})
        self.assertEqual(str(caught.exception), KEPT)

    def test_observers_do_not_write(self):
        with self.assertRaises(AccessError):
            self.said(self.observer)
        with self.assertRaises(AccessError):  # the web client's way
            self.assignment.with_user(self.observer).sudo().message_post(body=Markup("X"), message_type="comment")
        with self.assertRaises(AccessError):
            self.env["mail.message"].with_user(self.observer).create(
                {"model": self.assignment._name, "res_id": self.assignment.id, "body": "X"}
            )

    def test_incoming_mail_is_nobody_s_to_make(self):
        raw = "From: chu.tich@example.com\nTo: a@example.com\nSubject: Hoàn thành\nMessage-Id: <1@x>\n\nXong."
        with self.assertRaises(AccessError):
            self.env["mail.thread"].with_user(self.user_health).message_process(
                self.assignment._name, raw, thread_id=self.assignment.id
            )

    def test_a_notification_is_no_way_to_a_message(self):
        message = self.said(self.user_office)
        with self.assertRaises(AccessError):
            self.env["mail.notification"].with_user(self.user_health_b).create(
                {"mail_message_id": message.id, "res_partner_id": self.user_health_b.partner_id.id}
            )
