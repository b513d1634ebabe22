"""The demonstration has a letter that has gone out, and a report that is being written."""

from odoo.tests import TransactionCase, tagged


@tagged("-at_install", "post_install")
class TestPaperDemo(TransactionCase):
    def test_a_letter_is_issued_and_a_report_is_a_draft(self):
        letter = self.env.ref("child_plan_paper.child_plan_paper_lb_reminder", raise_if_not_found=False)
        if not letter:
            self.skipTest("without demonstration data")
        report = self.env.ref("child_plan_paper.child_plan_paper_lb_report")
        self.assertEqual((letter.state, letter.ordinal, report.state), ("issued", 1, "draft"))
        self.assertTrue(letter.content and letter.addressees and letter.assignment_ids)
        self.assertFalse(report.missing)
        self.assertGreater(len(report._tree().body), 10)
        self.assertEqual(len(report._tree().annexes), 2)
