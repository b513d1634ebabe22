from collections import Counter, defaultdict
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.clock import today
from ...lib.schedule import ALL, Reached

#: zoom: (months shown, what is combined into one mark)
ZOOMS = {"month": (1, "day"), "quarter": (3, "week"), "year": (12, "month")}
GATHERED = {"day": timedelta(0), "week": timedelta(6), "month": relativedelta(months=1, days=-1)}
ROWS = 20  # plans or units shown
MILESTONES = 80  # milestones shown in all rows together; late ones have precedence
CANDIDATES = 2000  # milestones considered
LOOK_BACK = timedelta(days=366)  # how far before the window late milestones are looked for
EXTENSIONS = 12  # extensions shown in each row
LATE = ("late", "delayed")


class ChildPlanTimeline(models.AbstractModel):
    """Plans, milestones, deadlines and extensions on a time axis. One call returns everything that is drawn.

    Deadlines, units' own steps and extensions are combined by row and day, week or month, so the answer for a nation is
    no larger than for a ward. Every number can be opened as a list: the records of ``base``, of the row's ``domain``
    and of the mark's days. Counts use the user's own rights; the expected day of a milestone is computed from all
    units, whoever asks (see ``milestone_forecast.py``).
    """

    _name = "child.plan.timeline"
    _description = "Timeline"

    @api.model
    @api.readonly
    def get_page(self, zoom="quarter", start=None, group="plan", plan_id=None, unit_id=None, late=False):
        """Return what is drawn of the work of ``unit_id`` (default: the user's own) and all units below it.

        :param zoom: a key of ``ZOOMS``
        :param start: a day (ISO, default today) in the month, quarter or year to show
        :param group: ``"plan"`` for one row a plan, ``"unit"`` for one row a unit directly below
        :param late: only what is or will be late
        :return: ``{"unit": None}`` for a user without a unit
        :raise AccessError: the unit lies outside the user's units
        """
        dashboard = self.env["child.plan.dashboard"]
        tops = self.env.user._child_plan_root_units()
        if not tops:
            return {"unit": None}
        unit = self.env["child.plan.unit"].browse(unit_id).exists() if unit_id else tops[:1]
        dashboard._path(unit, tops, today())
        plan = self.env["child.plan"].search([("id", "=", plan_id)]) if plan_id else self.env["child.plan"]
        view = _View(self.env, unit, plan, zoom, start, group, late)
        rows = view.rows()
        return {
            "unit": {"id": unit.id, "name": unit.name},
            "plan": {"id": plan.id, "name": plan.display_name} if plan else None,
            "zoom": view.zoom,
            "gathered": view.gathered,
            "group": view.group,
            "late": view.late,
            "start": view.start.isoformat(),
            "end": view.end.isoformat(),
            "today": today().isoformat(),
            "base": [["unit_id", "child_of", unit.id], *([["plan_id", "=", plan.id]] if plan else [])],
            "rows": rows,
            "left_out": view.left_out,
        }

    @api.model
    @api.readonly
    def what_if(self, milestone_id, days):
        """Return what is delayed if this milestone is reached ``days`` working days late. Nothing is saved.

        :return: ``{"waits_for": what it waits for, "moved": [{"id", "name", "where", "from", "to", "days"}] of
            milestones that come later than now expected, "hidden": how many more the user may not read}``
        """
        milestone = self.env["child.plan.milestone"].browse(milestone_id).exists()
        milestone.check_access("read")
        milestone = milestone.demand_id.sudo() or milestone.sudo()
        days = max(0, min(int(days), 750))
        waiting = milestone.browse(milestone._waited_for_by())
        rows = waiting._waited_for()
        wanted = {id_: waiting._own_key(rows[id_]) for id_ in waiting.ids if id_ in rows}
        reached = waiting._reached_for(rows)
        now = waiting._forecast(wanted.values(), rows, reached)
        then = waiting._forecast(wanted.values(), rows, reached, {wanted[milestone.id]: days})
        moved = [id_ for id_, key in wanted.items() if then[key][1].day > now[key][1].day]
        shown = self.env["child.plan.milestone"].browse(moved)._readable()
        before = self.env["child.plan.milestone"].browse(milestone.depends_on_ids.ids)._readable()
        return {
            "waits_for": [{"id": other.id, "name": other.name, "text": other.situation_text} for other in before],
            "moved": [
                {
                    "id": other.id,
                    "name": other.name,
                    "where": (other.unit_id or other.plan_id).display_name,
                    "from": now[wanted[other.id]][1].day.isoformat(),
                    "to": then[wanted[other.id]][1].day.isoformat(),
                    "days": then[wanted[other.id]][1].moved,
                }
                for other in shown.sorted(lambda m: (then[wanted[m.id]][1].day, m.id))
            ],
            "hidden": len(moved) - len(shown),
        }


