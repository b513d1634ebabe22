"""Money in a browser; afterwards the database says what was done."""

from odoo.tests import tagged

from odoo.addons.child_plan.tests.steering.test_guides import GuideCase
from odoo.addons.child_plan.tests.test_tours import TODAY, TourCase

GUIDE = "child_plan_guide_finance"
LINES = "/odoo/action-child_plan_budget.child_plan_budget_line_action"


@tagged("-at_install", "post_install")
class TestMoneyTours(TourCase):
    def test_finance(self):
        """Estimate, allotment, spending, a ward's report, and the board of slow lines; unknown stays unknown."""
        plan = self.issue_plan(("Teach parents", self.wards, 30))
        self.ward_1.name = "Ward 1"
        source = self.env.ref("child_plan_budget.child_plan_funding_source_district")
        of_plan = {"plan_id": plan.id, "source_id": source.id, "year": TODAY.year}
        training, sponsored, of_ward = self.env["child.plan.budget.line"].create(
            [
                {**of_plan, "name": "Training of teachers", "estimated": 350e6},
                {
                    **of_plan,
                    "name": "Gifts of sponsors",
                    "source_id": self.env.ref("child_plan_budget.child_plan_funding_source_sponsor").id,
                },
                {**of_plan, "name": "Leaflets", "unit_id": self.ward_1.id},
            ]
        )
        self.env["child.plan.budget.entry"].create({"line_id": of_ward.id, "stage": "allotment", "amount": 5e6})
        report = self.env["child.plan.budget.spending"].with_user(self.user_ward_1)
        report.create({"line_id": of_ward.id, "amount": 4e6})
        self.env["ir.config_parameter"].set_param("child_plan.money_slow_points", "-100")  # on whatever day this runs
        self.start_tour("/odoo", "child_plan_finance", login="t_finance", timeout=120)
        self.assertRecordValues(
            training | sponsored | of_ward,
            [
                {"estimated": 350e6, "allotted": 300e6, "spent": 20e6, "amount_known": True},
                {"estimated": 0, "allotted": 0, "spent": 0, "amount_known": False},
                {"estimated": 0, "allotted": 5e6, "spent": 4e6, "amount_known": True},
            ],
        )
        made = training.entry_ids.sorted("id")[1:]
        self.assertEqual(made.mapped("reference"), ["15/QĐ-UBND", "RDT 1"])
        self.assertEqual(made.user_id, self.user_finance)

    def test_standing_office(self):
        """Money of a plan whose document names the source and no sum."""
        plan = self.plan(name="Care of orphans")
        self.task(plan, [self.health], deliverables=["List"])
        self.start_tour(f"/odoo/child-plans/{plan.id}", "child_plan_money_of_plan", login="t_office", timeout=120)
        self.assertRecordValues(plan.budget_line_ids, [{"amount_known": False, "unit_id": self.district.id}])
        self.assertTrue(plan.task_ids.is_clear)


class MoneyGuideCase(GuideCase):
    def world(self):
        plan = super().world()
        source = self.env.ref("child_plan_budget.child_plan_funding_source_district").id
        line = {"plan_id": plan.id, "source_id": source, "name": "Training of teachers", "estimated": 350e6}
        self.env["child.plan.budget.line"].create(line)
        return plan


@tagged("-at_install", "post_install")
class TestMoneyGuide(MoneyGuideCase):
    def test_finance_is_led_and_asks_for_the_guide_of_the_own_role(self):
        self.world()
        self.start_tour(LINES, GUIDE, login=self.user_finance.login, timeout=120)
        self.asks(self.user_finance, GUIDE)


@tagged("-at_install", "post_install")
class TestMoneyGuideOnAPhone(MoneyGuideCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_finance_is_led_on_a_phone(self):
        self.world()
        self.start_tour(LINES, GUIDE, login=self.user_finance.login, timeout=120)
