"""The check of the database finds nothing in the demonstration, and everything that is broken on purpose."""

from contextlib import suppress
from unittest.mock import patch

from odoo import fields
from odoo.tools import mute_logger

from ..common import PlanCase


class TestCheck(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # reports are made for work in the tests' own time
        cls.env["ir.cron"].search(cls.env["ir.cron"]._child_plan_jobs()).nextcall = fields.Datetime.add(
            fields.Datetime.now(), days=1
        )

    def check(self, kind="all"):
        self.env.flush_all()
        self.env.invalidate_all()
        check = self.env["child.plan.check"].create({"kind": kind})
        with mute_logger("odoo.addons.child_plan.models.unit.check"):
            check._run()
        return check

    def break_row(self, query, *values):
        self.env.flush_all()
        self.env.cr.execute(query, values)
        self.env.invalidate_all()

    def test_demonstration_is_sound(self):
        self.give(self.health, self.ward_1)
        check = self.check()
        self.assertEqual(check.problem_count, 0, check.result)
        self.assertEqual(check.state, "sound")
        self.assertGreater(check.seconds, 0)

    def test_what_is_broken_is_found(self):
        work = self.give(self.health, self.ward_1, deliverables=["Báo cáo"])
        other = work.plan_id.assignment_ids - work
        file = self.env["ir.attachment"].create(
            {"name": "bien-ban.txt", "raw": b"Bi\xc3\xaan b\xe1\xba\xa3n", "res_model": work._name, "res_id": work.id}
        )
        self.break_row("UPDATE child_plan_unit SET parent_path = '1/' WHERE id = %s", self.school.id)
        self.break_row("UPDATE child_plan_unit SET district_id = NULL WHERE id = %s", self.finance.id)
        self.break_row("UPDATE child_plan_assignment SET state = 'done' WHERE id = %s", work.id)
        self.break_row("UPDATE child_plan_assignment SET district_id = %s WHERE id = %s", self.district_b.id, other.id)
        self.break_row("UPDATE ir_attachment SET checksum = 'x' WHERE id = %s", file.id)
        self.break_row(
            "INSERT INTO mail_message (model, res_id, message_type) VALUES ('child.plan', 2000000000, 'comment')"
        )
        self.env.ref("child_plan.child_plan_cron_digest").active = False
        check = self.check()
        for words in (
            "Trường A1 (Xã A1): the stored way up the tree",
            "Phòng Tài chính A (Huyện A): the stored authorities",
            "Rà soát trẻ em · Phòng Y tế A: it is done, but has no day",
            "Rà soát trẻ em · Phòng Y tế A: state or dates are not those",
            "Rà soát trẻ em · Xã A1: its authorities are not those",
            f"File {file.id}, “bien-ban.txt”, is harmed",
            "1 rows of mail_message belong to records of child.plan that are gone",
            "send the daily summary: is switched off",
        ):
            self.assertIn(words, check.result)
        self.assertEqual(check.state, "found")

    def test_a_part_that_fails_is_a_problem(self):
        model = type(self.env["child.plan.check"])
        with (
            patch.object(model, "_check_tree", side_effect=ValueError("no")),
            mute_logger("odoo.addons.child_plan.models.unit.check"),
        ):
            check = self.check()
        self.assertIn("This could not be checked: no", check.result)

    def test_jobs_say_what_became_of_them(self):
        job = self.env.ref("child_plan.child_plan_cron_digest")
        began = fields.Datetime.subtract(fields.Datetime.now(), hours=3)
        run = self.env["ir.cron.progress"].create({"cron_id": job.id})
        self.break_row("UPDATE ir_cron_progress SET create_date = %s WHERE id = %s", began, run.id)
        self.assertEqual(job.child_plan_last_run, began)
        self.assertIn("did not end", job.child_plan_trouble)
        run.write({"child_plan_seconds": 1.5, "child_plan_error": "ValueError: no"})
        job.invalidate_recordset()
        self.assertFalse(job.child_plan_trouble)
        self.assertEqual(job.child_plan_seconds, 1.5)
        self.break_row("UPDATE ir_cron SET failure_count = 2 WHERE id = %s", job.id)
        self.assertEqual(job.child_plan_trouble, "has failed 2 times: ValueError: no")
        self.break_row("UPDATE ir_cron SET failure_count = 0, nextcall = %s WHERE id = %s", began, job.id)
        self.assertIn("has not run", job.child_plan_trouble)

    def test_run_keeps_duration_and_error(self):
        job, progress = self.env.ref("child_plan.child_plan_cron_digest")._add_progress()
        with (
            patch.object(type(self.env["child.plan.assignment"]), "_cron_digest", side_effect=ValueError("no")),
            patch.object(self.env.cr, "rollback", lambda: None),
            suppress(ValueError),  # assertRaises would roll back what is kept
        ):
            job._callback(job.name, job.ir_actions_server_id.id)
        self.assertIn("no", progress.child_plan_error)
        self.assertGreater(progress.child_plan_seconds, 0)

    def test_menu_of_those_who_supervise(self):
        menu = self.env.ref("child_plan.child_plan_menu_supervision")
        observer = self.user("t_auditor", "observer", self.district)
        for user, shown in ((observer, True), (self.user_district, True), (self.user_health, False)):
            hidden = self.env["ir.ui.menu"].with_user(user)._load_menus_blacklist()
            self.assertEqual(menu.id not in hidden, shown, user.login)

    def test_night(self):
        """Without anybody waiting, the job checks everything; with somebody waiting, only that."""
        checks = self.env["child.plan.check"]
        checks.search([]).unlink()
        with mute_logger("odoo.addons.child_plan.models.unit.check"):
            checks._cron_check()
        self.assertEqual(checks.search([]).kind, "all")
        checks.search([]).unlink()
        checks.with_user(self.user_district).action_check_journal()
        checks.with_user(self.user_district).action_check_journal()
        with mute_logger("odoo.addons.child_plan.models.unit.check"):
            checks._cron_check()
        self.assertEqual(checks.search([]).mapped("kind"), ["journal"])
