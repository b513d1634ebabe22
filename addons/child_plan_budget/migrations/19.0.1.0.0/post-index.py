"""Give lines of budget years from 2026 on the codes that are in force then."""

from odoo.tools import SQL


def migrate(cr, version):
    for kind in ("chapter", "category", "item"):
        column = SQL.identifier(f"{kind}_id")
        cr.execute(
            SQL(
                """UPDATE child_plan_budget_line AS line SET %s = new.id
                     FROM child_plan_budget_code AS old
                     JOIN child_plan_budget_code AS new ON (new.kind, new.code) = (old.kind, old.code)
                    WHERE old.id = line.%s AND line.year >= 2026
                      AND old.valid_to = '2025-12-31' AND new.valid_from = '2026-01-01'""",
                column,
                column,
            )
        )
