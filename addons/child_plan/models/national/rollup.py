from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ...lib.clock import today
from ..unit.unit import LEVEL_FIELDS
from ..work.assignment_counts import sums_sql

FOLDED = 100_000  # changes folded in one transaction
KEPT = "1 day"  # how long folded changes are kept: numbers are remembered for a day
NEXT_VERSION = "nextval('child_plan_tally_version_version_seq')"  # a version that is rolled back is never seen again
EVENTS = ("tree", "past", "names", "rest")  # kinds of what is noted, each with a column of the version

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
DATES = """
    state, NULLIF(due_on, 'infinity') AS due_on, NULLIF(submitted_on, 'infinity') AS submitted_on, soon_days,
    extension_pending, number
"""
TABLES = f"""
    CREATE TABLE IF NOT EXISTS child_plan_tally (
        node_id integer NOT NULL, state varchar NOT NULL, due_on date NOT NULL, submitted_on date NOT NULL,
        soon_days integer NOT NULL, extension_pending boolean NOT NULL, number bigint NOT NULL,
        progress bigint NOT NULL,
        PRIMARY KEY (node_id, {KEY})
    );
    CREATE INDEX IF NOT EXISTS child_plan_tally_empty ON child_plan_tally (node_id) WHERE number = 0;
    CREATE TABLE IF NOT EXISTS child_plan_tally_change (
        id bigserial PRIMARY KEY, unit_id integer NOT NULL, plan_id integer NOT NULL, state varchar NOT NULL,
        due_on date NOT NULL, submitted_on date NOT NULL, soon_days integer NOT NULL,
        extension_pending boolean NOT NULL, number bigint NOT NULL, progress bigint NOT NULL
    );
    CREATE TABLE IF NOT EXISTS child_plan_tally_folded (
        LIKE child_plan_tally_change, version bigint NOT NULL, folded_at timestamp NOT NULL DEFAULT now()
    );
    CREATE INDEX IF NOT EXISTS child_plan_tally_folded_version ON child_plan_tally_folded (version);
    CREATE TABLE IF NOT EXISTS child_plan_tally_event (id bigserial PRIMARY KEY, kind varchar NOT NULL);
    CREATE TABLE IF NOT EXISTS child_plan_tally_version (
        version bigserial, tree bigint NOT NULL DEFAULT 0, past bigint NOT NULL DEFAULT 0,
        forgotten bigint NOT NULL DEFAULT 0
    );
    ALTER TABLE child_plan_tally_version ADD COLUMN IF NOT EXISTS names bigint NOT NULL DEFAULT 0,
                                         ADD COLUMN IF NOT EXISTS rest bigint NOT NULL DEFAULT 0;
    INSERT INTO child_plan_tally_version SELECT WHERE NOT EXISTS (SELECT FROM child_plan_tally_version);
    CREATE TABLE IF NOT EXISTS child_plan_tally_trust (trusted boolean NOT NULL);
    INSERT INTO child_plan_tally_trust SELECT NOT EXISTS (SELECT FROM child_plan_assignment)
     WHERE NOT EXISTS (SELECT FROM child_plan_tally_trust);
"""
NEW = f"SELECT unit_id, plan_id, {FACTS}, 1 AS number, COALESCE(progress, 0) AS progress FROM added"
OLD = f"SELECT unit_id, plan_id, {FACTS}, -1 AS number, -COALESCE(progress, 0) AS progress FROM removed"
# operation: (transition tables, the rows that it adds to and takes from the sums)
OPERATIONS = {
    "INSERT": ("NEW TABLE AS added", NEW),
    "UPDATE": ("OLD TABLE AS removed NEW TABLE AS added", f"{NEW} UNION ALL {OLD}"),
    "DELETE": ("OLD TABLE AS removed", OLD),
}
TRIGGER = """
    CREATE OR REPLACE FUNCTION child_plan_tally_{operation}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO child_plan_tally_change (unit_id, plan_id, {key}, number, progress)
        SELECT unit_id, plan_id, {key}, sum(number), sum(progress) FROM ({rows}) AS rows
         GROUP BY unit_id, plan_id, {key} HAVING sum(number) != 0 OR sum(progress) != 0;
        RETURN NULL;
    END $$;
    DROP TRIGGER IF EXISTS child_plan_tally_{operation} ON child_plan_assignment;
    CREATE TRIGGER child_plan_tally_{operation} AFTER {operation} ON child_plan_assignment
        REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION child_plan_tally_{operation}();
"""
# What changes the figures of days that are past: a row of the journal for such a day, other days of warning.
PAST = """
    CREATE OR REPLACE FUNCTION child_plan_tally_past() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF EXISTS (SELECT FROM added WHERE day < (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) THEN
            INSERT INTO child_plan_tally_event (kind) VALUES ('past');
        END IF;
        RETURN NULL;
    END $$;
    CREATE OR REPLACE FUNCTION child_plan_tally_soon() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO child_plan_tally_event (kind) VALUES ('past');
        RETURN NULL;
    END $$;
    DROP TRIGGER IF EXISTS child_plan_tally_past ON child_plan_journal;
    CREATE TRIGGER child_plan_tally_past AFTER INSERT ON child_plan_journal
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION child_plan_tally_past();
    DROP TRIGGER IF EXISTS child_plan_tally_soon ON child_plan_assignment;
    CREATE TRIGGER child_plan_tally_soon AFTER UPDATE OF soon_days ON child_plan_assignment
        FOR EACH STATEMENT EXECUTE FUNCTION child_plan_tally_soon();
"""
STATEMENTS = [
    TABLES,
    PAST,
    *(
        TRIGGER.format(operation=operation, tables=tables, rows=rows, key=KEY)
        for operation, (tables, rows) in OPERATIONS.items()
    ),
]


