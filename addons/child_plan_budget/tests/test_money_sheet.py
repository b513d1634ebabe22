"""Money from Excel and to Excel: all or nothing, errors at the cell, nothing twice."""

import io
from base64 import b64decode, b64encode

import openpyxl
from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tools.safe_eval import safe_eval

from odoo.addons.child_plan.lib.excel.workbook import read_rows
from odoo.addons.child_plan.tests.common import NOT_ALLOWED

from .money_case import MoneyCase

ESTIMATE = [
    ["DỰ TOÁN KINH PHÍ"],
    ["TT", "Nội dung", "ĐVT", "Số lượng", "Đơn giá", "Thành tiền", "Nguồn", "Đơn vị thực hiện"],
    ["I", "Truyền thông", None, None, None, 38_000_000],
    [1, "Mở lớp", "lớp", 2, 14_000_000, 28_000_000, "District budget", "Xã A1"],
    [2, "=In tờ rơi", "tờ", 2000, 5000, 10_000_000],
    [None, "Tổng cộng", None, None, None, 38_000_000],
]
EXPORT = [
    ["KHO BẠC NHÀ NƯỚC"],
    ["Ngày thanh toán", "Số chứng từ", "Diễn giải", "Mã khoản", "Số tiền"],
    ["05/03/2026", "RDT 1", "Lần 1", "KP", "12.000.000"],
    ["06/03/2026", "RDT 2", "Lần 2", "KP", 3_000_000],
    ["06/03/2026", "RDT 2", "Lần 2", "KP", 3_000_000],
    ["Tổng cộng", None, None, None, 18_000_000],
]


