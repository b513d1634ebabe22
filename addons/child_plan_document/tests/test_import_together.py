"""One document handed in three times at once is one reading, and a reading that is broken off is taken up again."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from odoo.addons.child_plan.tests.together import TogetherCase

from ..models.plan_import import ATTEMPTS, PATIENCE
from .import_case import DOCUMENT, ImportCase


class TestImportTogether(TogetherCase):
    def test_one_reading(self):
        with self.transaction() as env:
            unit = env["child.plan.unit"].create({"name": "Huyện T", "kind": "authority", "level": "district"})
            user = env["res.users"].create(
                {
                    "name": "t_together",
                    "login": "t_together_document",
                    "child_plan_unit_ids": [Command.set(unit.ids)],
                    "group_ids": [Command.link(env.ref("child_plan.child_plan_group_leader").id)],
                }
            )
            uid, unit_id = user.id, unit.id
        self.made = [
            ("child_plan_journal", f"account_id = {uid}"),
            ("child_plan_import", f"issuer_id = {unit_id}"),
            ("child_plan_unit", f"id = {unit_id}"),
        ]

        def hand_in(env):
            reading, known = env(user=uid)["child.plan.import"]._receive("ke-hoach.txt", DOCUMENT.encode())
            return reading.id, known

        answers = self.together(*[hand_in] * 3)
        self.assertEqual(len({id_ for id_, _known in answers}), 1, answers)
        self.assertEqual(sorted(known for _id, known in answers), [False, True, True])
        with self.transaction() as env:
            env["ir.attachment"].search([("res_model", "=", "child.plan.import"), ("create_uid", "=", uid)]).unlink()
            env.cr.execute("UPDATE res_users SET active = FALSE WHERE id = %s", [uid])


class TestImportResumed(ImportCase):
    def test_reading_of_a_dead_worker_is_taken_up_again_and_given_up_at_last(self):
        office = self.env["child.plan.import"].with_user(self.user_office)
        reading, _known = office._receive("ke-hoach.txt", DOCUMENT.encode())
        died = fields.Datetime.now() - PATIENCE - timedelta(seconds=1)
        reading.sudo().write({"reading_since": died, "attempts": 1})
        self.assertIn("its reading was broken off", " ".join(self.env["child.plan.check"]._check_readings()[1]))
        self.env["child.plan.import"]._cron_read()
        self.assertEqual((reading.state, reading.attempts), ("review", 2))
        again, _known = office._receive("b.txt", DOCUMENT.replace("mồ côi", "nghèo").encode())
        again.sudo().write({"reading_since": died, "attempts": ATTEMPTS})
        self.env["child.plan.import"]._cron_read()
        self.assertEqual(again.state, "failed")
        self.assertIn("broken off three times", again.with_context(lang="en_US").get_state()["failure"])
        again.action_read_again()
        self.env["child.plan.import"]._cron_read()
        self.assertEqual(again.state, "review")

    def test_job_looks_again_for_a_worker_that_dies(self):
        office = self.env["child.plan.import"].with_user(self.user_office)
        reading, _known = office._receive("ke-hoach.txt", DOCUMENT.encode())
        reading.sudo()._begin_reading()
        job = self.env.ref("child_plan_document.child_plan_cron_read")
        later = self.env["ir.cron.trigger"].search([("cron_id", "=", job.id), ("call_at", ">", fields.Datetime.now())])
        self.assertTrue(later)
