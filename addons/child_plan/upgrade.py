"""Helpers of the migrations: rename models, fields and external ids, and move records to another of our addons."""

from contextlib import contextmanager

from odoo.tools import SQL
from odoo.tools.sql import column_exists, table_exists

# Columns of Odoo's tables that hold a model's name.
REFERENCES = (
    ("ir_model", "model"),
    ("ir_model_data", "model"),
    ("ir_model_fields", "model"),
    ("ir_model_fields", "relation"),
    ("ir_filters", "model_id"),
    ("ir_attachment", "res_model"),
    ("mail_message", "model"),
)


def rename_model(cr, old, new):
    """Rename a model, its table (if any), sequence, constraints and indexes, and references in Odoo's tables."""
    before, after = old.replace(".", "_"), new.replace(".", "_")
    if table_exists(cr, before):
        _rename_table(cr, before, after)
    cr.execute(
        "UPDATE ir_model_constraint SET name = %s || substr(name, %s) WHERE starts_with(name, %s)",
        [after, len(before) + 1, f"{before}_"],
    )
    rename_references(cr, old, new)


def rename_references(cr, old, new):
    """Rename a model in Odoo's tables. For an abstract model this is all there is to do."""
    before, after = old.replace(".", "_"), new.replace(".", "_")
    for name, column in REFERENCES:
        cr.execute(
            SQL(
                "UPDATE %(table)s SET %(column)s = %(new)s WHERE %(column)s = %(old)s",
                table=SQL.identifier(name),
                column=SQL.identifier(column),
                new=new,
                old=old,
            )
        )
    rename_data(cr, f"model_{before}", f"model_{after}")
    rename_data(cr, f"field_{before}__", f"field_{after}__", prefix=True)
    rename_data(cr, f"selection__{before}__", f"selection__{after}__", prefix=True)


def _rename_table(cr, before, after):
    table = SQL.identifier(after)
    cr.execute(SQL("ALTER TABLE %s RENAME TO %s", SQL.identifier(before), table))
    cr.execute(
        SQL("ALTER SEQUENCE %s RENAME TO %s", SQL.identifier(f"{before}_id_seq"), SQL.identifier(f"{after}_id_seq"))
    )
    cr.execute("SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass", [after])
    for old_name, new_name in _renamed(cr, before, after):
        cr.execute(SQL("ALTER TABLE %s RENAME CONSTRAINT %s TO %s", table, old_name, new_name))
    cr.execute("SELECT indexname FROM pg_indexes WHERE tablename = %s", [after])
    for old_name, new_name in _renamed(cr, before, after):
        cr.execute(SQL("ALTER INDEX %s RENAME TO %s", old_name, new_name))


def _renamed(cr, before, after):
    """Return pairs ``(old, new)`` of those identifiers in the cursor's rows that begin with the old table's name."""
    return [
        (SQL.identifier(name), SQL.identifier(after + name.removeprefix(before)))
        for (name,) in cr.fetchall()
        if name.startswith(f"{before}_")
    ]


def rename_column(cr, model, old, new):
    """Rename a stored field of the model; a database that is older than the field has nothing to rename."""
    table = model.replace(".", "_")
    if not column_exists(cr, table, old):
        return
    cr.execute(
        SQL("ALTER TABLE %s RENAME COLUMN %s TO %s", SQL.identifier(table), SQL.identifier(old), SQL.identifier(new))
    )
    cr.execute("UPDATE ir_model_fields SET name = %s WHERE name = %s AND model = %s", [new, old, model])
    rename_data(cr, f"field_{table}__{old}", f"field_{table}__{new}")


def rename_data(cr, old, new, prefix=False):
    """Rename external ids of the core; with ``prefix``, all that begin with ``old``."""
    cr.execute(
        """UPDATE ir_model_data SET name = %s || substr(name, %s)
            WHERE module = 'child_plan' AND CASE WHEN %s THEN starts_with(name, %s) ELSE name = %s END""",
        [new, len(old) + 1, prefix, old, old],
    )


def move_to_addon(cr, addon, models=(), fields=(), names=(), prefixes=(), *, state="to upgrade"):
    """Hand external ids of the core over to another addon, which is loaded in the same update.

    An update deletes everything that it no longer finds in its addon, with tables, columns and rows. So what another
    addon now defines must belong to that addon beforehand.
    :param models: names of models that the addon now defines, with their fields, selections and constraints
    :param fields: pairs ``(model of the core, field that the addon adds to it)``
    :param names: further external ids: views, actions, menus, rules, access rows, data, demonstration
    :param prefixes: the same, by their beginnings
    :param state: by default the addon is updated as if it had been installed before, so that its ``noupdate`` data and
        demonstration stay as they are. ``"to install"`` installs it, for an addon whose hooks fill new tables.
    """
    exact, begin = list(names), list(prefixes)
    for model in models:
        table = model.replace(".", "_")
        exact.append(f"model_{table}")
        begin += [f"field_{table}__", f"selection__{table}__", f"constraint_{table}_", f"model_inherit__{table}__"]
    for model, field in fields:
        table = model.replace(".", "_")
        exact.append(f"field_{table}__{field}")
        begin.append(f"selection__{table}__{field}__")
    cr.execute(
        """UPDATE ir_model_data SET module = %s
            WHERE module = 'child_plan' AND (
                  name = ANY(%s) OR EXISTS (
                      SELECT FROM unnest(%s::text[]) AS prefix WHERE starts_with(name, prefix)))""",
        [addon, exact, begin],
    )
    for table in ("ir_model_constraint", "ir_model_relation"):
        cr.execute(
            SQL(
                """UPDATE %s SET module = (SELECT id FROM ir_module_module WHERE name = %s)
                    WHERE module = (SELECT id FROM ir_module_module WHERE name = 'child_plan')
                      AND model IN (SELECT id FROM ir_model WHERE model = ANY(%s))""",
                SQL.identifier(table),
                addon,
                list(models),
            )
        )
    cr.execute(
        """UPDATE ir_module_module SET state = %s, latest_version = '19.0.0.0.0', demo = core.demo
             FROM (SELECT demo FROM ir_module_module WHERE name = 'child_plan') AS core
            WHERE name = %s AND state <> 'installed'""",
        [state, addon],
    )


@contextmanager
def journal_opened(cr):
    """Let a migration change rows of the journal.

    Sealed columns (``models/work/journal_seal.py``) of sealed rows must stay: verification would name those rows.
    """
    cr.execute("ALTER TABLE child_plan_journal DISABLE TRIGGER child_plan_refuse_change")
    yield
    cr.execute("ALTER TABLE child_plan_journal ENABLE ALWAYS TRIGGER child_plan_refuse_change")
