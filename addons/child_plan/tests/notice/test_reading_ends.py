"""What mail keeps of a record ends with the right to read the record."""

from markupsafe import Markup

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user

from ..common import PlanCase


class TestReadingEnds(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.work = cls.give(cls.health)
        plan = cls.plan(issuer_id=cls.district_b.id, standing_unit_id=cls.office_b.id)
        cls.task(plan, [cls.health_b])
        cls.other = cls.issue(plan, cls.user_office_b)
        cls.user_health.group_ids |= cls.env.ref("base.group_user")  # stays when the role is taken
        cls.user_health.notification_type = "inbox"
        cls.message = cls.said(cls.work, cls.user_office, cls.user_health)
        cls.own = cls.said(cls.work, cls.user_health)
        cls.work.message_subscribe(cls.user_health.partner_id.ids)
        cls.work.activity_schedule("mail.mail_activity_data_todo", user_id=cls.user_health.id)

    @classmethod
    def said(cls, record, user, *mentioned):
        partners = [person.partner_id.id for person in mentioned]
        return record.with_user(user).message_post(body=Markup("Nội bộ"), partner_ids=partners).sudo()

    def kept(self, record=None):
        """Return how many followers, activities, notifications, and messages read by the officer there are."""
        record, partner = record or self.work, self.user_health.partner_id
        on_record = [("res_model", "=", record._name), ("res_id", "=", record.id)]
        model, messages = self.env["mail.notification"], self.env["mail.message"].with_user(self.user_health)
        said = [("model", "=", record._name), ("res_id", "=", record.id), ("message_type", "=", "comment")]
        return (
            self.env["mail.followers"].search_count([*on_record, ("partner_id", "=", partner.id)]),
            self.env["mail.activity"].search_count([*on_record, ("user_id", "=", self.user_health.id)]),
            model.search_count([("res_partner_id", "=", partner.id), ("mail_message_id", "in", self.message.ids)]),
            messages.search_count(said),
        )

    def test_who_certainly_reads_a_plan_reads_it(self):
        """What is told from one query agrees with the rules; an officer without the role is no reader."""
        self.user_health.group_ids -= self.env.ref(self.officer)
        people = self.env["res.users"].search([])
        for plan in self.env["child.plan"].search([]):
            readers = people.filtered(lambda person, plan=plan: plan.with_user(person)._filtered_access("read"))
            certain = people.browse(plan._child_plan_certain_readers(people.ids))
            self.assertLessEqual(certain, readers, plan.name)
        self.assertEqual(self.work.plan_id._child_plan_certain_readers(people.ids), set())
        self.assertIn(self.user_health_b.id, self.other.plan_id._child_plan_certain_readers(people.ids))

    def test_it_ends_with_the_unit_from_either_side(self):
        self.assertEqual(self.kept(), (1, 1, 1, 2))
        for move in (
            lambda: self.user_health.write({"child_plan_unit_ids": [Command.set(self.health_b.ids)]}),
            lambda: self.health.write({"user_ids": [Command.unlink(self.user_health.id)]}),
            lambda: self.user_health.write({"group_ids": [Command.unlink(self.env.ref(self.officer).id)]}),
            lambda: self.env.ref(self.officer).write({"user_ids": [Command.unlink(self.user_health.id)]}),
            lambda: self.user_health.write({"active": False}),
        ):
            with self.subTest(move), self.env.cr.savepoint() as savepoint:
                move()
                self.assertEqual(self.kept()[:3], (0, 0, 0))
                if self.user_health.active:
                    self.assertEqual(self.kept()[3], 0)
                savepoint.close(rollback=True)
            self.env.invalidate_all()
            self.env.registry.clear_cache()

    officer = "child_plan.child_plan_group_officer"

    def test_what_may_still_be_read_stays(self):
        self.user_health.child_plan_unit_ids |= self.health_b
        self.user_health.name = "Người khác"
        self.assertEqual(self.kept(), (1, 1, 1, 2))
        self.work.message_subscribe(self.user_office.partner_id.ids)
        self.user_health.child_plan_unit_ids = self.health_b
        followers = self.work.message_follower_ids.partner_id
        self.assertIn(self.user_office.partner_id, followers)
        self.assertNotIn(self.user_health.partner_id, followers)

    def test_old_messages_are_closed_even_where_nothing_was_cleared(self):
        """As after a move of the unit, before the job has run."""
        activity = self.env["mail.activity"].search([("user_id", "=", self.user_health.id)])
        told = self.message.notification_ids
        self.env.cr.execute("DELETE FROM child_plan_unit_user_rel WHERE user_id = %s", [self.user_health.id])
        self.env.registry.clear_cache()
        self.env.invalidate_all()
        self.assertEqual(self.kept()[3], 0)
        for row in (self.message, self.own, activity, told, self.work.message_follower_ids):
            with self.assertRaisesRegex(AccessError, "may not read|no access to this"):
                row.with_user(self.user_health).read(["display_name"])
        self.assertFalse(self.env["mail.message"].with_user(self.user_health).search([("needaction", "=", True)]))
        self.env["res.users"]._child_plan_cron_end_reading()
        self.assertEqual(self.kept(), (0, 0, 0, 0))

    def test_nobody_is_written_to_who_may_not_read(self):
        self.other.sudo().message_subscribe(self.user_health.partner_id.ids)
        message = self.said(self.other, self.user_office_b, self.user_health, self.user_health_b)
        self.assertEqual(message.notified_partner_ids, self.user_health_b.partner_id)

    def test_a_mail_that_waits_is_checked_again(self):
        self.user_health.notification_type = "email"
        mail = self.env["mail.mail"].search(
            [("mail_message_id", "=", self.said(self.work, self.user_office, self.user_health).id)]
        )
        letter = self.env["mail.mail"].create({"child_plan_letter": "now", "child_plan_reader_id": self.user_health.id})
        self.env.cr.execute("DELETE FROM child_plan_unit_user_rel WHERE user_id = %s", [self.user_health.id])
        self.env.registry.clear_cache()
        self.env.invalidate_all()
        self.assertEqual((mail | letter)._child_plan_ended(), mail | letter)
        (mail | letter).send()
        self.assertEqual(set((mail | letter).exists().mapped("state")), {"cancel"})
        self.assertEqual(mail.notification_ids.notification_status, "canceled")

    def test_letters_of_the_old_unit_are_closed_and_dropped(self):
        self.env["child.plan.letter"]._deliver(
            "now", [{"user": self.user_health, "unit": self.health, "subject": "Thư", "body": "Việc cũ"}]
        )
        letter = self.env["mail.message"].search([("subject", "=", "Thư")])
        as_reader = letter.with_user(self.user_health)
        self.assertTrue(as_reader.has_access("read"))
        queued = self.env["mail.mail"].create({"child_plan_letter": "now", "child_plan_reader_id": self.user_health.id})
        self.user_health.child_plan_unit_ids = self.health_b
        self.assertFalse(as_reader.has_access("read"))
        self.assertFalse(queued.exists())

    def test_the_followers_of_a_foreign_record_are_nobodys_business(self):
        stranger = new_test_user(self.env, "t_stranger", "base.group_user")
        for user in (self.user_health_b, stranger):
            self.assertFalse(self.work.message_follower_ids.with_user(user)._filtered_access("read"))
        self.assertTrue(self.work.message_follower_ids.with_user(self.user_health)._filtered_access("read"))
