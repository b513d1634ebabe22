"""Lists as Excel files, and a filled-in list of work read back; openpyxl reads and writes them independently."""

import io
from base64 import b64encode
from datetime import date, datetime

import openpyxl

from odoo.exceptions import AccessError
from odoo.service.model import call_kw

from ..common import ROLES, PlanCase

COLUMNS = (("name", "Task"), ("unit_id", "Unit"), ("due_on", "Deadline"), ("progress", "Progress"))
HEAD, FIRST = 5, 6  # rows as Excel counts them


class TestListExcel(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.give(cls.health, name="=HYPERLINK(1)")
        cls.second = cls.give(cls.health, name="Tập huấn cho cán bộ")
        cls.rows = cls.first | cls.second

    def sheet(self, records, user, columns=COLUMNS):
        content = records.with_user(user)._child_plan_sheet([*columns], "Giao việc", "Trạng thái: Đang mở")
        return openpyxl.load_workbook(io.BytesIO(content)).active

    def cell(self, sheet, name, line=FIRST):
        """The cell of the field ``name``; the hidden row above the headings names the fields."""
        column = next(cell.column for cell in sheet[HEAD - 1] if cell.value == name)
        return sheet.cell(line, column)

    def upload(self, sheet, user, **cells):
        for name, value in cells.items():
            self.cell(sheet, name).value = value
        buffer = io.BytesIO()
        sheet.parent.save(buffer)
        wizard = self.env["child.plan.bulk.upload"].with_user(user).create({"file": b64encode(buffer.getvalue())})
        wizard.action_apply()
        return wizard.errors or ""

    def test_the_file_opens_well(self):
        sheet = self.sheet(self.rows, self.user_health)
        self.assertEqual((sheet["C1"].value, sheet["C3"].value), ("Giao việc", "Filter: Trạng thái: Đang mở"))
        self.assertIn("11/03/2026", sheet["C2"].value)
        self.assertEqual([self.cell(sheet, name, HEAD).value for name, _head in COLUMNS], [h for _n, h in COLUMNS])
        title, due = self.cell(sheet, "name"), self.cell(sheet, "due_on")
        self.assertEqual((title.value, title.data_type), ("=HYPERLINK(1)", "s"), "text is never a formula")
        self.assertEqual((due.value, due.number_format), (datetime(2026, 3, 31), "dd/mm/yyyy"))
        self.assertEqual(self.cell(sheet, "progress").value, 0)
        self.assertRegex(sheet.auto_filter.ref, r"^C5:\w+7$")
        self.assertGreater(sheet.column_dimensions["C"].width, 12)
        self.assertTrue(sheet.row_dimensions[HEAD - 1].hidden)

    def test_each_level_has_a_sheet_whose_formulas_have_their_results(self):
        ward = self.give(self.ward_1, name="*")
        self.first.with_user(self.user_office).write({"state": "cancelled", "reason": "Bỏ"})
        columns = [("name", "Task"), ("unit_id", "Unit: [x]"), ("status", "Time")]
        rows = (self.rows | ward).with_user(self.user_office)
        content = rows._child_plan_sheet(columns, "Giao việc", groups=["unit_id", "due_on:month"])
        formulas = openpyxl.load_workbook(io.BytesIO(content))
        self.assertEqual(formulas.sheetnames, ["Giao việc", "Unit   x", "Time", "State"])
        sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True).worksheets[1]
        self.assertEqual(
            list(sheet.iter_rows(values_only=True)),
            [
                ("Unit: [x]", "Number of rows"),
                (self.health.display_name, 2),
                (self.ward_1.display_name, 1),
                ("Total", 3),
            ],
        )
        self.assertEqual(formulas.worksheets[1]["B2"].value, "=SUMPRODUCT(--('Giao việc'!$D$6:$D$8=$A$2))")
        self.assertEqual(formulas.worksheets[1]["B4"].value, "=SUM(B2:B3)")

    def test_totals_are_formulas_and_statuses_have_their_colours(self):
        task = self.first.task_id.with_user(self.user_office)
        content = task._child_plan_sheet([("name", "Task"), ("assignment_count", "Given")], "Nhiệm vụ")
        total = [
            openpyxl.load_workbook(io.BytesIO(content), data_only=only).active["B7"].value for only in (False, True)
        ]
        self.assertEqual(total, ["=SUBTOTAL(109,$B$6:$B$6)", 1])
        sheet = self.sheet(self.rows, self.user_health, [*COLUMNS, ("status", "Time")])
        rules = {rule.formula[0]: rule.dxf for cells in sheet.conditional_formatting for rule in cells.rules}
        self.assertEqual(rules['"Open, overdue"'].font.color.rgb, "FF58151C")

    def test_it_prints_on_wide_pages_with_repeated_heads(self):
        sheet = self.sheet(self.rows, self.user_health)
        self.assertEqual((sheet.page_setup.orientation, sheet.page_setup.paperSize), ("landscape", 9))
        self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
        self.assertEqual((sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight), (1, 0))
        self.assertEqual(sheet.print_title_rows, "$5:$5")
        self.assertEqual(sheet.freeze_panes, "A6")

    def test_every_role_may_take_a_list_out(self):
        for role in ROLES:
            user = self.user(f"t_out_{role}", role, self.district)
            self.assertTrue(user.has_group("base.group_allow_export"), role)

    def test_nobody_gets_rows_that_they_may_not_read(self):
        for user in (self.user_ward_1, self.nobody):
            with self.assertRaises(AccessError):
                self.sheet(self.first, user)
        with self.assertRaises(AccessError, msg="a field that is the system administrator's"):
            self.user_health.with_user(self.user_health)._child_plan_sheet([("child_plan_calendar_hash", "X")], "X")

    def test_a_filled_in_list_is_taken_over_once(self):
        sheet = self.sheet(self.rows, self.user_health)
        filled = {"result": "Đã xong\n1 lớp", "progress": 60, "state": "In progress"}
        asked = {"extension_due_on": date(2026, 6, 30), "extension_reason": "Chờ kinh phí"}
        self.assertEqual(self.upload(sheet, self.user_health, **filled, **asked), "")
        work = self.first
        self.assertEqual((work.state, work.progress, work.result), ("in_progress", 60, "Đã xong\n1 lớp"))
        self.assertEqual((work.extension_ids.asked_due_on, work.extension_ids.state), (date(2026, 6, 30), "asked"))
        self.assertEqual(self.second.state, "not_started")
        count = len(work.journal_ids)
        self.assertEqual(self.upload(sheet, self.user_health), "", "the same file twice changes nothing")
        self.assertEqual(len(work.journal_ids), count)

    def test_errors_stand_at_their_cells_and_nothing_is_written(self):
        for cells, words in (
            ({"progress": 120}, r"\w+6: give a whole number"),
            ({"state": "Xong"}, r"\w+6: “Xong” is none of"),
            ({"state": "Waiting for confirmation"}, r"\w+6: .*Missing: the result"),
            ({"state": "Done"}, r"\w+6: .*cannot go from"),
            ({"extension_due_on": "hôm sau", "extension_reason": "X"}, r"\w+6: give a day"),
            ({"extension_due_on": "31/02/2026", "extension_reason": "X"}, r"^\w+6: give a day[^\n]*$"),
            ({"extension_due_on": date(2026, 6, 30)}, r"\w+6: give the reason"),
        ):
            sheet = self.sheet(self.rows, self.user_health)
            self.cell(sheet, "result", FIRST + 1).value = "Đã làm"
            self.assertRegex(self.upload(sheet, self.user_health, **cells), words)
            self.assertFalse(self.second.result, "all or nothing")

    def test_what_others_changed_meanwhile_is_not_overwritten(self):
        sheet = self.sheet(self.rows, self.user_health)
        self.first.with_user(self.user_office).result = "Ghi qua điện thoại"
        self.assertEqual(self.upload(sheet, self.user_health, progress=10), "", "an untouched cell changes nothing")
        self.assertEqual((self.first.result, self.first.progress), ("Ghi qua điện thoại", 10))
        sheet = self.sheet(self.rows, self.user_health)
        self.first.with_user(self.user_office).result = "Lần hai"
        self.assertIn("after the file was made", self.upload(sheet, self.user_health, result="Khác"))

    def test_the_button_of_the_list_opens_the_upload(self):
        """The client presses it with the selected rows, or none."""
        for model, method, user in (
            ("child.plan.assignment", "action_update_from_sheet", self.user_health),
            ("res.users", "action_child_plan_accounts", self.user("t_forms", "admin", self.ward_1)),
        ):
            action = call_kw(self.env[model].with_user(user), method, [[]], {})
            self.assertEqual(action["target"], "new")

    def test_a_foreign_row_or_file_is_refused(self):
        sheet = self.sheet(self.rows, self.user_health)
        self.assertIn("not yours to see", self.upload(sheet, self.user_ward_1, progress=10))
        other = openpyxl.Workbook().active
        other["A1"] = "x"
        self.assertIn("no list of work", self.upload(other, self.user_health))

    def test_a_bulk_action_names_all_rows_that_are_stuck(self):
        third = self.give(self.health, name="Rà soát lần ba")
        third.with_user(self.user_health).result = "Xong"
        rows = (self.rows | third).with_user(self.user_health)
        words = "(?s)2 rows are stuck.*HYPERLINK.*Missing.*Tập huấn.*Missing"
        self.assertTrue(self.is_refused(rows.action_submit, words=words))
        self.second.with_user(self.user_office).write({"state": "cancelled", "reason": "Bỏ"})
        bulk = self.env["child.plan.bulk.update"].with_user(self.user_health)
        vals = {"assignment_ids": [(6, 0, rows.ids)], "state": "submitted", "set_progress": True, "progress": 100}
        words = "(?s)HYPERLINK.*Missing.*Tập huấn.*finished"
        self.assertTrue(self.is_refused(bulk.create(vals).action_apply, words=words))
        self.assertEqual(third.state, "in_progress")