class _View:
    """One request for the timeline: its window and filters, and the marks in it."""

    def __init__(self, env, unit, plan, zoom, start, group, late):
        self.env, self.unit, self.plan = env, unit, plan
        self.zoom = zoom if zoom in ZOOMS else "quarter"
        self.group = "unit" if group == "unit" else "plan"
        self.late = bool(late)
        months, self.gathered = ZOOMS[self.zoom]
        day = fields.Date.to_date(start) or today()
        self.start = day.replace(day=1, month=(day.month - 1) // months * months + 1)
        self.end = self.start + relativedelta(months=months, days=-1)
        self.left_out = 0
        self.milestones, self.assignments = env["child.plan.milestone"], env["child.plan.assignment"]
        of_plan = Domain("plan_id", "=", plan.id) if plan else Domain.TRUE
        self.work = unit._work_below() & of_plan & Domain("state", "!=", "cancelled")

    # -- rows --

    def rows(self):
        """Return the rows with most overdue work first, each with its marks."""
        for model in ("milestone", "assignment", "extension"):
            self.env[f"child.plan.{model}"].flush_model()
        deadlines, steps, extensions = self.deadlines(), self.steps(), self.extensions()
        counts = defaultdict(Counter)
        for marks in (deadlines, steps, extensions):
            for key, of_row in marks.items():
                counts[key]["n"] += len(of_row)
                counts[key]["overdue"] += sum(mark.get("by", {}).get("overdue", 0) for mark in of_row)
        for key, number in self.milestone_rows().items():
            counts[key]["n"] += number
        records = self.env["child.plan.unit" if self.group == "unit" else "child.plan"].browse(counts)
        records = records.sorted(lambda r: (-counts[r.id]["overdue"], -counts[r.id]["n"], r.id))
        self.left_out = max(len(records) - ROWS, 0)
        shown = records[:ROWS]
        milestones, left_out = self.milestone_marks(shown)
        marks_of_record = {
            record: {
                "milestones": milestones.get(record.id, []),
                "deadlines": deadlines.get(record.id, []),
                "steps": steps.get(record.id, []),
                "extensions": extensions.get(record.id, [])[:EXTENSIONS],
                "left_out": left_out[record.id] + max(len(extensions.get(record.id, [])) - EXTENSIONS, 0),
            }
            for record in shown
        }
        return [{**self.row(record), **marks} for record, marks in marks_of_record.items() if any(marks.values())]

    def row(self, record):
        if self.group == "unit":
            own = record == self.unit
            name = self.env._("%s (own work)", record.name) if own else record.name
            return {"id": record.id, "name": name, "domain": [["unit_id", "=" if own else "child_of", record.id]]}
        period = [record.period_start.isoformat(), record.period_end.isoformat()]
        return {
            "id": record.id,
            "name": record.number or "",
            "title": record.name,
            "period": period,
            "domain": [["plan_id", "=", record.id]],
        }

    def key_sql(self):
        """Return the SQL by which assignments ``a`` are grouped; ``by_row`` turns its values into rows."""
        if self.group == "plan":
            return SQL("a.plan_id")
        names = [*self.assignments._levels_below(self.unit), "unit_id"]
        return SQL("COALESCE(%s)", SQL(", ").join(SQL.identifier("a", name) for name in names))

    def by_row(self, records):
        """Turn records ``(key, *columns)`` into ``{row: [columns]}``."""
        keys = {row[0] for row in records}
        if self.group == "unit":
            units = self.assignments._group_keys(keys, "unit", self.unit)
            row_of_key = {key: unit.id for key, unit in units.items()}
        else:
            row_of_key = dict(zip(keys, keys, strict=True))
        rows = defaultdict(list)
        for key, *columns in records:
            rows[row_of_key[key]].append(columns)
        return rows

    def bucket(self, day):
        """Return the first and last day of the mark that begins on ``day``, within the window."""
        return max(day, self.start), min(day + GATHERED[self.gathered], self.end)

    def bucket_sql(self, column):
        return SQL("date_trunc(%s, %s::timestamp)::date", self.gathered, column)

    @staticmethod
    def rows_sql(query):
        """Return the assignments of ``query`` as a subselect ``a`` with all columns, which spares a second join."""
        return SQL("(%s) AS a", query.select(SQL("%s.*", SQL.identifier(query.table))))

    # -- marks combined by row and day, week or month --

    def deadlines(self):
        domain = self.work & Domain("in_time_until", ">=", self.start) & Domain("in_time_until", "<=", self.end)
        if self.late:
            domain &= Domain("status", "=", "overdue")
        query = self.assignments._search(domain)
        status = self.assignments._field_to_sql("a", "status", query)
        parts = self.key_sql(), self.bucket_sql(SQL("a.in_time_until")), status, self.rows_sql(query)
        counts = self.env.execute_query(SQL("SELECT %s, %s, %s, count(*) FROM %s GROUP BY 1, 2, 3", *parts))
        return self.gather((key, day, status or "cancelled", number) for key, day, status, number in counts)

    def steps(self):
        """Return the steps that units set themselves, counted like deadlines; those that are late count as overdue."""
        domain = Domain("demand_id", "=", False) & Domain("assignment_id", "any", self.work)
        domain &= Domain("due_on", ">=", self.start) & Domain("due_on", "<=", self.end)
        reached, running = self.milestones._reached_on_sql(), self.milestones._running_sql()
        late = SQL("%s IS NULL AND %s AND m.due_on < %s", reached, running, today())
        counts = self.env.execute_query(
            SQL(
                """SELECT %(key)s, %(bucket)s,
                          CASE WHEN %(late)s THEN 'overdue' WHEN %(reached)s IS NULL THEN 'in_time'
                               WHEN %(reached)s > m.due_on THEN 'done_late' ELSE 'done_on_time' END, count(*)
                     FROM child_plan_milestone m JOIN child_plan_assignment a ON a.id = m.assignment_id
                    WHERE m.id IN %(shown)s AND (%(all)s OR (%(late)s)) GROUP BY 1, 2, 3""",
                key=self.key_sql(),
                bucket=self.bucket_sql(SQL("m.due_on")),
                late=late,
                reached=reached,
                all=not self.late,
                shown=self.milestones._search(domain).subselect(),
            )
        )
        return self.gather(counts)

    def gather(self, counts):
        """Return ``{row: [{"from", "to", "n", "by": {status: number}}]}``, by day."""
        rows = {}
        for row, of_row in self.by_row(list(counts)).items():
            marks = defaultdict(Counter)
            for day, status, number in of_row:
                marks[day][status] += number
            rows[row] = []
            for day in sorted(marks):
                first, last = self.bucket(day)
                mark = {"from": first.isoformat(), "to": last.isoformat(), "n": marks[day].total(), "by": marks[day]}
                rows[row].append(mark)
        return rows

    def extensions(self):
        """Return ``{row: [{"from": old deadline, "to": requested or granted, "n", "state"}]}``, most frequent first."""
        if self.late:
            return {}
        domain = Domain("state", "in", ("asked", "granted")) & Domain("assignment_id", "any", self.work)
        counts = self.env.execute_query(
            SQL(
                """SELECT %(key)s, e.old_due_on, COALESCE(e.decided_due_on, e.asked_due_on), e.state, count(*)
                     FROM child_plan_extension e JOIN child_plan_assignment a ON a.id = e.assignment_id
                    WHERE e.id IN %(shown)s AND e.old_due_on <= %(end)s
                      AND COALESCE(e.decided_due_on, e.asked_due_on) >= %(start)s
                    GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC, 2, 3, 4""",
                key=self.key_sql(),
                shown=self.env["child.plan.extension"]._search(domain).subselect(),
                start=self.start,
                end=self.end,
            )
        )
        rows = {}
        for row, of_row in self.by_row(counts).items():
            sums = Counter()
            for old, new, state, number in of_row:
                sums[old, new, state] += number
            rows[row] = [
                {"from": old.isoformat(), "to": new.isoformat(), "state": state, "n": number}
                for (old, new, state), number in sums.most_common()
            ]
        return rows

    # -- milestones --

    def demands(self):
        """Return the domain of milestones demanded in the window, or before it and not reached by all yet."""
        domain = Domain("assignment_id", "=", False) & Domain("due_on", "<=", self.end)
        domain &= Domain("due_on", ">=", self.start - LOOK_BACK)
        if self.late:
            domain &= Domain("copy_ids", "any", [("done_on", "=", False)])
        if self.plan:
            return domain & Domain("plan_id", "=", self.plan.id)
        return domain & Domain("plan_id.state", "=", "issued")

    def milestone_rows(self):
        """Return ``{row: number of milestones}`` for rows in which milestones may be drawn."""
        demands = self.demands() if self.late else self.demands() & Domain("due_on", ">=", self.start)
        if self.group == "plan":
            groups = self.milestones._read_group(demands, ["plan_id"], ["__count"])
            counts = [(plan.id, number) for plan, number in groups]
        else:
            domain = Domain("demand_id", "any", demands) & Domain("assignment_id", "any", self.counted())
            counts = self.env.execute_query(
                SQL(
                    """SELECT %s, count(*) FROM child_plan_milestone m JOIN child_plan_assignment a
                           ON a.id = m.assignment_id WHERE m.id IN %s GROUP BY 1""",
                    self.key_sql(),
                    self.milestones._search(domain).subselect(),
                )
            )
        return {row: sum(number for (number,) in of_row) for row, of_row in self.by_row(counts).items()}

    def milestone_marks(self, shown):
        """Return ``({row: marks}, {row: how many more})``. Across all rows, late milestones have precedence."""
        demands = self.milestones.search(
            self.demands() & (Domain("plan_id", "in", shown.ids) if self.group == "plan" else Domain.TRUE),
            limit=CANDIDATES,
            order="due_on desc, id desc",
        )
        counts = self.reached_by_row(demands)
        rows = demands._waited_for()
        reached = demands._reached_for(rows) | counts
        rows_of = defaultdict(list)  # {milestone id: the rows in which it is drawn}
        for place, id_ in counts:
            rows_of[id_].append(place)
        if self.group == "unit":
            wanted = {(row, id_): row for id_, in_rows in rows_of.items() for row in in_rows if row in shown.ids}
        else:
            plans = {demand.id: demand.plan_id.id for demand in demands}
            place = self.unit.id
            wanted = {((place if id_ in rows_of else ALL), id_): plan for id_, plan in plans.items()}
        forecasts = demands._forecast(wanted, rows, reached)
        marks = [key for key in wanted if self.is_shown(*forecasts[key])]
        marks.sort(key=lambda key: (forecasts[key][2] not in LATE, forecasts[key][0].planned, key))
        left_out = Counter(wanted[key] for key in marks[MILESTONES:])
        kept = marks[:MILESTONES]
        return self.draw(kept, wanted, forecasts, counts), left_out

    def is_shown(self, step, expected, situation):
        """Return whether the time between the planned and the expected day touches the window."""
        if self.late and situation not in LATE:
            return False
        first, last = sorted((step.planned, expected.day))
        return first <= self.end and last >= self.start

    def reached_by_row(self, demands):
        """Return ``{(row, demand): Reached}`` of copies that the user may see; by plan, the row is the page's unit."""
        counts = self.env.execute_query(
            SQL(
                """SELECT %(key)s, m.demand_id, count(*), count(%(reached)s), max(%(reached)s)
                     FROM %(work)s JOIN child_plan_milestone m ON m.assignment_id = a.id
                    WHERE m.id IN %(shown)s GROUP BY 1, 2""",
                key=self.key_sql() if self.group == "unit" else SQL("0"),
                reached=self.milestones._reached_on_sql(),
                work=self.rows_sql(self.assignments._search(self.counted())),
                shown=self.milestones._search([("demand_id", "in", demands.ids)]).subselect(),
            )
        )
        if self.group == "plan":
            return {(self.unit.id, id_): Reached(*row) for _key, id_, *row in counts}
        sums = {}
        for row, of_row in self.by_row(counts).items():
            for id_, total, number, last in of_row:
                old = sums.get((row, id_), Reached(0, 0, None))
                days = [day for day in (old.last, last) if day]
                sums[row, id_] = Reached(old.total + total, old.number + number, max(days, default=None))
        return sums

    def counted(self):
        return self.work & Domain("state", "!=", "suspended")

    def draw(self, keys, wanted, forecasts, counts):
        """Return ``{row: marks}``. In ``before`` are the marks that a mark waits for, as ``"row-milestone"``."""
        readable = self.milestones.browse(
            {id_ for _place, id_ in keys} | {forecasts[key][1].root[1] for key in keys if forecasts[key][1].root}
        )._readable()
        by_id = {milestone.id: milestone for milestone in readable}
        rows = defaultdict(list)
        drawn = set(keys)
        for key in sorted(keys, key=lambda key: (forecasts[key][0].planned, key)):
            step, expected, situation = forecasts[key]
            cause = by_id.get(expected.root and expected.root[1], readable.browse())
            count = counts.get(key, Reached(0, 0, None))  # only of copies that the user may see
            milestone = by_id[key[1]]
            rows[wanted[key]].append(
                {
                    "id": milestone.id,
                    "key": f"{wanted[key]}-{milestone.id}",
                    "name": milestone.name,
                    "planned": step.planned.isoformat(),
                    "expected": expected.day.isoformat(),
                    "moved": expected.moved,
                    "situation": situation,
                    "text": milestone._situation_in_words(situation, expected, step.planned, cause),
                    "n": count.total,
                    "reached": count.number,
                    "before": [f"{wanted[other]}-{other[1]}" for other in step.waits_for if other in drawn],
                }
            )
        return rows
