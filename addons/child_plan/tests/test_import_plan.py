"""What was reviewed becomes a draft plan, linked clause by clause; new versions change what is there."""

from datetime import date

from odoo.exceptions import UserError

from .test_import_reading import DOCUMENT, ImportCase


class TestImportReview(ImportCase):
    def test_an_edit_is_saved_and_answered_with_what_changed(self):
        reading = self.take_in()
        line = self.line(reading, "Rà soát")
        answer = line.edit({"due_kind": "latest", "deliverable": "Danh sách", "res_id": 1, "state": "dropped"})
        self.assertEqual([each["id"] for each in answer["lines"]], line.ids)
        self.assertRecordValues(line, [{"due_kind": "latest", "deliverable": "Danh sách", "state": "accepted"}])
        self.assertFalse(line.res_id, "only facts are edited")
        self.assertTrue(self.is_refused(lambda: line.edit({"text": " "})))

    def test_one_item_is_split_and_joined_again(self):
        reading = self.take_in()
        line = self.line(reading, "Rà soát danh sách")
        whole = line.text
        answer = line.split(whole.index("xong"))
        new = reading.line_ids.browse(max(each["id"] for each in answer["lines"]))
        self.assertEqual((line.text, new.text), ("Rà soát danh sách trẻ em mồ côi", whole[whole.index("xong") :]))
        self.assertEqual(line.end, new.start)
        self.assertIn("xong", reading.text[new.start : new.end])
        self.assertEqual(new.name_id, line.name_id)
        answer = new.merge_up()
        self.assertEqual(answer["gone"], new.ids)
        self.assertEqual(line.text, whole)
        self.assertTrue(self.is_refused(lambda: line.split(0)))

    def test_one_choice_of_a_unit_holds_for_all_tasks_of_the_name_and_for_the_next_document(self):
        reading = self.take_in()
        red = reading.name_ids.filtered(lambda name: name.text == "Hội Chữ thập đỏ huyện")
        red.choose([self.front.id])
        self.assertEqual(red.match_state(), "matched")
        self.assertFalse(self.front.abbreviation, "the office does not keep the units")
        following = self.take_in(DOCUMENT.replace("năm 2026", "năm 2027"))
        same = following.name_ids.filtered(lambda name: name.text == red.text)
        self.assertEqual((same.unit_ids, same.match_state()), (self.front, "matched"))

    def test_who_keeps_the_units_teaches_them_the_spelling(self):
        self.user_office.group_ids |= self.env.ref("child_plan.child_plan_group_admin")
        reading = self.take_in()
        red = reading.name_ids.filtered(lambda name: name.text == "Hội Chữ thập đỏ huyện")
        red.choose([self.front.id])
        self.assertEqual(self.front.abbreviation, "Hội Chữ thập đỏ huyện")

    def test_a_task_is_moved_dropped_and_restored_and_other_text_becomes_a_task(self):
        reading = self.take_in()
        line = self.line(reading, "Tặng quà")
        line.assign(self.health.id)
        self.assertEqual(line.name_id.unit_ids, self.health)
        line.assign()
        self.assertEqual((line.kind, line.name_id.ids), ("activity", []))
        line.drop("Nói hai lần")
        self.assertEqual((line.state, line.reason), ("dropped", "Nói hai lần"))
        line.restore()
        self.assertEqual((line.state, line.reason), ("read", False))
        other = self.line(reading, "chăm sóc tốt hơn", "other")
        other.edit({"kind": "activity"})
        self.assertEqual(other.kind, "activity")

    def test_all_comes_in_one_answer(self):
        reading = self.take_in()
        review = reading.get_review()
        self.assertEqual(len(review["lines"]), len(reading.line_ids))
        self.assertEqual(review["head"]["number"], "12/KH-UBND")
        self.assertIn("task", review["labels"]["kind"])
        self.assertFalse(review["can_create_unit"])

    def test_the_review_is_over_with_the_plan(self):
        reading = self.take_in()
        reading.action_create_plan()
        self.assertTrue(self.is_refused(lambda: reading.line_ids[:1].edit({"text": "Khác"})))
        self.assertTrue(self.is_refused(reading.action_create_plan))
        self.assertTrue(self.is_refused(reading.unlink))


