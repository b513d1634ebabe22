"""Budget lines as rows of a plan: clarity of its tasks, copies, levels, guards."""

from odoo.exceptions import AccessError
from odoo.fields import Command

from odoo.addons.child_plan.tests.access.guard_case import GuardCase
from odoo.addons.child_plan.tests.common import NOT_ALLOWED, PlanCase

from .money_case import MoneyCase


class TestClarityOfMoney(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source = cls.env.ref("child_plan_budget.child_plan_funding_source_district")

    def test_a_task_that_says_everything_else_lacks_money(self):
        task = self.task(self.plan(), [self.health], deliverables=["Báo cáo"])
        self.assertEqual(set(task._missing_clarities()), {"money"})
        self.assertEqual(task.with_context(lang="en_US").unclear, "with what money")

    def test_money_of_the_task_or_of_the_plan_as_a_whole_counts(self):
        plan = self.plan()
        first, second = self.task(plan, [self.health]), self.task(plan, [self.health])
        line = self.env["child.plan.budget.line"].create(
            {"plan_id": plan.id, "task_id": first.id, "source_id": self.source.id, "amount_known": False}
        )
        self.assertNotIn("money", first._missing_clarities())
        self.assertIn("money", second._missing_clarities())
        line.task_id = False
        self.assertNotIn("money", second._missing_clarities())

    def test_what_a_task_lacks_follows_its_money(self):
        task = self.task(self.plan(), [self.health], deliverables=["Báo cáo"])
        self.assertFalse(task.is_clear)
        task.plan_id.budget_line_ids = [Command.create({"source_id": self.source.id})]
        self.assertTrue(task.is_clear)


class TestPlanCopyMoney(MoneyCase):
    def test_money_is_copied_as_estimated_and_nothing_as_spent(self):
        line = self.budget_line(task_id=self.task_a.id, unit_id=self.ward_1.id, quantity=2, unit_price=500)
        self.enter(line, ("allotment", 900), ("disbursement", 300))
        self.line.unlink()
        copied = self.plan_a.with_user(self.user_office).copy()
        of_copy = copied.budget_line_ids
        self.assertEqual(self.money(of_copy, "estimated", "allotted", "spent", "balance"), (1000, 0, 0, 0))
        self.assertEqual((of_copy.task_id, of_copy.unit_id), (copied.task_ids, self.ward_1))
        self.assertEqual(line.spent, 300)

    def test_money_of_a_withdrawn_task_is_copied_without_it(self):
        self.line.task_id = self.task_a
        self.task_a.sudo().state = "withdrawn"
        copied = self.plan_a.with_user(self.user_office).copy()
        self.assertFalse(copied.task_ids | copied.budget_line_ids.task_id)
        self.assertEqual(copied.budget_line_ids.name, "Tập huấn")

    def test_the_office_adds_money_to_an_issued_plan(self):
        plan = self.plan_a.with_user(self.user_office)
        plan.write({"budget_line_ids": [Command.create({"source_id": self.source.id, "name": "Thêm"})]})
        self.assertEqual(plan.budget_line_count, 2)
        self.assertEqual(self.env["child.plan.budget.line"].search(plan.action_view_budget()["domain"]).plan_id, plan)

    def test_the_check_names_money_that_nobody_has_entered(self):
        plan = self.plan(issuer_id=self.district.id, standing_unit_id=self.office.id)
        vals = {"plan_id": plan.id, "source_id": self.source.id, "name": "Tập huấn", "note": "80.000.000 đồng"}
        line = self.env["child.plan.budget.line"].create(vals)
        check = self.env["child.plan.issue"].with_user(self.user_office).create({"plan_id": plan.id})
        self.assertEqual(check.money_open, f"• {self.source.name}: 80.000.000 đồng")
        self.enter(line, ("estimate", 80_000_000))
        check.invalidate_recordset()
        self.assertFalse(check.money_open)


class TestMoneyPlace(GuardCase):
    def test_money_is_not_moved_into_the_plan_of_another_authority(self):
        plan = self.plan()
        plan_b = self.plan(issuer_id=self.district_b.id, standing_unit_id=self.office_b.id)
        source = self.env.ref("child_plan_budget.child_plan_funding_source_district")
        line = self.env["child.plan.budget.line"].create({"plan_id": plan.id, "source_id": source.id})
        for user in (self.user_office, self.user_finance):
            self.refuse(line, user, "write", {"plan_id": plan_b.id}, error=AccessError, words=NOT_ALLOWED)
