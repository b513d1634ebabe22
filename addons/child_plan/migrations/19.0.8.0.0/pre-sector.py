"""Give tasks and their work a sector, before the ORM would do so row by row."""

from odoo.tools import SQL


def migrate(cr, version):
    # the kept sums count by the sector of the task; the addon makes its tables anew and its job fills them
    cr.execute("SELECT proname FROM pg_proc WHERE starts_with(proname, 'child_plan_assignment_rollup_')")
    for (name,) in cr.fetchall():  # together with the triggers that call them
        cr.execute(SQL("DROP FUNCTION %s CASCADE", SQL.identifier(name)))
    for name in ("", "_change", "_merged", "_event", "_version", "_trust"):
        cr.execute(SQL("DROP TABLE IF EXISTS %s", SQL.identifier(f"child_plan_assignment_rollup{name}")))
    for table in ("child_plan_task", "child_plan_assignment"):
        cr.execute(SQL("ALTER TABLE %s ADD COLUMN IF NOT EXISTS sector_id integer", SQL.identifier(table)))
    # as models/plan/task_sector.py: what all departments and bodies that lead have in common, else that of the standing
    # office
    cr.execute(
        """UPDATE child_plan_task AS task SET sector_id = COALESCE(lead.sector_id, office.sector_id)
             FROM (SELECT line.task_id,
                          CASE WHEN count(DISTINCT COALESCE(unit.sector_id, unit.member_sector_id, 0))
                                    FILTER (WHERE 'authority' NOT IN (unit.kind, COALESCE(unit.member_kind, ''))) = 1
                               THEN min(COALESCE(unit.sector_id, unit.member_sector_id))
                                    FILTER (WHERE 'authority' NOT IN (unit.kind, COALESCE(unit.member_kind, '')))
                                END AS sector_id
                     FROM child_plan_task_unit AS line JOIN child_plan_unit AS unit ON unit.id = line.unit_id
                    WHERE line.role = 'lead' GROUP BY line.task_id) AS lead
             JOIN child_plan_task AS of_plan ON of_plan.id = lead.task_id
             JOIN child_plan AS plan ON plan.id = of_plan.plan_id
             LEFT JOIN child_plan_unit AS office ON office.id = plan.standing_unit_id
            WHERE task.id = lead.task_id AND task.sector_id IS NULL"""
    )
    cr.execute(
        """UPDATE child_plan_assignment AS work SET sector_id = task.sector_id FROM child_plan_task AS task
            WHERE task.id = work.task_id AND work.sector_id IS DISTINCT FROM task.sector_id"""
    )
