"""Tables to which rows are only added: a trigger refuses to change or remove them, whoever asks.

The trigger also fires for replicated changes. Odoo's role owns the table and can switch the trigger off, as migrations
do (``upgrade.journal_opened``); the chain of seals shows what was changed then, and verification whether the trigger is
there. Dropping the table, as uninstalling does, is not refused.
"""

from odoo.tools import SQL

FUNCTION = "child_plan_refuse_change"
# 23001, so that Odoo shows the words instead of an internal error
REFUSE = f"""
    CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'Rows of % are only added, never changed or removed', TG_TABLE_NAME
              USING ERRCODE = 'restrict_violation', TABLE = TG_TABLE_NAME;
    END $$
"""
# For each row, because deleting any user updates the rows that the user created, though there be none.
TRIGGERS = {
    "child_plan_refuse_change": "BEFORE UPDATE OR DELETE ON %s FOR EACH ROW",
    "child_plan_refuse_truncate": "BEFORE TRUNCATE ON %s FOR EACH STATEMENT",
}


def protect(cr, table):
    cr.execute(REFUSE)
    table = SQL.identifier(table)
    for name, event in TRIGGERS.items():
        name = SQL.identifier(name)
        cr.execute(SQL("DROP TRIGGER IF EXISTS %s ON %s", name, table))
        cr.execute(SQL("CREATE TRIGGER %s %s EXECUTE FUNCTION %s()", name, SQL(event, table), SQL.identifier(FUNCTION)))
        cr.execute(SQL("ALTER TABLE %s ENABLE ALWAYS TRIGGER %s", table, name))


def unprotected(cr, tables):
    """Return those of ``tables`` whose triggers are not all there and active."""
    cr.execute(
        """SELECT tgrelid::regclass::text FROM pg_trigger
            WHERE tgname = ANY(%s) AND tgenabled = 'A' AND tgfoid = to_regproc(%s)
            GROUP BY tgrelid HAVING count(*) = %s""",
        [list(TRIGGERS), FUNCTION, len(TRIGGERS)],
    )
    return sorted(set(tables) - {table for (table,) in cr.fetchall()})
