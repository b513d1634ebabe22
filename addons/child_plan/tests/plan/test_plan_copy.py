"""A copy of a plan: a new draft with what was planned, nothing of what was done."""

from datetime import date

from odoo.fields import Command

from ...lib.schedule.shift import shift_day
from ..common import PlanCase


class TestPlanCopy(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        env = cls.env
        plan = cls.plan(number="287/KH-UBND", issued_on="2026-01-10")
        section = env["child.plan.section"].create({"plan_id": plan.id, "code": "III.2", "name": "Nhiệm vụ"})
        vals = {"section_id": section.id, "deliverables": ["Báo cáo"]}
        task = cls.task(plan, [cls.health], [(cls.ward_1, {"due_on": "2026-03-20"})], **vals)
        gone = cls.task(plan, [cls.ward_2], name="Việc sẽ rút")
        indicator = env["child.plan.indicator"].create({"name": "Tỷ lệ", "code": "t_copy"})
        target = {"plan_id": plan.id, "section_id": section.id, "name": "Đạt 90%", "value": 90}
        env["child.plan.target"].create(
            {**target, "indicator_id": indicator.id, "task_ids": [Command.set((task | gone).ids)]}
        )
        env["child.plan.basis"].create({"plan_id": plan.id, "number": "66/KH-UBND"})
        env["child.plan.report.requirement"].create(
            {"plan_id": plan.id, "frequency": "yearly", "due_day": 15, "due_month": 11}
        )
        rows = cls.issue(plan)
        done = rows.filtered(lambda a: a.unit_id == cls.ward_1)
        done.deliverable_ids.with_user(cls.user_ward_1).write({"done_quantity": 1})
        done.with_user(cls.user_ward_1).action_start()
        gone.sudo().state = "withdrawn"
        cls.origin = plan
        cls.copied = plan.with_user(cls.user_office).copy()

    def test_it_is_a_draft_of_its_own(self):
        copied = self.copied
        self.assertEqual(
            (copied.state, copied.number, copied.activated_on, copied.issued_on), ("draft", False, False, False)
        )
        self.assertNotEqual(copied.name, self.origin.name)
        self.assertFalse(copied.assignment_ids)

    def test_sections_tasks_units_and_products_are_there_again(self):
        task = self.copied.task_ids
        self.assertEqual((task.name, task.state, task.section_id), ("Rà soát trẻ em", "draft", self.copied.section_ids))
        lines = {line.unit_id: (line.role, line.due_on) for line in task.line_ids}
        self.assertEqual(lines, {self.health: ("lead", False), self.ward_1: ("coordinate", date(2026, 3, 20))})
        self.assertEqual(task.deliverable_ids.mapped("name"), ["Báo cáo"])
        self.assertEqual(task.deliverable_ids.done_quantity, 0)

    def test_what_was_withdrawn_is_left_behind(self):
        self.assertEqual(len(self.copied.task_ids), 1)

    def test_targets_hang_on_the_copied_tasks(self):
        target = self.copied.target_ids
        self.assertEqual((target.name, target.value, target.section_id), ("Đạt 90%", 90, self.copied.section_ids))
        self.assertEqual(target.task_ids, self.copied.task_ids)

    def test_legal_bases_and_reporting_demands_are_copied(self):
        self.assertEqual(self.copied.basis_ids.mapped("number"), ["66/KH-UBND"])
        self.assertEqual((self.copied.reporting_ids.due_day, self.copied.reporting_ids.due_month), (15, 11))

    def test_it_can_be_issued_like_any_other(self):
        self.assertEqual(self.issue(self.copied).unit_id, self.health | self.ward_1)

    def test_the_origin_is_as_it_was(self):
        self.assertEqual(
            (self.origin.state, len(self.origin.task_ids), len(self.origin.assignment_ids)), ("issued", 2, 3)
        )


class TestNextYear(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        env = cls.env
        cls.origin = cls.plan(name="Kế hoạch năm 2026 theo Nghị quyết năm 2025")
        task = cls.task(cls.origin, [cls.health, (cls.ward_1, {"due_on": "2026-03-20"})], due_on="2026-10-31")
        env["child.plan.milestone"].create({"task_id": task.id, "name": "Họp", "due_on": "2026-06-30"})
        indicator = env["child.plan.indicator"].create({"name": "Tỷ lệ", "code": "t_copy"})
        env["child.plan.target"].create(
            {"plan_id": cls.origin.id, "name": "Đạt", "value": 90, "indicator_id": indicator.id, "year": 2026}
        )
        env["child.plan.report.requirement"].create(
            {"plan_id": cls.origin.id, "frequency": False, "due_on": "2026-11-15"}
        )
        cls.dialog = env["child.plan.copy"].with_user(cls.user_office)
        cls.dialog = cls.dialog.browse(cls.origin.with_user(cls.user_office).action_copy_for_period()["res_id"])

    def test_the_dialog_proposes_the_next_year_and_shows_how_dates_move(self):
        self.assertEqual(self.dialog.name, "Kế hoạch năm 2027 theo Nghị quyết năm 2025")
        self.assertEqual((self.dialog.period_start, self.dialog.period_end), (date(2027, 1, 1), date(2027, 12, 31)))
        self.assertIn("31/10/2026 → 31/10/2027", self.dialog.preview)
        self.assertIn("2026 → 2027", self.dialog.preview)

    def test_a_plan_of_a_winter_comes_again_a_year_later(self):
        self.origin.write({"period_start": "2026-11-25", "period_end": "2027-04-30"})
        dialog = self.dialog.browse(self.origin.with_user(self.user_office).action_copy_for_period()["res_id"])
        self.assertEqual((dialog.period_start, dialog.period_end), (date(2027, 11, 25), date(2028, 4, 30)))

    def test_all_rows_of_the_same_date_are_named(self):
        second = self.task(self.origin, [self.health], name="In tờ rơi", due_on="2026-10-31")
        self.dialog.invalidate_recordset(["preview"])
        first = self.origin.task_ids - second
        self.assertIn(f"31/10/2026 → 31/10/2027: {first.name}; In tờ rơi", self.dialog.preview)

    def test_every_date_and_year_moves_by_the_difference_of_the_periods(self):
        copy = self.env["child.plan"].browse(self.dialog.action_apply()["res_id"])
        task = copy.task_ids
        self.assertEqual(copy.name, self.dialog.name)
        self.assertEqual(task.due_on, date(2027, 10, 31))
        self.assertEqual(set(task.line_ids.mapped("due_on")), {False, date(2027, 3, 20)})
        self.assertEqual(task.milestone_ids.due_on, date(2027, 6, 30))
        self.assertEqual(copy.target_ids.year, 2027)
        self.assertEqual(copy.reporting_ids.due_on, date(2027, 11, 15))
        self.assertEqual(self.origin.task_ids.due_on, date(2026, 10, 31))
        self.assertFalse(copy._odd_dates(date(2027, 1, 1)))

    def test_the_check_names_dates_that_are_past_or_outside_the_period(self):
        self.origin.task_ids.due_on = "2025-10-31"
        self.origin.task_ids.milestone_ids.due_on = "2027-01-31"
        check = self.env["child.plan.issue"].create({"plan_id": self.origin.id})
        self.assertIn("31/10/2025 is past", check.odd_dates)
        self.assertIn("31/01/2027 is outside the plan's period", check.odd_dates)
        self.assertNotIn("15/11/2026", check.odd_dates)

    def test_days_of_other_months(self):
        self.assertEqual(shift_day(date(2024, 2, 29), date(2024, 1, 1), date(2025, 1, 1)), date(2025, 2, 28))
        self.assertEqual(shift_day(date(2026, 3, 10), date(2026, 3, 1), date(2026, 4, 15)), date(2026, 4, 24))
