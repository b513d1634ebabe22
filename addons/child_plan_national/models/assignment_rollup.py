from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.child_plan.lib.clock import today
from odoo.addons.child_plan.models.unit.unit import LEVEL_FIELDS
from odoo.addons.child_plan.models.work.assignment_counts import sums_sql

from .rollup_schema import FACTS, FUNCTIONS, KEY, NAMES_OF_TABLES, NEXT_VERSION, STATEMENTS, STORED

MERGED_AT_ONCE = 100_000  # changes merged in one transaction
KEPT = "1 day"  # how long merged changes are kept: processes remember numbers for a day
# The facts of ``rollup_schema.FACTS`` as they are on an assignment ``work``.
RAW = """work.state, work.in_time_until AS due_on, work.submitted_on, work.plan_closed_on AS closed_on, work.soon_days,
         work.extension_pending"""
EVENTS = ("tree", "past", "names", "sections")  # kinds of events, each with a column of the version


class State(NamedTuple):
    """What a transaction sees of the sums. What is derived from ``tree``, ``past`` … holds while that is the same."""

    trusted: bool  # whether the sums may be read
    changed: tuple[int, int] | None  # number and hash of the changes that are not merged yet, if there are any
    version: int  # moves when changes are merged
    pruned: int  # the last version whose merged changes are no longer kept
    tree: tuple[int, ...]  # moves when units move or change their kind
    past: tuple[int, ...]  # moves when figures of past days change
    names: tuple[int, ...]  # moves when units, plans or sectors change in any way
    sections: tuple[int, ...]  # moves when records behind the page's sections change, or who has work in which plan


