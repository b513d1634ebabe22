"""The money in the reports of units."""

from odoo.exceptions import AccessError

from odoo.addons.child_plan.tests.report.report_common import ReportCase


class TestReportMoney(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        source = cls.env.ref("child_plan_budget.child_plan_funding_source_district")
        vals = {"plan_id": cls.reported_plan.id, "unit_id": cls.ward_1.id, "source_id": source.id}
        line = cls.env["child.plan.budget.line"].create(vals)
        cls.env["child.plan.budget.entry"].create(
            [
                {"line_id": line.id, "stage": stage, "amount": amount, "day": day}
                for stage, amount, day in (
                    ("allotment", 300, "2026-02-10"),
                    ("disbursement", 120, "2026-02-20"),
                    ("disbursement", 30, "2026-03-10"),
                )
            ]
        )

    def test_a_report_says_what_was_allotted_and_spent_up_to_the_cut_off(self):
        report = self.report(self.ward_1, user=self.user_ward_1)
        report.action_open()
        self.assertEqual((report.allotted, report.spent), (300, 120))
        other = self.report(self.ward_2, user=self.user_ward_2)
        other.action_open()
        self.assertEqual((other.allotted, other.spent), (0, 0))

    def test_nobody_writes_these_figures(self):
        report = self.report(self.ward_1, user=self.user_ward_1)
        report.action_open()
        for name in ("allotted", "spent"):
            with self.assertRaisesRegex(AccessError, "with its buttons and its grid"):
                report.write({name: 1})
