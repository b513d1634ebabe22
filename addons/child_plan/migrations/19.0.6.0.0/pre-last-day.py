"""Fill the columns on which the status depends now, before the ORM would do so row by row."""

from odoo.tools import SQL
from odoo.tools.sql import table_exists

ROWS = ("child_plan_assignment", "child_plan_report")


def migrate(cr, version):
    # the kept sums have another key; the addon makes its tables anew and its job fills them
    cr.execute("SELECT proname FROM pg_proc WHERE starts_with(proname, 'child_plan_assignment_rollup_')")
    for (name,) in cr.fetchall():  # together with the triggers that call them
        cr.execute(SQL("DROP FUNCTION %s CASCADE", SQL.identifier(name)))
    for name in ("", "_change", "_merged", "_event", "_version", "_trust"):
        cr.execute(SQL("DROP TABLE IF EXISTS %s", SQL.identifier(f"child_plan_assignment_rollup{name}")))
    cr.execute("ALTER TABLE child_plan ADD COLUMN IF NOT EXISTS next_working_day boolean")
    cr.execute("UPDATE child_plan SET next_working_day = TRUE WHERE next_working_day IS NULL")
    for table in filter(lambda name: table_exists(cr, name), ROWS):
        cr.execute(SQL("ALTER TABLE %s ADD COLUMN IF NOT EXISTS in_time_until date", SQL.identifier(table)))
        cr.execute(SQL("UPDATE %s SET in_time_until = due_on WHERE due_on IS NOT NULL", SQL.identifier(table)))
        cr.execute(SQL("ALTER TABLE %s ADD COLUMN IF NOT EXISTS plan_closed_on date", SQL.identifier(table)))
        cr.execute(
            SQL(
                """UPDATE %s AS line SET plan_closed_on = plan.closed_on FROM child_plan AS plan
                    WHERE plan.id = line.plan_id AND plan.closed_on IS NOT NULL""",
                SQL.identifier(table),
            )
        )
