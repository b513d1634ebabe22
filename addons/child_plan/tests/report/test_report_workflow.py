"""Writing a report, handing it in, returning, accepting, correcting it."""

from datetime import date

from odoo.exceptions import AccessError, UserError

from ..common import on
from .report_common import ReportCase


class TestReportWorkflow(ReportCase):
    def wizard(self, action, reason, user):
        wizard = self.env["child.plan.report.reason"].with_user(user).browse(action["res_id"])
        wizard.reason = reason
        return wizard.action_apply()

    def test_opened_it_is_filled_in(self):
        work = self.reported_plan.assignment_ids.filtered(lambda a: a.unit_id == self.ward_1)
        self.period.cut_off = "2026-03-12"
        self.submit(work, self.user_ward_1, "Đã rà soát 40 trẻ em")
        work.with_user(self.user_office).action_confirm()
        report = self.report(self.ward_1, user=self.user_ward_1)
        report.action_open()
        self.assertRecordValues(
            report,
            [
                {
                    "state": "draft",
                    "done_on_time": 1,
                    "open_in_time": 0,
                    "open_overdue": 0,
                }
            ],
        )
        self.assertIn("Đã rà soát 40 trẻ em", report.results)
        rows = report.get_grid()["rows"]
        self.assertEqual(
            [(row["code"], row["numerator"], row["complete"]) for row in rows],
            [("T-1", None, False), ("T-2", None, False)],
        )
        self.assertEqual(rows[0]["target"], "≥ 80 %")

    def test_work_is_counted_on_the_day_of_the_cut_off(self):
        """Work that was given after the cut-off is not in the report."""
        report = self.report(self.ward_1, user=self.user_ward_1)
        report.action_open()
        self.assertEqual((report.open_in_time, report.done_on_time), (0, 0))

    def test_a_denominator_that_was_not_entered_is_no_zero(self):
        """The row stays open, also with a numerator of zero; a zero that was entered is one."""
        report = self.report(self.ward_1, user=self.user_ward_1)
        report.action_open()
        row = report.get_grid()["rows"][0]
        for numerator in (30, 0):
            shown = report.save_grid([{"id": row["id"], "numerator": numerator}])["rows"][0]
            self.assertEqual((shown["numerator"], shown["denominator"]), (numerator, None))
            self.assertFalse(shown["complete"])
        self.assertTrue(self.is_refused(report.action_hand_in, "2 figures are empty"))
        shown = report.save_grid([{"id": row["id"], "denominator": 0}])["rows"][0]
        self.assertEqual((shown["denominator"], shown["complete"]), (0, True))
        shown = report.save_grid([{"id": row["id"], "denominator": ""}])["rows"][0]
        self.assertEqual((shown["denominator"], shown["complete"]), (None, False))
        shown = report.save_grid([{"id": row["id"], "no_data": True}])["rows"][0]
        self.assertEqual((shown["denominator"], shown["complete"]), (None, True))

    def test_it_is_not_handed_in_before_it_is_complete(self):
        report = self.report(self.ward_1, user=self.user_ward_1)
        report.action_open()
        self.assertTrue(report.missing)
        self.assertTrue(self.is_refused(report.action_submit, "2 figures are empty"))
        grid = self.fill(report, share=(12, 10))
        self.assertTrue(grid["rows"][0]["blocking"])
        self.assertTrue(
            self.is_refused(report.action_submit, "1 figures are doubtful"),
            "the numerator is greater than the denominator",
        )
        self.fill(report, results=" ")
        self.assertTrue(self.is_refused(report.action_submit, "the results in words"), "no words")
        self.fill(report)
        self.assertFalse(report.missing)
        report.action_submit()
        self.assertRecordValues(
            report, [{"state": "submitted", "punctuality": "in_time", "submitted_by": self.user_ward_1.id}]
        )

    def test_no_figure_is_an_answer_and_not_zero(self):
        report = self.report(self.ward_1, user=self.user_ward_1)
        self.fill(report)
        row = report.value_ids[0]
        report.save_grid([{"id": row.id, "no_data": True}])
        self.assertRecordValues(row, [{"has_data": False, "no_data": True, "reported": 0}])
        self.assertFalse(report.missing)
        report.save_grid([{"id": row.id, "numerator": 0, "denominator": 10}])
        self.assertRecordValues(row, [{"has_data": True, "no_data": False, "value": 0}])

    def test_a_jump_has_to_be_explained(self):
        self.fill(self.report(self.ward_1, user=self.user_ward_1), share=(80, 100), rooms=20)
        self.report(self.ward_1, user=self.user_ward_1).action_submit()
        period = self.open_period(date_start="2026-03-02", cut_off="2026-03-10")
        report = self.report(self.ward_1, period, self.user_ward_1)
        grid = self.fill(report, share=(20, 100), rooms=20)
        row = grid["rows"][0]
        self.assertEqual((row["last"], row["last_parts"], row["blocking"]), (80, [80, 100], False))
        self.assertTrue(row["problems"])
        self.assertTrue(self.is_refused(report.action_submit, "1 figures are doubtful"))
        report.save_grid([{"id": row["id"], "note": "Tính lại theo danh sách mới"}])
        report.action_submit()

    def test_returned_with_reasons_and_handed_in_again(self):
        report = self.hand_in(self.ward_1, self.user_ward_1)
        received = report.with_user(self.user_office)
        self.assertTrue(
            self.is_refused(lambda: self.wizard(received.action_return(), " ", self.user_office), "Give the reason")
        )
        self.wizard(received.action_return(), "Thiếu số liệu thôn 3", self.user_office)
        self.assertRecordValues(
            report, [{"state": "returned", "reason": "Thiếu số liệu thôn 3", "submitted_on": False}]
        )
        self.assertTrue(report.can_edit)
        report.action_submit()
        received.action_accept()
        self.assertEqual(report.state, "accepted")

    def test_what_was_handed_in_is_frozen(self):
        report = self.hand_in(self.ward_1, self.user_ward_1)
        row = report.value_ids[0]
        frozen, buttons = "is handed in: it stays as it is", "with its buttons and its grid"
        for write, words in (
            (lambda: report.save_grid([{"id": row.id, "numerator": 1}]), frozen),
            (lambda: report.write({"results": "Khác"}), frozen),
            (lambda: row.with_user(self.user_office).write({"numerator": 1}), "in the grid of their report"),
            (lambda: report.with_user(self.user_office).save_grid([{"id": row.id, "numerator": 1}]), "another unit"),
            (lambda: report.write({"state": "draft"}), buttons),
            (lambda: report.write({"current": False}), buttons),
        ):
            self.assertTrue(self.is_refused(write, words), words)
        report.action_take_back()
        report.save_grid([{"id": row.id, "numerator": 7, "denominator": 10}])

    def test_a_report_keeps_the_name_that_its_unit_had(self):
        report = self.hand_in(self.ward_1, self.user_ward_1, share=(8, 10), rooms=1)
        self.ward_1.name = "Xã A1 mới"
        self.assertTrue(report.display_name.startswith("Xã A1 · "), report.display_name)
        other = self.report(self.ward_2)
        self.ward_2.name = "Xã A2 mới"
        self.assertTrue(other.display_name.startswith("Xã A2 mới · "), other.display_name)

    def test_a_correction_is_a_new_version_and_says_so_above(self):
        for ward, user in ((self.ward_1, self.user_ward_1), (self.ward_2, self.user_ward_2)):
            self.hand_in(ward, user).with_user(self.user_office).action_accept()
        above = self.report(self.district, user=self.user_office)
        above.action_open()
        self.assertFalse(above.outdated)
        first = self.report(self.ward_1, user=self.user_ward_1)
        action = self.wizard(first.action_correct(), "Đếm nhầm", self.user_ward_1)
        second = first.browse(action["res_id"])
        self.assertRecordValues(second, [{"version": 2, "state": "draft", "current": False, "reason": "Đếm nhầm"}])
        self.assertTrue(self.is_refused(lambda: first._correct("Lần nữa"), "already been begun"))
        self.fill(second, share=(9, 10))
        second.action_submit()
        self.assertTrue(first.current, "the old one counts until the new one is accepted")
        second.with_user(self.user_office).action_accept()
        self.assertRecordValues(first | second, [{"current": False}, {"current": True}])
        self.assertEqual(first.value_ids[0].numerator, 8, "the old version stays as it was")
        above.invalidate_recordset()
        self.assertTrue(above.outdated)
        above.action_compile()
        self.assertFalse(above.outdated)
        self.assertEqual(above.value_ids[0].numerator, 17)
        self.assertEqual(self.period.expected_count, 3, "a correction is no further report")

    def test_a_correction_keeps_the_timeliness_of_what_it_corrects(self):
        """Submitted on 11 March, in time for the 20th; corrected in May, and again in June."""
        report = self.hand_in(self.ward_1, self.user_ward_1)
        report.with_user(self.user_office).action_accept()
        for day, reason in ((date(2026, 5, 4), "Đếm nhầm"), (date(2026, 6, 8), "Lại nhầm")):
            with on(day):
                action = self.wizard(report.action_correct(), reason, self.user_ward_1)
                report = report.browse(action["res_id"])
                self.fill(report, share=(9, 10))
                report.action_submit()
                self.assertEqual((report.submitted_on, report.punctuality), (day, "in_time"))
                report.with_user(self.user_office).action_accept()
        found = report.sudo().search([("period_id", "=", self.period.id), ("punctuality", "=", "in_time")])
        self.assertIn(report, found)
        above = self.report(self.district, user=self.user_office)
        above.action_open()
        above.action_compile()
        self.assertEqual(set(above.value_ids.mapped("in_time")), {1})

    def test_only_the_receiver_decides(self):
        report = self.hand_in(self.ward_1, self.user_ward_1)
        for user in (self.user_ward_1, self.user_ward_2, self.user_office_b, self.user_province, self.user_health):
            with self.assertRaises(AccessError):
                report.with_user(user).action_accept()
        report.with_user(self.user_district).action_accept()

    def test_missing_units_are_reminded_at_once_and_none_else(self):
        self.hand_in(self.ward_1, self.user_ward_1)
        messages = self.env["mail.message"].search([])
        self.period.with_user(self.user_office).action_remind()
        sent = self.env["mail.message"].search([("id", "not in", messages.ids)])
        self.assertEqual(sent.notified_partner_ids, (self.user_ward_2 | self.user_district).partner_id)
        with self.assertRaises(UserError):
            self.report(self.ward_2, user=self.user_ward_2).action_remind()

    def test_the_home_counts_what_is_to_be_written_now(self):
        counts = self.env["child.plan.assignment"].with_user(self.user_ward_1).get_status_counts([])
        self.assertEqual(counts["reports_due"], 1)
        self.hand_in(self.ward_1, self.user_ward_1)
        counts = self.env["child.plan.assignment"].with_user(self.user_ward_1).get_status_counts([])
        self.assertEqual(counts["reports_due"], 0)
