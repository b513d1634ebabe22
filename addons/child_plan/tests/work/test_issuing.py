"""A plan to many units is issued in the background: in chunks, resumable, with progress, and each user told once."""

from contextlib import contextmanager, suppress
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import mute_logger

from ...models.work import plan_issuing
from ..common import DAY, PlanCase


class Killed(BaseException):
    """The process has died."""


class TestIssuing(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name, number in (("AT_ONCE", 4), ("CHUNK", 3), ("TOLD", 2)):
            cls.startClassPatcher(patch.object(plan_issuing, name, number))
        cls.document = cls.plan()
        for n in range(3):
            cls.task(cls.document, [cls.health], [cls.wards], deliverables=["Báo cáo"], name=f"Việc số {n}")
        cls.task(cls.document, [cls.wards], timing="recurring", recurrence="yearly", due_on=False)
        cls.document.reporting_ids = [Command.create({"frequency": "monthly"})]
        cls.number = 3 * 3 + 2

    def issue_by(self, user):
        self.document.with_user(user).action_issue()
        self.env.invalidate_all()

    def job(self, steps=None):
        """The job runs; with ``steps``, until so many chunks are committed and it is killed in the midst of the next.

        What is not committed is lost with the process.
        """
        model, done = self.env.registry["child.plan"], []
        step = model._issue_more

        def counted(plan):
            step(plan)
            if len(done) == steps:
                self.env.flush_all()
                raise Killed
            done.append(plan)

        with patch.object(model, "_issue_more", counted):
            with suppress(Killed):
                self.env["child.plan"]._cron_issue()
        self.env.invalidate_all()

    def keys(self):
        return sorted((a.task_id.id, a.unit_id.id, str(a.period_start)) for a in self.document.assignment_ids)

    def told(self):
        domain = [("model", "=", "child.plan"), ("res_id", "=", self.document.id), ("partner_ids", "!=", False)]
        return self.env["mail.message"].search(domain, order="id")

    def test_a_plan_to_few_units_is_issued_at_once(self):
        few = self.plan()
        self.task(few, [self.health], [self.wards])
        few.with_user(self.user_office).action_issue()
        self.assertEqual((few.state, len(few.assignment_ids), few.issuing_by.id), ("issued", 3, False))

    def test_a_plan_to_many_is_being_issued_until_the_job_has_done_it(self):
        self.issue_by(self.user_office)
        plan = self.document
        self.assertEqual((plan.state, plan.activated_on, plan.issuing_by), ("issuing", DAY, self.user_office))
        self.assertEqual((plan.issuing_total, plan.issuing_done, len(plan.assignment_ids)), (self.number, 0, 0))
        self.job()
        self.assertEqual((plan.state, plan.issuing_by.id, len(plan.assignment_ids)), ("issued", False, self.number))
        self.assertEqual(set(plan.task_ids.mapped("state")), {"given"})
        self.assertEqual(set(plan.assignment_ids.mapped("given_on")), {DAY})
        self.assertEqual(len(plan.assignment_ids.deliverable_ids), 3, "the lead's")
        self.assertTrue(plan.report_period_ids)

    def test_it_gives_out_the_same_as_at_once(self):
        self.issue_by(self.user_office)
        self.job()
        with patch.object(plan_issuing, "AT_ONCE", 1000):
            other = self.document.copy()
            other.with_user(self.user_office).action_issue()
        units = [[task.assignment_ids.unit_id for task in plan.task_ids] for plan in (self.document, other)]
        self.assertEqual(*units)

    def test_killed_after_any_step_it_goes_on_without_doubling_or_losing_any(self):
        self.issue_by(self.user_office)
        for steps in range(8):
            with self.subTest(steps=steps), self.undone():
                before = len(self.document.assignment_ids)
                self.job_killed(steps)
                self.assertLessEqual(before, len(self.document.assignment_ids))
                self.assertLess(len(self.document.assignment_ids), self.number + 1)
                self.job()
                keys = self.keys()
                self.assertEqual((self.document.state, len(keys), len(set(keys))), ("issued", self.number, self.number))
                self.assertEqual(self.document.assignment_ids.journal_ids.mapped("kind"), ["given"] * self.number)
                told = self.told().partner_ids - self.user_office.partner_id
                self.assertEqual(told, (self.user_health | self.user_ward_1 | self.user_ward_2).partner_id)

    @contextmanager
    def undone(self):
        savepoint = self.env.cr.savepoint()
        yield
        savepoint.close(rollback=True)
        self.env.invalidate_all()

    def job_killed(self, steps):
        """In the test each commit of the job is a savepoint; what follows the last one is rolled back."""
        saved = [self.env.cr.savepoint()]

        def commit():
            self.env.flush_all()
            saved.append(self.env.cr.savepoint())

        with patch.object(self.env.cr, "commit", commit):
            self.job(steps)
        saved[-1].close(rollback=True)
        self.env.invalidate_all()

    def test_progress_is_seen_in_between(self):
        self.issue_by(self.user_office)
        self.job_killed(2)
        self.assertEqual((self.document.issuing_done, self.document.issuing_total), (6, self.number))
        self.assertEqual(len(self.document.assignment_ids), 6)

    def test_until_all_is_given_nobody_works_on_it_nor_changes_it(self):
        self.issue_by(self.user_office)
        self.job_killed(1)
        work = self.document.assignment_ids.filtered(lambda a: a.unit_id == self.health)[:1]
        task = self.document.task_ids.filtered(lambda task: task.state == "draft")[:1]
        tasks = self.env["child.plan.task"].with_user(self.user_office)
        plan, wait = self.document.with_user(self.user_office), "just being issued"
        for number, (call, words) in enumerate(
            (
                (lambda: work.with_user(self.user_health).write({"state": "in_progress"}), "still being issued"),
                (
                    lambda: work.with_user(self.user_office).write({"due_on": "2026-04-30", "reason": "Vì"}),
                    "still being issued",
                ),
                (lambda: task.with_user(self.user_office).write({"name": "Việc khác hẳn"}), wait),
                (lambda: task.line_ids[:1].with_user(self.user_office).unlink(), wait),
                (lambda: tasks.create({"plan_id": self.document.id, "name": "Thêm một việc"}), wait),
                (plan.action_close, "Only an issued plan"),
                (plan.action_issue, "already been issued"),
                (lambda: plan.write({"issuing_done": 0}), "with its buttons"),
                (lambda: plan.write({"place": "Nơi khác"}), wait),
                (plan.unlink, "Only a draft can be deleted"),
                (lambda: self.decide("reword", self.user_office, task=task, name="Việc khác hẳn", reason="Vì"), wait),
            )
        ):
            self.assertTrue(self.is_refused(call, words), number)
        self.assertFalse(self.document.with_user(self.user_office).can_edit)
        self.job()
        self.assertTrue(self.document.with_user(self.user_office).can_edit)
        self.assertFalse(self.is_refused(lambda: work.with_user(self.user_health).write({"state": "in_progress"}), "."))

    def test_a_unit_sees_the_plan_and_its_work_while_it_is_being_issued(self):
        self.issue_by(self.user_office)
        self.job_killed(1)
        plan = self.env["child.plan"].with_user(self.user_health).search([("id", "=", self.document.id)])
        self.assertEqual(plan.state, "issuing")

    def test_each_user_is_told_once_and_the_issuer_at_the_end(self):
        self.user_ward_1.child_plan_unit_ids |= self.ward_2
        self.issue_by(self.user_office)
        self.job()
        *work, end = self.told()
        partners = [partner for message in work for partner in message.partner_ids]
        self.assertEqual(len(partners), len(set(partners)))
        self.assertEqual(set(partners), set((self.user_health | self.user_ward_1 | self.user_ward_2).partner_id))
        self.assertEqual(end.partner_ids, self.user_office.partner_id)
        self.assertIn(str(self.number), end.body)

    def test_what_is_done_is_the_issuers(self):
        self.issue_by(self.user_district)
        self.job()
        journal = self.env["child.plan.journal"].search([("plan_id", "=", self.document.id)])
        self.assertEqual(journal.user_id, self.user_district)
        self.assertEqual(
            self.journal(self.document, "plan"), [("plan", "draft", "issuing"), ("plan", "issuing", "issued")]
        )

    def test_an_error_is_kept_in_its_words_and_the_issuer_goes_on(self):
        self.issue_by(self.user_office)
        self.job_killed(1)
        broken = patch.object(
            self.env.registry["child.plan.assignment"], "_fan_out", side_effect=UserError("Đơn vị lạ")
        )
        with broken:
            self.job()
            self.job()  # stopped: it is not tried again by itself
        plan = self.document
        self.assertEqual((plan.state, plan.issuing_error, plan.issuing_done), ("issuing", "Đơn vị lạ", 3))
        self.assertEqual(len(self.told().filtered(lambda message: "Đơn vị lạ" in message.body)), 1)
        self.assertEqual(len(plan.assignment_ids), 3)
        task = plan.task_ids.filtered(lambda task: task.state == "draft")[:1]
        task.with_user(self.user_office).name = "Việc đã sửa lại"
        self.assertTrue(plan.with_user(self.user_office).can_edit)
        self.assertTrue(
            self.is_refused(plan.with_user(self.user_health).action_go_on_issuing, "Only the standing office")
        )
        plan.with_user(self.user_office).action_go_on_issuing()
        self.job()
        self.assertEqual((plan.state, plan.issuing_error, len(plan.assignment_ids)), ("issued", False, self.number))

    @mute_logger("odoo.addons.child_plan.models.work.plan_issuing")
    def test_what_nobody_foresaw_is_told_without_its_innards(self):
        self.issue_by(self.user_office)
        with patch.object(self.env.registry["child.plan.assignment"], "_fan_out", side_effect=KeyError("x_9")):
            self.job()
        self.assertTrue(self.document.issuing_error)
        self.assertNotIn("x_9", self.document.issuing_error)

    def test_a_copy_of_a_plan_that_is_being_issued_is_a_draft(self):
        self.issue_by(self.user_office)
        copied = self.document.copy()
        self.assertEqual((copied.state, copied.issuing_by.id, copied.issuing_total), ("draft", False, 0))