class ChildPlanAssignmentRollup(models.AbstractModel):
    """Sums of assignments for each authority of a province, district or commune, with all that lies below it.

    The sums are in tables that neither users nor the ORM read. For an authority they say how many assignments share
    the facts that the status depends on. The day is applied on reading, so nothing has to happen at midnight.

    A trigger on the assignments appends what each statement changed to a table of changes, in the same transaction:
    writers share no row, so none waits for another, and a rollback leaves nothing. A job merges the changes into the
    sums. Reading adds those that are not merged yet, so the sums are never behind. Merged changes are kept for a day,
    to bring up to date what processes remember of an older version.

    When work comes to lie below other authorities, the sums are marked stale until the job has rebuilt them; meanwhile
    ``_count_work`` reads the rows. All transactions are snapshots (Odoo's repeatable read): a job that read an older
    tree than was committed meanwhile cannot make the sums trusted, its write of that row is refused.
    """

    _name = "child.plan.assignment.rollup"
    _description = "Sums of Assignments"

    def init(self):
        for statement in STATEMENTS:
            self.env.cr.execute(statement)

    def _drop(self):
        """Drop the tables, and the functions with the triggers that call them."""
        for name in FUNCTIONS:
            self.env.cr.execute(SQL("DROP FUNCTION %s CASCADE", SQL.identifier(name)))
        self.env.cr.execute(SQL("DROP TABLE %s", SQL(", ").join(map(SQL.identifier, NAMES_OF_TABLES))))

    def _state(self):
        """Read the ``State`` of the sums, in one query."""
        events = (
            SQL(
                "%s || ARRAY(SELECT id FROM child_plan_assignment_rollup_event WHERE kind = %s ORDER BY id)",
                SQL.identifier(kind),
                kind,
            )
            for kind in EVENTS
        )
        [(trusted, version, pruned, changed, *found)] = self.env.execute_query(
            SQL(
                """SELECT trusted, version, pruned,
                          (SELECT ARRAY[count(*), sum(hashint8(id))] FROM child_plan_assignment_rollup_change
                           HAVING count(*) > 0),
                          %s
                     FROM child_plan_assignment_rollup_trust, child_plan_assignment_rollup_version""",
                SQL(", ").join(events),
            )
        )
        return State(trusted, changed and tuple(changed), version, pruned, *map(tuple, found))

    def _mark_stale(self):
        """Have the sums rebuilt, because work lies below other authorities now."""
        self.env.cr.execute("UPDATE child_plan_assignment_rollup_trust SET trusted = FALSE WHERE trusted")
        self.env.ref("child_plan_national.child_plan_cron_merge_changes").sudo()._trigger()

    def _tree_changed(self):
        """End what processes remember of the tree."""
        self.env.cr.execute("INSERT INTO child_plan_assignment_rollup_event (kind) VALUES ('tree')")

    @api.model
    def _cron_merge_changes(self):
        """Merge the changes, in chunks; rebuild the sums first where they are stale."""
        cron = self.env["ir.cron"]
        if not self._state().trusted:
            self._rebuild()
        while merged := self._merge_changes():
            if not cron._commit_progress(merged):
                return
        self._prune()

    def _merge_changes(self):
        """Move the oldest changes into the sums; return how many they were.

        A single statement, so that a reader sees each change exactly once: among the changes or in the sums.
        """
        self.env.cr.execute(
            SQL(
                """WITH taken AS (
                        DELETE FROM child_plan_assignment_rollup_change WHERE id IN (
                            SELECT id FROM child_plan_assignment_rollup_change ORDER BY id LIMIT %(limit)s)
                        RETURNING *
                   ), version AS (
                        UPDATE child_plan_assignment_rollup_version SET version = %(next)s
                         WHERE EXISTS (SELECT FROM taken) RETURNING version
                   ), kept AS (
                        INSERT INTO child_plan_assignment_rollup_merged SELECT * FROM taken, version
                   ), added AS (
                        INSERT INTO child_plan_assignment_rollup AS sums (node_id, %(key)s, number, progress)
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
                limit=MERGED_AT_ONCE,
                next=SQL(NEXT_VERSION),
                key=SQL(KEY),
                nodes=self._nodes("unit"),
            )
        )
        [(merged,)] = self.env.cr.fetchall()
        self.env.cr.execute("DELETE FROM child_plan_assignment_rollup WHERE number = 0 AND progress = 0")
        return merged

    def _prune(self):
        """Delete the changes that were merged long ago, and reduce the events to one version for each kind."""
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
                        DELETE FROM child_plan_assignment_rollup_merged WHERE merged_at < now() - interval %s
                        RETURNING version
                   ), event AS (
                        DELETE FROM child_plan_assignment_rollup_event RETURNING kind
                   )
                   UPDATE child_plan_assignment_rollup_version
                      SET pruned = GREATEST(pruned, (SELECT max(version) FROM old)), %s
                    WHERE EXISTS (SELECT FROM old) OR EXISTS (SELECT FROM event)""",
                KEPT,
                SQL(", ").join(events),
            )
        )

    def _rebuild(self):
        """Make the sums anew from the rows, and end everything that processes remember."""
        self.env["child.plan.assignment"].flush_model()
        for name in ("_change", "_merged", "_event", ""):
            self.env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(f"child_plan_assignment_rollup{name}")))
        self.env.cr.execute(
            SQL(
                "INSERT INTO child_plan_assignment_rollup (node_id, %s, number, progress) %s ORDER BY node_id",
                SQL(KEY),
                self._sums_of_rows(),
            )
        )
        self.env.cr.execute("UPDATE child_plan_assignment_rollup_trust SET trusted = TRUE WHERE NOT trusted")
        self.env.cr.execute(
            SQL(
                """UPDATE child_plan_assignment_rollup_version SET version = new, pruned = new, %s
                     FROM (SELECT %s AS new) AS number""",
                SQL(", ").join(SQL("%s = new", SQL.identifier(kind)) for kind in EVENTS),
                SQL(NEXT_VERSION),
            )
        )

    def _sums_of_rows(self):
        """The query of the sums as the rows give them."""
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

    def _count_rows(self, by, subtree, state, day):
        """What ``_count_rows`` of the assignments finds in the ``Subtree``, with nothing hidden by rules.

        Work below an authority below the unit comes from the sums of the highest such authority, with the changes that
        are not merged yet; the rest from its rows. For a past day, what has changed since is taken back: the facts of
        now are subtracted, those of then, from the journal, are added.
        """
        self.env["child.plan.assignment"].flush_model()
        self.env["child.plan.journal"].flush_model()
        parts = []
        if subtree.own:
            parts.append(
                SQL(
                    """SELECT %s AS key, %s, 1 AS number, progress
                         FROM child_plan_assignment AS work WHERE unit_id = ANY(%s)""",
                    SQL("unit_id") if by else SQL("NULL::int"),
                    SQL(RAW),
                    subtree.own,
                )
            )
        if subtree.nodes:
            parts.append(
                SQL(
                    "SELECT %s AS key, %s, progress FROM child_plan_assignment_rollup WHERE node_id = ANY(%s)",
                    SQL("node_id") if by else SQL("NULL::int"),
                    SQL(STORED),
                    subtree.nodes,
                )
            )
        key = subtree.highest() if by else SQL("NULL::int")
        if state.changed and subtree.nodes:
            parts.append(
                SQL(
                    """SELECT %(key)s AS key, %(facts)s, progress
                         FROM child_plan_assignment_rollup_change JOIN child_plan_unit AS unit ON unit.id = unit_id
                        WHERE %(subtree)s AND %(highest)s = ANY(%(nodes)s)""",
                    key=key,
                    facts=SQL(STORED),
                    subtree=subtree.condition(),
                    highest=subtree.highest(),
                    nodes=subtree.nodes,
                )
            )
        if day < today():
            parts.append(self._since(key, subtree.condition(), day))
        return self.env.execute_query(sums_sql([SQL("key")], SQL(" UNION ALL ").join(parts), day)) if parts else []

    def _since(self, key, subtree, day):
        """The query that takes back what happened after ``day``."""
        return SQL(
            """SELECT %(key)s AS key, facts.*, 0
                 FROM (SELECT DISTINCT assignment_id FROM child_plan_journal
                        WHERE day > %(day)s AND assignment_id IS NOT NULL) AS changed
                 JOIN child_plan_assignment AS work ON work.id = assignment_id
                 JOIN child_plan_unit AS unit ON unit.id = work.unit_id
                CROSS JOIN LATERAL (
                    SELECT %(raw)s, -1
                     UNION ALL
                    (SELECT past.state, past.in_time_until, past.submitted_on, work.plan_closed_on, work.soon_days,
                            work.extension_pending, 1 FROM (%(past)s) AS past)) AS facts
                WHERE %(subtree)s""",
            key=key,
            raw=SQL(RAW),
            past=self.env["child.plan.assignment"]._past_facts(SQL("work.id"), day),
            subtree=subtree,
            day=day,
        )
