"""A night in which thousands of units are overdue costs few queries for each chunk, and can be broken off anywhere."""

from datetime import date, timedelta
from unittest.mock import patch

from odoo.fields import Command

from ..common import on
from .mail_case import MailCase

DUE = date(2026, 3, 31)
FEW, MANY = 5, 60


class TestLettersBulk(MailCase):
    def grow(self, number, notice="daily"):
        """Create ``number`` communes, each with a user of its own and overdue work. Return the users."""
        communes = self.env["child.plan.unit"].create(
            [
                {
                    "name": f"Xã {notice} {number} {n}",
                    "parent_id": self.district.id,
                    "kind": "authority",
                    "level": "commune",
                }
                for n in range(number)
            ]
        )
        group = self.env.ref("child_plan.child_plan_group_officer")
        users = self.env["res.users"].create(
            [
                {
                    "name": unit.name,
                    "login": f"t_{notice}_{number}_{n}",
                    "email": f"t_{notice}_{number}_{n}@example.com",
                    "group_ids": [Command.set(group.ids)],
                    "child_plan_unit_ids": [Command.set(unit.ids)],
                    "child_plan_notice": notice,
                    "notification_type": "email",
                    "lang": "en_US",
                }
                for n, unit in enumerate(communes)
            ]
        )
        self.task(plan := self.plan(), communes, due_on=DUE)
        self.issue(plan)
        self.forget()
        return users

    def queries(self, job):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        with on(DUE + timedelta(days=1)):
            job()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def letters(self, users):
        return self.env["mail.mail"].search([("child_plan_reader_id", "in", users.ids)])

    def assert_few(self, job, notice):
        """With ten times the units, each further one costs at most a tenth of a query."""
        self.grow(FEW, notice)
        few = self.queries(job)
        users = self.grow(MANY, notice)
        many = self.queries(job)
        self.assertLessEqual(many, few + MANY // 10)
        return users

    def test_reminding(self):
        users = self.assert_few(self.env["child.plan.assignment"]._cron_remind, "daily")
        made = self.env["mail.activity"].search([("user_id", "in", users.ids)])
        self.assertEqual(len(made), MANY)
        self.assertFalse(self.letters(users))

    def test_reminding_and_telling_at_once(self):
        users = self.assert_few(self.env["child.plan.assignment"]._cron_remind, "now")
        self.assertEqual(len(self.letters(users)), MANY)

    def test_summaries(self):
        users = self.assert_few(self.env["child.plan.assignment"]._cron_digest, "daily")
        self.assertEqual(len(self.letters(users)), MANY)

    def test_a_run_that_is_broken_off_anywhere_goes_on(self):
        """The time of the job is over after each chunk: the next run begins there; all are told, once."""
        users = self.grow(12, "now")
        model, cron = self.env["child.plan.assignment"], type(self.env["ir.cron"])
        module = "odoo.addons.child_plan.models"
        over = patch.object(cron, "_commit_progress", lambda *_args, **_kwargs: 0)
        with (
            over,
            patch(f"{module}.notice.assignment_reminder.CHUNK", 5),
            patch(f"{module}.notice.assignment_digest.READERS", 5),
            on(DUE + timedelta(days=1)),
        ):
            for runs in range(1, 20):  # noqa: B007
                model._cron_remind()
                if len(self.letters(users)) == 12:
                    break
        self.assertGreater(runs, 3)
        with on(DUE + timedelta(days=1)):
            model._cron_remind()
        self.assertEqual(self.letters(users).mapped("child_plan_reader_id"), users)
        self.assertEqual(len(self.letters(users)), 12)
