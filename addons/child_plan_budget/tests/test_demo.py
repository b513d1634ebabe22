"""The demonstration data of money say what the plan documents say."""

from collections import Counter

from odoo.tests import TransactionCase, tagged

PLANS = ("long_bien", "cao_loc", "hai_duong", "ngoc_hoi")


@tagged("-at_install", "post_install")
class TestDemoMoney(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plans = {name: cls.env.ref(f"child_plan.child_plan_{name}") for name in PLANS}

    def test_sources_of_money_without_sums_are_unknown(self):
        lines = self.env["child.plan.budget.line"].search([])
        unknown = lines.filtered(lambda line: not line.amount_known)
        named = {plan: Counter(unknown.filtered(lambda line, p=p: line.plan_id == p).mapped("source_kind"))
                 for plan, p in self.plans.items()}  # fmt: skip
        self.assertEqual(named["cao_loc"], {"state_budget": 1, "mobilised": 1})
        self.assertEqual(named["ngoc_hoi"], {"state_budget": 1, "other": 1})
        self.assertEqual(set((lines - unknown).mapped("note")), {"Số liệu minh họa"})
        for name in ("long_bien", "ngoc_hoi"):
            self.assertGreaterEqual(
                len((lines - unknown).filtered(lambda line, n=name: line.plan_id == self.plans[n])), 12
            )

    def test_reports_say_what_money_there_was_on_their_day(self):
        applied = self.env["child.plan.reorganisation"].search([("state", "=", "applied")], order="day desc, id desc")
        for reorganisation in applied:  # since then money has gone to the heirs, reports stay as they were
            reorganisation.action_undo()
        reports = self.env["child.plan.report"].search([("state", "!=", "expected")])
        self.assertTrue(reports.filtered(lambda report: report.allotted and report.spent))
        for report in reports:
            self.assertEqual({"allotted": report.allotted, "spent": report.spent}, report._money(), report.display_name)
