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

    def money(self, *sentences, user=None):
        """``{(code of the source, estimate or None)}`` and the notes of the draft that names money so."""
        old = "- Kinh phí bố trí trong dự toán ngân sách nhà nước hằng năm."
        reading = self.take_in(DOCUMENT.replace(old, "\n".join(f"- {each}" for each in sentences)), user)
        plan = self.env["child.plan"].browse(reading.action_create_plan()["res_id"])
        lines = plan.budget_line_ids
        self.doubts = [doubt["text"] for doubt in reading.doubts or [] if doubt["code"] == "sum_unclear"]
        self.notes = " ".join(filter(None, lines.mapped("note")))
        return {(line.source_id.code, line.estimated if line.amount_known else None) for line in lines}

    def test_each_source_of_a_sentence_is_a_line_and_a_sum_goes_to_the_one_that_it_stands_with(self):
        self.user_office.group_ids |= self.env.ref("child_plan.child_plan_group_finance")
        found = self.money("Ngân sách huyện năm 2026: 320.000.000 đồng và nguồn xã hội hóa.")
        self.assertEqual(found, {("district", 320_000_000), ("mobilised", None)})
        self.assertFalse(self.doubts)

    def test_who_enters_no_money_leaves_the_sum_as_a_note(self):
        self.assertEqual(self.money("Ngân sách xã: 80 triệu đồng."), {("commune", None)})
        self.assertIn("80.000.000", self.notes)

    def test_a_sum_of_several_sources_is_counted_for_none(self):
        self.user_office.group_ids |= self.env.ref("child_plan.child_plan_group_finance")
        found = self.money("Kinh phí 610 triệu đồng từ ngân sách tỉnh và huy động xã hội hóa.")
        self.assertEqual(found, {("province", None), ("mobilised", None)})
        self.assertIn("610.000.000", self.notes)
        self.assertIn("610 triệu", self.doubts[0])

    def test_a_total_and_its_parts_are_not_counted_twice(self):
        self.user_office.group_ids |= self.env.ref("child_plan.child_plan_group_finance")
        found = self.money(
            "Tổng kinh phí từ ngân sách nhà nước: 500 triệu đồng.",
            "Ngân sách tỉnh: 350 triệu đồng.",
            "Ngân sách huyện: 150 triệu đồng.",
        )
        self.assertEqual(found, {("state", None), ("province", 350_000_000), ("district", 150_000_000)})
        self.assertIn("500.000.000", self.notes)

    def test_a_paragraph_on_money_is_a_budget_line_without_a_sum(self):
        reading = self.take_in()
        plan = self.env["child.plan"].browse(reading.action_create_plan()["res_id"])
        [line] = plan.budget_line_ids
        self.assertRecordValues(line, [{"amount_known": False, "unit_id": self.district.id, "year": 2026}])
        self.assertEqual(line.source_id.kind, "state_budget")
        self.assertIn("dự toán ngân sách nhà nước hằng năm", line.name)
        [paragraph] = reading.line_ids.filtered(lambda row: row.kind == "funding")
        self.assertEqual((paragraph.res_model, paragraph.res_id), (line._name, line.id))
