"""What was reviewed becomes a draft plan, linked clause by clause; new versions change what is there."""

from datetime import date

from .import_case import DOCUMENT, ImportCase


class TestImportReview(ImportCase):
    def test_an_edit_is_saved_and_answered_with_what_changed(self):
        reading = self.take_in()
        line = self.line(reading, "Rà soát")
        answer = line.edit({"due_kind": "latest", "deliverable": "Danh sách", "res_id": 1, "state": "dropped"})
        self.assertEqual([each["id"] for each in answer["lines"]], line.ids)
        self.assertRecordValues(line, [{"due_kind": "latest", "deliverable": "Danh sách", "state": "accepted"}])
        self.assertFalse(line.res_id, "only facts are edited")
        self.assert_refused(lambda: line.edit({"text": " "}), "Give the wording.")

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
        self.assert_refused(lambda: line.split(0), "Put the cursor where the second item begins.")

    def test_one_choice_of_a_unit_holds_for_all_tasks_of_the_name_and_for_the_next_document(self):
        reading = self.take_in()
        red = reading.name_ids.filtered(lambda name: name.text == "Hội Chữ thập đỏ huyện")
        red.set_units([self.front.id])
        self.assertEqual(red._match_state(), "matched")
        self.assertFalse(self.front.abbreviation, "the office does not keep the units")
        following = self.take_in(DOCUMENT.replace("năm 2026", "năm 2027"))
        same = following.name_ids.filtered(lambda name: name.text == red.text)
        self.assertEqual((same.unit_ids, same._match_state()), (self.front, "matched"))

    def test_who_keeps_the_units_teaches_them_the_spelling(self):
        self.user_office.group_ids |= self.env.ref("child_plan.child_plan_group_admin")
        self.user_office.child_plan_unit_ids |= self.district
        reading = self.take_in()
        red = reading.name_ids.filtered(lambda name: name.text == "Hội Chữ thập đỏ huyện")
        red.set_units([self.front.id])
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
        self.assert_refused(lambda: reading.line_ids[:1].edit({"text": "Khác"}), "not under review")
        self.assert_refused(reading.action_create_plan, "not under review")
        self.assert_refused(reading.unlink, "A plan was made from this document")


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
        self.assertIn(date(2026, 12, 15), plan.reporting_ids.mapped("due_on"))
        self.assertIn("UBND Tỉnh X", plan.recipients)

    def test_a_plan_whose_paper_states_no_time_lasts_until_its_last_deadline(self):
        document = DOCUMENT.replace("mồ côi năm 2026", "mồ côi").replace("01/6/2026", "01/6/2027")
        plan = self.make(self.take_in(document))
        self.assertEqual((plan.period_start, plan.period_end), (date(2026, 2, 5), date(2027, 6, 1)))

    def test_the_day_of_what_comes_every_month_is_that_of_the_paper(self):
        document = DOCUMENT.replace(
            "báo cáo UBND Huyện A trước ngày 15/12/2026", "báo cáo UBND Huyện A trước ngày 25 hằng tháng"
        )
        document = document.replace("hằng quý", "hằng quý, chậm nhất ngày 10 tháng cuối quý")
        plan = self.make(self.take_in(document))
        report = plan.reporting_ids.filtered(lambda demand: demand.frequency == "monthly")
        self.assertRecordValues(report, [{"due_day": 25, "due_month": 0, "before": True}])
        tasks = plan.task_ids.filtered(lambda task: task.timing == "recurring").sorted("recurrence")
        self.assertEqual(
            tasks.mapped(lambda task: (task.recurrence, task.due_day)), [("monthly", 24), ("quarterly", 10)]
        )

    def reporters(self, sentence, owner="2. Phòng Y tế A\n"):
        """Who reports by the demand that a document makes with ``sentence``, the first under the heading ``owner``."""
        before = self.env["child.plan.report.requirement"].search([])
        document = DOCUMENT.replace(", báo cáo UBND Huyện A trước ngày 15/12/2026", "")
        document = document.replace(owner, f"{owner}- {sentence}\n")
        self.make(self.take_in(document.replace("12/KH-UBND", f"{len(before) + 20}/KH-UBND")))
        demand = self.env["child.plan.report.requirement"].search([]) - before
        self.assertTrue(demand, sentence)
        return demand.reporters[:3], demand.reporter_ids

    def test_who_reports_is_read_from_the_sentence_or_its_place(self):
        due = "báo cáo kết quả về UBND Huyện A trước ngày 20/11/2026."
        nobody = self.env["child.plan.unit"]
        for sentence, owner, expected in (
            (f"Các đơn vị {due}", "2. Phòng Y tế A\n", ("all", nobody)),
            (f"Phòng Tài chính A {due}", "2. Phòng Y tế A\n", ("cho", self.finance)),
            (f"UBND các xã {due}", "2. Phòng Y tế A\n", ("cho", self.wards)),
            (f"Phòng Y tế A, Phòng Tài chính A {due}", "4. UBND các xã\n", ("cho", self.health | self.finance)),
            (f"Định kỳ {due}", "2. Phòng Y tế A\n", ("cho", self.health)),
            (f"Tổng hợp, {due}", "2. Phòng Y tế A\n", ("cho", self.health)),
            (f"Là cơ quan thường trực, tổng hợp, {due}", "1. Phòng Lao động A\n", ("cho", self.office)),
            (f"Trước ngày 20/11/2026, các đơn vị {due}", "2. Phòng Y tế A\n", ("all", nobody)),
            ("Báo cáo Phòng Y tế A trước ngày 10/11/2026.", "2. Phòng Y tế A\n", ("all", nobody)),
            (f"Câu lạc bộ Sao Mai {due}", "2. Phòng Y tế A\n", ("cho", self.office)),
            (f"Định kỳ {due}", "5. Hội Chữ thập đỏ huyện\n", ("cho", self.office)),
        ):
            with self.subTest(sentence):
                self.assertEqual(self.reporters(sentence, owner), expected)

    def test_a_bare_number_is_the_least_to_be_reached_in_the_plans_year(self):
        bare = "- 82% học sinh biết bơi.\n- Giảm 12% số vụ đuối nước so với năm 2025.\n- Chi đúng 30% dự toán cho xã.\n"
        document = DOCUMENT.replace("III. KINH PHÍ", f"{bare}\nIII. KINH PHÍ")
        plan = self.make(self.take_in(document))
        found = {(target.comparator, target.value, target.year) for target in plan.target_ids}
        self.assertEqual(found, {("ge", 95, 2026), ("ge", 82, 2026), ("ge", 12, 2026), ("eq", 30, 2026)})
        version = self.take_in(document + "\n", plan=plan)
        self.assertEqual(set(version.line_ids.filtered("change").mapped("change")), {"same"})

    def demands(self, sentences):
        """The demands of a document with ``sentences`` ({heading: sentence}) and no other report, as rows of facts."""
        document = DOCUMENT.replace(", báo cáo UBND Huyện A trước ngày 15/12/2026", "")
        for owner, sentence in sentences.items():
            document = document.replace(owner, f"{owner}\n- {sentence}")
        plan = self.make(self.take_in(document))
        return plan, [
            (demand.frequency, demand.due_text, demand.reporter_ids.mapped("name")) for demand in plan.reporting_ids
        ]

    def test_no_day_of_a_sentence_with_several_is_lost(self):
        _plan, demands = self.demands(
            {
                "2. Phòng Y tế A": "Báo cáo UBND Huyện A trước ngày 08/5 và 08/11/2026.",
                "4. UBND các xã": "Báo cáo Phòng Lao động A trước 12/6 và 12/12 hằng năm.",
            }
        )
        health, wards = self.health.name, self.wards.name
        self.assertCountEqual(
            demands,
            [
                ("once", "before 08/05/2026", [health]),
                ("once", "before 08/11/2026", [health]),
                ("half_yearly", "before 12/06, 12/12", [wards]),
            ],
        )

    def test_what_comes_again_keeps_the_day_that_is_printed_with_a_year(self):
        _plan, demands = self.demands(
            {"2. Phòng Y tế A": "Báo cáo UBND Huyện A 6 tháng một lần, trước ngày 09/6/2026."}
        )
        self.assertEqual(demands, [("half_yearly", "before 09/06, 09/12", [self.health.name])])

    def test_the_same_report_of_two_units_is_asked_of_both(self):
        sentence = "Báo cáo kết quả về UBND Huyện A trước ngày 18/11/2026."
        _plan, demands = self.demands({"2. Phòng Y tế A": sentence, "3. Đề nghị Mặt trận A": sentence})
        self.assertEqual(demands, [("once", "before 18/11/2026", [self.health.name, self.front.name])])

    def test_who_reports_is_asked_about_where_the_name_is_not_known(self):
        plan, _demands = self.demands({"5. Hội Chữ thập đỏ huyện": "Báo cáo UBND Huyện A trước ngày 18/11/2026."})
        self.assertEqual(plan.reporting_ids.reporter_ids, self.office)
        self.assertIn("Hội Chữ thập đỏ huyện", plan.reporting_ids.note)

    def test_units_that_were_only_guessed_get_no_work_until_somebody_confirms_them(self):
        """A document that names "các đơn vị thực hiện Kế hoạch" gives no work to the whole district by that."""
        everybody = self.unit(
            "Các phòng, ban, ngành huyện",
            self.district,
            "collective",
            "district",
            member_kind="department",
            member_level="district",
        )
        document = DOCUMENT.replace(
            "- Phối hợp Phòng Lao động A tư vấn", "- Chủ trì, phối hợp các đơn vị triển khai Kế hoạch; tư vấn"
        )
        readings = self.take_in(document), self.take_in(document.replace("12/KH", "13/KH"))
        for reading in readings:
            guessed = reading.name_ids.filtered(lambda name: name._match_state() == "proposed")
            self.assertEqual(guessed.unit_ids, everybody)
        plan = self.make(readings[0])
        self.assertFalse(plan.task_ids.line_ids.filtered(lambda line: line.unit_id == everybody))
        self.assertIn("on 2 tasks", plan.message_ids.mapped("body")[0])
        self.assertIn("Hội Chữ thập đỏ huyện", plan.message_ids.mapped("body")[0])
        guessed.set_units(everybody.ids)
        plan = self.make(readings[1])
        advising = plan.task_ids.filtered(lambda task: "tư vấn" in task.name)
        self.assertIn(everybody, advising.line_ids.unit_id)

    def test_a_lead_that_was_only_guessed_gets_no_work_either(self):
        reading = self.take_in(DOCUMENT.replace("2. Phòng Y tế A", "2. Sở Y tế X"))
        plan = self.make(reading)
        self.assertFalse(plan.task_ids.filtered(lambda task: "khám" in task.name).line_ids)

    def test_a_task_given_to_nobody_by_name_keeps_its_deadline(self):
        document = DOCUMENT.replace(
            "III. KINH PHÍ", "III. NHIỆM VỤ\n- Lập ban chỉ đạo, xong trước ngày 15/4/2026.\n\nIV. KINH PHÍ"
        )
        plan = self.make(self.take_in(document.replace("IV. TỔ", "V. TỔ")))
        task = plan.task_ids.filtered(lambda task: task.name.startswith("Lập ban"))
        self.assertEqual((task.timing, task.due_on), ("one_off", date(2026, 4, 14)))

    def test_rows_of_an_annex_stand_in_one_section(self):
        annex = (
            "\nPHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n\n| TT | Nội dung công việc | Đơn vị chủ trì | Thời gian hoàn thành |\n"
            "| 1 | Rà soát danh mục thuốc | Phòng Y tế A | 20/12/2026 |\n"
            "| 2 | Kiểm tra chợ, siêu thị | Phòng Kinh tế A | 25/12/2026 |\n"
        )
        plan = self.make(self.take_in(DOCUMENT + annex))
        rows = plan.task_ids.filtered(lambda task: task.due_on and task.due_on >= date(2026, 12, 20))
        self.assertEqual(rows.section_id.mapped("display_name"), ["PL. Annex"])
        self.assertEqual(len(rows), 2)

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
        self.assert_refused(reading.action_create_plan, "12/KH-UBND is there already")
        self.assertEqual(reading.state, "review")
        reading.set_head({"number": "13/KH-UBND"})
        self.assertEqual(self.make(reading).number, "13/KH-UBND")
        empty = self.take_in("KẾ HOẠCH\nNăm 2026\n\nI. Mục đích\nTốt hơn.\n")
        self.assert_refused(empty.action_create_plan, "There is no task to follow yet")


