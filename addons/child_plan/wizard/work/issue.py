import re
from textwrap import shorten

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...lib.clock import today

NAMED = 20  # units without a user that are listed by name; a national plan has thousands


class ChildPlanIssue(models.TransientModel):
    """The check before issuing: all tasks with what is unclear, editable here, and what each unit will get.

    The issuer decides: unclear tasks do not prevent issuing, but a task without a unit is not given out.
    """

    _name = "child.plan.issue"
    _inherit = "child.plan.dialog.mixin"
    _description = "Check before Issuing"

    plan_id = fields.Many2one("child.plan", required=True, readonly=True)
    task_ids = fields.One2many(related="plan_id.task_ids", readonly=False, string="Tasks")
    task_count = fields.Integer(compute="_compute_summary")
    problem_count = fields.Integer(compute="_compute_summary")
    problem_text = fields.Text(compute="_compute_summary")
    remark_count = fields.Integer(compute="_compute_summary")
    assignment_count = fields.Integer(compute="_compute_summary")
    unit_count = fields.Integer(compute="_compute_summary")
    unassigned_count = fields.Integer("Tasks without a unit", compute="_compute_summary")
    silent_unit_ids = fields.Many2many(
        "child.plan.unit", compute="_compute_summary", string="Units without a user", help="The first of them"
    )
    silent_count = fields.Integer("Number of units without a user", compute="_compute_summary")
    silent_more = fields.Integer("Further units without a user", compute="_compute_summary")
    outside_unit_ids = fields.Many2many(
        "child.plan.unit",
        "child_plan_issue_outside_rel",
        compute="_compute_summary",
        string="Units outside",
        help="Above the issuer or outside it, and ordered instead of requested",
    )
    summary = fields.Char(compute="_compute_summary")
    odd_dates = fields.Text(compute="_compute_odd_dates", help="Dates that are past or outside the plan's period")
    # filled in for all tasks where it is missing
    fill_section_id = fields.Many2one("child.plan.section", "Only in section", domain="[('plan_id', '=', plan_id)]")
    fill_unit_ids = fields.Many2many("child.plan.unit", "child_plan_issue_fill_rel", string="Lead where none is named")
    fill_due_on = fields.Date("Deadline where none is given")
    fill_product = fields.Char("Deliverable where none is named")

    @api.constrains("plan_id")
    def _check_plan_id(self):
        self._as_user().plan_id._check_can_manage()

    @api.depends(
        "plan_id", "task_ids.line_ids", "task_ids.timing", "task_ids.due_on", "task_ids.unclear", "task_ids.problem"
    )
    def _compute_summary(self):
        for wizard in self:
            tasks = wizard.task_ids
            units = self.env["child.plan.unit"].union(*tasks.sudo()._receivers(today()).values())
            wizard.task_count = len(tasks)
            wrong = tasks.filtered("has_problem")
            wizard.problem_count = len(wrong)
            wizard.problem_text = "\n".join(
                f"• {task.code or ''} {shorten(task.name or '', 100, placeholder=' …')}: {task.problem}"
                for task in wrong[:NAMED]
            )
            wizard.remark_count = len(tasks.filtered("remark"))
            wizard.unassigned_count = len(tasks.filtered(lambda task: not task.line_ids))
            wizard.assignment_count = tasks.sudo()._count_assignments(today())
            wizard.unit_count = len(units)
            silent = units.filtered(lambda unit: not unit.sudo().user_ids)
            wizard.outside_unit_ids = tasks._orders_outside().unit_id[:NAMED]
            wizard.silent_count = len(silent)
            wizard.silent_unit_ids = silent[:NAMED]
            wizard.silent_more = len(silent[NAMED:])
            kinds = dict(units._fields["kind"]._description_selection(self.env))
            by_kind = ", ".join(f"{len(group)} × {kinds[kind]}" for kind, group in units.grouped("kind").items())
            wizard.summary = self.env._(
                "Issuing gives %(assignments)s assignments to %(units)s units: %(kinds)s.",
                assignments=wizard.assignment_count,
                units=len(units),
                kinds=by_kind,
            )

    @api.depends("plan_id", "task_ids.due_on", "task_ids.line_ids.due_on")
    @api.depends_context("lang")
    def _compute_odd_dates(self):
        for wizard in self:
            found = wizard.plan_id._odd_dates(today()) if wizard.plan_id else []
            words = {
                True: self.env._("%(day)s is past: %(name)s"),
                False: self.env._("%(day)s is outside the plan's period: %(name)s"),
            }
            lines = [
                words[past] % {"day": format_date(self.env, day), "name": row.display_name}
                for row, day, past in found[:NAMED]
            ]
            if len(found) > NAMED:
                lines.append(self.env._("… and %s more dates.", len(found) - NAMED))
            lines += wizard._other_years()
            wizard.odd_dates = "\n".join(lines)

    def _other_years(self):
        """Return words on tasks whose wording names only years outside the plan's period, as copies often do."""
        plan = self.plan_id
        own = range(plan.period_start.year, plan.period_end.year + 1) if plan else ()
        odd = {
            task: years
            for task in self.task_ids
            if (years := re.findall(r"\b20\d\d\b", task.name or "")) and not any(int(year) in own for year in years)
        }
        return [
            self.env._("The wording speaks of %(year)s: %(name)s", year=", ".join(years), name=task.name)
            for task, years in list(odd.items())[:NAMED]
        ]

    def action_fill(self):
        """Fill in unit, deadline and deliverable of all tasks that lack them. What is there stays."""
        self.ensure_one()
        tasks = self.task_ids.filtered(lambda task: not self.fill_section_id or task.section_id == self.fill_section_id)
        if not self._is_filling():
            raise UserError(self.env._("Say what is to be filled in: unit, deadline or deliverable."))
        if self.fill_unit_ids:
            tasks.filtered(lambda task: not task.lead_unit_ids).lead_unit_ids = self.fill_unit_ids
        if self.fill_due_on:
            tasks.filtered(lambda task: task.timing == "one_off" and not task.due_on).due_on = self.fill_due_on
        if product := (self.fill_product or "").strip():
            bare = tasks.filtered(lambda task: not task.deliverable_ids)
            self.env["child.plan.deliverable"].create([{"task_id": task.id, "name": product} for task in bare])
        self.write(dict.fromkeys(("fill_section_id", "fill_unit_ids", "fill_due_on", "fill_product"), False))
        return self.plan_id._check_window(self)

    def action_ask_for_users(self):
        self.ensure_one()
        self.plan_id._check_can_manage()
        units = self.env["child.plan.unit"].union(*self.task_ids.sudo()._receivers(today()).values())
        return units.with_env(self.env).action_ask_for_users()

    def _is_filling(self):
        return bool(self.fill_unit_ids or self.fill_due_on or (self.fill_product or "").strip())

    def action_save(self):
        """Keep the plan as it is now for later, with what was typed to be filled in."""
        self.ensure_one()
        if self._is_filling():
            self.action_fill()
        return {"type": "ir.actions.act_window_close"}

    def action_issue(self):
        """Issue the plan. What was typed to be filled in, without pressing the button, is filled in and shown first."""
        self.ensure_one()
        if self._is_filling():
            words = self.env._("What you typed has been filled in. Look at the tasks once more, then issue the plan.")
            params = {"message": words, "type": "warning", "sticky": True, "next": self.action_fill()}
            return {"type": "ir.actions.client", "tag": "display_notification", "params": params}
        self.plan_id.action_issue()
        return {"type": "ir.actions.act_window_close"}
