"""The funding paragraphs of a document become budget lines of the draft."""

from odoo.addons.child_plan_document.tests.import_case import ImportCase


class TestImportFunding(ImportCase):
    def test_a_paragraph_on_money_is_a_budget_line_without_a_sum(self):
        reading = self.take_in()
        plan = self.env["child.plan"].browse(reading.action_create_plan()["res_id"])
        [line] = plan.budget_line_ids
        self.assertRecordValues(line, [{"amount_known": False, "unit_id": self.district.id, "year": 2026}])
        self.assertEqual(line.source_id.kind, "state_budget")
        self.assertIn("dự toán ngân sách nhà nước hằng năm", line.name)
        [paragraph] = reading.line_ids.filtered(lambda row: row.kind == "funding")
        self.assertEqual((paragraph.res_model, paragraph.res_id), (line._name, line.id))
