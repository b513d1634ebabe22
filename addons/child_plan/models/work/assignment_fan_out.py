from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...lib.status import last_day_in_time

# The columns that callers of _fan_out fill for each assignment, with their SQL types.
ASSIGNMENT_COLUMNS = {
    "task_id": "int",
    "unit_id": "int",
    "role": "varchar",
    "requested": "boolean",
    "period_start": "date",
    "period_end": "date",
    "due_on": "date",
    "predecessor_id": "int",
    "acceptance": "varchar",
    "asked_due_on": "date",
    "in_time_until": "date",  # filled here, see _given_columns
}


class ChildPlanAssignmentFanOut(models.Model):
    """Creates assignments in bulk: one SQL statement each for assignments, deliverables, milestones and journal.

    No row passes through the ORM and no mail is sent, so the time depends only on PostgreSQL's work on indexes and
    foreign keys. Derived columns (the task's plan, the unit's authorities) are looked up by the same statement, so that
    they equal what the ORM would store.
    """

    _inherit = "child.plan.assignment"

    @api.model
    def _fan_out(self, vals_list, day, user=None):
        """Create assignments as of ``day``, with their deliverables, milestones and journal rows, without any mail.

        ``vals_list`` holds dicts of ``ASSIGNMENT_COLUMNS``; missing keys are NULL. Creates all or none: raises where a
        unit already has the task, and for collective units, because their members must get the work instead.
        """
        if not self.env.su:
            raise AccessError(self.env._("Work is given out by issuing a plan or giving out its task."))
        if not vals_list:
            return self.browse()
        self.env.flush_all()
        days_off = self.env["child.plan.day.off"]._special_days()
        vals_list = [
            {**vals, "in_time_until": last_day_in_time(vals.get("due_on") or None, True, days_off)}
            for vals in vals_list
        ]
        rows = [
            SQL("%s::%s[]", [vals.get(name) or None for vals in vals_list], SQL(type_))
            for name, type_ in ASSIGNMENT_COLUMNS.items()
        ]
        columns = self._given_columns(day)
        # The inner joins drop collective and missing units, which the number of ids then reveals. The ids come back in
        # the order of vals_list.
        ids = [
            id_
            for (id_,) in self.env.execute_query(
                SQL(
                    """INSERT INTO child_plan_assignment (%(columns)s)
                       SELECT %(values)s
                         FROM unnest(%(rows)s) WITH ORDINALITY AS given (%(names)s, rank)
                         JOIN child_plan_task AS task ON task.id = given.task_id
                         JOIN child_plan AS plan ON plan.id = task.plan_id
                         JOIN child_plan_unit AS unit ON unit.id = given.unit_id AND unit.kind != 'collective'
                        ORDER BY rank
                       RETURNING id""",
                    columns=SQL(", ").join(map(SQL.identifier, columns)),
                    values=SQL(", ").join(columns.values()),
                    rows=SQL(", ").join(rows),
                    names=SQL(", ").join(map(SQL.identifier, ASSIGNMENT_COLUMNS)),
                )
            )
        ]
        if len(ids) != len(vals_list):
            raise UserError(self.env._("Work can only be given to single units that are there."))
        self._copy_demands(ids)
        self._log_given(ids, day, user)
        self.env.invalidate_all(flush=False)
        return self.browse(ids)

    def _given_columns(self, day):
        """Return ``{column: SQL}`` of a new assignment, in terms of ``given``, ``task``, ``plan`` and ``unit``."""
        of_row = {name: SQL.identifier("given", name) for name in ASSIGNMENT_COLUMNS}
        of_unit = {name: SQL.identifier("unit", name) for name in ("province_id", "district_id", "commune_id")}
        return {
            **of_row,
            **of_unit,
            **self._created_columns(),
            "requested": SQL("COALESCE(given.requested, FALSE)"),
            "plan_id": SQL("task.plan_id"),
            "sector_id": SQL("task.sector_id"),
            "soon_days": SQL("plan.soon_days"),
            "first_due_on": SQL("given.due_on"),
            "in_time_until": SQL("CASE WHEN plan.next_working_day THEN given.in_time_until ELSE given.due_on END"),
            "given_on": SQL("%s::date", day),
            "state": SQL("'not_started'"),
            "progress": SQL("0"),
        }

    def _created_columns(self):
        now = SQL("%s::timestamp", fields.Datetime.now())
        uid = SQL("%s", self.env.uid)
        return {"create_uid": uid, "create_date": now, "write_uid": uid, "write_date": now}

    def _copy_demands(self, ids):
        """Copy to each assignment the deliverables and milestones that the plan demands of its task.

        Who takes part hands nothing over: the deliverables are the lead's.
        """
        for model in (self.env["child.plan.deliverable"], self.env["child.plan.milestone"]):
            columns = {
                name: SQL.identifier("demand", name)
                for name, field in model._fields.items()
                if field.store and field.column_type and field.copy and name != "id"
            }
            columns |= {
                **self._created_columns(),
                **model._owed_columns(),
                "assignment_id": SQL("work.id"),
                "plan_id": SQL("work.plan_id"),
                "unit_id": SQL("work.unit_id"),
            }
            self.env.cr.execute(
                SQL(
                    """INSERT INTO %(table)s (%(columns)s)
                       SELECT %(values)s
                         FROM %(table)s AS demand JOIN child_plan_assignment AS work ON work.task_id = demand.task_id
                        WHERE demand.assignment_id IS NULL AND work.id = ANY(%(ids)s) AND work.role = ANY(%(roles)s)
                        ORDER BY work.id, demand.%(order)s, demand.id""",
                    table=SQL.identifier(model._table),
                    columns=SQL(", ").join(map(SQL.identifier, columns)),
                    values=SQL(", ").join(columns.values()),
                    order=SQL.identifier("sequence" if "sequence" in model._fields else "due_on"),
                    ids=ids,
                    roles=list(model._owing_roles),
                )
            )

    def _log_given(self, ids, day, user):
        user = user or self.env.user
        name, unit = user._child_plan_signature()
        columns = {
            **self._created_columns(),
            "day": SQL("%s::date", day),
            "happened_at": SQL("%s::timestamp", fields.Datetime.now()),
            "user_id": SQL("%s", user.id),
            "user_name": SQL("%s", name),
            "user_unit": SQL("%s", unit),
            "kind": SQL("'given'"),
            "assignment_id": SQL("id"),
            "plan_id": SQL("plan_id"),
            "task_id": SQL("task_id"),
            "unit_id": SQL("unit_id"),
            "new_value": SQL("state"),
            "state": SQL("state"),
            "due_on": SQL("due_on"),
        }
        self.env.cr.execute(
            SQL(
                """INSERT INTO child_plan_journal (%(columns)s)
                   SELECT %(values)s FROM child_plan_assignment WHERE id = ANY(%(ids)s) ORDER BY id""",
                columns=SQL(", ").join(map(SQL.identifier, columns)),
                values=SQL(", ").join(columns.values()),
                ids=ids,
            )
        )
