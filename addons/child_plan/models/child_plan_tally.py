from odoo import api, models
from odoo.tools import SQL

from ..clock import today
from .child_plan_assignment_tally import sums_sql
from .child_plan_unit import LEVEL_FIELDS

FOLDED = 100_000  # changes folded in one transaction

# What the status of a row depends on, the same for as many rows as can be: whether work that was handed in was late is
# all that its dates still say, and nothing hangs on the dates of what is suspended or cancelled. No date is infinity.
FACTS = """
    state,
    CASE WHEN state IN ('suspended', 'cancelled') OR due_on IS NULL THEN 'infinity'
         WHEN state IN ('submitted', 'done') AND submitted_on IS NOT NULL THEN DATE '2000-01-01'
         ELSE due_on END AS due_on,
    CASE WHEN state IN ('submitted', 'done') AND due_on IS NOT NULL AND submitted_on IS NOT NULL
         THEN DATE '2000-01-01' + (submitted_on > due_on)::int ELSE 'infinity' END AS submitted_on,
    CASE WHEN state IN ('not_started', 'in_progress', 'returned') AND due_on IS NOT NULL
         THEN COALESCE(soon_days, 0) ELSE 0 END AS soon_days,
    COALESCE(extension_pending, FALSE) AS extension_pending
"""
KEY = "state, due_on, submitted_on, soon_days, extension_pending"
TABLES = f"""
    CREATE TABLE IF NOT EXISTS child_plan_tally (
        node_id integer NOT NULL, state varchar NOT NULL, due_on date NOT NULL, submitted_on date NOT NULL,
        soon_days integer NOT NULL, extension_pending boolean NOT NULL, number bigint NOT NULL,
        progress bigint NOT NULL,
        PRIMARY KEY (node_id, {KEY})
    );
    CREATE INDEX IF NOT EXISTS child_plan_tally_empty ON child_plan_tally (node_id) WHERE number = 0;
    CREATE TABLE IF NOT EXISTS child_plan_tally_change (
        id bigserial PRIMARY KEY, unit_id integer NOT NULL, state varchar NOT NULL, due_on date NOT NULL,
        submitted_on date NOT NULL, soon_days integer NOT NULL, extension_pending boolean NOT NULL,
        number bigint NOT NULL, progress bigint NOT NULL
    );
    CREATE TABLE IF NOT EXISTS child_plan_tally_trust (trusted boolean NOT NULL);
    INSERT INTO child_plan_tally_trust SELECT NOT EXISTS (SELECT FROM child_plan_assignment)
     WHERE NOT EXISTS (SELECT FROM child_plan_tally_trust);
"""
NEW = f"SELECT unit_id, {FACTS}, 1 AS number, COALESCE(progress, 0) AS progress FROM added"
OLD = f"SELECT unit_id, {FACTS}, -1 AS number, -COALESCE(progress, 0) AS progress FROM removed"
# operation: (transition tables, the rows that it adds to and takes from the sums)
OPERATIONS = {
    "INSERT": ("NEW TABLE AS added", NEW),
    "UPDATE": ("OLD TABLE AS removed NEW TABLE AS added", f"{NEW} UNION ALL {OLD}"),
    "DELETE": ("OLD TABLE AS removed", OLD),
}
TRIGGER = """
    CREATE OR REPLACE FUNCTION child_plan_tally_{operation}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO child_plan_tally_change (unit_id, {key}, number, progress)
        SELECT unit_id, {key}, sum(number), sum(progress) FROM ({rows}) AS rows
         GROUP BY unit_id, {key} HAVING sum(number) != 0 OR sum(progress) != 0;
        RETURN NULL;
    END $$;
    DROP TRIGGER IF EXISTS child_plan_tally_{operation} ON child_plan_assignment;
    CREATE TRIGGER child_plan_tally_{operation} AFTER {operation} ON child_plan_assignment
        REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION child_plan_tally_{operation}();
"""
STATEMENTS = [
    TABLES,
    *(
        TRIGGER.format(operation=operation, tables=tables, rows=rows, key=KEY)
        for operation, (tables, rows) in OPERATIONS.items()
    ),
]


