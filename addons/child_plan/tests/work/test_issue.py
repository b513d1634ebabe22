"""Issuing a plan: who gets what, once, in one transaction, and who is told."""

from datetime import date
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command

from ...wizard.work import issue as child_plan_issue
from ..common import DAY, PlanCase


class TestIssue(PlanCase):
    def units_of(self, plan):
        return plan.assignment_ids.unit_id

    def test_a_collective_unit_stands_for_each_of_its_members(self):
        plan = self.plan()
        self.task(plan, [self.wards])
        self.issue(plan)
        self.assertEqual(self.units_of(plan), self.ward_1 | self.ward_2)
        self.assertEqual(plan.state, "issued")
        self.assertEqual(set(plan.assignment_ids.mapped("given_on")), {DAY})

    def test_members_are_those_that_exist_on_the_day(self):
        """Not the archived one, nor the one that has ended or not yet begun; nor those of another district."""
        make = lambda name, **vals: self.unit(name, self.district, "authority", "commune", **vals)  # noqa: E731
        make("Xã đã giải thể", valid_to="2026-03-10")
        make("Xã sắp lập", valid_from="2026-03-12")
        make("Xã lưu trữ", active=False)
        last_day = make("Xã đến hôm nay", valid_to="2026-03-11", valid_from="2026-03-11")
        plan = self.plan()
        self.task(plan, [self.wards])
        self.issue(plan)
        self.assertEqual(self.units_of(plan), self.ward_1 | self.ward_2 | last_day)

    def test_archived_members_do_not_come_back_through_the_context(self):
        self.ward_2.active = False
        plan = self.plan()
        self.task(plan, [self.wards])
        plan.with_user(self.user_office).with_context(active_test=False).action_issue()
        self.assertEqual(self.units_of(plan), self.ward_1)

    def test_members_named_one_by_one_are_just_these(self):
        two = self.unit(
            "Hai đơn vị", self.district, "collective", "district", member_ids=[Command.set(self.ward_2.ids)]
        )
        plan = self.plan()
        self.task(plan, [two])
        self.issue(plan)
        self.assertEqual(self.units_of(plan), self.ward_2)

    def test_a_unit_reached_by_several_lines_gets_the_task_once_as_the_lead(self):
        plan = self.plan()
        self.task(plan, [self.ward_1], [self.wards])
        rows = self.issue(plan)
        self.assertEqual({(a.unit_id, a.role) for a in rows}, {(self.ward_1, "lead"), (self.ward_2, "coordinate")})

    def test_who_takes_part_owes_no_deliverable(self):
        plan = self.plan()
        self.task(plan, [self.ward_1], [self.ward_2], deliverables=["Quyết định"])
        lead, part = self.issue(plan).sorted("role", reverse=True)
        self.assertEqual((lead.deliverable_ids.mapped("name"), part.deliverable_ids.ids), (["Quyết định"], []))

    def test_coordinators_have_deadlines_of_their_own(self):
        plan = self.plan()
        self.task(plan, [self.health], [(self.ward_1, {"due_on": "2026-03-20"}), self.ward_2])
        due = {a.unit_id: a.due_on for a in self.issue(plan)}
        last = date(2026, 3, 31)
        self.assertEqual(due, {self.health: last, self.ward_1: date(2026, 3, 20), self.ward_2: last})

    def test_bodies_outside_the_authority_are_requested(self):
        plan = self.plan()
        self.task(plan, [self.health, self.front])
        rows = self.issue(plan)
        self.assertEqual({a.unit_id: a.requested for a in rows}, {self.health: False, self.front: True})

    def test_continuous_work_has_no_deadline(self):
        given = self.give(self.health, timing="continuous")
        self.assertEqual((given.due_on, given.first_due_on, given.status), (False, False, "no_deadline"))

    def test_deliverables_and_milestones_are_copied_for_each_unit(self):
        plan = self.plan()
        task = self.task(plan, [self.wards], deliverables=["Báo cáo", "Danh sách"])
        task.deliverable_ids[0].write({"quantity": 3, "uom": "lớp"})
        task.milestone_ids = [Command.create({"name": "Bước 1", "due_on": "2026-03-20"})]
        for row in self.issue(plan):
            owed = row.deliverable_ids
            self.assertEqual(owed.mapped("name"), ["Báo cáo", "Danh sách"])
            self.assertEqual((owed[0].quantity, owed[0].uom, owed[0].done_quantity), (3, "lớp", 0))
            self.assertEqual((row.milestone_ids.name, row.milestone_ids.due_on), ("Bước 1", date(2026, 3, 20)))
            self.assertEqual((row.progress, row.first_due_on), (0, row.due_on))
        self.assertEqual(len(task.deliverable_ids), 2)

    def test_giving_again_adds_nothing(self):
        plan = self.plan()
        task = self.task(plan, [self.health], [self.wards])
        rows = self.issue(plan)
        self.assertFalse(task._give(DAY))
        self.assertEqual(plan.assignment_ids, rows)

    def test_what_was_cancelled_does_not_come_back_by_giving_again(self):
        plan = self.plan()
        task = self.task(plan, [self.health, self.ward_1])
        rows = self.issue(plan)
        rows[0].with_user(self.user_office).write({"state": "cancelled", "reason": "Bỏ"})
        self.decide("transfer", self.user_office, rows[1], unit_id=self.ward_2.id, reason="Sáp nhập")
        self.assertFalse(task._give(DAY))

    def test_a_member_that_is_new_gets_the_work_by_giving_again(self):
        plan = self.plan()
        task = self.task(plan, [self.wards])
        self.issue(plan)
        new = self.unit("Xã A3", self.district, "authority", "commune")
        self.assertEqual(task._give(DAY).unit_id, new)

    def test_a_failure_leaves_nothing(self):
        plan = self.plan()
        task = self.task(plan, [self.health], [self.wards], deliverables=["Báo cáo"])
        before = self.env["child.plan.journal"].search_count([])
        broken = patch.object(type(plan), "_notify_units", side_effect=UserError("mất điện"))
        with broken:
            self.assertTrue(self.is_refused(plan.with_user(self.user_office).action_issue, "mất điện"))
        self.assertEqual((plan.state, plan.activated_on, task.state), ("draft", False, "draft"))
        self.assertFalse(plan.assignment_ids or task.assignment_ids)
        self.assertEqual(self.env["child.plan.journal"].search_count([]), before)
        self.assertEqual(len(self.issue(plan)), 3)

    def test_an_empty_or_issued_plan_is_not_issued(self):
        plan = self.plan().with_user(self.user_office)
        self.assertTrue(self.is_refused(plan.action_issue, "no task yet"))
        self.task(plan, [self.health])
        plan.action_issue()
        self.assertTrue(self.is_refused(plan.action_issue, "already been issued"))
        self.assertTrue(self.is_refused(plan.action_check, "already been issued"))

    def test_each_user_is_told_once_however_many_tasks_there_are(self):
        """By one message a plan, and no mail a row."""
        plan = self.plan()
        for _n in range(4):
            self.task(plan, [self.health], [self.wards])
        mails = self.env["mail.mail"].search([])
        messages = self.env["mail.message"].search([])
        with patch.object(type(self.env["mail.mail"]), "send"):
            self.issue(plan)
        told = (self.env["mail.message"].search([]) - messages).filtered("partner_ids")
        self.assertEqual(len(told), 1)
        expected = self.user_health | self.user_ward_1 | self.user_ward_2
        self.assertEqual(told.partner_ids, expected.partner_id)
        self.assertLessEqual(len(self.env["mail.mail"].search([]) - mails), len(expected))

    def test_the_journal_has_one_row_for_the_plan_and_one_for_each_work(self):
        plan = self.plan()
        self.task(plan, [self.health], [self.wards])
        rows = self.issue(plan)
        journal = self.env["child.plan.journal"].search([("plan_id", "=", plan.id)])
        self.assertEqual(sorted(journal.mapped("kind")), ["given", "given", "given", "plan"])
        self.assertEqual(journal.filtered("assignment_id").assignment_id, rows)
        self.assertEqual(journal.user_id, self.user_office)

    def test_a_task_that_names_no_unit_stays_to_be_given_later(self):
        plan = self.plan()
        self.task(plan, [self.health])
        orphan = self.task(plan)
        self.issue(plan)
        self.assertEqual(orphan.state, "draft")
        orphan.with_user(self.user_office).line_ids = [Command.create({"unit_id": self.ward_1.id, "role": "lead"})]
        orphan.with_user(self.user_office).action_give()
        self.assertEqual(orphan.assignment_ids.unit_id, self.ward_1)

    def test_the_dialog_says_what_will_be_given(self):
        plan = self.plan()
        self.task(plan, [self.health], [self.wards])
        self.task(plan)
        self.ward_2.user_ids = False
        action = plan.with_user(self.user_office).action_check()
        wizard = self.env["child.plan.issue"].with_user(self.user_office).browse(action["res_id"])
        self.assertEqual((wizard.task_count, wizard.assignment_count, wizard.unit_count), (2, 3, 3))
        self.assertEqual((wizard.unassigned_count, wizard.silent_unit_ids), (1, self.ward_2))
        wizard.action_issue()
        self.assertEqual((plan.state, len(plan.assignment_ids)), ("issued", 3))

    def test_a_long_wording_with_a_problem_is_cut_between_words(self):
        plan = self.plan()
        self.task(plan, [], name=f"{'Kiện toàn ' * 8}xong trước ngày 15/12/2026")
        wizard = self.env["child.plan.issue"].with_user(self.user_office).create({"plan_id": plan.id})
        self.assertIn("trước ngày …: ", wizard.problem_text)

    def test_the_dialog_names_the_first_units_without_a_user_and_counts_all(self):
        plan = self.plan()
        self.task(plan, [self.wards])
        self.ward_1.user_ids = self.ward_2.user_ids = False
        with patch.object(child_plan_issue, "NAMED", 1):
            wizard = self.env["child.plan.issue"].with_user(self.user_office).create({"plan_id": plan.id})
            self.assertEqual((wizard.silent_count, len(wizard.silent_unit_ids), wizard.silent_more), (2, 1, 1))

    def test_what_was_typed_to_be_filled_in_is_not_lost_without_its_button(self):
        """Issuing, which cannot be undone, waits until it has been seen; kept for later, it is filled in."""
        for button, state in (("action_issue", "draft"), ("action_save", "draft")):
            plan = self.plan()
            task = self.task(plan, [self.ward_1], due_on=False)
            dialogs = self.env["child.plan.issue"].with_user(self.user_office)
            dialog = dialogs.create({"plan_id": plan.id, "fill_product": "Báo cáo", "fill_due_on": "2026-11-30"})
            getattr(dialog, button)()
            self.assertEqual((plan.state, task.due_on), (state, date(2026, 11, 30)))
            self.assertEqual(task.deliverable_ids.mapped("name"), ["Báo cáo"])
            dialog.action_issue()
            self.assertEqual(plan.state, "issued")


