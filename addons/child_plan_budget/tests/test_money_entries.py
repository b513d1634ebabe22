"""Entries on budget lines: sums of any day, reversal, passing on, the rules of the policy."""

from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.child_plan.tests.common import DAY, NOT_ALLOWED

from .money_case import MoneyCase

JAN, FEB, MARCH = "2026-01-15", "2026-02-10", "2026-03-05"


class TestMoneyEntries(MoneyCase):
    def test_an_amount_is_unknown_until_there_is_an_entry(self):
        unknown = self.budget_line(amount_known=True)
        self.assertFalse(unknown.amount_known)
        entry = self.enter(unknown, ("allotment", 100))
        self.assertTrue(unknown.amount_known)
        entry._reverse("Nhầm khoản")
        self.assertFalse(unknown.amount_known)

    def test_the_sum_of_what_is_not_known_is_not_known(self):
        other = self.budget_line(name="Khác")
        self.enter(other, ("allotment", 100))
        lines = self.env["child.plan.budget.line"]
        for of_group, expected in ((self.line, False), (other, 100), (self.line | other, 100)):
            [[allotted]] = lines._read_group([("id", "in", of_group.ids)], [], ["allotted:sum"])
            self.assertEqual(allotted, expected)

    def test_an_advance_leaves_the_balance_at_once_and_is_spent_when_it_is_cleared(self):
        self.enter(self.line, ("allotment", 100, JAN), ("advance", 60, FEB))
        names = ("advanced", "spent", "balance")
        self.assertEqual(self.money(self.line, *names), (60, 0, 40))
        self.enter(self.line, ("clearance", 45, MARCH), ("advance_return", 5, MARCH))
        self.assertEqual(self.money(self.line, *names), (10, 45, 45))
        self.assertEqual(self.money(self.line, *names, day=FEB), (60, 0, 40))
        self.assert_refused(lambda: self.enter(self.line, ("clearance", 11)), "more would be cleared or given back")
        self.assert_refused(lambda: self.enter(self.line, ("disbursement", 46)), "than is allotted")

    def test_money_of_different_years_is_not_added_up_unless_asked(self):
        following = self.budget_line(name="Năm sau", year=self.line.year + 1)
        self.enter(self.line, ("allotment", 100))
        self.enter(following, ("allotment", 20))
        lines = self.env["child.plan.budget.line"]
        domain = [("id", "in", (self.line | following).ids)]
        measures = ["allotted:sum", "spent_rate:sum"]
        self.assertEqual(lines._read_group(domain, [], measures), [(False, False)])
        of_years = dict(lines._read_group(domain, ["year"], ["allotted:sum"]))
        self.assertEqual(of_years, {self.line.year: 100, following.year: 20})
        together = lines.with_context(child_plan_years_together=True)
        self.assertEqual(together._read_group(domain, [], measures), [(120, 0)])

    def test_a_day_outside_the_budget_year_is_said_and_not_refused(self):
        """Carried over money, and allotments before the year begins, are lawful."""
        following = self.budget_line(name="Năm sau", year=self.line.year + 1)
        for line, words in ((following, "outside the budget year"), (self.line, "")):
            action = line.with_user(self.user_finance).with_context(child_plan_stage="allotment").action_enter()
            wizard = self.env["child.plan.budget.enter"].with_user(self.user_finance).browse(action["res_id"])
            wizard.write({"day": f"{self.line.year}-01-05", "amount": 100})
            self.assertIn(words, wizard.warning)
            self.assertEqual((bool(wizard.warning), wizard.refused), (bool(words), False))
            wizard.action_apply()
            self.assertEqual(line.allotted, 100)

    def test_a_line_on_any_day_is_what_its_entries_say(self):
        self.enter(
            self.line,
            ("estimate", 120, JAN),
            ("allotment", 100, JAN),
            ("commitment", 60, FEB),
            ("disbursement", 40, FEB),
            ("disbursement", 30, MARCH),
            ("settlement", 70, MARCH),
        )
        names = ("estimated", "allotted", "committed", "spent", "settled", "balance")
        for day, expected in (
            ("2026-01-14", (0, 0, 0, 0, 0, 0)),
            (JAN, (120, 100, 0, 0, 0, 100)),
            (FEB, (120, 100, 60, 40, 0, 60)),
            (None, (120, 100, 60, 70, 70, 30)),
        ):
            self.assertEqual(self.money(self.line, *names, day=day), expected, day)
            model = self.env["child.plan.budget.line"].with_context(child_plan_as_of=day)
            [sums] = model._read_group([("id", "=", self.line.id)], [], [f"{name}:sum" for name in names])
            self.assertEqual(sums, expected, day)
            tally = model._money_tally([("id", "=", self.line.id)], (), day and date.fromisoformat(day))
            self.assertEqual(tuple(tally.get((), {}).get(name, 0) for name in names), expected, day)
            matching = model.search([("spent", ">=", 40), ("id", "=", self.line.id)])
            self.assertEqual(bool(matching), expected[3] >= 40, day)

    def test_a_rate_of_a_group_is_sum_over_sum(self):
        other = self.budget_line(name="Khác")
        self.enter(self.line, ("allotment", 100), ("disbursement", 90))
        self.enter(other, ("allotment", 900), ("disbursement", 90))
        lines = self.line | other
        [[rate]] = lines._read_group([("id", "in", lines.ids)], [], ["spent_rate:sum"])
        self.assertEqual((lines.mapped("spent_rate"), rate), ([90, 10], 18))

    def test_slow_lines_are_those_far_behind_the_year(self):
        fast = self.budget_line(name="Nhanh")
        self.enter(self.line, ("allotment", 100))
        self.enter(fast, ("allotment", 100), ("disbursement", 15))
        lines = self.line | fast
        self.assertEqual(lines.search([("slow", "=", True), ("id", "in", lines.ids)]), self.line)
        self.assertEqual(lines.search([("slow", "=", False), ("id", "in", lines.ids)]), fast)
        self.assertEqual(lines.mapped("slow"), [True, False])
        self.assertAlmostEqual(self.line.lag, 100 * 70 / 365)
        self.assertEqual(self.line.days_left, 295)

    def test_quantity_times_price_is_the_estimate_and_every_change_of_it_is_kept(self):
        line = self.budget_line(quantity=3, unit_price=1000)
        self.assertEqual(line.estimated, 3000)
        line.write({"quantity": 5})
        line.write({"estimated": 4500})
        self.assertEqual(line.estimated, 4500)
        self.assertEqual(line.entry_ids.sorted("id").mapped("amount"), [3000, 2000, -500])

    def test_a_reversal_restores_what_was_before(self):
        self.enter(self.line, ("allotment", 100, JAN))
        before = self.money(self.line, "allotted", "spent", "balance")
        wrong = self.enter(self.line, ("disbursement", 70, FEB))
        reversal = wrong.with_user(self.user_finance)._reverse("Sai chứng từ")
        self.assertEqual(self.money(self.line, "allotted", "spent", "balance"), before)
        self.assertEqual((reversal.amount, reversal.day, reversal.reason), (-70, DAY, "Sai chứng từ"))
        self.assertEqual(self.money(self.line, "spent", day=FEB), (70,))
        self.assert_refused(lambda: wrong._reverse("Lần nữa"), "has been reversed already")
        self.assert_refused(lambda: reversal._reverse("Đảo của đảo"), "has been reversed already")
        self.assert_refused(lambda: self.enter(self.line, ("allotment", 5))._reverse(" "), "Give the reason")

    def test_money_passed_on_leaves_one_line_and_arrives_at_the_other(self):
        self.enter(self.line, ("allotment", 100, JAN))
        entry = self.line.with_user(self.user_finance)._pass_on(self.ward_1, {"day": FEB, "amount": 60})[:1]
        below = self.line.child_ids
        self.assertEqual((below.unit_id, below.allotted), (self.ward_1, 60))
        self.assertEqual(self.money(self.line, "received", "passed_on", "allotted"), (100, 60, 40))
        for amount, unit in ((41, self.ward_2), (41, self.ward_1)):
            with self.assertRaisesRegex(UserError, "received|được giao"):
                self.line.with_user(self.user_finance)._pass_on(unit, {"amount": amount})
        self.enter(below, ("return", 10))
        self.assertEqual((self.line.allotted, below.allotted), (50, 50))
        self.enter(below, ("adjustment", 5))
        self.assertEqual((self.line.allotted, below.allotted), (45, 55))
        self.assert_refused(lambda: self.enter(below, ("estimate", 5)), "stands on the line above")
        self.enter(below, ("disbursement", 50))
        self.assert_refused(lambda: entry._reverse("Rút về"), "than was received")  # it is spent already
        self.enter(below, ("disbursement", 5))[0]._reverse("Thu hồi")
        below.entry_ids.filtered(lambda e: e.stage == "disbursement" and e.amount == 50)._reverse("Thu hồi")
        below.entry_ids.filtered(lambda e: e.stage == "return")._reverse("Không thu hồi nữa")
        entry.with_user(self.user_finance)._reverse("Rút về")
        self.assertEqual((self.line.allotted, below.allotted), (95, 5))

    def test_the_curve_counts_money_that_is_passed_on_once(self):
        self.enter(self.line, ("allotment", 100, JAN), ("adjustment", -10, FEB), ("disbursement", 20, FEB))
        self.line.with_user(self.user_finance)._pass_on(self.ward_1, {"day": FEB, "amount": 60})
        entries = self.env["child.plan.budget.entry"].search([("plan_id", "=", self.plan_a.id)])
        groups = dict(entries._read_group([("id", "in", entries.ids)], ["side"], ["net_amount:sum"]))
        self.assertEqual(groups, {"allotted": 90, "spent": 20})
        computed = {side: sum(rows.mapped("net_amount")) for side, rows in entries.grouped("side").items()}
        self.assertEqual(computed, groups)

    def test_money_goes_only_to_units_below_in_the_same_year(self):
        for vals, words in (
            ({"unit_id": self.ward_b.id}, "is not below"),
            ({"unit_id": self.ward_1.id, "year": 2027}, "in the same year and currency"),
        ):
            self.assert_refused(lambda v=vals: self.budget_line(parent_id=self.line.id, **v), words, ValidationError)

    def test_what_is_carried_over_is_missing_here_and_there_next_year(self):
        self.enter(self.line, ("allotment", 100, JAN), ("disbursement", 70, FEB))
        self.line.with_user(self.user_finance)._carry_over({"amount": 30, "day": MARCH})
        following = self.env["child.plan.budget.line"].search([("plan_id", "=", self.plan_a.id), ("year", "=", 2027)])
        self.assertEqual((self.line.balance, following.balance, following.unit_id), (0, 30, self.line.unit_id))
        following.entry_ids._reverse("Không được chuyển")
        self.assertEqual((self.line.balance, following.balance), (30, 0))

    def test_the_policy_refuses_or_warns(self):
        cases = {
            "unallotted": lambda line: self.enter(line, ("disbursement", 10)),
            "overspending": lambda line: self.enter(line, ("allotment", 5), ("disbursement", 10)),
            "negative": lambda line: (
                self.enter(line, ("allotment", 9, JAN), ("disbursement", 9, JAN)),
                self.enter(line, ("adjustment", -1)),
            )[1],
        }
        words = {
            "unallotted": "that was not allotted",
            "overspending": "than is allotted",
            "negative": "less would be left than is spent",
        }
        for policy, enter in cases.items():
            line = self.budget_line(name=policy)
            self.assert_refused(lambda line=line, enter=enter: enter(line), words[policy])
            self.set_policy(policy, "warn")
            self.assertIn(policy, enter(line).mapped("breach"), policy)

    def test_amounts_and_days_that_cannot_be(self):
        for row, words in (
            (("allotment", 0), "an amount above zero"),
            (("allotment", -5), "an amount above zero"),
            (("allotment", 5, "2026-03-12"), "dated today or earlier"),
            (("nothing", 5), "of which stage"),
            ((None, 5), "of which stage"),
        ):
            self.assert_refused(lambda row=row: self.enter(self.line, row), words)
        self.assertEqual(self.enter(self.line, ("allotment", 1000.4)).amount, 1000)

    def test_a_sponsors_money_is_counted_at_the_rate_of_its_day(self):
        usd = self.env.ref("base.USD")
        line = self.budget_line(currency_id=usd.id)
        entries = self.env["child.plan.budget.entry"].with_user(self.user_finance)
        vals = {"line_id": line.id, "stage": "allotment", "currency_amount": 1000.5}
        self.assertEqual(entries.create({**vals, "rate": 26123.45}).amount, 26136512)
        self.env["res.currency.rate"].create(
            {"currency_id": self.env.ref("base.VND").id, "name": JAN, "inverse_company_rate": 1 / 25000}
        )
        if self.env.company.currency_id == usd:
            self.assertEqual(entries.create({**vals, "currency_amount": 2}).amount, 50000)

    def test_what_money_has_moved_for_stays(self):
        self.enter(self.line, ("allotment", 5))
        for vals in ({"unit_id": self.ward_1.id}, {"year": 2027}):
            self.assert_refused(lambda v=vals: self.line.with_user(self.user_finance).write(v), "has moved already")
        self.line.with_user(self.user_finance).write({"year": 2026, "name": "Tên khác"})
        self.assert_refused(self.line.with_user(self.user_finance).unlink, "it is kept")

    def test_a_draft_goes_with_its_estimates(self):
        draft = self.plan()
        line = self.budget_line(plan_id=draft.id, estimated=500)
        draft.with_user(self.user_office).unlink()
        self.assertFalse(line.exists())