class TestImportPlan(ImportCase):
    def make(self, reading):
        return self.env["child.plan"].browse(reading.action_create_plan()["res_id"])

    def test_the_draft_says_what_the_document_says(self):
        reading = self.take_in()
        self.line(reading, "Tặng quà").drop("Không có đơn vị này")
        plan = self.make(reading)
        self.assertRecordValues(
            plan,
            [
                {
                    "state": "draft",
                    "number": "12/KH-UBND",
                    "name": "Chăm sóc trẻ em mồ côi năm 2026",
                    "issued_on": date(2026, 2, 5),
                    "issuer_id": self.district.id,
                    "standing_unit_id": self.office.id,
                    "period_end": date(2026, 12, 31),
                    "signatory_position": "PHÓ CHỦ TỊCH",
                    "source_filename": "ke-hoach.txt",
                    "create_uid": self.user_office.id,
                }
            ],
        )
        tasks = {task.name.split(",")[0][:12]: task for task in plan.task_ids}
        self.assertEqual(len(tasks), 6)
        listing = tasks["Rà soát danh"]
        self.assertEqual(listing.due_on, date(2026, 10, 30), "before 31 October is 30 October at the latest")
        self.assertEqual(listing.lead_unit_ids, self.office)
        self.assertEqual(listing.section_id.display_name, "IV.1. Phòng Lao động A")
        health = tasks["Tổ chức khám"]
        self.assertEqual((health.timing, health.recurrence), ("recurring", "quarterly"))
        self.assertEqual(tasks["Phối hợp Phò"].coordinating_unit_ids, self.health)
        self.assertTrue(tasks["Vận động nhâ"].line_ids.requested)
        self.assertEqual(tasks["Thường xuyên"].lead_unit_ids, self.wards)
        self.assertEqual(tasks["Thường xuyên"].timing, "continuous")
        self.assertRecordValues(plan.target_ids, [{"value": 95, "comparator": "ge", "uom": "percent"}])
        self.assertEqual(plan.basis_ids.mapped("number"), ["07/KH-UBND"])
        self.assertRecordValues(plan.budget_line_ids, [{"amount_known": False, "unit_id": self.district.id}])
        self.assertIn(date(2026, 12, 15), plan.reporting_ids.mapped("due_on"))
        self.assertIn("UBND Tỉnh X", plan.recipients)

    def test_every_task_opens_the_document_at_its_place(self):
        reading = self.take_in()
        plan = self.make(reading)
        for task in plan.task_ids.with_user(self.user_office):
            self.assertTrue(task.has_clause)
            params = task.action_view_clause()["params"]
            self.assertEqual(params["import_id"], reading.id)
            line = self.env["child.plan.import.line"].browse(params["line_id"])
            self.assertEqual(line.text, task.name)
        plan.with_user(self.user_office).action_issue()
        self.assertFalse(plan.task_ids[:1].with_user(self.user_ward_1).has_clause)

    def test_a_draft_made_from_a_document_can_be_issued(self):
        reading = self.take_in()
        plan = self.make(reading)
        plan.with_user(self.user_office).action_issue()
        wards = plan.assignment_ids.filtered(lambda a: a.name.startswith("Thường xuyên"))
        self.assertEqual(wards.unit_id, self.ward_1 | self.ward_2)

    def test_all_or_nothing(self):
        reading = self.take_in()
        self.plan(number="12/KH-UBND")
        with self.assertRaises(UserError):
            reading.action_create_plan()
        self.assertEqual(reading.state, "review")
        reading.set_head({"number": "13/KH-UBND"})
        self.assertEqual(self.make(reading).number, "13/KH-UBND")
        empty = self.take_in("KẾ HOẠCH\nNăm 2026\n\nI. Mục đích\nTốt hơn.\n")
        self.assertTrue(self.is_refused(empty.action_create_plan))
