from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ...lib.clock import today
from ...lib.status import MONTHS, periods

# Recurring work is given out so many days before its period begins.
AHEAD = timedelta(days=31)

# The wording and terms of a task that has been given out: changed by actions that keep history.
LOCKED_AFTER_ISSUE = {
    "name",
    "plan_id",
    "state",
    "line_ids",
    "lead_unit_ids",
    "coordinating_unit_ids",
    "timing",
    "due_on",
    "recurrence",
    "due_month",
    "due_day",
    "deliverable_ids",
    "milestone_ids",
}


class ChildPlanTask(models.Model):
    """An obligation as the plan words it, before and after it is given to units.

    Draft → given (with the plan's issuing, or later one by one) → withdrawn.
    """

    _name = "child.plan.task"
    _description = "Task"
    _inherit = ["child.plan.notification.mixin", "child.plan.line.mixin", "child.plan.visibility.mixin"]
    _order = "plan_id, section_sequence, sequence, id"

    _linked_fields = ("superior_task_id",)

    name = fields.Char("Task", required=True)
    plan_id = fields.Many2one("child.plan", required=True, ondelete="cascade", index=True)
    plan_state = fields.Selection(related="plan_id.state", string="Plan's state")
    can_manage = fields.Boolean(related="plan_id.can_manage")
    section_id = fields.Many2one(
        "child.plan.section", ondelete="set null", index="btree_not_null", domain="[('plan_id', '=', plan_id)]"
    )
    section_sequence = fields.Integer(
        "Order of the section", related="section_id.sequence", store=True, aggregator=None
    )
    code = fields.Char("Number", related="section_id.code")
    sequence = fields.Integer(default=10)
    state = fields.Selection(
        [("draft", "Draft"), ("given", "Given"), ("withdrawn", "Withdrawn")],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
    )
    line_ids = fields.One2many("child.plan.task.unit", "task_id", "Units", copy=True)
    lead_unit_ids = fields.Many2many(
        "child.plan.unit", compute="_compute_units", inverse="_inverse_lead_units", string="Lead", search="_search_lead"
    )
    coordinating_unit_ids = fields.Many2many(
        "child.plan.unit",
        compute="_compute_units",
        inverse="_inverse_coordinating_units",
        string="Coordinating",
        search="_search_coordinating",
    )
    timing = fields.Selection(
        [("one_off", "Once, by a deadline"), ("recurring", "Recurring"), ("continuous", "Continuous")],
        required=True,
        default="one_off",
    )
    due_on = fields.Date("Deadline", help="The last day in time: 'before 31 October' is 30 October")
    recurrence = fields.Selection(
        [
            ("monthly", "Monthly"),
            ("quarterly", "Quarterly"),
            ("half_yearly", "Half-yearly"),
            ("yearly", "Yearly"),
        ]
    )
    due_day = fields.Integer("Due on day", aggregator=None, help="Empty: the last day of the period")
    due_month = fields.Integer("Due in month", aggregator=None, help="Empty: the last month of the period")
    weight = fields.Float(default=1.0, aggregator=None)
    deliverable_ids = fields.One2many(
        "child.plan.deliverable", "task_id", "Deliverables", domain=[("assignment_id", "=", False)], copy=True
    )
    milestone_ids = fields.One2many(
        "child.plan.milestone", "task_id", "Milestones", domain=[("assignment_id", "=", False)], copy=True
    )
    superior_task_id = fields.Many2one(
        "child.plan.task",
        "Answers to",
        ondelete="restrict",
        index="btree_not_null",
        help="The task of the superior plan that this one carries out",
    )
    inferior_task_ids = fields.One2many("child.plan.task", "superior_task_id", "Carried out by")
    target_ids = fields.Many2many(
        "child.plan.target", "child_plan_task_target_rel", "task_id", "target_id", "Targets", copy=False
    )
    assignment_ids = fields.One2many("child.plan.assignment", "task_id", "Assignments")
    assignment_count = fields.Integer(compute="_compute_assignment_counts")
    done_count = fields.Integer(compute="_compute_assignment_counts")
    overdue_count = fields.Integer(compute="_compute_assignment_counts")
    progress = fields.Integer(
        compute="_compute_assignment_counts", aggregator=None, help="Mean over the assignments of the task, in percent"
    )
    unclear = fields.Char(
        compute="_compute_unclear", help="What is missing of the six clarities and of what is asked beside"
    )
    is_clear = fields.Boolean(compute="_compute_unclear")

    _weight_positive = models.Constraint("CHECK (weight >= 0)", "A weight cannot be negative.")

    @api.depends("line_ids.unit_id", "line_ids.role")
    def _compute_units(self):
        for task in self:
            leads = task.line_ids.filtered(lambda line: line.role == "lead")
            task.lead_unit_ids = leads.unit_id
            task.coordinating_unit_ids = (task.line_ids - leads).unit_id

    def _inverse_lead_units(self):
        for task in self:
            task._set_units("lead", task.lead_unit_ids)

    def _inverse_coordinating_units(self):
        for task in self:
            task._set_units("coordinate", task.coordinating_unit_ids)

    def _set_units(self, role, units):
        """Make the lines of ``role`` those of ``units``; a unit named in the other role changes over."""
        of_role = self.line_ids.filtered(lambda line: line.role == role)
        changed_over = (self.line_ids - of_role).filtered(lambda line: line.unit_id in units)
        gone = of_role.filtered(lambda line: line.unit_id not in units)
        new = units - self.line_ids.unit_id
        self.line_ids = [
            *(Command.update(line.id, {"role": role}) for line in changed_over),
            *(Command.delete(line.id) for line in gone),
            *(Command.create({"unit_id": unit.id, "role": role}) for unit in new),
        ]

    def _search_lead(self, operator, value):
        return self._search_units("lead", operator, value)

    def _search_coordinating(self, operator, value):
        return self._search_units("coordinate", operator, value)

    def _search_units(self, role, operator, value):
        if operator not in ("in", "any", "child_of", "ilike", "="):
            return NotImplemented
        return [("line_ids", "any", [("role", "=", role), ("unit_id", operator, value)])]

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

    @api.depends(
        "name",
        "line_ids.unit_id",
        "line_ids.role",
        "line_ids.requested",
        "timing",
        "due_on",
        "recurrence",
        "deliverable_ids",
        "plan_id.issuer_id",
    )
    @api.depends_context("lang")
    def _compute_unclear(self):
        for task in self:
            missing = task._missing_clarities()
            task.unclear = ", ".join(missing.values())
            task.is_clear = not missing

    def _missing_clarities(self):
        """``{key: words}`` of what is unclear."""
        return {key: words for key, (clear, words) in self._clarities().items() if not clear}

    def _clarities(self):
        """``{key: (whether it is clear, words for what is missing)}``. Extend for more.

        The six clarities (6 rõ) are person, task, responsibility, authority, time and product (Conclusion of the
        Government's meetings since 2023).
        """
        self.ensure_one()
        lines = self.line_ids
        issuer = self.plan_id.issuer_id
        orders = lines.filtered(lambda line: line.unit_id.external and not line.requested)
        strangers = lines.filtered(
            lambda line: (
                not line.requested
                and issuer.parent_path
                and not (line.unit_id.parent_path or "").startswith(issuer.parent_path)
            )
        )
        timed = self.timing == "continuous" or (self.recurrence if self.timing == "recurring" else self.due_on)
        collective_only = lines and not lines.unit_id.filtered(lambda unit: unit.kind != "collective")
        people = collective_only or lines.unit_id.sudo().user_ids
        return {
            "task": (len((self.name or "").split()) >= 3, self.env._("what is to be done")),
            "unit": (
                all(lines.unit_id._expand(today()).values()),
                self.env._("which unit instead of one that has ended or has no member"),
            ),
            "responsibility": (lines.filtered(lambda line: line.role == "lead"), self.env._("which unit leads")),
            "person": (not lines or people, self.env._("who in the unit (it has no user)")),
            "authority": (
                not (orders or strangers),
                self.env._("by what authority (a body outside can only be requested)"),
            ),
            "time": (timed, self.env._("by when")),
            "product": (self.deliverable_ids, self.env._("which product")),
        }

    @api.constrains("timing", "recurrence")
    def _check_recurrence(self):
        for task in self:
            if task.timing == "recurring" and not task.recurrence:
                raise ValidationError(self.env._("Say how often “%s” comes again.", task.name))

    @api.constrains("due_day", "due_month")
    def _check_due_day(self):
        for task in self:
            if not 0 <= task.due_day <= 31 or not 0 <= task.due_month <= 12:
                raise ValidationError(self.env._("Give a day from 1 to 31 and a month from 1 to 12."))

    @api.constrains("section_id", "plan_id")
    def _check_section_id(self):
        for task in self:
            if task.section_id and task.section_id.plan_id != task.plan_id:
                raise ValidationError(self.env._("The section of “%s” is of another plan.", task.name))

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**vals, "state": "draft"} for vals in vals_list])

    def write(self, vals):
        if not self.env.su and LOCKED_AFTER_ISSUE & vals.keys():
            given = self.filtered(lambda task: task.state != "draft")
            if given or "state" in vals:
                raise UserError(
                    self.env._(
                        "This task has been given out. Use its buttons to reword it, move its deadline, hand it to "
                        "another unit or withdraw it, so that its history is kept."
                    )
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_except_given(self):
        if self.filtered(lambda task: task.state != "draft"):
            raise UserError(self.env._("A task that has been given out cannot be deleted. Withdraw it instead."))

    def action_give(self):
        """Give out tasks that were added after the plan was issued."""
        self.plan_id._check_can_manage()
        if self.filtered(lambda task: task.state != "draft" or task.plan_id.state != "issued"):
            raise UserError(self.env._("Only new tasks of an issued plan can be given out."))
        for task in self:
            if not task.line_ids:
                raise UserError(self.env._("Name the units of “%s” first.", task.name))
        given = self.sudo()._give(today())
        for plan, assignments in given.grouped("plan_id").items():
            plan._notify_units(assignments.unit_id)

    def _give(self, day, limit=None):
        """Make the assignments of these tasks that are not there yet, at most ``limit``, as of ``day``; must run as the
        system.

        A unit that several lines reach gets the task once, as the lead where one of them says so. Recurring work gets
        one assignment for each period that has not ended, or was never given out, and begins within ``AHEAD``. Calling
        it again adds only what is missing, so an interrupted or repeated run does no harm; what was cancelled or handed
        to another unit does not come back. A task that names no unit stays a draft, and so do tasks of which something
        is left to be given.
        """
        vals_list = self._prepare_assignments(day)
        assignments = self.env["child.plan.assignment"]._fan_out(vals_list[:limit], day)
        if len(assignments) == len(vals_list):
            self.filtered(lambda task: task.state == "draft" and task.line_ids).write({"state": "given"})
        return assignments

    def _receivers(self, day):
        """``{task: units that are given it on day}``."""
        expanded = self.line_ids.unit_id._expand(day)
        units = self.env["child.plan.unit"]
        return {task: units.union(*(expanded[line.unit_id] for line in task.line_ids)) for task in self}

    def _count_assignments(self, day):
        """How many assignments giving out these drafts makes."""
        return sum(len(units) * len(task._occurrences(day)) for task, units in self._receivers(day).items())

    def _prepare_assignments(self, day):
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
        """``(period start, period end, due)`` of what is to be given out on ``day``; one without period if it does not
        recur.

        ``given_to`` is the end of the last period that was given out: what was missed since then is caught up.
        """
        if self.timing != "recurring":
            return [(None, None, self.due_on if self.timing == "one_off" else None)]
        first = max(min(day, given_to + timedelta(days=1)) if given_to else day, self.plan_id.period_start)
        last = min(day + AHEAD, self.plan_id.period_end)
        return list(periods(self.recurrence, first, last, self.due_day, self.due_month))

    @api.model
    def _cron_give_recurring(self):
        """Give out the next period of recurring work ahead of time; what a missed night left undone is caught up."""
        tasks = self.search(
            [("state", "=", "given"), ("recurrence", "in", list(MONTHS)), ("timing", "=", "recurring")]
            + [("plan_id.state", "=", "issued")]
        )
        self.env["ir.cron"]._commit_progress(remaining=len(tasks))
        for task in tasks:
            task._give(today())
            if not self.env["ir.cron"]._commit_progress(1):
                break

    def action_withdraw(self):
        return self.env["child.plan.decision"]._open("withdraw", task=self)

    def action_reword(self):
        return self.env["child.plan.decision"]._open("reword", task=self)

    def action_move_deadline(self):
        return self.env["child.plan.decision"]._open("move_deadline", task=self)

    def action_transfer(self):
        return self.env["child.plan.decision"]._open("transfer", task=self)

    def action_view_assignments(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_assignment_action")
        return {**action, "domain": [("task_id", "=", self.id)], "context": {}}
