from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tools import format_date

from ...lib.clock import today
from ...lib.status import Demand

FREQUENCIES = [
    ("once", "Once"),
    ("monthly", "Monthly"),
    ("quarterly", "Quarterly"),
    ("half_yearly", "Half-yearly"),
    ("yearly", "Yearly"),
    ("ad_hoc", "Ad hoc"),
]


class ChildPlanReportRequirement(models.Model):
    """A report that the plan demands: how often, by when, to whom."""

    _name = "child.plan.report.requirement"
    _inherit = ["child.plan.line.mixin", "child.plan.reporters.mixin"]
    _description = "Reporting Demand"
    _rec_name = "due_text"
    _order = "plan_id, due_on, due_month, due_day, id"

    plan_id = fields.Many2one("child.plan", required=True, ondelete="cascade", index=True)
    frequency = fields.Selection(
        FREQUENCIES,
        default="yearly",
        help="Empty: the plan does not say how often",
    )
    due_on = fields.Date("Date", help="The date as the plan prints it, for a report that is due once")
    due_day = fields.Integer("Day", help="Day of the month as the plan prints it, for a report that comes again")
    due_month = fields.Integer("Month")
    before = fields.Boolean(
        "Before that day", help="The plan says 'before' (trước ngày): the report is due the day before at the latest."
    )
    recipient = fields.Char(help="Who receives it, in the words of the plan")
    recipient_unit_id = fields.Many2one("child.plan.unit", "Receiving unit", ondelete="restrict")
    note = fields.Char()
    last_day = fields.Date("Due on", compute="_compute_last_day", help="The last day in time, for a report due once")
    due_text = fields.Char("Due", compute="_compute_due_text")

    @api.constrains("due_day", "due_month")
    def _check_day_of_year(self):
        for demand in self:
            if not 0 <= demand.due_day <= 31 or not 0 <= demand.due_month <= 12:
                raise ValidationError(self.env._("Give a day from 1 to 31 and a month from 1 to 12."))

    @api.depends("due_on", "before")
    def _compute_last_day(self):
        for demand in self:
            demand.last_day = demand.due_on and demand.due_on - timedelta(days=demand.before)

    def _demand(self):
        """Return the ``Demand`` of a recurring report, for ``demanded_periods``.

        Where the plan names several months of one frequency ("15/6 và 15/12"), each row stands for its own month only.
        """
        self.ensure_one()
        others = (self.plan_id.reporting_ids - self).filtered(self._same_reporters)
        same = others.filtered(lambda other: other.frequency == self.frequency and other.due_month)
        several = any(other.due_month != self.due_month for other in same)
        return Demand(self.frequency, self.due_day, self.due_month, self.before, only_month=several)

    def _same_reporters(self, other):
        return (self.reporters, self.reporter_ids) == (other.reporters, other.reporter_ids)

    def write(self, vals):
        """Ask the units that now report, for the periods that are not over; what was begun stays."""
        result = super().write(vals)
        if not vals.keys().isdisjoint(("reporters", "reporter_ids")):
            periods = self.env["child.plan.report.period"].sudo()
            for demand in self:
                running = [("reporting_id", "=", demand.id), ("due_on", ">=", today())]
                periods.search(running).write(demand._prepare_reporters())
        return result

    def _prepare_reporters(self):
        chosen = self.reporter_ids.ids if self.reporters == "chosen" else []
        return {"reporters": self.reporters, "reporter_ids": [Command.set(chosen)]}

    @api.depends("due_on", "due_day", "due_month", "before", "frequency", "plan_id.reporting_ids.due_month")
    def _compute_due_text(self):
        for demand in self:
            if demand.due_on:
                day = format_date(self.env, demand.due_on)
            elif demand.due_day and demand.due_month:
                step = demand._demand().step if demand.frequency in ("quarterly", "half_yearly") else 12
                months = range((demand.due_month - 1) % step + 1, 13, step)
                day = ", ".join(
                    f"{demand.due_day:02}/{month:02}" for month in (months if step < 12 else [demand.due_month])
                )
            else:
                day = self.env._("day %s", demand.due_day) if demand.due_day else False
            demand.due_text = self.env._("before %s", day) if day and demand.before else day
