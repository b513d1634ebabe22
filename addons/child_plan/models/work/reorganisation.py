from odoo import fields, models
from odoo.tools import SQL

from ...lib.clock import today
from ...lib.status import OPEN_STATES

# Of several predecessors of one task and period, the one whose state comes first is carried on.
ADVANCED = ("submitted", "returned", "in_progress", "suspended", "not_started")
# What shows that somebody has gone on with work that was carried over.
WATCHED = ("state", "progress", "result", "due_on", "officer_id", "reason", "extension_pending", "acceptance")


class ChildPlanAssignment(models.Model):
    _inherit = "child.plan.assignment"

    merged_into_id = fields.Many2one(
        "child.plan.assignment",
        "Went on as",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        help="The assignment of the unit into which this unit went",
    )
    merged_ids = fields.One2many("child.plan.assignment", "merged_into_id", "Was the work of", readonly=True)


class ChildPlanTask(models.Model):
    _inherit = "child.plan.task"

    def _prepare_assignments(self, day):
        """Leave out periods that the predecessors of a unit have done: nothing is asked for twice (190/2025/QH15)."""
        vals_list = super()._prepare_assignments(day)
        if not any(vals.get("period_start") for vals in vals_list):
            return vals_list
        done = [("task_id", "in", self.ids), ("state", "=", "done"), ("unit_id.successor_ids", "!=", False)]
        rows = self.env["child.plan.assignment"].search(done)
        taken = {(row.task_id.id, heir, row.period_start) for row in rows for heir in row.unit_id.successor_ids.ids}
        return [vals for vals in vals_list if (vals["task_id"], vals["unit_id"], vals.get("period_start")) not in taken]


