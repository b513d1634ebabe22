"""The leader's page as a workbook: the figures of the screen, with sums and rates as formulas."""

import io

import openpyxl

from odoo.tests import HttpCase, tagged

from ...lib.rollup import COUNTED
from ..common import PlanCase

HEAD = 6  # row of the headings as Excel counts it


@tagged("-at_install", "post_install")
class TestDashboardSheet(PlanCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        plan = cls.plan(number="7/KH-UBND")
        cls.task(plan, [cls.ward_1, cls.ward_2], due_on="2026-03-02")
        cls.task(plan, [cls.ward_1], due_on="2026-03-31")
        cls.issue(plan)
        cls.plan_7 = plan

    def book(self, values=False, **filters):
        content, _name = self.env["child.plan.dashboard"].with_user(self.user_district)._sheet(**filters)
        return openpyxl.load_workbook(io.BytesIO(content), data_only=values)

    def rows(self, sheet):
        return [[cell.value for cell in row] for row in sheet.iter_rows(HEAD + 1)]

    def test_sums_and_rates_are_formulas_with_the_values_of_the_page(self):
        page = self.env["child.plan.dashboard"].with_user(self.user_district).get_page()
        formulas, values = self.book(), self.book(values=True)
        heads = [cell.value for cell in values["Units"][HEAD]]
        overdue = 2 + COUNTED.index("overdue")
        *units, total = self.rows(values["Units"])
        self.assertEqual({row[0]: row[1] for row in units}, {"Xã A1": 2, "Xã A2": 1})
        self.assertEqual({row[0]: row[overdue] for row in units}, {"Xã A1": 1, "Xã A2": 1})
        self.assertEqual((total[1], total[overdue]), (page["measures"]["total"]["count"], 2))
        last = HEAD + len(units)
        written = self.rows(formulas["Units"])[-1]
        letter = openpyxl.utils.get_column_letter(overdue + 1)
        self.assertEqual(written[overdue], f"=SUM({letter}{HEAD + 1}:{letter}{last})")
        rate = heads.index("Overdue, of all that has fallen due")
        self.assertEqual([row[rate] for row in units], [1, 1])
        self.assertTrue(written[rate].startswith("=IF("))

    def test_every_sheet_says_unit_day_and_filter_and_prints_on_a4(self):
        for sheet in self.book(plan_id=self.plan_7.id, day="2026-03-10"):
            lines = [sheet.cell(row, 1).value for row in range(1, 5)]
            self.assertEqual(lines[:2], ["Huyện A", "Figures of 10/03/2026"])
            self.assertIn("7/KH-UBND", lines[2])
            self.assertEqual((sheet.page_setup.paperSize, sheet.print_title_rows), (9, f"${HEAD}:${HEAD}"))

    def test_overdue_work_is_coloured(self):
        rules = self.book()["Units"].conditional_formatting
        self.assertTrue(any(rule.type == "cellIs" for each in rules for rule in each.rules))

    def test_the_page_hands_it_out(self):
        self.user_district.password = "t_password_1"
        self.authenticate(self.user_district.login, "t_password_1")
        answer = self.url_open(f"/child_plan/steering?unit_id={self.ward_1.id}&compare=7")
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        self.assertEqual(book["The whole"]["A1"].value, "Xã A1")

    def test_it_is_refused_as_the_page_is(self):
        dashboard = self.env["child.plan.dashboard"]
        self.assertTrue(
            self.is_refused(
                lambda: dashboard.with_user(self.user_district)._sheet(unit_id=self.ward_b.id), "outside the units"
            )
        )
        self.assertTrue(self.is_refused(lambda: dashboard.with_user(self.nobody)._sheet(), "do not work for a unit yet"))