class State(NamedTuple):
    """What a transaction sees of the sums. What comes of a ``tree``, ``past`` … holds while it stays the same."""

    trusted: bool  # whether the sums can be read
    changed: tuple[int, int] | None  # changes not folded in, if there are any: how many, and what stands for which
    version: int  # moves when changes are folded in
    forgotten: int  # the last version whose folded changes are no longer kept
    tree: tuple[int, ...]  # moves when units lie elsewhere or are others
    past: tuple[int, ...]  # moves when the figures of past days change
    names: tuple[int, ...]  # moves when units, plans or sectors change in any way
    rest: tuple[int, ...]  # moves when reports, targets or money change, or who has work in which plan


class ChildPlanTally(models.AbstractModel):
    """Sums of assignments for each authority of a province, district or commune, with all that lies below it.

    Tables that no user and no ORM reads. ``child_plan_tally`` holds, for an authority, how many assignments have the
    same facts that their status depends on; the day is applied when it is read, so midnight changes nothing here.
    A trigger on the assignments appends what a statement changed to ``child_plan_tally_change``, in the same
    transaction: writers never wait for each other, and whatever is rolled back leaves nothing. A job folds the changes
    in; until then they are added when the sums are read, so the sums are never behind. Folded changes are kept for a
    day, for what is remembered of an older version (``child_plan_tally_memory.py``).

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
        for name in (*map(str.lower, OPERATIONS), "past", "soon", "noted"):
            self.env.cr.execute(SQL("DROP FUNCTION %s CASCADE", SQL.identifier(f"child_plan_tally_{name}")))
        tables = [f"child_plan_tally{name}" for name in ("", "_change", "_folded", "_event", "_version", "_trust")]
        self.env.cr.execute(SQL("DROP TABLE %s", SQL(", ").join(map(SQL.identifier, tables))))

    def _state(self):
        """What this transaction sees of the sums, see ``State``."""
        events = (
            SQL(
                "%s || ARRAY(SELECT id FROM child_plan_tally_event WHERE kind = %s ORDER BY id)",
                SQL.identifier(kind),
                kind,
            )
            for kind in EVENTS
        )
        [(trusted, version, forgotten, changed, *found)] = self.env.execute_query(
            SQL(
                """SELECT trusted, version, forgotten,
                          (SELECT ARRAY[count(*), sum(hashint8(id))] FROM child_plan_tally_change HAVING count(*) > 0),
                          %s
                     FROM child_plan_tally_trust, child_plan_tally_version""",
                SQL(", ").join(events),
            )
        )
        return State(trusted, changed and tuple(changed), version, forgotten, *map(tuple, found))

    def _doubt(self):
        """Work lies below other authorities now: have the sums made anew."""
        self.env.cr.execute("UPDATE child_plan_tally_trust SET trusted = FALSE WHERE trusted")
        self.env.ref("child_plan.child_plan_cron_fold").sudo()._trigger()

    def _tree_changed(self):
        """Units lie elsewhere, or are others, than what is remembered of the tree."""
        self.env.cr.execute("INSERT INTO child_plan_tally_event (kind) VALUES ('tree')")

    @api.model
    def _cron_fold(self):
        """Fold in the changes, in chunks; make the sums anew where they are not trusted."""
        cron = self.env["ir.cron"]
        if not self._state().trusted:
            self._recount()
        while folded := self._fold():
            if not cron._commit_progress(folded):
                return
        self._forget()

    def _fold(self):
        """Move the oldest changes into the sums; return how many they were."""
        self.env.cr.execute(
            SQL(
                """WITH taken AS (
                        DELETE FROM child_plan_tally_change WHERE id IN (
                            SELECT id FROM child_plan_tally_change ORDER BY id LIMIT %(limit)s)
                        RETURNING *
                   ), version AS (
                        UPDATE child_plan_tally_version SET version = %(next)s
                         WHERE EXISTS (SELECT FROM taken) RETURNING version
                   ), kept AS (
                        INSERT INTO child_plan_tally_folded SELECT * FROM taken, version
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
                next=SQL(NEXT_VERSION),
                key=SQL(KEY),
                nodes=self._nodes("unit"),
            )
        )
        [(folded,)] = self.env.cr.fetchall()
        self.env.cr.execute("DELETE FROM child_plan_tally WHERE number = 0 AND progress = 0")
        return folded

    def _forget(self):
        """Let go of the changes that were folded in long ago, and write down in one number what has happened."""
        events = (
            SQL(
                """%(column)s = CASE WHEN EXISTS (SELECT FROM event WHERE kind = %(kind)s)
                                     THEN %(next)s ELSE %(column)s END""",
                column=SQL.identifier(kind),
                kind=kind,
                next=SQL(NEXT_VERSION),
            )
            for kind in EVENTS
        )
        self.env.cr.execute(
            SQL(
                """WITH old AS (
                        DELETE FROM child_plan_tally_folded WHERE folded_at < now() - interval %s RETURNING version
                   ), event AS (
                        DELETE FROM child_plan_tally_event RETURNING kind
                   )
                   UPDATE child_plan_tally_version
                      SET forgotten = GREATEST(forgotten, (SELECT max(version) FROM old)), %s
                    WHERE EXISTS (SELECT FROM old) OR EXISTS (SELECT FROM event)""",
                KEPT,
                SQL(", ").join(events),
            )
        )

    def _recount(self):
        """Make the sums anew from the rows."""
        self.env["child.plan.assignment"].flush_model()
        for table in ("tally_change", "tally_folded", "tally_event", "tally"):
            self.env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(f"child_plan_{table}")))
        self.env.cr.execute(
            SQL(
                "INSERT INTO child_plan_tally (node_id, %s, number, progress) %s ORDER BY node_id",
                SQL(KEY),
                self._recounted(),
            )
        )
        self.env.cr.execute("UPDATE child_plan_tally_trust SET trusted = TRUE WHERE NOT trusted")
        self.env.cr.execute(
            SQL(
                """UPDATE child_plan_tally_version SET version = new, forgotten = new, %s
                     FROM (SELECT %s AS new) AS number""",
                SQL(", ").join(SQL("%s = new", SQL.identifier(kind)) for kind in EVENTS),
                SQL(NEXT_VERSION),
            )
        )

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

    def _rows(self, by, below, state, day):
        """What ``_tally_rows`` of the assignments would find at and below a unit, none of them hidden.

        ``below`` tells what lies there, see ``Below``. Work that lies below an authority below the unit comes from the
        sums of the highest such, with the changes not yet folded in; the rest from its rows. Of a past day, what has
        changed since is taken back: the facts of now are taken away, those of then, from the journal, added.
        """
        self.env["child.plan.assignment"].flush_model()
        self.env["child.plan.journal"].flush_model()
        parts = []
        if below.own:
            parts.append(
                SQL(
                    """SELECT %s AS key, %s, 1 AS number, progress
                         FROM child_plan_assignment AS work WHERE unit_id = ANY(%s)""",
                    SQL("unit_id") if by else SQL("NULL::int"),
                    SQL("work.state, work.due_on, work.submitted_on, work.soon_days, work.extension_pending"),
                    below.own,
                )
            )
        if below.nodes:
            parts.append(
                SQL(
                    "SELECT %s AS key, %s, progress FROM child_plan_tally WHERE node_id = ANY(%s)",
                    SQL("node_id") if by else SQL("NULL::int"),
                    SQL(DATES),
                    below.nodes,
                )
            )
        key = below.highest() if by else SQL("NULL::int")
        if state.changed and below.nodes:
            parts.append(
                SQL(
                    """SELECT %(key)s AS key, %(dates)s, progress
                         FROM child_plan_tally_change JOIN child_plan_unit AS unit ON unit.id = unit_id
                        WHERE %(below)s AND %(highest)s = ANY(%(nodes)s)""",
                    key=key,
                    dates=SQL(DATES),
                    below=below.condition(),
                    highest=below.highest(),
                    nodes=below.nodes,
                )
            )
        if day < today():
            parts.append(self._since(key, below.condition(), day))
        return self.env.execute_query(sums_sql([SQL("key")], SQL(" UNION ALL ").join(parts), day)) if parts else []

    def _since(self, key, below, day):
        """What happened after ``day``, taken back."""
        return SQL(
            """SELECT %(key)s AS key, facts.*, 0
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
