from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.clock import today
from ...lib.status.workdays import working_day_after


class ChildPlanReportAskDialog(models.TransientModel):
    """The dialog that requests a report on a plan: from whom, on what, and by when."""

    _name = "child.plan.report.ask"
    _inherit = "child.plan.dialog.mixin"
    _description = "Ask for a Report"

    plan_id = fields.Many2one(
        "child.plan", required=True, default=lambda self: self.env["child.plan"]._decided_by_user(limit=1)
    )
    plan_ids = fields.Many2many("child.plan", string="Plans to choose from", compute="_compute_plan_ids")
    issuer_id = fields.Many2one(related="plan_id.issuer_id")
    unit_ids = fields.Many2many("child.plan.unit", string="Units")
    title = fields.Char("About")
    content = fields.Text("What is asked")
    due_on = fields.Date("Due on", required=True, default=lambda self: self._working_day(today() + timedelta(days=7)))
    summary = fields.Char(compute="_compute_summary")

    def _working_day(self, day):
        """Return ``day``, or the next working day."""
        return working_day_after(day, 0, self.env["child.plan.day.off"]._special_days())

    @api.constrains("plan_id", "unit_ids")
    def _check_plan_id(self):
        for dialog in self._as_user():
            dialog.plan_id._check_can_manage()
            dialog.unit_ids.check_access("read")

    def _compute_plan_ids(self):
        self.plan_ids = self.env["child.plan"]._decided_by_user()

    @api.depends("plan_id", "unit_ids")
    @api.depends_context("lang")
    def _compute_summary(self):
        for dialog in self:
            count = len(dialog.unit_ids)
            if not count and dialog.plan_id:
                work = [("plan_id", "=", dialog.plan_id.id), ("state", "!=", "cancelled")]
                [(count,)] = self.env["child.plan.assignment"]._read_group(work, [], ["unit_id:count_distinct"])
                text = self.env._("All %s units with work in the plan report, with its figures, level by level.", count)
            else:
                text = self.env._("%s units report to the issuer, in words; each gets one message now.", count)
            dialog.summary = text

    def action_apply(self):
        """Open the period with a row for each expected report, and notify the units."""
        self.ensure_one()
        title, day = (self.title or "").strip(), today()
        self.plan_id._check_can_manage()
        if self.plan_id.state != "issued":
            raise UserError(self.env._("Reports are asked for on a plan that is issued and runs."))
        if not title:
            raise UserError(self.env._("Say what the report is about: the units see it as its name."))
        if self.due_on < day:
            raise UserError(self.env._("The day on which it is due has passed."))
        if (working := self._working_day(self.due_on)) != self.due_on:
            raise UserError(
                self.env._(
                    "Nobody works on %(day)s. The next working day is %(next)s.",
                    day=self.due_on.strftime("%d/%m/%Y"),
                    next=working.strftime("%d/%m/%Y"),
                )
            )
        cut_off = min(day, self.due_on - timedelta(days=1))
        period = self.env["child.plan.report.period"].create(
            {
                "plan_id": self.plan_id.id,
                "kind": "ad_hoc",
                "title": title,
                "content": self.content,
                "unit_ids": [fields.Command.set(self.unit_ids.ids)],
                "date_start": min(self.plan_id.period_start or cut_off, cut_off),
                "cut_off": cut_off,
                "due_on": self.due_on,
            }
        )
        silent = period._tell_asked()
        message = self.env._("%s reports are expected.", len(period.report_ids))
        if silent:
            names = ", ".join(silent.mapped("name"))
            message += " " + self.env._("These have no user who could read it: %s", names)
        params = {"message": message, "type": "warning" if silent else "success", "sticky": bool(silent)}
        params["next"] = {"type": "ir.actions.act_window_close"}
        return {"type": "ir.actions.client", "tag": "display_notification", "params": params}