class TestMoneySpending(MoneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.of_ward = cls.budget_line(unit_id=cls.ward_1.id)
        cls.enter(cls.of_ward, ("allotment", 100))

    def report(self, amount=30, user=None, **vals):
        model = self.env["child.plan.budget.spending"].with_user(user or self.user_ward_1)
        return model.create({"line_id": self.of_ward.id, "amount": amount, **vals})

    def test_it_counts_when_finance_has_confirmed_it(self):
        file = self.env["ir.attachment"].with_user(self.user_ward_1).create({"name": "hd.txt", "raw": b"a"})
        spending = self.report(evidence_ids=[(6, 0, file.ids)])
        self.assertEqual((spending.state, self.of_ward.spent), ("asked", 0))
        for user in (self.user_ward_1, self.user_office, self.user_district):
            self.assert_refused(spending.with_user(user).action_confirm, "Only finance confirms", AccessError)
        self.assertFalse(file._kept_evidence())
        spending.with_user(self.user_finance).action_confirm()
        self.assertEqual((spending.state, self.of_ward.spent), ("confirmed", 30))
        self.assertEqual(spending.sudo().entry_id.user_id, self.user_finance)
        self.assert_refused(spending.with_user(self.user_finance).action_confirm, "decided already")
        self.assertEqual(file._kept_evidence(), file)
        self.assert_refused(file.with_user(self.user_ward_1).unlink, f"stays as it is|{NOT_ALLOWED}", AccessError)

    def test_it_is_refused_with_a_reason_or_withdrawn(self):
        spending, other = self.report(), self.report(5)
        action = spending.with_user(self.user_finance).action_refuse()
        self.press(action, self.user_finance, reason="Thiếu hóa đơn")
        self.assertEqual((spending.state, spending.decision_note), ("refused", "Thiếu hóa đơn"))
        self.assert_refused(other.with_user(self.user_ward_2).action_withdraw, NOT_ALLOWED, AccessError)
        other.action_withdraw()
        self.assertEqual((other.state, self.of_ward.spent), ("withdrawn", 0))

    def test_a_unit_reports_only_on_its_own_lines(self):
        for user in (self.user_ward_2, self.user_health, self.user_school, self.user_ward_b):
            self.assert_refused(lambda user=user: self.report(user=user), NOT_ALLOWED, AccessError)
        self.assert_refused(lambda: self.report(amount=-5), "amount_positive", IntegrityError)
        forged = self.report(state="confirmed", entry_id=self.of_ward.entry_ids.id, asked_by=1)
        self.assertEqual((forged.state, forged.asked_by), ("asked", self.user_ward_1))
        self.assertFalse(forged.entry_id)

    def test_the_dialog_says_what_will_be_left_and_what_stands_against_it(self):
        action = self.of_ward.with_user(self.user_finance).with_context(child_plan_stage="disbursement").action_enter()
        wizard = self.env["child.plan.budget.enter"].with_user(self.user_finance).browse(action["res_id"])
        wizard.amount = 130
        self.assertEqual((wizard.spent, wizard.balance, wizard.refused), (130, -30, True))
        self.assertTrue(wizard.warning)
        wizard.amount = 40
        self.assertEqual((wizard.balance, wizard.refused, wizard.warning), (60, False, ""))
        wizard.action_apply()
        self.assertEqual(self.of_ward.spent, 40)
