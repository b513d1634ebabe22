"""How a reorganisation writes: in bulk by SQL, and in a way that can be undone.

Each step is one statement, which also keeps what the rows were before it. Undoing takes the steps back in reverse. What
the rows are after it is kept, too: where they are not so any more, somebody has gone on from there.
"""

from odoo import api, fields, models
from odoo.tools import SQL


class ChildPlanReorganisationChange(models.Model):
    """One row of a table that a reorganisation added, changed or removed. Nobody reads it but the code."""

    _name = "child.plan.reorganisation.change"
    _description = "Row Changed by a Reorganisation"
    _order = "id"

    reorganisation_id = fields.Many2one(
        "child.plan.reorganisation", required=True, readonly=True, ondelete="cascade", index=True
    )
    step = fields.Integer(required=True, readonly=True)
    operation = fields.Selection(
        [("insert", "Added"), ("update", "Changed"), ("delete", "Removed")], required=True, readonly=True
    )
    table_name = fields.Char(required=True, readonly=True)
    row_id = fields.Integer(readonly=True)
    before = fields.Json(readonly=True)
    after = fields.Json(readonly=True)

    _row_idx = models.Index("(reorganisation_id, step)")


class ChildPlanReorganisation(models.Model):
    _inherit = "child.plan.reorganisation"

    def _keep(self, operation, table, selected):
        """Return the INSERT that keeps ``selected``, SQL for: FROM … with row_id, before and after."""
        self.env.cr.execute(
            "SELECT COALESCE(max(step), 0) + 1 FROM child_plan_reorganisation_change WHERE reorganisation_id = %s",
            [self.id],
        )
        [(step,)] = self.env.cr.fetchall()
        return SQL(
            """INSERT INTO child_plan_reorganisation_change
                      (reorganisation_id, step, operation, table_name, row_id, before, after)
               SELECT %s, %s, %s, %s, row_id, before, after FROM %s""",
            self.id,
            step,
            operation,
            table,
            selected,
        )

    def _update_rows(self, table, columns, query):
        """Set ``columns`` of the rows of ``table`` to what ``query`` gives: their id, then the columns. Return how
        many rows changed.
        """
        name, aliases = SQL.identifier(table), SQL(", ").join(map(SQL.identifier, ("id", *columns)))
        old = SQL(", ").join(SQL.identifier("old", column) for column in columns)
        new = SQL(", ").join(SQL.identifier("new", column) for column in columns)
        pairs = {
            alias: SQL(", ").join(SQL("%s, %s", column, SQL.identifier(alias, column)) for column in columns)
            for alias in ("old", "new")
        }
        changed = SQL(
            """(SELECT old.id AS row_id, jsonb_build_object(%s) AS before, jsonb_build_object(%s) AS after
                  FROM new JOIN %s AS old ON old.id = new.id WHERE ROW(%s) IS DISTINCT FROM ROW(%s)) AS changed""",
            pairs["old"],
            pairs["new"],
            name,
            old,
            new,
        )
        self.env.cr.execute(
            SQL(
                """WITH new (%s) AS MATERIALIZED (%s), kept AS (%s)
                   UPDATE %s AS old SET (%s) = ROW(%s) FROM new
                    WHERE old.id = new.id AND ROW(%s) IS DISTINCT FROM ROW(%s)""",
                aliases,
                query,
                self._keep("update", table, changed),
                name,
                SQL(", ").join(map(SQL.identifier, columns)),
                new,
                old,
                new,
            )
        )
        return self.env.cr.rowcount

    def _insert_rows(self, table, columns, query, watched=()):
        """Add the rows that ``query`` gives, unless they are there. Return how many were added.

        :param watched: the columns by which it is seen that somebody has gone on with a row; empty: that it is there
        """
        has_id = self._has_id(table)
        pairs = SQL(", ").join(SQL("%s, %s", column, SQL.identifier("added", column)) for column in watched)
        after = SQL("jsonb_build_object(%s)", pairs) if has_id else SQL("to_jsonb(added)")
        selected = SQL(
            "(SELECT %s AS row_id, NULL::jsonb AS before, %s AS after FROM added) AS added_rows",
            SQL("added.id") if has_id else SQL("NULL::int"),
            after,
        )
        self.env.cr.execute(
            SQL(
                "WITH added AS (INSERT INTO %s (%s) %s ON CONFLICT DO NOTHING RETURNING *) %s",
                SQL.identifier(table),
                SQL(", ").join(map(SQL.identifier, columns)),
                query,
                self._keep("insert", table, selected),
            )
        )
        return self.env.cr.rowcount

    def _delete_rows(self, table, where):
        """Remove the rows of ``table AS gone`` for which ``where`` is true. Return how many they were."""
        selected = SQL(
            "(SELECT %s AS row_id, to_jsonb(gone) AS before, NULL::jsonb AS after FROM gone) AS gone_rows",
            SQL("gone.id") if self._has_id(table) else SQL("NULL::int"),
        )
        self.env.cr.execute(
            SQL(
                "WITH gone AS (DELETE FROM %s AS gone WHERE %s RETURNING *) %s",
                SQL.identifier(table),
                where,
                self._keep("delete", table, selected),
            )
        )
        return self.env.cr.rowcount

    def _replace_links(self, table, column, other, heir, where=None):
        """Replace units in ``column`` of the table of links ``table`` by their heirs.

        :param heir: SQL of the heir of a row ``link``; NULL leaves it
        """
        where = SQL("link.%s = ANY(%s) AND %s", SQL.identifier(column), self._ended_ids(), where or SQL("TRUE"))
        pairs = self.env.execute_query(
            SQL(
                "SELECT link.%(other)s, link.%(column)s, heir.id FROM %(table)s AS link"
                " CROSS JOIN LATERAL (SELECT %(heir)s AS id) AS heir WHERE %(where)s AND heir.id IS NOT NULL",
                other=SQL.identifier(other),
                column=SQL.identifier(column),
                table=SQL.identifier(table),
                heir=heir,
                where=where,
            )
        )
        if not pairs:
            return []
        others, olds, heirs = (list(values) for values in zip(*pairs, strict=True))
        self._insert_rows(table, [other, column], SQL("SELECT * FROM unnest(%s::int[], %s::int[])", others, heirs))
        self._delete_rows(
            table,
            SQL(
                "(%s, %s) IN (SELECT * FROM unnest(%s::int[], %s::int[]))",
                SQL.identifier("gone", other),
                SQL.identifier("gone", column),
                others,
                olds,
            ),
        )
        return pairs

    @api.model
    def _has_id(self, table):
        return not table.endswith("_rel")

    # -- undoing --

    def _gone_on(self):
        """Return ``[(table, rows)]``: how many rows are not as the reorganisation left them."""
        found = []
        for table in self._changed_tables():
            if self._has_id(table):
                query = SQL(
                    """SELECT count(*) FROM (
                           SELECT row_id, jsonb_object_agg(part.key, part.value ORDER BY step)
                                          FILTER (WHERE part.key IS NOT NULL)
                                              AS after, bool_or(operation = 'delete') AS removed
                             FROM child_plan_reorganisation_change
                             LEFT JOIN LATERAL jsonb_each(after) AS part ON TRUE
                            WHERE reorganisation_id = %s AND table_name = %s GROUP BY row_id) AS last
                         LEFT JOIN %s AS now ON now.id = row_id
                        WHERE NOT removed AND (now.id IS NULL OR NOT to_jsonb(now) @> COALESCE(after, '{}'))""",
                    self.id,
                    table,
                    SQL.identifier(table),
                )
            else:
                query = SQL(
                    """SELECT count(*) FROM child_plan_reorganisation_change
                        WHERE reorganisation_id = %s AND table_name = %s AND operation = 'insert'
                          AND after NOT IN (SELECT to_jsonb(now) FROM %s AS now)""",
                    self.id,
                    table,
                    SQL.identifier(table),
                )
            [(count,)] = self.env.execute_query(query)
            if count:
                found.append((table, count))
        return found

    def _later(self):
        """Return the reorganisations, applied after this one, that changed what this one had changed."""
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT other.reorganisation_id FROM child_plan_reorganisation_change AS mine
                     JOIN child_plan_reorganisation_change AS other
                       ON other.table_name = mine.table_name AND other.row_id = mine.row_id AND other.id > mine.id
                     JOIN child_plan_reorganisation AS later
                       ON later.id = other.reorganisation_id AND later.state = 'applied'
                    WHERE mine.reorganisation_id = %s AND later.id != mine.reorganisation_id""",
                self.id,
            )
        )
        return self.browse(id_ for (id_,) in rows)

    def _changed_tables(self):
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT table_name FROM child_plan_reorganisation_change
                    WHERE reorganisation_id = %s ORDER BY 1""",
                self.id,
            )
        )
        return [table for (table,) in rows]

    @api.model
    def _kept_tables(self):
        """Return the tables whose added rows stay when a reorganisation is undone: the journal names them. Extend."""
        return ["child_plan_unit"]

    def _take_back(self):
        """Take all steps back, the last one first."""
        steps = self.env.execute_query(
            SQL(
                """SELECT DISTINCT step, operation, table_name FROM child_plan_reorganisation_change
                    WHERE reorganisation_id = %s ORDER BY step DESC""",
                self.id,
            )
        )
        for step, operation, table in steps:
            if operation == "insert" and table in self._kept_tables():
                continue
            self.env.cr.execute(self._take_back_step(step, operation, table))

    def _take_back_step(self, step, operation, table):
        name = SQL.identifier(table)
        of_step = SQL("reorganisation_id = %s AND step = %s", self.id, step)
        if operation == "delete":
            return SQL(
                """INSERT INTO %s SELECT row.* FROM child_plan_reorganisation_change AS change
                    CROSS JOIN LATERAL jsonb_populate_record(NULL::%s, change.before) AS row WHERE %s
                       ON CONFLICT DO NOTHING""",
                name,
                name,
                of_step,
            )
        if operation == "insert":
            same = SQL("gone.id = change.row_id") if self._has_id(table) else SQL("to_jsonb(gone) = change.after")
            return SQL(
                "DELETE FROM %s AS gone USING child_plan_reorganisation_change AS change WHERE %s AND %s",
                name,
                of_step,
                same,
            )
        [(columns,)] = self.env.execute_query(
            SQL(
                """SELECT ARRAY(SELECT jsonb_object_keys(before)) FROM child_plan_reorganisation_change
                    WHERE %s LIMIT 1""",
                of_step,
            )
        )
        return SQL(
            """UPDATE %s AS row SET (%s) = ROW(%s) FROM child_plan_reorganisation_change AS change
                CROSS JOIN LATERAL jsonb_populate_record(NULL::%s, change.before) AS old
                WHERE %s AND row.id = change.row_id""",
            name,
            SQL(", ").join(map(SQL.identifier, columns)),
            SQL(", ").join(SQL.identifier("old", column) for column in columns),
            name,
            of_step,
        )