class TestMoneySheet(MoneyCase):
    def take(self, rows, kind, user=None, **vals):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(["'" + c if isinstance(c, str) and c.startswith("=") else c for c in row])
        data = io.BytesIO()
        book.save(data)
        vals = {"kind": kind, "year": 2026, "plan_id": self.plan_a.id, "source_id": self.source.id, **vals}
        model = self.env["child.plan.budget.import"].with_user(user or self.user_finance)
        sheet = model.create({**vals, "file": b64encode(data.getvalue())})
        sheet.action_apply()
        return sheet

    def lines(self):
        return self.plan_a.budget_line_ids - self.line

    def export_rows(self):
        return [[self.line.code if cell == "KP" else cell for cell in row] for row in EXPORT]

    def test_an_estimate_table_becomes_lines_and_changes_them_later(self):
        sheet = self.take(ESTIMATE, "estimate")
        self.assertFalse(sheet.problems)
        first, second = self.lines().sorted("id")
        self.assertEqual((first.name, first.estimated, first.unit_id), ("Mở lớp", 28e6, self.ward_1))
        self.assertEqual((second.quantity, second.unit_price, second.unit_id), (2000, 5000, self.district))
        self.take(ESTIMATE, "estimate")
        self.assertEqual(self.lines(), first | second)
        self.assertEqual(len(first.entry_ids), 1)
        changed = [*ESTIMATE[:2], [*ESTIMATE[3][:3], 3, 14_000_000, 42_000_000, *ESTIMATE[3][6:]]]
        self.take(changed, "estimate")
        self.assertEqual((first.estimated, len(first.entry_ids), len(self.lines())), (42e6, 2, 2))

    def test_whatever_is_wrong_is_named_at_its_cell_and_nothing_is_taken_in(self):
        wrong = [*ESTIMATE[:3], [1, "Mở lớp", "lớp", 2, 14_000_000, 27_000_000, "", "Xã Lạ"], *ESTIMATE[4:]]
        sheet = self.take(wrong, "estimate")
        self.assertIn("F4:", sheet.problems)
        self.assertIn("F3:", sheet.problems)
        self.assertIn("Xã Lạ", sheet.problems)
        self.assertFalse(self.lines())

    def test_a_treasury_export_becomes_entries_once(self):
        self.enter(self.line, ("allotment", 50e6, "2026-01-05"))
        sheet = self.take(self.export_rows(), "entries")
        self.assertFalse(sheet.problems)
        self.assertEqual(self.line.spent, 18e6)  # two equal payments are two
        self.take(self.export_rows(), "entries")
        self.assertEqual((self.line.spent, len(self.line.entry_ids)), (18e6, 4))
        more = [*self.export_rows(), ["07/03/2026", "RDT 3", "Lần 3", self.line.code, 1_000_000]]
        self.take(more, "entries")
        self.assertEqual(self.line.spent, 19e6)

    def test_the_unit_above_the_table_counts_and_that_of_a_cell_goes_before(self):
        self.enter(self.line, ("allotment", 50e6, "2026-01-05"))
        rows = self.export_rows()
        rows[0] = ["Kho bạc Nhà nước", None, None, None, "Đơn vị tính: triệu đồng"]
        for row, amount in zip(rows[2:], ("12,5", 3, "1.250.000 đồng"), strict=False):
            row[4] = amount
        self.assertFalse(self.take(rows, "entries").problems)
        amounts = self.line.entry_ids.filtered(lambda entry: entry.reference in ("RDT 1", "RDT 2")).mapped("amount")
        self.assertEqual(sorted(amounts), [1_250_000, 3_000_000, 12_500_000])
        rows[0] = ["Hỗ trợ 5 triệu đồng cho mỗi hộ"]
        rows[2:] = [[*rows[2][:4], "12,5"]]
        before = self.line.entry_ids
        sheet = self.take(rows, "entries")
        self.assertIn("E3", sheet.problems)
        self.assertIn("no whole number of đồng", sheet.problems)
        self.assertEqual(self.line.entry_ids, before)

    def test_amounts_of_an_estimate_keep_the_unit_that_they_name(self):
        rows = [row.copy() for row in ESTIMATE]
        rows[0] = ["DỰ TOÁN", None, None, None, None, "ĐVT: nghìn đồng"]
        rows[2:] = [[1, "Mở lớp", "lớp", 2, "14 triệu", "28.000"], [2, "In tờ rơi", "tờ", 2000, "5.000 đồng", 10_000]]
        self.assertFalse(self.take(rows, "estimate").problems)
        self.assertEqual(self.lines().sorted("id").mapped("estimated"), [28e6, 10e6])

    def test_columns_that_were_named_once_are_remembered(self):
        self.enter(self.line, ("allotment", 50e6, "2026-01-05"))
        rows = self.export_rows()
        rows[1][3] = "Cột lạ"
        self.assertTrue(self.take(rows, "entries").problems)
        columns = [
            (0, 0, {"number": number, "target": target})
            for number, target in enumerate(("day", "reference", "note", "line", "amount"))
        ]
        self.take(rows, "entries", column_ids=columns)
        self.assertEqual(self.line.spent, 18e6)
        rows += [["07/03/2026", "RDT 3", "Lần 3", self.line.code, 1_000_000]]
        self.take(rows, "entries")
        self.assertEqual(self.line.spent, 19e6)

    def test_one_row_that_is_wrong_or_not_allowed_stops_all(self):
        self.enter(self.line, ("allotment", 16e6, "2026-01-05"))
        rows = self.export_rows()
        with self.assertRaisesRegex(UserError, "than is allotted"):  # together they overspend
            self.take(rows, "entries")
        rows[3][0], rows[4][4] = "hôm qua", "nhiều"
        problems = self.take(rows, "entries").problems
        self.assertIn("A4:", problems)
        self.assertIn("E5:", problems)
        self.assertEqual(self.line.spent, 0)

    def test_lines_of_others_are_not_found(self):
        self.enter(self.line, ("allotment", 50e6, "2026-01-05"))
        stranger = self.user("t_finance_b", "finance", self.district_b)
        self.assertTrue(self.take(self.export_rows(), "entries", stranger, plan_id=False).problems)
        self.assert_refused(lambda: self.take(ESTIMATE, "estimate", self.user_office_b), NOT_ALLOWED, AccessError)
        self.assertEqual(self.line.spent, 0)

    def exported(self, action):
        record = self.env["child.plan.budget.export"].browse(int(action["url"].split("/")[4]))
        return b64decode(record.file)

    def test_the_annex_has_subtotals_as_formulas_and_no_other(self):
        formula = self.budget_line(name='=HYPERLINK("http://x")')
        self.enter(self.line, ("allotment", 50e6, "2026-01-05"), ("disbursement", 20e6))
        lines = (self.line | formula).with_user(self.user_finance)
        data = self.exported(lines.action_export_annex())
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        self.assertEqual(
            [cell.value for cell in sheet["G"] if cell.data_type == "f"],
            ["=SUBTOTAL(9,G5:G6)", "=SUBTOTAL(9,G4:G6)"],  # of the unit, and of all
        )
        self.assertEqual([cell.value for cell in sheet["B"] if cell.data_type == "f"], [])
        self.assertEqual(sheet["L7"].value, "=ROUND(100*I7/G7,1)")
        rows = read_rows(data)
        self.assertEqual(rows[-1][6:9], [50e6, 0, 20e6])
        unknown = next(row for row in rows if row[1] == formula.name)
        self.assertEqual(unknown[5:11], [None] * 6)  # not known, which is not zero

    def test_a_list_of_lines_adds_up_one_year_and_leaves_open_what_is_not_known(self):
        unknown, following = self.budget_line(name="Chưa rõ"), self.budget_line(name="Sau", year=self.line.year + 1)
        self.enter(self.line, ("allotment", 50e6, "2026-01-05"))
        columns = [("name", "Khoản"), ("allotted", "Giao")]
        lines = (self.line | unknown).with_user(self.user_finance)
        rows = read_rows(lines._child_plan_sheet([*columns], "Kinh phí"))
        self.assertEqual([row[1] or None for row in rows[5:]], [50e6, None, 50e6])
        rows = read_rows((lines | following)._child_plan_sheet([*columns], "Kinh phí"))
        said = [(row[0], row[1]) for row in rows[5 + 3 :]]
        year = self.line.year
        self.assertEqual(said, [(f"Total: Year {year}", 50e6), (f"Total: Year {year + 1}", 0)])

    def test_the_list_of_lines_leaves_out_drafts_and_what_was_never_estimated(self):
        draft = self.budget_line(plan_id=self.plan(number="9/KH").id, name="Dự thảo", estimated=7)
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan_budget.child_plan_budget_line_action")
        self.assertIn("search_default_issued", action["context"])
        arch = self.env.ref("child_plan_budget.child_plan_budget_line_view_search").arch
        domain = safe_eval(etree.fromstring(arch).find(".//filter[@name='issued']").get("domain"))
        found = self.env["child.plan.budget.line"].search(domain)
        self.assertIn(self.line, found)
        self.assertNotIn(draft, found)
        self.enter(self.line, ("allotment", 50e6, "2026-01-05"))
        sums = ["estimated:sum", "allotted:sum"]
        [row] = self.env["child.plan.budget.line"]._read_group([("id", "=", self.line.id)], [], sums)
        self.assertEqual(row, (False, 50e6), "nothing was estimated, which is not zero")

    def test_the_annex_adds_up_each_year_by_itself_in_the_unit_of_the_screen(self):
        following = self.budget_line(name="Năm sau", year=self.line.year + 1)
        self.enter(self.line, ("allotment", 50e6, "2026-01-05"))
        self.enter(following, ("allotment", 2_500_000, "2026-01-05"))
        self.user_finance.child_plan_money_unit = "million"
        rows = read_rows(self.exported((self.line | following).with_user(self.user_finance).action_export_annex()))
        totals = [row[6] for row in rows if str(row[1] or "").startswith("Total")]
        self.assertEqual(totals, [50, 2.5])
        self.assertIn("millions of đồng", rows[1][0])

    def test_rows_of_the_treasury_find_their_line_by_codes_or_by_the_persons_choice(self):
        """The choice is remembered for the next file."""
        self.enter(self.line, ("allotment", 50e6, "2026-01-05"))
        self.line.unit_id.budget_code = "1037654"
        head = ["Ngày", "Mã ĐVQHNS", "Mã nguồn", "Số tiền", "Số chứng từ", "Nội dung"]
        row = ["05/03/2026", "1037654", self.line.source_id.code, 1_000_000, "CT 1", "Chi lần 1"]
        taken = self.take([head, row], "entries")
        self.assertFalse(taken.problems)
        self.assertEqual(self.line.spent, 1e6)
        for head_of_words in ("Nội dung", "Khoản kinh phí"):
            unsure = ["05/03/2026", "1037654", "", 1_000_000, "CT 1", "Chi việc khác"]
            asked = self.take([[*head[:-1], head_of_words], unsure], "entries")
            self.assertIn("fits no budget line", asked.problems, "the unit alone does not tell the line")
        other = self.budget_line(name="Khoản khác")
        self.enter(other, ("allotment", 50e6, "2026-01-05"))
        row = ["06/03/2026", "9999999", "", 2_000_000, "CT 2", "Không rõ khoản nào"]
        asked = self.take([head, row], "entries")
        self.assertIn("fits no budget line", asked.problems)
        self.assertEqual((asked.row_ids.number, asked.row_ids.words), (2, "9999999 · Không rõ khoản nào"))
        asked.row_ids.line_id = other
        asked.action_apply()
        self.assertFalse(asked.problems)
        self.assertEqual(other.spent, 2e6)
        row = ["07/03/2026", "9999999", "", 3_000_000, "CT 3", "Không rõ khoản nào"]
        self.assertFalse(self.take([head, row], "entries").problems)
        self.assertEqual(other.spent, 5e6)

    def test_the_form_for_entries_is_taken_back(self):
        self.enter(self.line, ("allotment", 50e6, "2026-01-05"))
        data = self.exported(self.line.with_user(self.user_finance).action_export_form())
        rows = read_rows(data)
        rows[1][8], rows[1][10], rows[1][11] = "05/03/2026", 7_000_000, "RDT 9"
        self.assertFalse(self.take(rows, "entries").problems)
        self.assertEqual((self.line.spent, self.line.entry_ids[0].reference), (7e6, "RDT 9"))
