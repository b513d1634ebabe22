"""The form of an estimate table: handed out with the plan's lines and lists, filled in, taken back."""

import io
from base64 import b64decode, b64encode

import openpyxl

from odoo.exceptions import AccessError

from odoo.addons.child_plan.tests.common import NOT_ALLOWED

from ..lib.sheet.template import COLUMNS, FIRST_ROW
from .money_case import MoneyCase

PLACE = {name: number for number, (name, *_) in enumerate(COLUMNS, 1)}


class TestMoneyTemplate(MoneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.item = cls.env.ref("child_plan_budget.child_plan_budget_code_item_6650_2026")
        cls.category = cls.env.ref("child_plan_budget.child_plan_budget_code_category_398_2026")
        cls.old = cls.env.ref("child_plan_budget.child_plan_budget_code_chapter_624")  # in force until 30 June 2025
        cls.plan_b = cls.plan(issuer_id=cls.district_b.id, standing_unit_id=cls.office_b.id)
        cls.costed = cls.budget_line(name="Tập huấn giáo viên", quantity=2, unit_price=14e6, item_id=cls.item.id)

    def setUp(self):
        super().setUp()
        self.wizard = self.env["child.plan.budget.import"].with_user(self.user_finance)

    def form(self, **vals):
        """The workbook that is handed out."""
        action = self.wizard.create({"plan_id": self.plan_a.id, "year": 2026, **vals}).action_template()
        export = self.env["child.plan.budget.export"].browse(int(action["url"].split("/")[4]))
        return openpyxl.load_workbook(io.BytesIO(b64decode(export.file)))

    def row_of(self, book, text):
        """The number of the row with this wording; the first empty one where there is none."""
        names = [cell.value for cell in book.worksheets[0]["B"]]
        return names.index(text) + 1 if text in names else names.index(None, FIRST_ROW) + 1

    def fill(self, book, text, **values):
        for name, value in {"name": text, **values}.items():
            book.worksheets[0].cell(self.row_of(book, text), PLACE[name], value)

    def take(self, book):
        data = io.BytesIO()
        book.save(data)
        sheet = self.wizard.create({"plan_id": self.plan_a.id, "year": 2026, "file": b64encode(data.getvalue())})
        sheet.action_apply()
        return sheet

    def lines(self, name):
        return self.plan_a.budget_line_ids.filtered(lambda line: line.name == name)

    def test_the_form_taken_back_untouched_changes_nothing(self):
        before = self.plan_a.budget_line_ids
        entries = before.entry_ids
        self.assertFalse(self.take(self.form()).problems)
        self.assertEqual(self.plan_a.budget_line_ids, before)
        self.assertEqual(before.entry_ids, entries)

    def test_new_rows_become_lines_and_changed_rows_change_theirs(self):
        book = self.form()
        codes = {"category": self.category.display_name, "item": "6650"}
        places = {"source": self.source.display_name, "unit": self.ward_1.display_name}
        self.fill(book, "Tờ rơi", quantity=2000, price=5000, **places, **codes)
        self.fill(book, "Tập huấn giáo viên", quantity=3)
        self.assertFalse(self.take(book).problems)
        new = self.lines("Tờ rơi")
        self.assertEqual((new.estimated, new.unit_id, new.source_id), (10e6, self.ward_1, self.source))
        self.assertEqual((new.category_id, new.item_id, new.year), (self.category, self.item, 2026))
        self.assertEqual((self.costed.quantity, self.costed.estimated), (3, 42e6))
        self.assertEqual(self.costed.entry_ids.mapped("amount"), [14e6, 28e6])
        number = len(self.plan_a.budget_line_ids)
        self.take(book)
        self.assertEqual((len(self.plan_a.budget_line_ids), len(new.entry_ids)), (number, 1))

    def test_the_lists_are_those_of_the_tree_and_the_year(self):
        words = self.form().worksheets[1]

        def texts(name):
            return {cell.value for cell in list(words.columns)[PLACE[name] - 1][1:]}

        self.assertIn(self.ward_1.display_name, texts("unit"))
        self.assertNotIn(self.ward_b.display_name, texts("unit"))
        self.assertIn(self.source.display_name, texts("source"))
        self.assertIn(self.item.display_name, texts("item"))
        self.assertNotIn(self.old.display_name, texts("chapter"))

    def test_errors_stand_at_their_cell_in_the_words_of_the_user(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.user_finance.lang = "vi_VN"
        self.wizard = self.wizard.with_context(lang="vi_VN")
        book = self.form()
        self.fill(book, "Sai", amount="nhiều", unit="Xã Lạ", chapter=self.old.display_name, source="Không rõ")
        row = self.row_of(book, "Sai")
        problems = self.take(book).problems
        for cell, words in (
            (f"F{row}", "không phải con số"),
            (f"G{row}", "nguồn"),
            (f"H{row}", "Xã Lạ"),
            (f"I{row}", "hiệu lực"),
        ):
            line = next(text for text in problems.splitlines() if text.startswith(f"{cell}:"))
            self.assertIn(words.lower(), line.lower())
        self.assertFalse(self.lines("Sai"))

    def test_nobody_gets_the_form_of_a_plan_of_others(self):
        self.assert_refused(lambda: self.form(plan_id=self.plan_b.id), NOT_ALLOWED, AccessError)
        self.wizard = self.wizard.with_user(self.user_office_b)
        self.assert_refused(self.form, NOT_ALLOWED, AccessError)
