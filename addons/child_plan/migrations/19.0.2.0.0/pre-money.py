"""Keep the sums of budget lines, which used to be overwritten columns, for post-money.py."""

from odoo.tools import SQL

COLUMNS = ("estimated", "allotted", "committed", "spent", "settled", "index_code")


def migrate(cr, version):
    cr.execute(
        """CREATE TABLE child_plan_budget_line_before AS
           SELECT id, estimated, allotted, committed, spent, settled, index_code, note, reference,
                  COALESCE(write_uid, create_uid, 1) AS user_id,
                  COALESCE(write_date, create_date, now())::date AS day
             FROM child_plan_budget_line"""
    )
    for column in (*COLUMNS, "balance"):
        cr.execute(SQL("ALTER TABLE child_plan_budget_line DROP COLUMN %s", SQL.identifier(column)))