class ChildPlanReorganisation(models.Model):
    """Open work goes to the heirs: the old row is cancelled, the heir gets one row for each task and period.

    It takes on state, result, evidence and steps of the most advanced of its predecessors, and the deliverables of all.
    Where the heir has the task already, what it has goes on. Work that the heir has finished, and what nobody has
    decided, stays where it is and is listed (``unit_ended``).
    """

    _inherit = "child.plan.reorganisation"

    def _add_to_journal(self, rows):
        """Add what concerns no draft: that is nobody's business yet, its name neither."""
        plans = self.env["child.plan"].sudo().browse({row["plan_id"] for row in rows if row.get("plan_id")})
        drafts = plans.filtered(lambda plan: plan.state == "draft").ids
        rows = [row for row in rows if row.get("plan_id") not in drafts]
        self.env["child.plan.journal"]._log(rows)
        return super()._add_to_journal(rows)

    def _counted(self, ids):
        work = SQL(
            """SELECT work.id, work.unit_id FROM child_plan_assignment AS work JOIN child_plan AS plan
                ON plan.id = plan_id
                WHERE work.unit_id = ANY(%s) AND work.state = ANY(%s) AND plan.state = 'issued'""",
            ids,
            [*OPEN_STATES, "suspended"],
        )
        steps = SQL(
            "SELECT work.unit_id FROM child_plan_milestone AS step JOIN (%s) AS work ON work.id = step.assignment_id"
            " WHERE step.done_on IS NULL",
            work,
        )
        return [
            *super()._counted(ids),
            (self.env._("Open work"), SQL("SELECT unit_id FROM (%s) AS work", work)),
            (self.env._("Milestones not reached"), steps),
        ]

    def _carry_over(self):
        result = super()._carry_over()
        self._gather_work()
        self._carry_work()
        self._carry_deliverables()
        self._carry_milestones()
        self._carry_evidence()
        self._carry_requests()
        self._log_work()
        self.env.cr.execute("DROP TABLE reorganised_work")
        self.env.invalidate_all(flush=False)
        return result

    def _gather_work(self):
        """Fill ``reorganised_work``: each open row ``old_id`` with the row ``new_id`` in which it goes on.

        ``made`` says that this row is to be made from the row ``main_id``, the most advanced of its predecessors.
        """
        self.env.cr.execute(
            SQL(
                """CREATE TEMP TABLE reorganised_work ON COMMIT DROP AS
                   SELECT old_id, old_state, task_id, period, heir_id, there_id AS new_id, there_id IS NULL AS made,
                          first_value(old_id) OVER (PARTITION BY task_id, period, heir_id
                               ORDER BY array_position(%(advanced)s::varchar[], old_state), progress DESC, old_id)
                                   AS main_id,
                          bool_or(role = 'lead') OVER (PARTITION BY task_id, period, heir_id) AS lead
                     FROM (SELECT work.id AS old_id, work.state AS old_state, work.task_id, work.progress, work.role,
                                  COALESCE(work.period_start, '-infinity') AS period, %(heir)s AS heir_id
                             FROM child_plan_assignment AS work JOIN child_plan AS plan ON plan.id = work.plan_id
                            WHERE work.unit_id = ANY(%(ended)s) AND work.state = ANY(%(open)s)
                              AND plan.state = 'issued') AS work
                     LEFT JOIN LATERAL (
                          SELECT id AS there_id, state AS there_state FROM child_plan_assignment AS there
                           WHERE there.task_id = work.task_id AND there.unit_id = heir_id AND there.state != 'cancelled'
                             AND COALESCE(there.period_start, '-infinity') = work.period) AS there ON TRUE
                    WHERE heir_id IS NOT NULL AND there_state IS DISTINCT FROM 'done'""",
                advanced=list(ADVANCED),
                heir=self._heir(SQL("work.unit_id"), "child.plan", SQL("work.plan_id")),
                ended=self._ended_ids(),
                open=[*OPEN_STATES, "suspended"],
            )
        )
        self.env.cr.execute(
            """UPDATE reorganised_work AS work SET new_id = made.id
                 FROM (SELECT main_id, heir_id, nextval('child_plan_assignment_id_seq') AS id FROM reorganised_work
                        WHERE made GROUP BY main_id, heir_id ORDER BY main_id) AS made
                WHERE made.main_id = work.main_id AND made.heir_id = work.heir_id AND work.made;
               CREATE INDEX ON reorganised_work (new_id); CREATE INDEX ON reorganised_work (old_id);
               ANALYZE reorganised_work"""
        )

    def _copied(self, model, alias, **values):
        """Return ``{column: SQL}`` of a copy of the row ``alias`` of ``model`` with other ``values``."""
        now, uid = fields.Datetime.now(), self.env.uid
        values |= {name: SQL("%s", uid) for name in ("create_uid", "write_uid")}
        values |= {name: SQL("%s::timestamp", now) for name in ("create_date", "write_date")}
        columns = {name: field for name, field in self.env[model]._fields.items() if field.store and field.column_type}
        return {name: values.get(name, SQL.identifier(alias, name)) for name in columns}

    def _insert_copies(self, model, columns, source, watched):
        return self._insert_rows(
            self.env[model]._table,
            list(columns),
            SQL("SELECT %s FROM %s", SQL(", ").join(columns.values()), source),
            watched,
        )

    def _carry_work(self):
        officer = SQL(
            """CASE WHEN EXISTS (SELECT FROM child_plan_unit_user_rel AS link
                                  WHERE link.user_id = old.officer_id AND link.unit_id = unit.id)
                                      THEN old.officer_id END"""
        )
        columns = self._copied(
            "child.plan.assignment",
            "old",
            id=SQL("work.new_id"),
            unit_id=SQL("unit.id"),
            **{name: SQL.identifier("unit", name) for name in ("province_id", "district_id", "commune_id")},
            role=SQL("CASE WHEN work.lead THEN 'lead' ELSE old.role END"),
            officer_id=officer,
            given_on=SQL("%s::date", today()),
            predecessor_id=SQL("old.id"),
            merged_into_id=SQL("NULL::int"),
        )
        self._insert_copies(
            "child.plan.assignment",
            columns,
            SQL(
                """reorganised_work AS work JOIN child_plan_assignment AS old ON old.id = work.main_id
                     JOIN child_plan_unit AS unit ON unit.id = work.heir_id
                    WHERE work.made AND work.old_id = work.main_id ORDER BY work.new_id"""
            ),
            WATCHED,
        )
        self._update_rows(
            "child_plan_assignment",
            ["state", "reason", "merged_into_id", "extension_pending"],
            SQL("SELECT old_id, 'cancelled', %s, new_id::int, FALSE FROM reorganised_work", self._reason()),
        )

    def _log_work(self):
        """Add to the journal what a hand-over adds, in two statements: cancelled there, given here."""
        self._log_rows(
            SQL("work.old_id"),
            SQL("'state'"),
            SQL("work.old_state"),
            SQL("'cancelled'"),
            SQL("reorganised_work AS work"),
        )
        made = SQL(
            """(SELECT new_id, string_agg(DISTINCT unit.name, ', ') AS names FROM reorganised_work AS work
                  JOIN child_plan_assignment AS old ON old.id = work.old_id JOIN child_plan_unit AS unit
                      ON unit.id = old.unit_id
                 GROUP BY new_id) AS work"""
        )
        self._log_rows(SQL("work.new_id"), SQL("'given'"), SQL("NULL"), SQL("row.state"), made, only_made=True)
        self._log_rows(SQL("work.new_id"), SQL("'unit'"), SQL("work.names"), SQL("unit.name"), made)

    def _log_rows(self, key, kind, old, new, source, only_made=False):
        user = self.env.user
        now = self.env.cr.now()
        name, unit = user._child_plan_signature()
        self.env.cr.execute(
            SQL(
                """INSERT INTO child_plan_journal (day, happened_at, user_id, user_name, user_unit, create_uid,
                          create_date, write_uid, write_date, kind, plan_id, task_id, assignment_id, unit_id,
                          old_value, new_value, reason, state, due_on, submitted_on)
                   SELECT %s::date, %s::timestamp, %s, %s, %s, %s, %s::timestamp, %s, %s::timestamp, %s, row.plan_id,
                          row.task_id, row.id, row.unit_id, %s, %s, %s, row.state, row.due_on, row.submitted_on
                     FROM %s JOIN child_plan_assignment AS row ON row.id = %s
                     JOIN child_plan_unit AS unit ON unit.id = row.unit_id WHERE %s ORDER BY row.id""",
                today(),
                fields.Datetime.now(),
                user.id,
                name,
                unit,
                user.id,
                now,
                user.id,
                now,
                kind,
                old,
                new,
                self._reason(),
                source,
                key,
                SQL("row.id IN (SELECT new_id FROM reorganised_work WHERE made)") if only_made else SQL("TRUE"),
            )
        )

    # -- undoing --

    def _kept_tables(self):
        return [*super()._kept_tables(), "child_plan_assignment"]

    def _made_work(self):
        """Return the ids of the assignments that were made."""
        rows = self.env.execute_query(
            SQL(
                """SELECT row_id FROM child_plan_reorganisation_change WHERE reorganisation_id = %s
                      AND table_name = 'child_plan_assignment' AND operation = 'insert'""",
                self.id,
            )
        )
        return [id_ for (id_,) in rows]

    def _gone_on_words(self):
        words = super()._gone_on_words()
        units = self.line_ids.heir_id | self.new_unit_ids.unit_id
        made = self._made_work()
        given = [("unit_id", "in", self.new_unit_ids.unit_id.ids), ("id", "not in", made), ("state", "!=", "cancelled")]
        if count := self.env["child.plan.assignment"].search_count(given):
            words.append(self.env._("new work given since: %s", count))
        if count := self._given_since():
            words.append(self.env._("new work given by plans that went along: %s", count))
        asked = [("assignment_id", "in", made), ("asked_on", ">", self.applied_on)]
        if units and (count := self.env["child.plan.extension"].search_count(asked)):
            words.append(self.env._("requests for more time since: %s", count))
        return words

    def _given_since(self):
        """Return how many assignments the plans that were moved have given after that, by the journal."""
        [(count,)] = self.env.execute_query(
            SQL(
                """WITH moved AS (
                       SELECT change.row_id AS plan_id, max(line.id) AS last_id
                         FROM child_plan_reorganisation_change AS change
                         JOIN child_plan_journal AS line ON line.plan_id = change.row_id AND line.reason = %s
                        WHERE change.reorganisation_id = %s AND table_name = 'child_plan' GROUP BY change.row_id)
                   SELECT count(*) FROM moved JOIN child_plan_journal AS line
                       ON line.plan_id = moved.plan_id AND line.id > last_id AND line.kind = 'given'
                     JOIN child_plan_assignment AS work
                       ON work.id = line.assignment_id AND work.state != 'cancelled'""",
                self._reason(),
                self.id,
            )
        )
        return count

    def _before_taking_back(self):
        """Cancel the work that was made: the journal names it, so it stays."""
        result = super()._before_taking_back()
        made = self._made_work()
        reason = self.env._("“%s” was undone.", self.name)
        self.env.cr.execute(
            "CREATE TEMP TABLE reorganised_work ON COMMIT DROP AS"
            " SELECT id AS new_id, state AS old_state, TRUE AS made FROM child_plan_assignment WHERE id = ANY(%s)",
            [made],
        )
        self.env.cr.execute(
            """UPDATE child_plan_assignment SET state = 'cancelled', reason = %s, extension_pending = FALSE
                WHERE id = ANY(%s)""",
            [reason, made],
        )
        self._log_rows(
            SQL("work.new_id"),
            SQL("'state'"),
            SQL("work.old_state"),
            SQL("'cancelled'"),
            SQL("reorganised_work AS work"),
        )
        self.env.cr.execute("DROP TABLE reorganised_work")
        return result

    def _after_taking_back(self):
        result = super()._after_taking_back()
        self._log_rows(
            SQL("work.row_id"),
            SQL("'state'"),
            SQL("'cancelled'"),
            SQL("row.state"),
            SQL(
                """(SELECT row_id FROM child_plan_reorganisation_change WHERE reorganisation_id = %s
                       AND table_name = 'child_plan_assignment' AND operation = 'update' AND before ? 'state')
                           AS work""",
                self.id,
            ),
        )
        return result


class ChildPlanReorganisationChoice(models.Model):
    _inherit = "child.plan.reorganisation.choice"

    def _models(self):
        """Let plans be decided that gave open work to a split unit as the member of a group, too."""
        result = super()._models()
        work = SQL(
            "SELECT unit_id, plan_id FROM child_plan_assignment WHERE unit_id = ANY(%s) AND state = ANY(%s)",
            self._split_ids(),
            [*OPEN_STATES, "suspended"],
        )
        return result | {"child.plan": SQL("%s UNION %s", result["child.plan"], work)}
