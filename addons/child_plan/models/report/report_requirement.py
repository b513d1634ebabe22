from calendar import monthrange
from datetime import date, timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

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
    _inherit = "child.plan.line.mixin"
    _description = "Reporting Demand"
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

    def _due_after(self, cut_off):
        """The last day in time for the report of the period with this ``cut_off``; None where the plan names no day."""
        self.ensure_one()
        if not self.due_day:
            return None
        month = self.due_month if self.frequency == "yearly" and self.due_month else cut_off.month
        year, due = cut_off.year, None
        while not due or due <= cut_off:
            due = date(year, month, min(self.due_day, monthrange(year, month)[1])) - timedelta(days=self.before)
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return due

    @api.depends("due_on", "due_day", "due_month", "before")
    def _compute_due_text(self):
        for demand in self:
            if demand.due_on:
                day = demand.due_on.strftime("%d/%m/%Y")
            elif demand.due_day and demand.due_month:
                day = f"{demand.due_day:02}/{demand.due_month:02}"
            else:
                day = self.env._("day %s", demand.due_day) if demand.due_day else False
            demand.due_text = self.env._("before %s", day) if day and demand.before else day
