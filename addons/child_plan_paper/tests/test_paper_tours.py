"""A reminder letter in a browser, from the overdue list to the signed file."""

from datetime import timedelta

from odoo.tests import tagged

from odoo.addons.child_plan.tests.test_tours import TODAY, TourCase


@tagged("-at_install", "post_install")
class TestPaperTours(TourCase):
    def test_a_reminder_letter_goes_out(self):
        plan = self.issue_plan(("Visit orphans", self.ward_1, -20))
        self.start_tour("/odoo", "child_plan_paper", login="t_office", timeout=120)
        paper = self.env["child.plan.paper"].search([("plan_id", "=", plan.id)])
        self.assertRecordValues(
            paper,
            [
                {
                    "state": "issued",
                    "ordinal": 7,
                    "gap_reason": "From the register",
                    "issued_on": TODAY,
                    "signer_name": "The chairman",
                    "signed_type": "application/pdf",
                    "addressee_ids": self.ward_1.ids,
                }
            ],
        )
        self.assertTrue(paper.signed_sha256)
        self.assertEqual(paper.assignment_ids.deadline_on, TODAY - timedelta(20))
