"""The curve of spending against plan: what its rows add up to."""

from datetime import date

from .money_case import MoneyCase

JAN, FEB = "2026-01-15", "2026-02-10"


class TestMoneyPace(MoneyCase):
    def sums(self, *lines, by=("kind",), **domain):
        domain = [
            ("line_id", "in", [line.id for line in lines]),
            *((name, "=", value) for name, value in domain.items()),
        ]
        rows = self.env["child.plan.budget.pace"]._read_group(domain, by, ["amount:sum"])
        return {key[0] if len(key) == 1 else tuple(key): amount for *key, amount in rows}

    def test_what_is_allotted_is_planned_evenly_over_the_year(self):
        self.enter(self.line, ("estimate", 500, JAN), ("allotment", 100, JAN), ("disbursement", 30, FEB))
        months = self.sums(self.line, by=("day:month",), kind="planned")
        self.assertEqual(list(months), [date(2026, month, 1) for month in range(1, 13)])
        self.assertAlmostEqual(months[date(2026, 1, 1)], 100 / 12)
        self.assertAlmostEqual(sum(months.values()), 100)
        self.assertEqual(self.sums(self.line)["spent"], 30)

    def test_a_line_with_an_estimate_alone_is_planned_by_it_and_one_of_which_nothing_is_known_not_at_all(self):
        self.enter(self.line, ("estimate", 600, JAN))
        unknown = self.budget_line(name="Chưa rõ")
        self.assertEqual(self.sums(self.line, unknown), {"planned": 600})
        self.assertFalse(self.sums(unknown))

    def test_money_passed_on_is_planned_and_counted_once(self):
        self.enter(self.line, ("allotment", 100, JAN))
        self.line.with_user(self.user_finance)._pass_on(self.ward_1, {"day": FEB, "amount": 60})
        below = self.line.child_ids
        self.assertEqual(self.sums(self.line, below), {"planned": 100, "allotted": 100})
        self.assertEqual(self.sums(below), {"planned": 60, "allotted": 60})

    def test_it_ends_at_what_the_lines_say(self):
        self.enter(self.line, ("allotment", 100, JAN), ("adjustment", -10, FEB), ("disbursement", 20, FEB))
        self.line.entry_ids.filtered(lambda entry: entry.stage == "disbursement")._reverse("Nhầm")
        self.enter(self.line, ("return", 15, FEB), ("disbursement", 5, FEB))
        self.assertEqual(self.sums(self.line), {"planned": 75, "allotted": 75, "spent": 5})
        self.assertEqual((self.line.allotted, self.line.spent), (75, 5))
