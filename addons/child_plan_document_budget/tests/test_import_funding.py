"""The funding paragraphs of a document become budget lines of the draft."""

from odoo.addons.child_plan_document.tests.import_case import DOCUMENT, ImportCase


class TestImportFunding(ImportCase):
    def test_the_year_that_the_paragraph_names_is_that_of_the_line(self):
        document = DOCUMENT.replace("ngân sách nhà nước hằng năm", "ngân sách nhà nước năm 2027").replace(
            "01/6/2026", "01/6/2027"
        )
        reading = self.take_in(document.replace("mồ côi năm 2026", "mồ côi"))
        plan = self.env["child.plan"].browse(reading.action_create_plan()["res_id"])
        self.assertEqual(plan.budget_line_ids.year, 2027)

    def test_a_paragraph_on_money_is_a_budget_line_without_a_sum(self):
        reading = self.take_in()
        plan = self.env["child.plan"].browse(reading.action_create_plan()["res_id"])
        [line] = plan.budget_line_ids
        self.assertRecordValues(line, [{"amount_known": False, "unit_id": self.district.id, "year": 2026}])
        self.assertEqual(line.source_id.kind, "state_budget")
        self.assertIn("dự toán ngân sách nhà nước hằng năm", line.name)
        [paragraph] = reading.line_ids.filtered(lambda row: row.kind == "funding")
        self.assertEqual((paragraph.res_model, paragraph.res_id), (line._name, line.id))
