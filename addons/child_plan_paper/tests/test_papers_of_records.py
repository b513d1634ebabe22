"""Papers from reports, plans, tasks, requests, meetings and periods."""

from datetime import date

from odoo.fields import Command

from ..lib.tree import plain
from ..models.kinds import NAMES
from .paper_case import PaperCase


class TestPapersOfRecords(PaperCase):
    def paper(self, action, user):
        return self.env["child.plan.paper"].with_user(user).browse(action["res_id"])

    def check(self, paper, *words):
        """Check what the paper says, that every name has a value, and that it can be written as Word."""
        text = self.text_of(paper)
        for part in words:
            self.assertIn(part, text)
        self.assertNotIn("{", text)
        self.assertEqual(NAMES[paper.kind].keys() - paper.values.keys(), set())
        self.assertFalse(paper.missing)
        self.assertTrue(paper._file("docx")[0].startswith(b"PK"))
        return paper

    def make_report(self, **indicator):
        plan = self.plan(number="287/KH-UBND")
        self.task(plan, [self.ward_1])
        indicator = self.env["child.plan.indicator"].create({"name": "Trẻ được tư vấn", "kind": "number", **indicator})
        self.env["child.plan.target"].create(
            {"plan_id": plan.id, "name": "Chỉ tiêu", "indicator_id": indicator.id, "value": 5, "uom": "count"}
        )
        self.issue(plan)
        vals = {"plan_id": plan.id, "cut_off": "2026-03-01", "due_on": "2026-03-20", "date_start": "2026-01-01"}
        period = self.env["child.plan.report.period"].create(vals)
        report = period.report_ids.filtered(lambda r: r.unit_id == self.ward_1).with_user(self.user_ward_1)
        report.action_open()
        report.save_grid([{"id": row.id, "numerator": 7} for row in report.value_ids])
        report.results = "Đã tổ chức tư vấn"
        return report

    def test_report_of_a_unit(self):
        report = self.make_report()
        self.assertTrue(self.is_refused(report.action_write_paper, "Hand the report in first"))
        report.action_submit()
        paper = self.check(
            self.paper(report.action_write_paper(), self.user_ward_1),
            "tổng số nhiệm vụ có thời hạn được giao là 0",
            "Trẻ được tư vấn",
            "Đã tổ chức tư vấn",
            "Tỷ lệ hoàn thành: chưa có nhiệm vụ đã đến hạn",
        )
        self.assertEqual((paper.issuer_id, paper.addressee_ids), (self.ward_1, self.district))
        [value] = report.value_ids
        refs = self.references(paper)
        self.assertIn((value._name, value.id, "value"), refs)
        self.assertIn((report._name, report.id, "open_in_time"), refs)

    def test_a_sensitive_figure_goes_by_another_way(self):
        report = self.make_report(sensitive=True)
        report.action_submit()
        text = self.text_of(self.paper(report.action_write_paper(), self.user_ward_1))
        self.assertIn("(gửi riêng)", text)
        self.assertNotIn("| 7 |", text)

    def test_a_small_part_hides_all_parts_of_a_sensitive_sum(self):
        report = self.make_report(sensitive=True, threshold=5)
        report.action_submit()
        above = report.sudo().period_id.report_ids.filtered("compiled")
        above._begin()
        [value] = above.value_ids
        papers = self.env["child.plan.paper"]
        self.assertEqual((value.numerator, papers._sent_apart(above, value)), (7, value.browse()))
        parts = self.env["child.plan.breakdown"].create([{"name": "Nam"}, {"name": "Nữ"}])
        nam, nu = (value.copy({"breakdown_id": part.id, "numerator": n}) for part, n in zip(parts, (6, 1), strict=True))
        self.assertEqual(papers._sent_apart(above, value | nam | nu), nam | nu)

    def test_report_on_progress(self):
        work = self.late_work(self.ward_1, self.ward_2)
        plan = work.plan_id.with_user(self.user_office)
        paper = self.check(
            self.paper(plan.action_write_progress(), self.user_office),
            "2 cơ quan, đơn vị được giao 2 nhiệm vụ",
            "Tỷ lệ hoàn thành: 0% (0/2 nhiệm vụ đã đến hạn)",
            "Xã A1: 1 nhiệm vụ.",
            "Tổng cộng | 2 | 0 | 0 | 0 | 2 | 0 | -",
        )
        self.assertEqual(len(paper._tree().annexes), 2)
        self.assertTrue(
            self.is_refused(work.plan_id.with_user(self.user_ward_1).action_write_progress, "standing office")
        )

    def test_what_is_due_next_month_stands_in_an_annex(self):
        plan = self.plan()
        for day in ("2026-03-31", "2026-04-20", "2026-05-04"):
            self.task(plan, [self.ward_1], due_on=day, name=f"Rà soát đến {day}")
        self.issue(plan)
        paper = self.paper(plan.with_user(self.user_office).action_write_progress(), self.user_office)
        _units, _tasks, soon = paper._tree().annexes
        self.assertEqual(soon.title, "Nhiệm vụ đến hạn trong tháng 4/2026")
        _unit, row = soon.body[0].rows
        self.assertEqual(plain(row.cells[1].text), "Rà soát đến 2026-04-20")

    def test_request_for_reports(self):
        period = self.make_report().sudo().period_id.with_user(self.user_office)
        paper = self.check(
            self.paper(period.action_write_request(), self.user_office), "ngày 01/3/2026", "chậm nhất ngày 20/3/2026"
        )
        self.assertEqual(paper.addressee_ids, self.ward_1)

    def test_answer_on_more_time(self):
        work = self.give(self.ward_1)
        extension = self.env["child.plan.extension"].create(
            {"assignment_id": work.id, "asked_due_on": "2026-05-01", "reason": "Thiếu kinh phí"}
        )
        asked = extension.with_user(self.user_office)
        self.assertTrue(self.is_refused(asked.action_write_answer, "Decide on the request first"))
        asked.action_grant()
        self.check(
            self.paper(asked.action_write_answer(), self.user_office),
            "Huyện A đồng ý đề nghị nêu trên. Thời hạn hoàn thành nhiệm vụ: ngày 01/5/2026.",
        )

    def test_papers_of_a_task(self):
        task = self.give(self.ward_1, deliverables=["Báo cáo"]).task_id.with_user(self.user_office)
        self.check(
            self.paper(task.action_write_sheet(), self.user_office),
            "Nội dung nhiệm vụ: Rà soát trẻ em.",
            "Chủ trì: Xã A1.",
            "Thời hạn: 31/3/2026.",
            "Sản phẩm: Báo cáo.",
        )
        self.check(self.paper(task.action_write_given(), self.user_office), "giao bổ sung nhiệm vụ")
        task._move_deadline(date(2026, 4, 8), "Chậm")
        self.check(
            self.paper(task.action_write_changed(), self.user_office),
            "Thời hạn: ngày 31/3/2026 điều chỉnh thành ngày 08/4/2026.",
        )
        self.assertTrue(self.is_refused(task.action_write_withdrawn, "Only of a task that was withdrawn"))
        task._withdraw("Trùng với kế hoạch khác")
        self.check(
            self.paper(task.action_write_withdrawn(), self.user_office), "thu hồi nhiệm vụ", "Trùng với kế hoạch khác"
        )

    def test_conclusions_of_a_meeting(self):
        work = self.late_work(self.ward_1)
        meeting = (
            self.env["child.plan.meeting"]
            .with_user(self.user_district)
            .create(
                {
                    "name": "Giao ban",
                    "unit_id": self.district.id,
                    "day": "2026-03-10",
                    "item_ids": [Command.create({"assignment_id": work.id})],
                }
            )
        )
        self.assertTrue(self.is_refused(meeting.action_write_conclusions, "Nothing is concluded yet"))
        meeting.item_ids.conclusion = "Hoàn thành trong tháng"
        paper = self.check(
            self.paper(meeting.action_write_conclusions(), self.user_district),
            "Hoàn thành trong tháng.",
            "Ngày 10/3/2026",
        )
        self.assertEqual(paper.addressee_ids, self.ward_1)
        self.assertEqual(paper._tree().head.kind, "Thông báo")

    def test_a_plan_as_a_paper(self):
        plan = self.plan(number="287/KH-UBND", name="Chăm sóc trẻ em", recipients="Như trên\nLưu: VT")
        section = self.env["child.plan.section"].create({"plan_id": plan.id, "code": "I", "name": "Nhiệm vụ"})
        self.task(plan, [self.ward_1], coordinate=[self.health], section_id=section.id, deliverables=["Báo cáo"])
        self.env["child.plan.basis"].create({"plan_id": plan.id, "number": "66/KH-UBND", "date": "2025-12-01"})
        paper = self.check(
            self.paper(plan.with_user(self.user_office).action_write_paper(), self.user_office),
            "Rà soát trẻ em",
            "Cơ quan chủ trì: Xã A1.",
            "Cơ quan phối hợp: Phòng Y tế A.",
        )
        tree = paper._tree()
        self.assertEqual((tree.head.number, tree.head.symbol, tree.head.kind), ("287", "KH-UBND", "Kế hoạch"))
        self.assertEqual(tree.head.subject, "Chăm sóc trẻ em")
        self.assertIn("66/KH-UBND", tree.grounds[0][0].text)
        self.assertEqual(tree.recipients, ["Như trên", "Lưu: VT"])

    def test_a_decision_approves_a_plan(self):
        plan = self.plan(name="Chăm sóc trẻ em")
        section = self.env["child.plan.section"].create({"plan_id": plan.id, "code": "I", "name": "Nhiệm vụ"})
        self.task(plan, [self.ward_1], section_id=section.id)
        self.env["child.plan.basis"].create({"plan_id": plan.id, "number": "66/KH-UBND"})
        paper = self.check(
            self.paper(plan.with_user(self.user_office).action_write_decision(), self.user_office),
            "Ban hành kèm theo Quyết định này Kế hoạch chăm sóc trẻ em.",
            "Phòng Lao động A, thủ trưởng các cơ quan",
            "Rà soát trẻ em",
        )
        tree = paper._tree()
        self.assertEqual((tree.head.kind, tree.authority, tree.annexes[0].label), ("Quyết định", "Huyện A", "Kế hoạch"))
        self.assertEqual([block.level for block in tree.body[1:]], ["article"] * 3)
        self.assertEqual(
            ["".join(run.text for run in ground) for ground in tree.grounds],
            [
                "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16 tháng 6 năm 2025",
                "Căn cứ Kế hoạch số 66/KH-UBND",
                "Theo đề nghị của Phòng Lao động A",
            ],
        )
        self.assertEqual(tree.recipients, ["Như Điều 3", "Lưu: VT, LĐA"])

    def test_evaluation_list_of_a_unit(self):
        work = self.late_work(self.ward_1)
        work.officer_id = self.user_ward_1
        self.decide("excuse", self.user_office, assignments=work, reason="Mưa lũ")
        paper = self.check(
            self.paper(self.ward_1.with_user(self.user_ward_1).action_write_evaluations(), self.user_ward_1),
            "được giao năm 2026 của Xã A1",
            f"1 | {self.user_ward_1.name} | 1 | 0 | 0 | 1 | 1 | 1 | 0",
        )
        self.assertEqual((paper.issuer_id, paper.addressee_ids), (self.ward_1, self.district))

    def test_evaluation_list_of_several_units(self):
        work = self.late_work(self.ward_1, self.ward_2)
        self.decide("excuse", self.user_office, assignments=work[:1], reason="Mưa lũ")
        units = (self.ward_1 | self.ward_2).with_user(self.user_district)
        paper = self.paper(units.action_write_common_evaluation(), self.user_district)
        self.check(
            paper,
            "được giao năm 2026 của 2 cơ quan, đơn vị",
            "Số lần chậm: 2, trong đó 1 lần do nguyên nhân khách quan",
            "1 | Xã A1 | 1 | 0 | 0 | 1 | 1 | 1 | 0",
            " | Tổng cộng | 2 | 0 | 0 | 2 | 2 | 1 | 1",
            f"Mưa lũ ({self.user_office.name}, Phòng Lao động A, 11/3/2026)",
        )
        self.assertEqual((paper.issuer_id, paper.addressee_ids), (self.district, self.province))

    def test_no_evaluation_list_of_what_one_may_not_read(self):
        self.late_work(self.ward_1)
        refused = self.is_refused(
            lambda: self.ward_1.with_user(self.user_ward_b).action_write_evaluations(), "that you may read counts"
        )
        self.assertTrue(refused)
