"""Fill plan and unit of deliverables and milestones by one statement each, before the ORM would do it row by row."""

from odoo.tools import SQL

TABLES = ("child_plan_deliverable", "child_plan_milestone")


def migrate(cr, version):
    for table in TABLES:
        table = SQL.identifier(table)
        cr.execute(SQL("ALTER TABLE %s ADD COLUMN plan_id integer, ADD COLUMN unit_id integer", table))
        cr.execute(
            SQL(
                """UPDATE %(table)s AS part SET plan_id = task.plan_id, unit_id = work.unit_id
                     FROM %(table)s AS same JOIN child_plan_task AS task ON task.id = same.task_id
                     LEFT JOIN child_plan_assignment AS work ON work.id = same.assignment_id
                    WHERE same.id = part.id""",
                table=table,
            )
        )
