from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...lib.clock import today
from ...lib.status import MONTHS, periods
from ..unit.refusals import raise_all

# Recurring work is given out this long before its period begins.
AHEAD = timedelta(days=31)


class ChildPlanTask(models.Model):
    """The work of a task: its deliverables and milestones, its assignments, and their progress."""

    _name = "child.plan.task"
    _inherit = ["child.plan.visibility.mixin", "child.plan.task"]

    deliverable_ids = fields.One2many(
        "child.plan.deliverable", "task_id", "Deliverables", domain=[("assignment_id", "=", False)], copy=True
    )
    milestone_ids = fields.One2many(
        "child.plan.milestone", "task_id", "Milestones", domain=[("assignment_id", "=", False)], copy=True
    )
    assignment_ids = fields.One2many("child.plan.assignment", "task_id", "Assignments")
    assignment_count = fields.Integer(compute="_compute_assignment_counts")
    done_count = fields.Integer(compute="_compute_assignment_counts")
    overdue_count = fields.Integer(compute="_compute_assignment_counts")
    progress = fields.Integer(
        compute="_compute_assignment_counts", aggregator=None, help="Mean over the assignments of the task, in percent"
    )

    def _child_plan_totals(self):
        return ("assignment_count", "done_count", "overdue_count")

    @api.depends("deliverable_ids")
    def _compute_unclear(self):
        return super()._compute_unclear()

    def _clarities(self):
        return {**super()._clarities(), "product": (self.deliverable_ids, self.env._("which product"))}

    @api.model
    def _minor_clarities(self):
        return super()._minor_clarities() | {"product"}

    @api.model
    def _locked_after_issue(self):
        return super()._locked_after_issue() | {"deliverable_ids", "milestone_ids"}

    def _compute_assignment_counts(self):
        groups = self.env["child.plan.assignment"]._read_group(
            [("task_id", "in", self.ids), ("state", "!=", "cancelled")],
            ["task_id", "status"],
            ["__count", "progress:avg"],
        )
        rows = {task: [] for task in self}
        for task, status, count, progress in groups:
            rows[task].append((status, count, progress or 0.0))
        for task in self:
            total = sum(count for _status, count, _progress in rows[task])
            task.assignment_count = total
            task.done_count = sum(count for status, count, _p in rows[task] if status in ("done_on_time", "done_late"))
            task.overdue_count = sum(count for status, count, _p in rows[task] if status == "overdue")
            done = sum(count * progress for _status, count, progress in rows[task])
            task.progress = round(done / total) if total else 0

    def action_give(self):
        """Give out tasks that were added after the plan was issued."""
        self.plan_id._check_can_manage()
        if self.filtered(lambda task: task.state != "draft" or task.plan_id.state != "issued"):
            raise UserError(self.env._("Only new tasks of an issued plan can be given out."))
        unnamed = self.filtered(lambda task: not task.line_ids)
        raise_all(self.env, [UserError(self.env._("Name the units of “%s” first.", task.name)) for task in unnamed])
        assignments_given = self.sudo()._give(today())
        for plan, assignments in assignments_given.grouped("plan_id").items():
            plan._notify_units(assignments.unit_id)

    def _give(self, day, limit=None):
        """Create the missing assignments of these tasks, at most ``limit``, as of ``day``. Call with ``sudo()``.

        A unit that several lines name gets the task once, as the lead if any line says so. Recurring work gets one
        assignment for each period that begins within ``AHEAD`` and has not ended or was never given out. Repeating the
        call adds only what is missing, so an interrupted run can be repeated; work that was cancelled or transferred is
        not created again. A task stays a draft while it names no unit or assignments are still missing.
        """
        vals_list = self._prepare_assignments(day)
        receivers = self._receivers(day)  # none if all units have ended: the task stays to be given to others
        assignments = self.env["child.plan.assignment"]._fan_out(vals_list[:limit], day)
        if len(assignments) == len(vals_list):
            self.filtered(lambda task: task.state == "draft" and receivers[task]).write({"state": "given"})
        return assignments

    def _receivers(self, day):
        """Return ``{task: units that get it on day}``."""
        expanded = self.line_ids.unit_id._expand(day)
        units = self.env["child.plan.unit"]
        return {task: units.union(*(expanded[line.unit_id] for line in task.line_ids)) for task in self}

    def _count_assignments(self, day):
        """Return how many assignments would be created by giving out these drafts."""
        return sum(len(units) * len(task._occurrences(day)) for task, units in self._receivers(day).items())

    def _prepare_assignments(self, day):
        """Return the values of the assignments that are still missing on ``day``."""
        expanded = self.line_ids.unit_id._expand(day)
        existing = self.env["child.plan.assignment"].search_fetch(
            [("task_id", "in", self.ids)], ["task_id", "unit_id", "period_start", "period_end"]
        )
        of_task = existing.grouped("task_id")
        taken = {(given.task_id.id, given.unit_id.id, given.period_start or None) for given in existing}
        vals_list = []
        for task in self:
            given = of_task.get(task, existing.browse())
            occurrences = task._occurrences(day, max(filter(None, given.mapped("period_end")), default=None))
            for line in task.line_ids.sorted(lambda line: line.role != "lead"):
                for unit in expanded[line.unit_id]:
                    for start, end, due_on in occurrences:
                        key = (task.id, unit.id, start)
                        if key in taken:
                            continue
                        taken.add(key)
                        vals_list.append(
                            {
                                "task_id": task.id,
                                "unit_id": unit.id,
                                "role": line.role,
                                "requested": line.requested or unit.external,
                                "period_start": start,
                                "period_end": end,
                                "due_on": due_on if start else line.due_on or due_on,
                            }
                        )
        return vals_list

    def _occurrences(self, day, given_to=None):
        """Return ``(period start, period end, due date)`` for each period to give out on ``day``.

        Work that does not recur has one entry, without a period. ``given_to`` is the end of the last period given out;
        periods missed since then are included.
        """
        if self.timing != "recurring":
            return [(None, None, self.due_on if self.timing == "one_off" else None)]
        first = max(min(day, given_to + timedelta(days=1)) if given_to else day, self.plan_id.period_start)
        last = min(day + AHEAD, self.plan_id.period_end)
        return list(periods(self.recurrence, first, last, self.due_day, self.due_month))

    @api.model
    def _cron_give_recurring(self):
        """Give out the next periods of recurring work ahead of time, and those that missed nights left out."""
        tasks = self.search(
            [("state", "=", "given"), ("recurrence", "in", list(MONTHS)), ("timing", "=", "recurring")]
            + [("plan_id.state", "=", "issued")]
        )
        self.env["ir.cron"]._commit_progress(remaining=len(tasks))
        for task in tasks:
            task._give(today())
            if not self.env["ir.cron"]._commit_progress(1):
                break

    @api.readonly
    def action_view_assignments(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_assignment_action")
        return {**action, "domain": [("task_id", "=", self.id)], "context": {}}
