from datetime import date, timedelta

from odoo import api, fields, models
from odoo.tools import SQL, format_date, ormcache

from ...lib.status import last_day_in_time

REACH = timedelta(days=31)  # no run of days off is longer
FIRST, LAST = date(2015, 1, 1), date(2045, 1, 1)  # the days for which SQL moves deadlines of past days


class ChildPlanLastDayMixin(models.AbstractModel):
    """A row with a deadline, and the last day in time that follows from it.

    They differ where the plan says that a deadline on a day off ends with the next working day. The day is stored, so
    that sums compare columns; ``_refresh_last_days`` brings it up to date when a plan's setting or the calendar
    changes. Rows of the journal are never changed: for a past day, SQL computes it from the deadline of that day and
    the calendar as it is known now (``_in_time_sql``).
    """

    _name = "child.plan.last.day.mixin"
    _description = "Last Day in Time"

    in_time_until = fields.Date(
        compute="_compute_in_time_until",
        store=True,
        help="The last day in time: the deadline, or the next working day where the plan says so",
    )
    last_day_text = fields.Char("Last day in time", compute="_compute_last_day_text")

    @api.depends("due_on")
    def _compute_in_time_until(self):
        days_off = self.env["child.plan.day.off"]._special_days()
        self.plan_id.sudo().fetch(["next_working_day"])
        for row in self:
            row.in_time_until = last_day_in_time(row.due_on or None, row.plan_id.sudo().next_working_day, days_off)

    @api.depends("due_on", "in_time_until")
    @api.depends_context("lang")
    def _compute_last_day_text(self):
        """Say which day counts, where it is not the deadline itself."""
        for row in self:
            moved = row.in_time_until and row.in_time_until != row.due_on
            row.last_day_text = moved and self.env._(
                "The deadline falls on a day off: in time until %s", format_date(self.env, row.in_time_until)
            )

    @api.model
    def _in_time_sql(self, due_on, moves):
        """Return the last day in time of the SQL date ``due_on`` where the SQL ``moves`` is true, else ``due_on``."""
        first, shifts = self._shifts()
        return SQL(
            """(%(due_on)s + CASE WHEN %(moves)s
                 THEN COALESCE((%(shifts)s::smallint[])[%(due_on)s - %(first)s::date + 1], 0) ELSE 0 END)""",
            due_on=due_on,
            moves=moves,
            shifts=shifts,
            first=first,
        )

    @ormcache()
    def _shifts(self):
        """Return ``(first day, array)``: by how many days a deadline on each day since then moves.

        The array is a literal of PostgreSQL, whose elements it finds without a search.
        """
        days_off = self.env["child.plan.day.off"]._special_days()
        days = (FIRST + timedelta(days=number) for number in range((LAST - FIRST).days))
        shifts = ((last_day_in_time(day, True, days_off) - day).days for day in days)
        return FIRST, f"{{{','.join(map(str, shifts))}}}"

    @api.model
    def _last_day_models(self):
        """Return the names of the models with a plan, a deadline and its last day. Extend to add models."""
        return ["child.plan.assignment"]

    @api.model
    def _refresh_last_days(self, plans=None, days=None):
        """Bring the last days up to date: those of ``plans``, or those that the calendar of ``days`` decides.

        Takes two statements for each model, however many rows there are; rows that keep their day are not written.
        """
        days_off = self.env["child.plan.day.off"]._special_days()
        self.env.flush_all()
        for model in map(self.env.__getitem__, self._last_day_models()):
            table = SQL.identifier(model._table)
            where = SQL("line.plan_id = ANY(%s)", plans.ids) if plans is not None else SQL("TRUE")
            if days:
                where = SQL("%s AND line.due_on BETWEEN %s AND %s", where, min(days) - REACH, max(days))
            found = self.env.execute_query(
                SQL("SELECT DISTINCT due_on FROM %s AS line WHERE due_on IS NOT NULL AND %s", table, where)
            )
            deadlines = [due_on for (due_on,) in found]
            self.env.cr.execute(
                SQL(
                    """UPDATE %(table)s AS line SET in_time_until = %(last)s
                         FROM unnest(%(deadlines)s::date[], %(moved)s::date[]) AS day (due_on, moved)
                        JOIN child_plan AS plan ON TRUE
                        WHERE line.due_on = day.due_on AND plan.id = line.plan_id AND %(where)s
                          AND line.in_time_until IS DISTINCT FROM %(last)s""",
                    table=table,
                    last=SQL("CASE WHEN plan.next_working_day THEN day.moved ELSE day.due_on END"),
                    deadlines=deadlines,
                    moved=[last_day_in_time(due_on, True, days_off) for due_on in deadlines],
                    where=where,
                )
            )
            model.invalidate_model(["in_time_until"])


class ChildPlanDayOff(models.Model):
    _inherit = "child.plan.day.off"

    def _on_days_changed(self, days):
        self.env["child.plan.last.day.mixin"]._refresh_last_days(days=days)
        return super()._on_days_changed(days)


class ChildPlan(models.Model):
    _inherit = "child.plan"

    def write(self, vals):
        result = super().write(vals)
        if "next_working_day" in vals:
            self.env["child.plan.last.day.mixin"]._refresh_last_days(plans=self)
        return result