class TestImportVersion(ImportCase):
    """A second version of a document against the plan that the first one became."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = (
            DOCUMENT.replace("xong trước ngày 31/10/2026", "xong trước ngày 30/11/2026")
            .replace("tư vấn cho gia đình nhận nuôi", "tư vấn, thăm hỏi gia đình nhận nuôi")
            .replace(
                "- Vận động nhân dân giúp đỡ trẻ em mồ côi.\n", "- Giám sát việc thực hiện chính sách với trẻ em.\n"
            )
            .replace("Phấn đấu 95%", "Phấn đấu 98%")
        )

    def setUp(self):
        super().setUp()
        self.plan_1 = self.env["child.plan"].browse(self.take_in().action_create_plan()["res_id"])

    def task_of(self, words):
        return self.plan_1.task_ids.filtered(lambda task: words in task.name)

    def changes(self, reading):
        lines = reading.line_ids.filtered(lambda line: line.change and line.change != "same")
        return {(line.change, line.text.split(",")[0][:8]) for line in lines}

    def test_the_same_number_offers_the_comparison(self):
        reading = self.take_in(self.second)
        self.assertEqual(reading.get_review()["head"]["same"], [self.plan_1.id, self.plan_1.display_name])
        self.assert_refused(reading.action_create_plan, "12/KH-UBND is there already")
        reading.action_as_version()
        self.assertEqual((reading.plan_id, reading.is_version), (self.plan_1, True))
        self.assertEqual(
            self.changes(reading),
            {
                ("changed", "Rà soát "),
                ("changed", "Phối hợp"),
                ("changed", "Phấn đấu"),
                ("added", "Giám sát"),
                ("removed", "Vận động"),
            },
        )

    def test_a_draft_is_changed_directly_by_what_was_accepted(self):
        reading = self.take_in(self.second, plan=self.plan_1)
        self.line(reading, "Rà soát").accept()
        self.line(reading, "Giám sát").accept()
        self.line(reading, "Vận động").accept()
        reading.action_apply_version()
        self.assertEqual(self.task_of("Rà soát").due_on, date(2026, 11, 29))
        self.assertEqual(self.task_of("Giám sát").lead_unit_ids, self.front)
        self.assertFalse(self.task_of("Vận động"))
        self.assertTrue(self.task_of("tư vấn cho"), "what was not accepted stays")
        self.assertEqual(self.plan_1.target_ids.value, 95)
        self.assertEqual(reading.state, "done")

    def test_an_issued_plan_is_changed_by_decisions_and_progress_stays(self):
        self.plan_1.with_user(self.user_office).action_issue()
        advising = self.task_of("tư vấn cho").assignment_ids
        advising.with_user(self.user_health).write({"progress": 40, "result": "Đã gặp hai gia đình"})
        reading = self.take_in(self.second, plan=self.plan_1)
        for words in ("Rà soát", "tư vấn, thăm hỏi", "Giám sát", "Vận động", "Phấn đấu"):
            self.line(reading, words).accept()
        self.assert_refused(reading.action_apply_version, "leader")  # the office's own deadline
        reading.with_user(self.user_district).action_apply_version()
        self.assertRecordValues(advising, [{"progress": 40, "result": "Đã gặp hai gia đình"}])
        self.assertIn("thăm hỏi", advising.task_id.name)
        listing = self.task_of("Rà soát")
        self.assertEqual(listing.assignment_ids.due_on, date(2026, 11, 29))
        self.assertEqual(self.task_of("Vận động").state, "withdrawn")
        self.assertEqual(self.task_of("Giám sát").state, "draft", "it waits to be given out with its button")
        self.assertEqual(self.plan_1.target_ids.value, 98)
        self.assertIn("wording", [kind for kind, _old, _new in self.journal(advising.task_id)])
        rows = self.env["child.plan.journal"].search([("task_id", "=", listing.id)])
        self.assertTrue(all("12/KH-UBND" in (row.reason or "") for row in rows.filtered(lambda r: r.kind == "task")))

    def test_mending_the_new_version_compares_anew(self):
        reading = self.take_in(self.second, plan=self.plan_1)
        line = self.line(reading, "thăm hỏi gia đình")
        line.edit({"text": line.old_text})
        self.assertEqual(line.change, "same")
        self.line(reading, "Giám sát").drop("Không giao")
        self.assertNotIn(("added", "Giám sát"), self.changes(reading))

    def test_the_first_version_again_opens_its_reading(self):
        reading = self.take_in(plan=self.plan_1)
        self.assertEqual((reading.state, reading.plan_id), ("done", self.plan_1))
