import re
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ...lib.schedule.shift import shift_day

SHOWN = 40  # dates that are listed; the others are counted


class ChildPlanCopy(models.TransientModel):
    """The dialog that makes a plan anew for another period: shows how its dates move, then copies it."""

    _name = "child.plan.copy"
    _inherit = "child.plan.dialog.mixin"
    _description = "Plan for Another Period"

    _shown_fields = ("plan_id",)

    plan_id = fields.Many2one("child.plan", required=True, readonly=True)
    name = fields.Char("Subject", required=True)
    period_start = fields.Date("From", required=True)
    period_end = fields.Date("To", required=True)
    preview = fields.Text("How its dates move", compute="_compute_preview")

    @api.model
    def _open(self, plan):
        """Open the dialog for the period of the same length that follows the plan's."""
        length = relativedelta(plan.period_end + timedelta(days=1), plan.period_start)
        years = length.years + bool(length.months or length.days)  # a winter's plan comes again a year later
        start, end = (fields.Date.add(day, years=years) for day in (plan.period_start, plan.period_end))
        in_period = range(plan.period_start.year, plan.period_end.year + 1)
        name = re.sub(
            r"\b20\d\d\b", lambda m: str(int(m[0]) + years) if int(m[0]) in in_period else m[0], plan.name or ""
        )
        wizard = self.create({"plan_id": plan.id, "name": name, "period_start": start, "period_end": end})
        return wizard._window(self.env._("Copy for another period"))

    @api.depends("plan_id", "period_start")
    @api.depends_context("lang")
    def _compute_preview(self):
        for dialog in self:
            plan, start = dialog.plan_id, dialog.period_start
            rows = list(plan._dated_rows()) if plan and start else []
            lines = [self._line(plan, time, start, same) for same, _name, time in rows[:SHOWN]]
            if len(rows) > SHOWN:
                lines.append(self.env._("… and %s more dates.", len(rows) - SHOWN))
            dialog.preview = "\n".join(lines)

    def _line(self, plan, time, start, rows):
        if isinstance(time, int):
            moved = f"{time} → {time + start.year - plan.period_start.year}"
        else:
            then = shift_day(time, plan.period_start, start)
            moved = f"{format_date(self.env, time)} → {format_date(self.env, then)}"
        return f"{moved}: {'; '.join(rows.mapped('display_name'))}"

    def action_apply(self):
        self.ensure_one()
        self.plan_id._check_can_manage()
        names = ("name", "period_start", "period_end")
        copy = self.plan_id.copy({name: self[name] for name in names})
        return {
            "type": "ir.actions.act_window",
            "res_model": "child.plan",
            "res_id": copy.id,
            "views": [(False, "form")],
        }


class ChildPlan(models.Model):
    """The button that opens the dialog."""

    _inherit = "child.plan"

    def action_copy_for_period(self):
        self.ensure_one()
        self._check_can_manage()
        return self.env["child.plan.copy"]._open(self)