class ChildPlanTally(models.AbstractModel):
    """Sums of assignments for each authority of a province, district or commune, with all that lies below it.

    Two tables that no user and no ORM reads. ``child_plan_tally`` holds, for an authority, how many assignments have
    the same facts that their status depends on; the day is applied when it is read, so midnight changes nothing here.
    A trigger on the assignments appends what a statement changed to ``child_plan_tally_change``, in the same
    transaction: writers never wait for each other, and whatever is rolled back leaves nothing. A job folds the changes
    in; until then they are added when the sums are read, so the sums are never behind.

    Where work comes to lie below other authorities, the sums are not trusted until the job has made them anew; as long
    as that lasts ``_tally`` counts the rows. All of it happens in snapshots (Odoo's repeatable read): a job that read
    an older tree than was committed meanwhile cannot set the trust.
    """

    _name = "child.plan.tally"
    _description = "Sums of Assignments"

    def init(self):
        for statement in STATEMENTS:
            self.env.cr.execute(statement)

    def _drop(self):
        """Take the tables and the triggers away, when the addon is uninstalled."""
        for operation in OPERATIONS:
            self.env.cr.execute(
                SQL("DROP FUNCTION %s CASCADE", SQL.identifier(f"child_plan_tally_{operation.lower()}"))
            )
        self.env.cr.execute("DROP TABLE child_plan_tally, child_plan_tally_change, child_plan_tally_trust")

    def _serves(self):
        """Whether the sums can be read."""
        [(trusted,)] = self.env.execute_query(SQL("SELECT trusted FROM child_plan_tally_trust"))
        return trusted

    def _doubt(self):
        """Work lies below other authorities now: have the sums made anew."""
        self.env.cr.execute("UPDATE child_plan_tally_trust SET trusted = FALSE WHERE trusted")
        self.env.ref("child_plan.child_plan_cron_fold").sudo()._trigger()

    @api.model
    def _cron_fold(self):
        """Fold in the changes, in chunks; make the sums anew where they are not trusted."""
        cron = self.env["ir.cron"]
        if not self._serves():
            self._recount()
        while folded := self._fold():
            if not cron._commit_progress(folded):
                return

    def _fold(self):
        """Move the oldest changes into the sums; return how many they were."""
        self.env.cr.execute(
            SQL(
                """WITH taken AS (
                        DELETE FROM child_plan_tally_change WHERE id IN (
                            SELECT id FROM child_plan_tally_change ORDER BY id LIMIT %(limit)s)
                        RETURNING *
                   ), added AS (
                        INSERT INTO child_plan_tally AS sums (node_id, %(key)s, number, progress)
                        SELECT node_id, %(key)s, sum(number), sum(progress)
                          FROM taken JOIN child_plan_unit AS unit ON unit.id = unit_id
                         CROSS JOIN LATERAL (VALUES %(nodes)s) AS node (node_id)
                         WHERE node_id IS NOT NULL
                         GROUP BY node_id, %(key)s HAVING sum(number) != 0 OR sum(taken.progress) != 0
                         ORDER BY node_id, %(key)s
                            ON CONFLICT (node_id, %(key)s) DO UPDATE
                           SET number = sums.number + excluded.number, progress = sums.progress + excluded.progress
                   )
                   SELECT count(*) FROM taken""",
                limit=FOLDED,
                key=SQL(KEY),
                nodes=self._nodes("unit"),
            )
        )
        [(folded,)] = self.env.cr.fetchall()
        self.env.cr.execute("DELETE FROM child_plan_tally WHERE number = 0 AND progress = 0")
        return folded

    def _recount(self):
        """Make the sums anew from the rows."""
        self.env["child.plan.assignment"].flush_model()
        self.env.cr.execute("DELETE FROM child_plan_tally_change; DELETE FROM child_plan_tally")
        self.env.cr.execute(
            SQL("INSERT INTO child_plan_tally (node_id, %s, number, progress) %s", SQL(KEY), self._recounted())
        )
        self.env.cr.execute("UPDATE child_plan_tally_trust SET trusted = TRUE WHERE NOT trusted")

    def _recounted(self):
        """The sums as they should be."""
        return SQL(
            """SELECT node_id, %(key)s, count(*), sum(progress)
                 FROM (SELECT node_id, %(facts)s, COALESCE(progress, 0) AS progress
                         FROM child_plan_assignment AS work CROSS JOIN LATERAL (VALUES %(nodes)s) AS node (node_id)
                        WHERE node_id IS NOT NULL) AS work
                GROUP BY node_id, %(key)s""",
            key=SQL(KEY),
            facts=SQL(FACTS),
            nodes=self._nodes("work"),
        )

    def _nodes(self, alias):
        return SQL(", ").join(SQL("(%s)", SQL.identifier(alias, name)) for name in LEVEL_FIELDS)

    def _rows(self, by, unit, day, levels):
        """What ``_tally_rows`` of the assignments would find at and below ``unit``, none of them hidden.

        ``levels`` are the level columns that name, for work below ``unit``, an authority below it. Work that names one
        comes from the sums of the highest, with the changes not yet folded in; the rest from its rows. Of a past day,
        what has changed since is taken back: the facts of now are taken away, those of then, from the journal, added.
        """
        self.env["child.plan.assignment"].flush_model()
        self.env["child.plan.journal"].flush_model()
        highest = SQL(
            "COALESCE(%s)", SQL(", ").join(SQL.identifier("unit", name) for name in levels) or SQL("NULL::int")
        )
        key = SQL("COALESCE(%s, unit.id)", highest) if by else SQL("NULL::int")
        below = SQL("unit.parent_path LIKE %s", f"{unit.sudo().parent_path}%") if unit else SQL("TRUE")
        parts = [
            SQL(
                """SELECT %(key)s AS key, %(facts)s, 1 AS number, progress
                     FROM child_plan_unit AS unit JOIN child_plan_assignment AS work ON work.unit_id = unit.id
                    WHERE %(below)s AND %(highest)s IS NULL""",
                key=key,
                facts=SQL("work.state, work.due_on, work.submitted_on, work.soon_days, work.extension_pending"),
                below=below,
                highest=highest,
            )
        ]
        dates = SQL(
            "state, NULLIF(due_on, 'infinity'), NULLIF(submitted_on, 'infinity'), soon_days, extension_pending, number"
        )
        if levels:
            parts += [
                SQL(
                    """SELECT %(key)s, %(dates)s, progress
                         FROM child_plan_unit AS unit JOIN child_plan_tally ON node_id = unit.id
                        WHERE %(below)s AND unit.kind = 'authority' AND %(highest)s = unit.id""",
                    key=key,
                    dates=dates,
                    below=below,
                    highest=highest,
                ),
                SQL(
                    """SELECT %(key)s, %(dates)s, progress
                         FROM child_plan_tally_change JOIN child_plan_unit AS unit ON unit.id = unit_id
                        WHERE %(below)s AND %(highest)s IS NOT NULL""",
                    key=key,
                    dates=dates,
                    below=below,
                    highest=highest,
                ),
            ]
        if day < today():
            parts.append(self._since(key, below, day))
        return self.env.execute_query(sums_sql([SQL("key")], SQL(" UNION ALL ").join(parts), day))

    def _since(self, key, below, day):
        """What happened after ``day``, taken back."""
        return SQL(
            """SELECT %(key)s, facts.*, 0
                 FROM (SELECT DISTINCT assignment_id FROM child_plan_journal
                        WHERE day > %(day)s AND assignment_id IS NOT NULL) AS changed
                 JOIN child_plan_assignment AS work ON work.id = assignment_id
                 JOIN child_plan_unit AS unit ON unit.id = work.unit_id
                CROSS JOIN LATERAL (
                    SELECT work.state, work.due_on, work.submitted_on, work.soon_days, work.extension_pending, -1
                     UNION ALL
                    (SELECT state, due_on, submitted_on, work.soon_days, work.extension_pending, 1
                       FROM child_plan_journal AS journal
                      WHERE journal.assignment_id = work.id AND day <= %(day)s
                      ORDER BY day DESC, id DESC LIMIT 1)) AS facts
                WHERE %(below)s""",
            key=key,
            below=below,
            day=day,
        )
