from collections import Counter, defaultdict
from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.clock import today
from ...lib.status import STATUSES, TO_DO, status_sql
from ..unit.unit import LEVEL_FIELDS

FACTS = ("state", "due_on", "submitted_on")


def sums_sql(keys, detail, day):
    """What ``_Counts`` adds up, as of ``day``, from ``detail``: a query with the columns ``keys``, state, due_on,
    submitted_on, soon_days, extension_pending, number and progress (the sum over that number).
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
    """Counts of assignments: by status, due soon, waiting, asked for more time; as of any day, in one query."""

    _inherit = "child.plan.assignment"

    @api.model
    def _count_work(self, domain=None, by=None, unit=None, day=None):
        """Counts of the assignments that the user may see, through the record rules.

        :param domain: which of them (default all)
        :param by: None for one sum; ``"unit"`` for one sum for each unit directly below ``unit``, with all that lies
            below that one (and ``unit`` itself for its own work); else the name of a field to group by: ``plan_id``,
            ``task_id``, ``sector_id``, ``unit_level``, ``province_id`` …
        :param unit: only work at or below this unit (default the whole tree)
        :param day: as of this day (default that of the context, else today)
        :return: ``{key: counts}``; the key is None where nothing is grouped, else the group's record or value. Groups
            without work are left out, except the one sum. ``counts`` is a dict of numbers of assignments: "by_status"
            {status: number}, "total" (cancelled work left out), "overdue", "submitted" (waits for confirmation),
            "returned", "extension_pending", "due_7" and "due_30" (still to be done by the unit, deadline in the next 7
            or 30 days, the day itself counted). "progress" is the sum of the percentages of "total"; None for a past
            day, of which no percentages are kept.
        """
        self.browse().check_access("read")
        if day:
            self = self.with_context(child_plan_as_of=day.isoformat())
        day = self._as_of()
        rows, keys = self._read_counts(Domain(domain or Domain.TRUE), by, unit, day)
        groups = defaultdict(lambda: _Counts(day), {None: _Counts(day)} if by is None else {})
        for key, *row in rows:
            groups[keys[key]].add(*row)
        return {key: counts.as_dict() for key, counts in groups.items() if by is None or any(counts.by_status.values())}

    def _read_counts(self, domain, by, unit, day):
        """``(rows, {first column of a row: key of the result})`` for ``_count_work``, read from the rows of the work
        through the record rules. Extend where the numbers can be had for less.
        """
        query = self._search(domain & (unit._work_below() if unit else Domain.TRUE))
        rows = self._count_rows(query, [self._group_key_sql(query, by, unit)], day)
        return rows, self._group_keys({row[0] for row in rows}, by, unit)

    def _count_rows(self, query, keys, day):
        """``(*keys, status, state, extension pending, number, due in 7 days, in 30 days, progress)`` of the query;
        ``keys`` are SQL expressions.
        """
        names = [SQL.identifier(f"key_{index}") for index in range(len(keys))]
        facts = self._join_facts(query, day)
        columns = {name: SQL.identifier(facts, name) for name in FACTS}
        self.env["child.plan.journal"].flush_model(FACTS)
        self.flush_model()
        detail = query.select(
            *(SQL("%s AS %s", key, name) for key, name in zip(keys, names, strict=True)),
            *columns.values(),
            SQL.identifier(self._table, "soon_days"),
            SQL.identifier(self._table, "extension_pending"),
            SQL("1 AS number"),
            SQL.identifier(self._table, "progress"),
        )
        return self.env.execute_query(sums_sql(names, detail, day))

    def _join_facts(self, query, day):
        """Leave in the query only what had been given on that day; return the alias of the facts as of that day."""
        if day >= today():
            query.add_where(SQL("%s <= %s", SQL.identifier(self._table, "given_on"), day))
            return self._table
        alias = "child_plan_facts"
        last = SQL(
            """LATERAL (SELECT state, due_on, submitted_on FROM child_plan_journal
                         WHERE assignment_id = %s AND day <= %s ORDER BY day DESC, id DESC LIMIT 1)""",
            SQL.identifier(self._table, "id"),
            day,
        )
        query.add_join("JOIN", alias, last, SQL("TRUE"))
        return alias

    def _group_key_sql(self, query, by, unit):
        if by is None:
            return SQL("NULL::int")
        if by != "unit":
            return self._field_to_sql(self._table, by, query)
        # the highest authority below ``unit`` that the row names, else the row's unit
        names = [*self._levels_below(unit), "unit_id"]
        return SQL("COALESCE(%s)", SQL(", ").join(SQL.identifier(self._table, name) for name in names))

    def _levels_below(self, unit):
        """The level columns that name, for work below ``unit``, an authority below it."""
        return [name for name in LEVEL_FIELDS if not (unit and unit.sudo()[name])]

    def _group_keys(self, found, by, unit):
        """``{value of the database: key of the result}``"""
        if by is None:
            return dict.fromkeys(found)
        if by == "unit":
            units = self.env["child.plan.unit"]
            depth = unit.parent_path.count("/") if unit else 0
            rows = units.sudo().browse(found)
            paths = {row.id: [int(step) for step in row.parent_path.split("/") if step] for row in rows}
            return {id_: units.browse(path[depth : depth + 1] or path[-1:]) for id_, path in paths.items()}
        field = self._fields[by]
        return {value: self.env[field.comodel_name].browse(value) if field.relational else value for value in found}


class _Counts:
    """Adds up the rows of one group."""

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
