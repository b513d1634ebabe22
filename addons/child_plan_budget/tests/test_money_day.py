"""Money as of any day, by level and province: in the browser and out of it."""

import io
import json
from datetime import date, timedelta

import openpyxl

from odoo.http import Request
from odoo.tests import tagged

from odoo.addons.child_plan.tests.test_tours import TODAY, TourCase, day

from .money_case import MoneyCase

JAN, FEB = "2026-01-15", "2026-02-10"


class TestMoneyDay(MoneyCase):
    def test_what_was_not_known_on_a_day_is_not_known_as_of_it(self):
        self.enter(self.line, ("allotment", 100, FEB))
        lines = self.env["child.plan.budget.line"]
        for of_day, known in ((JAN, False), (FEB, True), (None, True)):
            line = self.line.with_context(child_plan_as_of=of_day)
            self.assertEqual(line.known, known, of_day)
            model = lines.with_context(child_plan_as_of=of_day)
            for wanted in (True, False):
                matching = model.search([("id", "=", self.line.id), ("known", "=", wanted)])
                self.assertEqual(bool(matching), known == wanted, (of_day, wanted))
            [[allotted]] = model._read_group([("id", "=", self.line.id)], [], ["allotted:sum"])
            self.assertEqual(allotted, 100 if known else False, of_day)

    def test_the_entries_of_a_line_are_those_up_to_its_day(self):
        first = self.enter(self.line, ("allotment", 100, JAN))
        self.enter(self.line, ("disbursement", 30, FEB))
        line = self.line.with_user(self.user_finance)
        for of_day, number in ((JAN, 1), (None, 2)):
            action = line.with_context(child_plan_as_of=of_day).action_view_entries()
            entries = first.search(action["domain"])
            self.assertEqual(len(entries), number, of_day)

    def test_the_annex_says_its_day_and_has_the_sums_of_it(self):
        self.enter(self.line, ("allotment", 100, JAN), ("disbursement", 30, FEB))
        exports = self.env["child.plan.budget.export"]
        for of_day, text, spent in ((JAN, "15/01/2026", 0), (None, "11/03/2026", 30)):
            data = exports._annex(self.line.with_context(child_plan_as_of=of_day))
            rows = list(openpyxl.load_workbook(io.BytesIO(data), data_only=True).active.iter_rows(values_only=True))
            self.assertIn(text, rows[1][0])
            self.assertEqual(rows[-1][8], spent)

    def test_an_export_of_a_list_keeps_the_day(self):
        self.enter(self.line, ("allotment", 100, JAN), ("disbursement", 30, FEB))
        self.user_finance.group_ids += self.env.ref("base.group_allow_export")
        line = self.line.with_user(self.user_finance).with_context(child_plan_as_of=JAN)
        self.assertEqual(line.export_data(["spent", "as_of"])["datas"], [[0.0, date(2026, 1, 15)]])

    def test_a_day_to_come_is_today(self):
        self.assertEqual(self.line.with_context(child_plan_as_of="2999-01-01").as_of, date(2026, 3, 11))

    def test_sums_by_level_and_province(self):
        nowhere = self.env["child.plan.unit"]
        of_ward = self.budget_line(unit_id=self.ward_1.id)
        self.enter(self.line, ("allotment", 100, JAN))
        self.enter(of_ward, ("allotment", 10, JAN), ("adjustment", 5, FEB))
        lines = self.env["child.plan.budget.line"].with_user(self.user_finance)
        for of_day, amount in ((JAN, 10), (None, 15)):
            model = lines.with_context(child_plan_as_of=of_day)
            for by, expected in (
                ("level", {"district": 100, "commune": amount}),
                ("province_id", {self.province: 100 + amount}),
                ("district_id", {self.district: 100 + amount}),
                ("commune_id", {nowhere: 100, self.ward_1: amount}),
            ):
                sums = dict(model._read_group([("plan_id", "=", self.plan_a.id)], [by], ["allotted:sum"]))
                self.assertEqual(sums, expected, (by, of_day))
            self.assertTrue(model.fields_get([by])[by]["groupable"])

    def test_levels_follow_the_tree(self):
        of_ward = self.budget_line(unit_id=self.ward_1.id)
        self.ward_1.parent_id = self.district_b
        self.assertEqual((of_ward.province_id, of_ward.district_id), (self.province, self.district_b))
        of_ward.unit_id = self.ward_2
        self.assertEqual((of_ward.district_id, of_ward.commune_id), (self.district, self.ward_2))


class MoneyDayCase(TourCase):
    def setUp(self):
        super().setUp()
        plan = self.issue_plan(("Teach parents", self.ward_1, 30))
        source = self.env.ref("child_plan_budget.child_plan_funding_source_district")
        of_plan = {"plan_id": plan.id, "source_id": source.id, "year": TODAY.year}
        training, leaflets = self.env["child.plan.budget.line"].create(
            [{**of_plan, "name": "Training"}, {**of_plan, "name": "Leaflets"}]
        )
        self.training = training
        self.env["child.plan.budget.entry"].create(
            [
                {"line_id": line.id, "stage": stage, "amount": amount, "day": day(days)}
                for line, stage, amount, days in (
                    (training, "allotment", 10e6, -60),
                    (training, "disbursement", 4e6, -40),
                    (training, "disbursement", 3e6, -10),
                    (leaflets, "allotment", 1e6, -10),
                )
            ]
        )


@tagged("-at_install", "post_install")
class TestMoneyDayTour(MoneyDayCase):
    def test_finance_officer(self):
        self.start_tour("/odoo", "child_plan_money_day", login="t_finance", timeout=120)
        self.assertEqual(self.training.note, "Checked")

    def test_export_of_the_browser(self):
        """The list's own export, as its button asks for it."""
        self.user_finance.group_ids += self.env.ref("base.group_allow_export")
        self.authenticate("t_finance", "t_finance")
        data = {
            "model": "child.plan.budget.line",
            "fields": [{"name": "spent", "label": "Spent", "type": "monetary"}],
            "ids": self.training.ids,
            "domain": [],
            "groupby": [],
            "import_compat": False,
            "context": {"child_plan_as_of": str(TODAY - timedelta(days=30))},
        }
        answer = self.url_open(
            "/web/export/xlsx", data={"data": json.dumps(data), "csrf_token": Request.csrf_token(self)}
        )
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content), data_only=True).active
        rows = list(sheet.iter_rows(values_only=True))
        self.assertEqual(rows[-1], (4e6,))


@tagged("-at_install", "post_install")
class TestMoneyDayPhoneTour(MoneyDayCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_leader(self):
        url = "/odoo/action-child_plan_budget.child_plan_budget_line_action"
        self.start_tour(url, "child_plan_money_day_phone", login="t_district", timeout=120)
