from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ...lib.clock import today


class ChildPlanTask(models.Model):
    """An obligation in the words of the plan, before and after it is given to units.

    Draft → given (when the plan is issued, or one by one later) → withdrawn.
    """

    _name = "child.plan.task"
    _description = "Task"
    _inherit = ["mail.thread", "child.plan.line.mixin"]
    _order = "plan_id, section_sequence, sequence, id"

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
        [("one_off", "Once"), ("recurring", "Recurring"), ("continuous", "Continuous")],
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
    superior_task_id = fields.Many2one(
        "child.plan.task",
        "Answers to",
        ondelete="restrict",
        index="btree_not_null",
        help="The task of the superior plan that this one carries out",
    )
    inferior_task_ids = fields.One2many("child.plan.task", "superior_task_id", "Carried out by")
    unclear = fields.Char(
        compute="_compute_unclear", help="What is missing of the six clarities and of what is asked beside"
    )
    is_clear = fields.Boolean(compute="_compute_unclear")
    problem = fields.Char(compute="_compute_unclear", help="What keeps the task from reaching the right unit")
    remark = fields.Char(
        compute="_compute_unclear", help="What is missing, too, but a signed plan often leaves open: you decide"
    )
    has_problem = fields.Boolean(compute="_compute_unclear")

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
        """Make the lines with ``role`` those of ``units``. A unit that has the other role is switched to this one."""
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

    @api.depends(
        "name",
        "line_ids.unit_id",
        "line_ids.role",
        "line_ids.requested",
        "timing",
        "due_on",
        "recurrence",
        "plan_id.issuer_id",
    )
    @api.depends_context("lang")
    def _compute_unclear(self):
        for task in self:
            missing = task._missing_clarities()
            remarks = missing.keys() & task._minor_clarities()
            task.unclear = ", ".join(missing.values())
            task.is_clear = not missing
            task.problem = ", ".join(words for key, words in missing.items() if key not in remarks)
            task.remark = ", ".join(words for key, words in missing.items() if key in remarks)
            task.has_problem = bool(task.problem)

    def _orders_outside(self):
        """Return the lines that order, instead of requesting, from a body outside or above the issuer."""
        return self.line_ids.filtered(
            lambda line: (
                not line.requested
                and (
                    line.unit_id.external
                    or not (line.unit_id.parent_path or "").startswith(line.task_id.plan_id.issuer_id.parent_path or "")
                )
            )
        )

    def _missing_clarities(self):
        """Return ``{key: label}`` of what the task leaves unclear."""
        return {key: words for key, (clear, words) in self._clarities().items() if not clear}

    @api.model
    def _minor_clarities(self):
        """Return the keys of what signed plans often leave open. The work reaches its unit all the same."""
        return {"person", "time"}

    def _clarities(self):
        """Return ``{key: (whether it is clear, label)}`` of everything that a task has to specify.

        The six clarities (6 rõ) are person, task, responsibility, authority, time and product (Conclusions of the
        Government's meetings since 2023). Extend for the product, which the work area defines, and for further
        requirements.
        """
        self.ensure_one()
        lines = self.line_ids
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
                not self._orders_outside(),
                self.env._("by what authority (a body outside can only be requested)"),
            ),
            "time": (timed, self.env._("by when")),
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

    @api.model
    def _locked_after_issue(self):
        """Return the fields that only decisions with a history may change once the task has been given out.

        They hold its wording and terms. Extend to lock more.
        """
        return {
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
        }

    def write(self, vals):
        if not self.env.su and self._locked_after_issue() & vals.keys():
            given_out = self.filtered(lambda task: task.state != "draft")
            if given_out or "state" in vals:
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
