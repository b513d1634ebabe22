"""The Excel form of a report: out, filled in, in again; openpyxl reads and writes it independently."""

import io
from base64 import b64encode

import openpyxl

from ...lib.excel.report_form import write_form
from ...lib.excel.report_summary import write_summary
from .report_common import ReportCase


class TestReportExcel(ReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.draft = cls.period.report_ids.filtered(lambda r: r.unit_id == cls.ward_1).with_user(cls.user_ward_1)
        cls.draft.action_open()

    def form(self, **cells):
        """The form as downloaded, with ``cells`` filled in, as bytes."""
        book = openpyxl.load_workbook(io.BytesIO(write_form(self.draft)))
        for cell, value in cells.items():
            book.active[cell] = value
        buffer = io.BytesIO()
        book.save(buffer)
        return buffer.getvalue()

    def upload(self, content):
        """The wizard after the upload, and what its button answered."""
        wizard = self.env["child.plan.report.upload"].with_user(self.user_ward_1).create({"report_id": self.draft.id})
        wizard.file = b64encode(content)
        return wizard, wizard.action_apply()

    def figures(self):
        return [
            (row.has_data, row.numerator, row.denominator, row.no_data, row.note or "") for row in self.draft.value_ids
        ]

    def test_the_form_says_what_is_asked_and_locks_the_rest(self):
        self.share.name = "=HYPERLINK(1)"
        sheet = openpyxl.load_workbook(io.BytesIO(write_form(self.draft))).active
        self.assertEqual(sheet["A1"].value, self.ward_1.name)
        self.assertEqual((sheet["B6"].value, sheet["C6"].value, sheet["C6"].data_type), ("T-1", "=HYPERLINK(1)", "s"))
        self.assertEqual(sheet["F6"].value, "≥ 80 %")
        self.assertTrue(sheet.protection.sheet)
        self.assertTrue(sheet["C6"].protection.locked)
        self.assertFalse(sheet["G6"].protection.locked)
        self.assertTrue(sheet["H7"].protection.locked, "a number has no denominator")
        lists = [v.formula1 for v in sheet.data_validations.dataValidation if v.type == "list"]
        self.assertEqual(lists, ['"x"'])

    def test_what_was_filled_in_is_taken_over_once(self):
        content = self.form(G6=8, H6=10, G7=2.5, J6="Đã kiểm tra")
        self.upload(content)
        self.assertEqual(self.figures(), [(True, 8, 10, False, "Đã kiểm tra"), (True, 2.5, 0, False, "")])
        written = self.draft.value_ids.mapped("write_date")
        with self.assertQueryCount(400):
            _wizard, answer = self.upload(content)
        self.env.flush_all()
        self.assertEqual(self.draft.value_ids.mapped("write_date"), written, "the same file twice changes nothing")
        self.assertEqual(answer["params"]["type"], "success")
        sheet = openpyxl.load_workbook(io.BytesIO(write_form(self.draft))).active
        self.assertEqual([sheet[cell].value for cell in ("G6", "H6", "G7", "J6")], [8, 10, 2.5, "Đã kiểm tra"])

    def test_x_means_that_there_is_no_figure(self):
        self.upload(self.form(I6="x", G7=0))
        self.assertEqual(self.figures(), [(False, 0, 0, True, ""), (True, 0, 0, False, "")])

    def test_texts_are_read_as_people_write_numbers(self):
        self.upload(self.form(G6="1.250", H6="2.000", G7="2,5"))
        self.assertEqual([row[:3] for row in self.figures()], [(True, 1250, 2000), (True, 2.5, 0)])

    def test_an_empty_cell_takes_a_figure_away_only_when_that_is_said(self):
        self.upload(self.form(G6=8, H6=10, G7=2.5))
        wizard, _answer = self.upload(self.form(G6=8, H6=10, G7=None))
        self.assertIn("Cell G7: nothing stands here, the report has 2.5.", wizard.errors)
        self.assertTrue(self.figures()[1][0])
        wizard.clears = True
        wizard.action_apply()
        self.assertFalse(self.figures()[1][0])

    def test_all_or_nothing_with_the_error_at_its_cell(self):
        before = self.figures()
        for cells, cell in (
            ({"G6": 12, "H6": 10, "G7": 1}, "G6"),
            ({"G6": "mười", "H6": 10, "G7": 1}, "G6"),
            ({"G6": 1, "H6": "hai", "G7": 1}, "H6"),
            ({"G7": -1}, "G7"),
            ({"G7": 1, "I7": "x"}, "I7"),
            ({"A6": 1, "G7": 1}, "A6"),
            ({"G6": True, "G7": 1}, "G6"),
            ({"G6": "12,500", "G7": 1}, "G6"),
            ({"G6": "=5+5", "G7": 1}, "G6"),
        ):
            with self.subTest(cells=cells):
                wizard, _answer = self.upload(self.form(**cells))
                self.assertIn(f"{cell}:", wizard.errors)
                self.assertEqual(self.figures(), before)

    def test_errors_are_in_the_words_of_the_user(self):
        self.user_ward_1.lang = "vi_VN"
        self.env["res.lang"]._activate_lang("vi_VN")
        self.draft = self.draft.with_context(lang="vi_VN")
        wizard = self.env["child.plan.report.upload"].with_user(self.user_ward_1).with_context(lang="vi_VN")
        wizard = wizard.create({"report_id": self.draft.id, "file": b64encode(self.form(G6=12, H6=10))})
        wizard.action_apply()
        self.assertTrue(wizard.errors.startswith("Ô G6"), wizard.errors)

    def test_hostile_or_foreign_files_are_refused(self):
        other = self.period.report_ids.filtered(lambda r: r.unit_id == self.ward_2)
        other.with_user(self.user_ward_2).action_open()
        self.assertTrue(self.is_refused(lambda: self.upload(b""), "Choose the filled-in file first"))
        for content in (b"not a zip", b"PK\x03\x04broken", write_form(other)):
            with self.subTest(content=content[:10]):
                wizard, _answer = self.upload(content)
                self.assertTrue(wizard.errors)
        self.assertFalse(any(row[0] for row in self.figures()))

    def test_a_report_that_is_in_takes_no_file(self):
        content = self.form(G6=8, H6=10, G7=1)
        self.upload(content)
        self.draft.results = "Xong"
        self.draft.action_submit()
        wizard, _answer = self.upload(content)
        self.assertIn("is handed in: it stays as it is", wizard.errors)

    def test_the_summary_sheet_shows_what_the_screen_shows(self):
        self.upload(self.form(G6=2, H6=10, G7=1))
        self.draft.results = "Xong"
        self.draft.action_submit()
        self.hand_in(self.ward_2, self.user_ward_2, share=(8, 10), rooms=2)
        summary = (
            self.env["child.plan.report.summary"]
            .with_user(self.user_province)
            .get_summary(self.period.id, self.district.id)
        )
        data = io.BytesIO(write_summary(summary, self.env))
        shown, written = (openpyxl.load_workbook(data, data_only=only) for only in (True, False))
        rows = [[cell.value for cell in row] for row in shown.active.iter_rows(min_row=5)]
        self.assertEqual([row[4:] for row in rows], [["2/2", 50, "hidden", "hidden"], ["2/2", 3, 1, 2]])
        self.assertEqual(written.active["F6"].value, "=SUM(G6:H6)")
        self.assertEqual(
            written.active["F5"].value, "=100*'Numerators and denominators'!F5/'Numerators and denominators'!F6"
        )
        parts = [[cell.value for cell in row][5:] for row in shown.worksheets[1].iter_rows(min_row=5)]
        self.assertEqual(parts, [[10, "hidden", "hidden"], [20, "hidden", "hidden"]])
