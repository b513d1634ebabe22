"""Nothing new is given to a unit that has ended; its books can be closed."""

from datetime import date

from odoo.exceptions import UserError

from odoo.addons.child_plan.tests.common import on

from .money_case import MoneyCase

LAST = "2026-02-28"
BEFORE = "2026-02-10"
REFUSED = "Xã A1 ended on 28/02/2026. Take its successor: Xã A5"


class TestMoneyOfAnEndedUnit(MoneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.of_ward = cls.budget_line(unit_id=cls.ward_1.id, name="Tờ rơi", estimated=100)
        cls.enter(cls.of_ward, ("allotment", 100, BEFORE), ("advance", 30, BEFORE))
        cls.heir = cls.unit("Xã A5", cls.district, "authority", "commune", valid_from="2026-03-01")
        cls.ward_1.write({"valid_to": LAST, "successor_ids": cls.heir})

    def test_no_line_is_made_for_it_but_one_of_a_year_in_which_it_existed(self):
        self.assert_refused(lambda: self.budget_line(unit_id=self.ward_1.id), REFUSED)
        self.assert_refused(lambda: self.budget_line(unit_id=self.ward_1.id, year=2027), REFUSED)
        self.assert_refused(lambda: self.line.write({"unit_id": self.ward_1.id}), REFUSED)
        self.ward_2.write({"valid_to": "2025-06-30"})
        self.assertTrue(self.budget_line(unit_id=self.ward_2.id, year=2025))
        self.assert_refused(lambda: self.budget_line(unit_id=self.ward_2.id, year=2026), "It has no successor yet")

    def test_nothing_is_entered_after_its_last_day_but_what_closes_its_books(self):
        for stage in ("estimate", "allotment", "adjustment", "commitment", "advance", "disbursement"):
            with self.subTest(stage):
                self.assert_refused(lambda stage=stage: self.enter(self.of_ward, (stage, 5)), REFUSED)
        self.enter(self.of_ward, ("disbursement", 20, LAST))
        self.enter(self.of_ward, ("adjustment", -10), ("clearance", 20), ("advance_return", 10), ("settlement", 40))
        self.assertEqual(self.money(self.of_ward, "allotted", "spent", "settled"), (90, 40, 40))
        self.of_ward.entry_ids.filtered(lambda entry: entry.stage == "disbursement")._reverse("Nhầm")
        self.assertEqual(self.of_ward.spent, 20)

    def test_money_is_not_passed_on_or_carried_over_to_it(self):
        self.enter(self.line, ("allotment", 50, BEFORE))
        line = self.line.with_user(self.user_finance)
        self.assert_refused(lambda: line._pass_on(self.ward_1, {"amount": 5}), REFUSED)
        line._pass_on(self.heir, {"amount": 5})
        with on(date(2027, 1, 5)):
            self.assert_refused(lambda: self.of_ward._carry_over({"amount": 5, "day": "2026-12-31"}), REFUSED)

    def test_it_reports_no_spending_of_a_later_day(self):
        vals = {"line_id": self.of_ward.id, "amount": 5}
        spending = self.env["child.plan.budget.spending"].with_user(self.user_ward_1)
        self.assert_refused(lambda: spending.create(vals), REFUSED)
        self.assertTrue(spending.create({**vals, "day": LAST}))

    def test_an_archived_unit_gets_nothing_either(self):
        self.ward_2.active = False
        with self.assertRaisesRegex(UserError, "Xã A2 is archived"):
            self.budget_line(unit_id=self.ward_2.id)

    def test_a_copied_plan_gives_its_money_to_the_successor(self):
        copy = self.plan_a.copy({"name": "Năm sau"})
        line = copy.budget_line_ids.filtered(lambda line: line.name == "Tờ rơi")
        self.assertRecordValues(
            line, [{"unit_id": self.heir.id, "estimated": 100, "note": "Was the money of Xã A1, which has ended."}]
        )
