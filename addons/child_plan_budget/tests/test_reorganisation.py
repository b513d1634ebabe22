"""Money follows its unit, with its entries; the sums of the plan stay what they were."""

from odoo.tests import tagged

from odoo.addons.child_plan.tests.work.reorganisation_case import ReorganisationCase

from .money_case import MoneyCase


@tagged("-at_install", "post_install")
class TestReorganisedMoney(ReorganisationCase, MoneyCase):
    def test_lines_and_entries_go_to_the_heir_with_the_same_sums(self):
        plan = self.give(self.ward_1, self.ward_2).plan_id
        lines = self.env["child.plan.budget.line"].create(
            [
                {"plan_id": plan.id, "unit_id": unit.id, "year": year, "source_id": self.source.id, "estimated": amount}
                for unit, year, amount in ((self.ward_1, 2026, 100), (self.ward_2, 2026, 30), (self.ward_1, 2025, 7))
            ]
        )
        now, earlier = lines[:2], lines[2]

        def sums():
            self.env.flush_all()
            self.env.cr.execute(
                "SELECT sum(amount), count(*) FROM child_plan_budget_entry WHERE line_id = ANY(%s)", [lines.ids]
            )
            return self.env.cr.fetchall(), sum(lines.mapped("estimated"))

        tables = ("child_plan_budget_line", "child_plan_budget_entry", "child_plan_budget_spending")
        before, rows = sums(), self.snapshot(*tables)
        row = self.merge()
        self.assertIn("Money lines", str(row.with_user(self.admin).preview))
        self.apply(row)
        new = row.new_unit_ids.unit_id
        self.assertEqual(sums(), before)
        self.assertEqual((now.unit_id, now.commune_id, now.entry_ids.unit_id), (new, new, new))
        self.assertEqual(earlier.unit_id, self.ward_1, "settled by the unit that spent it")
        change = self.env["child.plan.journal"].search([("kind", "=", "unit"), ("unit_id", "=", new.id)])
        self.assertTrue(change.filtered(lambda row: (row.old_value or "").startswith("Xã A1: KP")))
        row.with_user(self.admin).action_undo()
        self.env.invalidate_all()
        self.assertEqual(self.snapshot(*tables), rows)
