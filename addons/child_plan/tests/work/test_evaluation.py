"""The yearly evaluation: whose delays count, which were excused, by whom and why (Decree 335/2025)."""

import io
from datetime import date

import openpyxl

from odoo.tests import HttpCase, tagged

from ...lib.evaluation import Evaluated
from ..common import NOT_ALLOWED, PlanCase, on

YEAR = 2026


class TestEvaluation(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with on(date(2026, 1, 5)):
            cls.late = cls.give(cls.ward_1, due_on="2026-02-27")
            cls.open = cls.give(cls.ward_1, due_on="2026-11-30")

    def figures(self, unit, year=YEAR):
        return unit._evaluated_work(year)._evaluated()

    def excuse(self, user=None, work=None, reason="Mưa lũ"):
        self.decide("excuse", user or self.user_office, assignments=work or self.late, reason=reason)

    def test_an_excused_delay_stays_late_and_is_not_counted(self):
        self.assertEqual(self.late.status, "overdue")
        before = Evaluated(assigned=2, on_time=0, late=0, overdue=1, excused=0)
        self.assertEqual(self.figures(self.ward_1), before)
        self.assertEqual((before.delays, before.counted), (1, 1))
        self.excuse()
        after = self.figures(self.ward_1)
        self.assertEqual(after, Evaluated(assigned=2, on_time=0, late=0, overdue=1, excused=1))
        self.assertEqual((after.delays, after.counted), (1, 0))
        self.assertEqual(self.late.status, "overdue")
        self.assertEqual((self.late.excused_by, self.late.excuse), (self.user_office, "Mưa lũ"))

    def test_the_journal_keeps_who_and_why(self):
        self.excuse()
        row = self.late.journal_ids.filtered(lambda row: row.kind == "excuse")
        self.assertEqual((row.user_id, row.reason, row.new_value), (self.user_office, "Mưa lũ", "excused"))
        self.assertEqual((row.state, row.due_on), (self.late.state, self.late.due_on))
        self.decide("count_delay", self.user_district, assignments=self.late, reason="Nhầm")
        self.assertEqual(
            [(new, *old) for _kind, *old, new in self.journal(self.late, "excuse")], [("excused", ""), ("counted", "")]
        )
        self.assertFalse(self.late.excused_by)
        self.assertEqual(self.figures(self.ward_1).counted, 1)

    def test_only_those_who_decide_excuse(self):
        for user in (self.user_ward_1, self.user_finance, self.user_office_b):
            with self.subTest(user.login):
                self.assertTrue(self.is_refused(lambda user=user: self.excuse(user), f"Only the standing office|{NOT_ALLOWED}"))
        vals = {"excused_by": self.user_ward_1.id, "excuse": "Bận"}
        self.assertTrue(
            self.is_refused(lambda: self.late.with_user(self.user_ward_1).write(vals), "cannot be rewritten")
        )

    def test_only_delays_are_excused_and_with_a_reason(self):
        self.assertTrue(self.is_refused(lambda: self.excuse(work=self.open), "is not late"))
        self.assertTrue(self.is_refused(lambda: self.excuse(reason=" "), "Give the reason"))
        count = lambda: self.decide("count_delay", self.user_office, assignments=self.late, reason="A")  # noqa: E731
        self.assertTrue(self.is_refused(count, "was not excused"))

    def test_work_counts_in_the_year_in_which_it_is_handed_in(self):
        self.submit(self.open, self.user_ward_1)
        self.open.with_user(self.user_office).action_confirm()
        self.assertEqual(self.figures(self.ward_1).on_time, 1)
        with on(date(2027, 1, 20)):
            self.assertEqual(self.figures(self.ward_1), Evaluated(2, 1, 0, 1, 0))
            self.submit(self.late, self.user_ward_1)
            self.late.with_user(self.user_office).action_confirm()
            self.assertEqual(self.figures(self.ward_1), Evaluated(2, 1, 0, 1, 0))  # undone at the end of 2026
            self.assertEqual(self.figures(self.ward_1, 2027), Evaluated(1, 0, 1, 0, 0))
            self.assertEqual(self.ward_1._evaluation_year(), 2026)

    def test_what_is_suspended_or_cancelled_is_left_out(self):
        self.late.with_user(self.user_office).write({"state": "suspended", "reason": "Chờ"})
        self.open.with_user(self.user_office).write({"state": "cancelled", "reason": "Thôi"})
        self.assertEqual(self.figures(self.ward_1), Evaluated(0, 0, 0, 0, 0))

    def test_nobody_sees_the_work_of_others(self):
        self.assertFalse(self.ward_1.with_user(self.user_ward_b)._evaluated_work(YEAR))
        self.assertFalse(self.ward_1.with_user(self.nobody)._evaluated_work(YEAR))
        self.assertEqual(self.ward_1.with_user(self.user_district)._evaluated_work(YEAR), self.late | self.open)


@tagged("-at_install", "post_install")
class TestEvaluationSheet(PlanCase, HttpCase):
    def opened(self, user, units, year=YEAR):
        user.password = "t_password_1"
        self.authenticate(user.login, "t_password_1")
        answer = self.url_open(f"/child_plan/evaluation/{year}/{','.join(map(str, units.ids))}")
        self.assertEqual(answer.status_code, 200)
        return openpyxl.load_workbook(io.BytesIO(answer.content))

    def test_the_workbook_has_units_officials_and_work(self):
        with on(date(2026, 1, 5)):
            late = self.give(self.ward_1, due_on="2026-02-27")
        late.officer_id = self.user_ward_1
        self.decide("excuse", self.user_office, assignments=late, reason="=Mưa lũ")
        book = self.opened(self.user_district, self.ward_1 | self.ward_2)
        units, officials, work = (book[name] for name in ("Units", "Officials", "Work"))
        self.assertEqual(
            [[cell.value for cell in row] for row in units.iter_rows(6, 8)],
            [
                ["Xã A1", 1, "=D6+E6", 0, 0, 1, "=E6+F6", 1, "=G6-H6"],
                ["Xã A2", 0, "=D7+E7", 0, 0, 0, "=E7+F7", 0, "=G7-H7"],
                ["Total", *(f"=SUM({letter}6:{letter}7)" for letter in "BCDEFGHI")],
            ],
        )
        self.assertEqual([cell.value for cell in officials[6]][:3], ["Xã A1", self.user_ward_1.name, 1])
        self.assertEqual(work["J6"].value, "=Mưa lũ")
        self.assertEqual(work["J6"].data_type, "s")  # no formula
        self.assertEqual(work["H6"].value, self.user_office.name)
        for sheet in book:
            self.assertEqual((sheet.page_setup.paperSize, sheet.page_setup.orientation), (9, "landscape"))
            self.assertEqual(sheet.print_title_rows, "$5:$5")