CLARITIES = {"task", "unit", "responsibility", "person", "authority", "time", "product"}


class TestClarity(PlanCase):
    """The six clarities; other addons ask for more."""

    def missing(self, **vals):
        lead = vals.pop("lead", [self.health])
        return CLARITIES & self.task(self.plan(), lead, **vals)._missing_clarities().keys()

    def test_a_task_that_says_everything_lacks_nothing(self):
        self.assertEqual(self.missing(deliverables=["Báo cáo"]), set())

    def test_each_clarity_is_found_missing_by_itself(self):
        self.user_finance.child_plan_unit_ids = False
        for vals, key in (
            ({"name": "Việc"}, "task"),
            ({"lead": []}, "responsibility"),
            ({"lead": [self.finance]}, "person"),
            ({"lead": [(self.front, {"requested": False})]}, "authority"),
            ({"lead": [self.health_b]}, "authority"),
            ({"due_on": False}, "time"),
        ):
            self.assertEqual(self.missing(**vals), {"product", key}, vals)

    def test_a_body_outside_may_be_requested(self):
        self.assertNotIn("authority", self.missing(lead=[self.front]))

    def test_continuous_and_recurring_work_need_no_day(self):
        self.assertNotIn("time", self.missing(timing="continuous", due_on=False))
        self.assertNotIn("time", self.missing(timing="recurring", recurrence="monthly", due_on=False))

    def test_the_plan_counts_its_unclear_tasks(self):
        plan = self.plan()
        self.task(plan)
        self.assertEqual((plan.unclear_count, plan.task_ids.is_clear, bool(plan.task_ids.unclear)), (1, False, True))

    def test_what_a_signed_plan_often_lacks_is_a_remark_and_is_filled_in_for_all(self):
        plan = self.plan()
        tasks = self.task(plan, [self.health], due_on=False) | self.task(plan, due_on=False) | self.task(plan)
        self.assertEqual(tasks.mapped("has_problem"), [False, True, True])
        self.assertEqual((plan.problem_count, plan.unclear_count), (2, 3))
        vals = {"plan_id": plan.id, "fill_unit_ids": [(6, 0, self.finance.ids)], "fill_due_on": "2026-09-30"}
        check = self.env["child.plan.issue"].with_user(self.user_office).create({**vals, "fill_product": "Báo cáo"})
        self.assertEqual((check.problem_count, check.remark_count), (2, 3))
        check.action_fill()
        self.assertEqual([task.lead_unit_ids for task in tasks], [self.health, self.finance, self.finance])
        self.assertEqual([str(day) for day in tasks.mapped("due_on")], ["2026-09-30", "2026-09-30", "2026-03-31"])
        self.assertEqual(tasks.deliverable_ids.mapped("name"), ["Báo cáo"] * 3)
        check.invalidate_recordset()
        self.assertEqual(check.problem_count, 0)
        left = {key for task in tasks for key in task._missing_clarities()}
        self.assertFalse(left & {"product", "time", "responsibility"})
