"""Long lists written in the background: for whom, from what, and again after a break."""

import io
from base64 import b64decode
from unittest.mock import patch

import openpyxl

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from ...models.unit import export as exports
from ...models.unit import list_export
from ..common import NOT_ALLOWED, PlanCase

FIELDS = [{"name": "name", "label": "Task"}, {"name": "unit_id", "label": "Unit"}, {"name": "status", "label": "Time"}]


class TestExport(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.object(exports, "AT_ONCE", 2))
        cls.startClassPatcher(patch.object(list_export, "CHUNK", 2))
        cls.work = cls.give(cls.health, name="=1+1") | cls.give(cls.health, name="B") | cls.give(cls.health, name="C")
        cls.other = cls.give(cls.ward_1, name="Của xã")

    def asked(self, **changes):
        """What Odoo's client asks the server for."""
        asked = {"model": "child.plan.assignment", "ids": False, "domain": [], "fields": FIELDS, "groupby": ["unit_id"]}
        return {**asked, "context": {}, "import_compat": False, "title": "Giao việc", "filters": "Đang mở", **changes}

    def begin(self, user=None, **changes):
        """The export that the user's list begins; none where it is downloaded."""
        action = self.env["child.plan.export"].with_user(user or self.user_health).begin(self.asked(**changes))
        return self.env["child.plan.export"].browse(action and action["res_id"])

    def run_job(self):
        self.env["child.plan.export"]._cron_write()

    def rows(self, export):
        sheet = openpyxl.load_workbook(io.BytesIO(b64decode(export.file))).worksheets[0]
        return [row[2:5] for row in sheet.iter_rows(min_row=6, values_only=True)]

    def test_a_short_list_and_what_is_not_ours_is_downloaded(self):
        self.assertFalse(self.begin(ids=self.work[:2].ids))
        self.assertFalse(self.begin(model="res.partner"))

    def test_the_user_gets_the_own_rows_and_is_told(self):
        export = self.begin()
        self.assertEqual((export.state, export.total, export.name), ("waiting", 3, "Giao việc"))
        progress = []
        with patch.object(type(export), "_tell", lambda self, number: progress.append(number)):
            self.run_job()
        self.assertEqual((export.state, progress), ("done", [2, 3]))
        self.assertEqual({row[0] for row in self.rows(export)}, {"=1+1", "B", "C"})
        message = self.env["mail.message"].search([("model", "=", export._name), ("res_id", "=", export.id)], limit=1)
        self.assertEqual(message.partner_ids, self.user_health.partner_id)
        self.assertEqual(message.subject, "The list is ready: Giao việc")

    def test_nobody_else_reads_it(self):
        export = self.begin()
        self.run_job()
        for user in (self.user_office, self.user_district, self.nobody):
            theirs = export.with_user(user)
            self.assertFalse(theirs.search([]))
            for call in (lambda rows=theirs: rows.read(["name"]), theirs.action_again):
                self.assertTrue(self.is_refused(call, NOT_ALLOWED, AccessError))
        mine = export.with_user(self.user_health)
        self.assertTrue(self.is_refused(lambda: mine.write({"asked": {}}), NOT_ALLOWED, AccessError))
        self.assertTrue(self.is_refused(lambda: mine.create({"name": "X"}), "written by the system", AccessError))

    def test_the_rights_are_those_of_the_moment_in_which_it_is_written(self):
        export = self.begin()
        self.user_health.child_plan_unit_ids = self.ward_1
        self.run_job()
        self.assertEqual([row[0] for row in self.rows(export)], ["Của xã"])
        named = self.begin(self.user_office, ids=self.work.ids)
        self.user_office.child_plan_unit_ids = self.office_b
        self.run_job()
        self.assertEqual(named.state, "failed")
        self.assertNotIn("B", named.error.split())
        message = self.env["mail.message"].search([("model", "=", named._name), ("res_id", "=", named.id)], limit=1)
        self.assertEqual(message.subject, "Not written: Giao việc")

    def test_what_is_deleted_meanwhile_is_left_out(self):
        plan = self.plan()
        tasks = [self.task(plan, [self.health], name=name) for name in "ABC"]
        fields = [{"name": name, "label": name} for name in ("sequence", "code", "name")]
        asked = {"model": "child.plan.task", "domain": [("plan_id", "=", plan.id)], "fields": fields}
        export = self.begin(self.user_office, **asked, ids=[task.id for task in tasks])
        tasks[0].unlink()
        self.run_job()
        self.assertEqual([row[0] for row in self.rows(export)], ["B", "C"])

    def test_a_list_whose_worker_died_is_written_anew(self):
        export = self.begin()
        export.write({"attempts": 1, "done": 2})  # as the dead worker left it
        self.run_job()
        self.assertEqual((export.state, export.attempts, export.done), ("done", 2, 3))

    def test_a_list_that_kills_its_worker_is_given_up_and_can_be_tried_again(self):
        export = self.begin()
        export.attempts = exports.ATTEMPTS
        self.run_job()
        self.assertEqual((export.state, export.error), ("failed", "Writing this list was broken off several times."))
        export.with_user(self.user_health).action_again()
        self.run_job()
        self.assertEqual((export.state, export.error), ("done", False))
        self.assertTrue(self.is_refused(export.with_user(self.user_health).action_again, "need not be written again"))

    def test_an_unexpected_error_is_told_and_others_go_on(self):
        first, second = self.begin(), self.begin()
        sheet = type(self.env["child.plan.assignment"])._child_plan_sheet

        def fail(self, *args):
            if fail.first:
                fail.first = False
                raise ValueError("out of order")
            return sheet(self, *args)

        fail.first = True
        with (
            patch.object(type(self.env["child.plan.assignment"]), "_child_plan_sheet", fail),
            self.assertLogs("odoo.addons.child_plan.models.unit.export", "ERROR"),
        ):
            self.run_job()
        self.assertEqual((first.state, second.state), ("failed", "done"))
        self.assertIn("An unexpected error", first.error)

    def test_few_lists_of_one_user_wait_at_once(self):
        for _number in range(exports.AT_A_TIME):
            self.begin()
        self.assertTrue(self.is_refused(self.begin, "5 of your lists are being written"))
        self.assertTrue(self.begin(self.user_office))

    def test_files_are_kept_for_a_week(self):
        old, new = self.begin(), self.begin()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE child_plan_export SET create_date = now() - interval '8 days' WHERE id = %s", [old.id]
        )
        self.env.invalidate_all()
        self.env["child.plan.export"]._gc_exports()
        self.assertEqual((old | new).exists(), new)


@tagged("-at_install", "post_install")
class TestExportDownload(HttpCase, PlanCase):
    def test_only_its_user_downloads_it(self):
        export = self.env["child.plan.export"].with_user(self.user_health).sudo().create({"name": "Giao việc"})
        export.write({"file": "eA==", "state": "done"})
        url = export.with_user(self.user_health).action_download()["url"]
        for user, status in ((self.user_health, 200), (self.user_office, 404)):
            self.authenticate(user.login, user.login)
            self.assertEqual(self.url_open(url).status_code, status)
