"""The money on the leader's page."""

from datetime import timedelta

from odoo.addons.child_plan.tests.common import DAY, PlanCase
from odoo.addons.child_plan.tests.steering.page_common import PageCase


class TestDashboardMoney(PageCase, PlanCase):
    def test_the_money_is_that_of_the_lines_that_it_opens(self):
        source = self.env.ref("child_plan_budget.child_plan_funding_source_district")
        plan = self.plan()
        self.task(plan, [self.health])
        self.issue(plan)
        self.assertIsNone(self.page(self.user_district, plan_id=plan.id)["money"])
        vals = {"plan_id": plan.id, "source_id": source.id}
        lines = self.env["child.plan.budget.line"].create([vals, {**vals, "unit_id": self.ward_1.id}])
        rows = [(line, stage, amount) for line in lines for stage, amount in (("allotment", 80), ("disbursement", 10))]
        self.env["child.plan.budget.entry"].create(
            [{"line_id": line.id, "stage": stage, "amount": amount, "day": DAY} for line, stage, amount in rows]
        )
        before = self.page(self.user_district, plan_id=plan.id, day=(DAY - timedelta(days=1)).isoformat())
        self.assertIsNone(before["money"])
        money = self.page(self.user_district, plan_id=plan.id)["money"]
        lines = self.env["child.plan.budget.line"].with_user(self.user_district).search(money["domain"])
        self.assertEqual((money["allotted"], money["spent"]), (160, 20))
        self.assertEqual((sum(lines.mapped("allotted")), sum(lines.mapped("spent"))), (160, 20))
