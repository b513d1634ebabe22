from collections import Counter, defaultdict
from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.clock import today
from ...lib.status import STATUSES, TO_DO, status_sql
from ..unit.unit import LEVEL_FIELDS
from .assignment_status import KEPT

FACTS = ("state", "due_on", "submitted_on", "closed_on")


def sums_sql(keys, detail, day):
    """Return the query whose rows ``_Counts`` adds up, as of ``day``.

    :param keys: SQL of the columns to group by
    :param detail: a query with the columns ``keys``, state, due_on (the last day in time), submitted_on, closed_on (the
        plan's), soon_days, extension_pending, number and progress (the sum over that number)
    """
    columns = {name: name for name in (*FACTS, "soon_days")}
    return SQL(
        """SELECT %(keys)s, status, state, extension_pending, sum(number)::bigint,
                  COALESCE(sum(number) FILTER (WHERE due_on BETWEEN %(day)s AND %(week)s), 0)::bigint,
                  COALESCE(sum(number) FILTER (WHERE due_on BETWEEN %(day)s AND %(month)s), 0)::bigint,
                  sum(progress)::bigint
             FROM (SELECT *, %(status)s AS status FROM (%(detail)s) AS facts) AS detail
            GROUP BY %(keys)s, status, state, extension_pending""",
        keys=SQL(", ").join(keys),
        day=day,
        week=day + timedelta(days=7),
        month=day + timedelta(days=30),
        status=SQL(status_sql({**columns, "day": f"DATE '{day.isoformat()}'"})),
        detail=detail,
    )


