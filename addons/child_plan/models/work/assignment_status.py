import operator as op

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ...lib.clock import today
from ...lib.status import (
    LEFT_OPEN,
    OPEN_STATES,
    STATES,
    Facts,
    days_late,
    handed_in,
    last_day_in_time,
    rates,
    status_of,
    status_sql,
)

STATUS_LABELS = [
    ("done_on_time", "Done on time"),
    ("done_late", "Done late"),
    ("in_time", "Open, in time"),
    ("due_soon", "Due soon"),
    ("overdue", "Open, overdue"),
    ("no_deadline", "No deadline"),
    ("left_open", "Left open when the plan was closed"),
    ("suspended", "Suspended"),
    ("cancelled", "Cancelled"),
]
#: Facts of the table of statuses that change by decisions, and the columns of assignments that hold them.
KEPT = {"state": "state", "due_on": "in_time_until", "submitted_on": "submitted_on"}
COMPARISONS = {"<": op.lt, "<=": op.le, ">": op.gt, ">=": op.ge}


class ChildPlanAssignmentStatus(models.Model):
    """The status of assignments on the day in the context (``child_plan_as_of``, default today).

    The status changes with the day, so it is never stored. For today it is computed from the assignment, for a past day
    from the last journal row up to that day, in both cases by the table in ``lib/status/``.
    """

    _inherit = "child.plan.assignment"
    _child_plan_colours = {
        "status": {status: status for status, _label in STATUS_LABELS},
        **dict.fromkeys(("state", "state_on"), {state: state for state in ("submitted", "suspended", "cancelled")}),
    }

    soon_days = fields.Integer(related="plan_id.soon_days", store=True, aggregator=None)
    plan_closed_on = fields.Date(related="plan_id.closed_on", store=True)
    status = fields.Selection(STATUS_LABELS, compute="_compute_status", search="_search_status")
    state_on = fields.Selection(
        list(STATES.items()), "State on that day", compute="_compute_status", search="_search_state_on"
    )
    deadline_on = fields.Date("Deadline on that day", compute="_compute_status", search="_search_deadline_on")
    last_day_on = fields.Date("Last day in time, on that day", compute="_compute_status", search="_search_last_day_on")
    status_text = fields.Char("Time", compute="_compute_status", help="The status in words")
    days_late = fields.Integer(
        compute="_compute_status", aggregator=None, help="Working days after the deadline; 0 when it is not overdue"
    )
    days_left = fields.Integer(compute="_compute_status", aggregator=None, help="Calendar days to the deadline")

    def _as_of(self):
        """Return the day in the context, else today.

        It only selects what is shown; no access check may depend on it.
        """
        return fields.Date.to_date(self.env.context.get("child_plan_as_of")) or today()

    def _facts(self):
        """Return ``{id: (Facts, deadline)}`` as of that day. Work that had not been given yet has no entry."""
        day = self._as_of()
        of_plan = {a.id: (a.soon_days, day, a.plan_closed_on or None) for a in self}
        if day >= today():
            return {
                a.id: (
                    Facts(a.state, a.in_time_until or None, a.submitted_on or None, *of_plan[a.id]),
                    a.due_on or None,
                )
                for a in self
                if a.given_on and a.given_on <= day
            }
        self.env["child.plan.journal"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT ON (assignment_id) assignment_id, due_on, state, submitted_on
                     FROM child_plan_journal WHERE assignment_id IN %s AND day <= %s
                    ORDER BY assignment_id, day DESC, id DESC""",
                tuple(self.ids) or (0,),
                day,
            )
        )
        days_off = self.env["child.plan.day.off"]._special_days()
        moves = {a.id: a.plan_id.sudo().next_working_day for a in self}
        return {
            id_: (Facts(state, last_day_in_time(due_on, moves[id_], days_off), submitted_on, *of_plan[id_]), due_on)
            for id_, due_on, state, submitted_on in rows
        }

    @api.depends("state", "due_on", "in_time_until", "submitted_on", "given_on", "soon_days", "plan_closed_on")
    @api.depends_context("child_plan_as_of", "lang")
    def _compute_status(self):
        facts = self._facts()
        days_off = self.env["child.plan.day.off"]._special_days()
        for assignment in self:
            of_day, deadline = facts.get(assignment.id, (None, None))
            assignment.status = of_day and status_of(of_day)
            assignment.state_on = of_day and of_day.state
            assignment.deadline_on = deadline
            assignment.last_day_on = of_day and of_day.due_on
            assignment.days_late = assignment.days_left = 0
            if of_day and of_day.due_on and assignment.status not in (*LEFT_OPEN, "suspended", "cancelled"):
                stopped = (handed_in(of_day.state) and of_day.submitted_on) or of_day.day
                assignment.days_late = days_late(of_day.due_on, stopped, days_off)
                assignment.days_left = max((deadline - of_day.day).days, 0)
            assignment.status_text = assignment._status_in_words(of_day)

    def _status_in_words(self, facts):
        self.ensure_one()
        match self.status:
            case None | False:
                return self.env._("Not given yet")
            case "overdue" if self.days_late:
                return self.env._("%s working days overdue", self.days_late)
            case "overdue":  # only days off have passed since the deadline
                return self.env._("Overdue since %s", format_date(self.env, facts.due_on))
            case "done_late" if self.days_late:
                return self.env._("Done, %s working days late", self.days_late)
            case "in_time" if facts.state == "submitted":
                return self.env._("Handed in, in time")
            case "in_time" | "due_soon" if self.days_left:
                return self.env._("%s days left", self.days_left)
            case "in_time" | "due_soon" if facts.due_on and facts.due_on > facts.day:  # the deadline is a day off
                return self.env._("In time until %s", format_date(self.env, facts.due_on))
            case "in_time" | "due_soon":
                return self.env._("Due today")
        return dict(self._fields["status"]._description_selection(self.env))[self.status]

    def _search_status(self, operator, value):
        domain = self._search_of_day("status", operator, value)
        if domain is not NotImplemented and self._as_of() >= today() and set(value) <= {"overdue", "due_soon"}:
            # implied by these statuses, and lets PostgreSQL use the index
            domain &= Domain("state", "in", OPEN_STATES) & Domain("due_on", "!=", False)
        return domain

    def _search_state_on(self, operator, value):
        of_today = self._as_of() >= today() and False not in value
        if operator == "in" and of_today:  # only columns, so that the indexes can be used
            return Domain("given_on", "<=", self._as_of()) & Domain("state", "in", value)
        if operator == "not in":
            domain = ~self._search_of_day("state_on", "in", value)
            return domain & Domain("state", "not in", value) if of_today else domain  # no work is given on a future day
        return self._search_of_day("state_on", operator, value)

    def _search_of_day(self, name, operator, value):
        if operator != "in":
            return NotImplemented
        wanted = tuple(status for status in value if status)

        def to_sql(model, alias, query):
            """Return a condition that is never NULL, so that its negation matches all other rows."""
            of_day = model._field_to_sql(alias, name, query)
            matches = SQL("%s IN %s IS TRUE", of_day, wanted) if wanted else SQL("FALSE")
            return SQL("(%s OR %s IS NULL)", matches, of_day) if False in value else SQL("(%s)", matches)

        return Domain.custom(to_sql=to_sql, predicate=lambda assignment: assignment[name] in value)

    def _search_deadline_on(self, operator, value):
        return self._search_date_of_day("deadline_on", operator, value)

    def _search_last_day_on(self, operator, value):
        return self._search_date_of_day("last_day_on", operator, value)

    def _search_date_of_day(self, name, operator, value):
        if operator not in COMPARISONS:
            return self._search_of_day(name, operator, value)
        day = fields.Date.to_date(value)
        return Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "(%s %s %s IS TRUE)", model._field_to_sql(alias, name, query), SQL(operator), day
            ),
            predicate=lambda a: bool(a[name]) and COMPARISONS[operator](a[name], day),
        )

    def _field_to_sql(self, alias, field_expr, query=None):
        match field_expr:
            case "status":
                return self._of_day_to_sql(alias, status_sql)
            case "state_on":
                return self._of_day_to_sql(alias, lambda columns: columns["state"])
            case "deadline_on":
                return self._of_day_to_sql(alias, lambda columns: columns["deadline"])
            case "last_day_on":
                return self._of_day_to_sql(alias, lambda columns: columns["due_on"])
        return super()._field_to_sql(alias, field_expr, query)

    def _of_day_to_sql(self, alias, expression):
        """Return the SQL of ``expression(columns)`` as of that day; NULL where the work had not been given yet."""
        day = self._as_of()
        past = day < today()
        source, facts = (self.env["child.plan.journal"], "child_plan_facts") if past else (self, alias)
        columns = {name: SQL.identifier(facts, column) for name, column in KEPT.items()}
        columns |= {
            "soon_days": SQL.identifier(alias, "soon_days"),
            "closed_on": SQL.identifier(alias, "plan_closed_on"),
            "day": SQL("%s::date", day),
            "deadline": SQL.identifier(facts, "due_on"),
        }
        kept = ("state", "due_on", "submitted_on")
        unwritten = [source._fields[name] for name in (kept if past else ("due_on", *KEPT.values()))]
        unwritten += [self._fields[name] for name in ("soon_days", "plan_closed_on", "given_on")]
        value = SQL(expression({name: f"%({name})s" for name in columns}), to_flush=unwritten, **columns)
        if not past:
            return SQL("(CASE WHEN %s <= %s THEN %s END)", SQL.identifier(alias, "given_on"), day, value)
        return SQL(
            "(SELECT %s FROM (%s) AS child_plan_facts)", value, self._past_facts(SQL.identifier(alias, "id"), day)
        )

    @api.model
    def _past_facts(self, assignment_id, day):
        """Return the SELECT of what the journal says of an assignment at the end of ``day``: the columns of ``KEPT``
        and ``due_on``.
        """
        return SQL(
            """SELECT entry.state, %s AS in_time_until, entry.submitted_on, entry.due_on
                 FROM child_plan_journal AS entry JOIN child_plan AS plan ON plan.id = entry.plan_id
                WHERE entry.assignment_id = %s AND entry.day <= %s
                ORDER BY entry.day DESC, entry.id DESC LIMIT 1""",
            self._in_time_sql(SQL("entry.due_on"), SQL("plan.next_working_day")),
            assignment_id,
            day,
        )

    @api.model
    @api.readonly
    def get_status_counts(self, domain):
        """Count the assignments in ``domain`` that the user may read, as of the day in the context.

        :return: ``{"day": ISO date, "total": work that is not cancelled, "by_status": {status: number}, "submitted",
            "returned", "extension_pending": None on a past day, of which it is not known, "due_7": open work due within
            7 days from that day, "overdue_rate": {"numerator", "denominator"} overdue work over all that has fallen
            due}``
        """
        counts = self._count_work(domain)[None]
        day = self._as_of()
        if day < today():
            counts["extension_pending"] = None
        return {
            "day": day.isoformat(),
            **{
                name: counts[name]
                for name in ("total", "by_status", "submitted", "returned", "extension_pending", "due_7")
            },
            "overdue_rate": rates(counts["by_status"])["overdue_of_due"]._asdict(),
        }
