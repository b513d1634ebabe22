"""Estimate tables with columns by source: what the heads say is read, what is not understood is asked about."""

import io
from base64 import b64encode

import openpyxl

from ..lib.sheet.sources import source_code
from .money_case import MoneyCase
from .pure_case import PureCase

# The form of offices: a merged head over the sources, subtotals, a total.
HEAD = [
    ["STT", "Nội dung chi", "Số lượng", "Đơn giá", "Dự toán năm 2026", "Trong đó"],
    [None, None, None, None, None, "Ngân sách quận", "Xã hội hóa"],
]
ROWS = [
    ["I", "Truyền thông", None, None, 50, 50],
    [1, "Lễ phát động", 1, 50, 50, 50],
    ["II", "Dạy bơi", None, None, 310, 210, 100],
    [1, "Mở lớp", 20, "15,5", 310, 210, 100],
    [None, "TỔNG CỘNG", None, None, 360, 260, 100],
]


class TestMoneySources(MoneyCase):
    def take(self, rows, head=None, **vals):
        head = head or HEAD
        book = openpyxl.Workbook()
        for row in (["Đơn vị tính: triệu đồng"], *head, *rows):
            book.active.append(row)
        if len(head) > 1:
            for area in ("A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:G2"):
                book.active.merge_cells(area)
        data = io.BytesIO()
        book.save(data)
        sheet = self.env["child.plan.budget.import"].create(
            {"plan_id": self.plan_a.id, "year": 2026, "file": b64encode(data.getvalue()), **vals}
        )
        sheet.action_apply()
        return sheet

    def lines(self):
        lines = (self.plan_a.budget_line_ids - self.line).sorted("id")
        return [(line.name, line.source_id.code, line.estimated) for line in lines]

    def test_each_column_of_a_source_becomes_a_line_of_that_source(self):
        sheet = self.take(ROWS)
        self.assertFalse(sheet.problems)
        parts = [("Lễ phát động", "district", 50e6), ("Mở lớp", "district", 210e6), ("Mở lớp", "mobilised", 100e6)]
        self.assertEqual(self.lines(), parts)
        self.take(ROWS)
        self.assertEqual(self.lines(), parts, "the same file changes nothing")

    def test_sources_that_do_not_add_up_are_said_at_the_cell(self):
        rows = [row.copy() for row in ROWS]
        rows[3][5] = 200
        problems = self.take(rows).problems
        self.assertIn("E7: The sources add up to 300.000.000", problems)
        self.assertIn("F6:", problems)
        self.assertIn("F8:", problems)
        rows[1][5] = None
        self.assertIn("E5: The sources add up to 0", self.take(rows).problems)
        self.assertFalse(self.lines())

    def test_a_column_of_numbers_that_is_not_understood_is_asked_about(self):
        head = [["STT", "Nội dung", "Thành tiền", "Quỹ lạ", "Nguồn", "Thời gian"]]
        rows = [[1, "Mở lớp", 310, 100, "NS huyện", "Quý I"], [2, "In tờ rơi", 50, None, "xã hội hoá", "Quý II"]]
        sheet = self.take(rows, head)
        self.assertEqual(sheet.problems, "D2: The column “Quỹ lạ” holds numbers, and it is not known what they are.")
        self.assertTrue(sheet.has_unread)
        self.assertFalse(self.lines())
        sheet.leave_unread = True
        sheet.action_apply()
        self.assertFalse(sheet.problems)
        self.assertEqual(self.lines(), [("Mở lớp", "district", 310e6), ("In tờ rơi", "mobilised", 50e6)])
        self.env["child.plan.funding.source"].create({"name": "Quỹ lạ", "code": "fund"})
        self.assertIn("C3: The sources add up to 100.000.000", self.take(rows, head).problems)


class TestSourceWords(PureCase):
    def test_the_words_of_offices_name_the_source(self):
        for words, code in (
            ("ngan sach quan", "district"),
            ("ns huyen", "district"),
            ("nguon ngan sach cap tinh", "province"),
            ("ns tp", "province"),
            ("ngan sach nha nuoc", "state"),
            ("ngan sach xa", "commune"),
            ("ngan sach trung uong", "central"),
            ("xa hoi hoa", "mobilised"),
            ("nguon xhh", "mobilised"),
            ("nguon khac", "other"),
            ("nguon", None),
            ("nguon von", None),
            ("thanh tien", None),
            ("xa thuc hien", None),
        ):
            self.assertEqual(source_code(words), code, words)
