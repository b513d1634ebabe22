"""Sums that version 19.0.1.0.0 kept in columns become entries (migrations/19.0.1.0.0/post-money.py)."""

from datetime import date
from pathlib import Path
from runpy import run_path

from .money_case import MoneyCase

SCRIPT = Path(__file__).parents[1] / "migrations" / "19.0.1.0.0" / "post-money.py"


class TestMoneyMigration(MoneyCase):
    def migrate(self, *rows):
        """``rows`` are lines as pre-money.py keeps them."""
        self.env.flush_all()
        self.cr.execute(
            """CREATE TABLE child_plan_budget_line_before (id integer, estimated numeric, allotted numeric,
               committed numeric, spent numeric, settled numeric, index_code varchar, note varchar, reference varchar,
               user_id integer, day date)"""
        )
        for row in rows:
            self.cr.execute("INSERT INTO child_plan_budget_line_before VALUES %s", [row])
        run_path(SCRIPT)["migrate"](self.cr, "19.0.0.0.0")
        self.env.invalidate_all()

    def test_sums_become_entries_and_the_index_codes(self):
        unknown, day = self.budget_line(name="Chưa rõ"), date(2026, 2, 3)
        index, uid = "Khoản 398, Mục 6650", self.user_finance.id
        self.migrate(
            (self.line.id, 350, 300, None, 120, 0, index, None, "15/QĐ-UBND", uid, day),
            (unknown.id, 0, 0, None, None, None, "Chương 123", "Cũ", None, uid, day),
        )
        self.assertEqual(self.money(self.line, "estimated", "allotted", "spent", "balance"), (350, 300, 120, 180))
        self.assertEqual(self.money(self.line, "allotted", day="2026-02-02"), (0,))
        entry = self.line.entry_ids.filtered(lambda e: e.stage == "disbursement")
        self.assertEqual((entry.day, entry.user_id, entry.reference), (day, self.user_finance, "15/QĐ-UBND"))
        self.assertEqual((self.line.category_id.code, self.line.item_id.code), ("398", "6650"))
        self.assertEqual((self.line.amount_known, unknown.amount_known), (True, False))
        self.assertFalse(unknown.entry_ids)
        self.assertEqual(unknown.note, "Cũ; Chương 123")
        self.enter(self.line, ("disbursement", 180))  # the sums go on from there
        self.assertEqual(self.line.balance, 0)
