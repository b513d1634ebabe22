"""A copy of a plan: a new draft with what was planned, nothing of what was done."""

from datetime import date

from odoo.fields import Command

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
