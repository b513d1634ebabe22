"""The update from 19.0.2.0.0 fills the plan and unit of deliverables and milestones."""

from pathlib import Path
from runpy import run_path

from odoo.fields import Command
from odoo.tools import SQL

from ..common import PlanCase

SCRIPTS = Path(__file__).parents[2] / "migrations" / "19.0.3.0.0"
PARTS = ("child.plan.deliverable", "child.plan.milestone")


class TestPartsMigration(PlanCase):
    def test_the_columns_are_filled_as_the_fields_say(self):
        plan = self.plan()
        task = self.task(plan, [self.health], [self.wards], deliverables=["Báo cáo"])
        task.milestone_ids = [Command.create({"name": "Bước 1", "due_on": "2026-03-20"})]
        self.issue(plan)
        self.env.flush_all()
        tables = {
            self.env[model]._table: f"SELECT id, plan_id, unit_id FROM {self.env[model]._table} ORDER BY id"
            for model in PARTS
        }
        before = {table: self.env.execute_query(SQL(query)) for table, query in tables.items()}
        for table in tables:
            self.env.cr.execute(f"ALTER TABLE {table} DROP COLUMN plan_id, DROP COLUMN unit_id")
        run_path(SCRIPTS / "pre-parts.py")["migrate"](self.env.cr, "19.0.2.0.0")
        for table, query in tables.items():
            self.assertTrue(before[table])
            self.assertEqual(self.env.execute_query(SQL(query)), before[table])
