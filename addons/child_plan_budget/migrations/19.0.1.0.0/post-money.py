"""Turn the sums that version 19.0.1.0.0 kept on budget lines into their first entries.

The entries are dated when the line was last changed. The addon child_plan, to which the lines belonged then, has put
the sums aside in a table (its migrations/19.0.2.0.0/pre-money.py).

An index in words ("Chương 623, Khoản 139, Mục 6700") becomes codes where the lists have them; otherwise it goes to
the note.
"""

import re

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL, sql

BEFORE = "child_plan_budget_line_before"
STAGES = {
    "estimated": "estimate",
    "allotted": "allotment",
    "committed": "commitment",
    "spent": "disbursement",
    "settled": "settlement",
}
WORDS = {"Chương": "chapter", "Loại": "category", "Khoản": "category", "Mục": "item", "Tiểu mục": "item"}


def migrate(cr, version):
    if not sql.table_exists(cr, BEFORE):
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    enter_sums(cr)
    cr.execute("SELECT id, index_code, note FROM child_plan_budget_line_before WHERE index_code <> ''")
    for line_id, text, note in cr.fetchall():
        keep_index(env["child.plan.budget.line"].browse(line_id), text, note)
    cr.execute("DROP TABLE child_plan_budget_line_before")


def enter_sums(cr):
    """Leave out lines of the demonstration, whose entries this update has just loaded."""
    cr.execute("SELECT DISTINCT line_id FROM child_plan_budget_entry")
    entered = [line for (line,) in cr.fetchall()]
    for column, stage in STAGES.items():
        amount = SQL("round(before.%s)", SQL.identifier(column))
        cr.execute(
            SQL(
                """INSERT INTO child_plan_budget_entry (line_id, plan_id, unit_id, source_id, year, stage, day, amount,
                                                        reference, user_id, recorded_at, create_uid, create_date)
                   SELECT line.id, line.plan_id, line.unit_id, line.source_id, line.year, %s, before.day, %s,
                          before.reference, before.user_id, now() AT TIME ZONE 'UTC',
                          before.user_id, now() AT TIME ZONE 'UTC'
                     FROM child_plan_budget_line line JOIN child_plan_budget_line_before before ON before.id = line.id
                    WHERE %s <> 0 AND line.id <> ALL(%s)""",
                stage,
                amount,
                amount,
                entered,
            )
        )
        cr.execute(
            SQL(
                """UPDATE child_plan_budget_line line SET %s = %s
                     FROM child_plan_budget_line_before before
                    WHERE before.id = line.id AND line.id <> ALL(%s)""",
                SQL.identifier(f"sum_{stage}"),
                amount,
                entered,
            )
        )
    cr.execute(
        """UPDATE child_plan_budget_line line SET amount_known =
                  EXISTS (SELECT FROM child_plan_budget_entry entry WHERE entry.line_id = line.id)"""
    )


def keep_index(line, text, note):
    codes, vals = line.env["child.plan.budget.code"], {}
    for word, kind in WORDS.items():
        for number in re.findall(rf"\b{word}\s+(\d{{3,4}})", text):
            known = codes.search([("kind", "=", kind), ("code", "=", number)])
            if code := known.filtered(lambda code: code._valid_in(line.year))[:1]:
                vals[f"{kind}_id"] = code.id
            else:
                vals["note"] = "; ".join(filter(None, (note, text)))
    line.write(vals or {"note": "; ".join(filter(None, (note, text)))})