class ChildPlanAssignmentCounts(models.Model):
    """Counts assignments by status, due soon, waiting or with more time requested, as of any day, in one query."""

    _inherit = "child.plan.assignment"

    @api.model
    def _count_work(self, domain=None, by=None, unit=None, day=None):
        """Count the assignments that the user may read.

        :param domain: which assignments (default: all)
        :param by: None for one sum; ``"unit"`` for one sum for each unit directly below ``unit``, including everything
            below that unit (and one for the own work of ``unit``); else the name of a field to group by: ``plan_id``,
            ``task_id``, ``sector_id``, ``unit_level``, ``province_id`` …
        :param unit: only work at or below this unit (default: the whole tree)
        :param day: as of this day (default: that of the context, else today)
        :return: ``{key: counts}``; the key is None where nothing is grouped, else the group's record or value. Groups
            without work are left out, except the single sum. ``counts`` is a dict of numbers of assignments:
            "by_status" {status: number}, "total" (without cancelled work), "overdue", "submitted" (waiting for
            confirmation), "returned", "extension_pending", "due_7" and "due_30" (still to be done by the unit, due
            within the next 7 or 30 days, today included). "progress" is the sum of the percentages of "total"; None for
            a past day, because past percentages are not kept.
        """
        self.browse().check_access("read")
        if day:
            self = self.with_context(child_plan_as_of=day.isoformat())
        day = self._as_of()
        rows, results_by_column = self._read_counts(Domain(domain or Domain.TRUE), by, unit, day)
        groups = defaultdict(lambda: _Counts(day), {None: _Counts(day)} if by is None else {})
        for key, *row in rows:
            groups[results_by_column[key]].add(*row)
        return {key: counts.as_dict() for key, counts in groups.items() if by is None or any(counts.by_status.values())}

    def _read_counts(self, domain, by, unit, day):
        """Return ``(rows, {first column of a row: key of the result})`` for ``_count_work``.

        Reads the assignments under the record rules. Override where the numbers can be had more cheaply.
        """
        query = self._search(domain & (unit._work_below() if unit else Domain.TRUE))
        rows = self._count_rows(query, [self._group_key_sql(query, by, unit)], day)
        return rows, self._group_keys({row[0] for row in rows}, by, unit)

    def _count_rows(self, query, keys, day):
        """Return the sums over ``query``, grouped by the SQL expressions ``keys``.

        A row is ``(*keys, status, state, extension pending, number, due in 7 days, due in 30 days, progress)``.
        """
        names = [SQL.identifier(f"key_{index}") for index in range(len(keys))]
        facts = self._join_facts(query, day)
        # Past facts come from the journal, today's from the assignments; both may have unwritten changes.
        self.env["child.plan.journal"].flush_model()
        self.flush_model()
        detail = query.select(
            *(SQL("%s AS %s", key, name) for key, name in zip(keys, names, strict=True)),
            *(SQL("%s AS %s", SQL.identifier(facts, column), SQL.identifier(name)) for name, column in KEPT.items()),
            SQL("%s AS closed_on", SQL.identifier(self._table, "plan_closed_on")),
            SQL.identifier(self._table, "soon_days"),
            SQL.identifier(self._table, "extension_pending"),
            SQL("1 AS number"),
            SQL.identifier(self._table, "progress"),
        )
        return self.env.execute_query(sums_sql(names, detail, day))

    def _join_facts(self, query, day):
        """Restrict ``query`` to work that had been given by ``day``; return the table alias of the facts as of that
        day.
        """
        if day >= today():
            query.add_where(SQL("%s <= %s", SQL.identifier(self._table, "given_on"), day))
            return self._table
        alias = "child_plan_facts"
        last = SQL("LATERAL (%s)", self._past_facts(SQL.identifier(self._table, "id"), day))
        query.add_join("JOIN", alias, last, SQL("TRUE"))
        return alias

    def _group_key_sql(self, query, by, unit):
        if by is None:
            return SQL("NULL::int")
        if by != "unit":
            return self._field_to_sql(self._table, by, query)
        # Group by the highest authority below ``unit`` in the row's level columns, else by the row's own unit.
        names = [*self._levels_below(unit), "unit_id"]
        return SQL("COALESCE(%s)", SQL(", ").join(SQL.identifier(self._table, name) for name in names))

    def _levels_below(self, unit):
        """Return the level columns that can name an authority below ``unit``."""
        return [name for name in LEVEL_FIELDS if not (unit and unit.sudo()[name])]

    def _group_keys(self, values, by, unit):
        """Return ``{database value: key of the result}`` for the values ``found`` of the column grouped by."""
        if by is None:
            return dict.fromkeys(values)
        if by == "unit":
            units = self.env["child.plan.unit"]
            depth = unit.parent_path.count("/") if unit else 0
            rows = units.sudo().browse(values)
            paths = {row.id: [int(step) for step in row.parent_path.split("/") if step] for row in rows}
            return {id_: units.browse(path[depth : depth + 1] or path[-1:]) for id_, path in paths.items()}
        field = self._fields[by]
        return {value: self.env[field.comodel_name].browse(value) if field.relational else value for value in values}


class _Counts:
    """Sums of the rows of one group."""

    def __init__(self, day):
        self.by_status, self.by_state = Counter(dict.fromkeys(STATUSES, 0)), Counter()
        self.pending = self.due_7 = self.due_30 = 0
        self.progress = 0 if day >= today() else None

    def add(self, status, state, pending, count, due_7, due_30, progress):
        self.by_status[status] += count
        self.by_state[state] += count
        self.pending += count if pending else 0
        if status in TO_DO and state != "submitted":
            self.due_7 += due_7
            self.due_30 += due_30
        if self.progress is not None and status != "cancelled":
            self.progress += progress or 0

    def as_dict(self):
        return {
            "by_status": dict(self.by_status),
            "total": self.by_status.total() - self.by_status["cancelled"],
            "overdue": self.by_status["overdue"],
            "submitted": self.by_state["submitted"],
            "returned": self.by_state["returned"],
            "extension_pending": self.pending,
            "due_7": self.due_7,
            "due_30": self.due_30,
            "progress": self.progress,
        }
