"""Several officers at one line or plan at the same time: real transactions of their own, in threads."""

import io
from base64 import b64encode

import openpyxl

from odoo.addons.child_plan.tests.together import TogetherCase

TABLE = [
    ["TT", "Nội dung", "ĐVT", "Số lượng", "Đơn giá", "Thành tiền"],
    [1, "Mở lớp", "lớp", 2, 14_000_000, 28_000_000],
    [2, "In tờ rơi", "tờ", 2000, 5000, 10_000_000],
]
EXPORT = [
    ["Ngày thanh toán", "Số chứng từ", "Diễn giải", "Mã khoản", "Số tiền"],
    ["05/03/2026", "RDT 1", "Lần 1", None, 10],
    ["06/03/2026", "RDT 2", "Lần 2", None, 20],
]


class TestMoneyTogether(TogetherCase):
    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            unit = env["child.plan.unit"].create({"name": "Huyện T", "kind": "authority", "level": "district"})
            plan = env["child.plan"].create({"name": "Kế hoạch T", "issuer_id": unit.id, "standing_unit_id": unit.id})
            self.source = env.ref("child_plan_budget.child_plan_funding_source_district").id
            line = env["child.plan.budget.line"].create({"plan_id": plan.id, "source_id": self.source, "year": 2026})
            row = {"line_id": line.id, "stage": "allotment", "amount": 100, "day": "2026-01-05"}
            env["child.plan.budget.entry"].create(row)
            self.line, self.code, self.plan, self.unit = line.id, line.code, plan.id, unit.id
        self.made = [
            ("child_plan_journal", f"plan_id = {self.plan}"),
            ("child_plan", f"id = {self.plan}"),
            ("child_plan_unit", f"id = {self.unit}"),
        ]

    def spend(self, amount):
        row = {"line_id": self.line, "stage": "disbursement", "amount": amount}
        return lambda env: env["child.plan.budget.entry"].create(row) and "entered"

    def spent(self):
        with self.transaction() as env:
            line = env["child.plan.budget.line"].browse(self.line)
            return line.spent, sum(line.entry_ids.filtered(lambda e: e.stage == "disbursement").mapped("amount"))

    def apply(self, rows, kind):
        book, data = openpyxl.Workbook(), io.BytesIO()
        for row in rows:
            book.active.append(row)
        book.save(data)
        vals = {"kind": kind, "year": 2026, "plan_id": self.plan, "source_id": self.source}

        def call(env):
            wizard = env["child.plan.budget.import"].create({**vals, "file": b64encode(data.getvalue())})
            wizard.action_apply()
            return wizard.problems or wizard.summary

        return call

    def test_nothing_is_lost(self):
        self.assertEqual(self.together(*map(self.spend, (10, 20, 30))), ["entered"] * 3)
        self.assertEqual(self.spent(), (60, 60))

    def test_together_they_cannot_spend_more_than_there_is(self):
        answers = self.together(self.spend(60), self.spend(60))
        self.assertEqual(answers.count("entered"), 1)
        self.assertEqual(self.spent(), (60, 60))

    def test_estimate_applied_in_four_windows_counts_once(self):
        answers = self.together(*[self.apply(TABLE, "estimate")] * 4)
        self.assertEqual(sum("2 lines added" in answer for answer in answers), 1, answers)
        self.assertEqual(sum("2 as before" in answer for answer in answers), 3, answers)
        with self.transaction() as env:
            lines = env["child.plan"].browse(self.plan).budget_line_ids
            self.assertEqual((len(lines), sum(lines.mapped("estimated"))), (3, 38_000_000))

    def test_treasury_export_taken_in_twice_is_entered_once(self):
        rows = [EXPORT[0], *([*row[:3], self.code, row[4]] for row in EXPORT[1:])]
        answers = self.together(*[self.apply(rows, "entries")] * 2)
        self.assertEqual(sorted(answer[:14] for answer in answers), ["0 entries made", "2 entries made"], answers)
        self.assertEqual(self.spent(), (30, 30))
