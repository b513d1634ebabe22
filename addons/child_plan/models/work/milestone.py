from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL, format_date

from ...lib.schedule import find_cycle
from ...lib.status import working_day_after

# The dependencies of milestones. They are not part of the signed document, so they can still change after issuing.
LINK_FIELDS = {"depends_on_ids", "lag_days"}


class ChildPlanMilestone(models.Model):
    """A step towards the result, with a date of its own.

    Without an assignment it is a demand of the plan on a task. With one it is a step of that unit, either copied when
    the work was given out (``demand_id`` is its original) or added by the unit for itself.

    A milestone may wait for others: a plan's for milestones of the same plan or of a plan above it, a unit's own step
    for steps of the same work or for the plan's milestones. Copies wait as their original does.
    """

    _name = "child.plan.milestone"
    _inherit = "child.plan.line.mixin"
    _description = "Milestone"
    _order = "due_on, id"

    _journal_changes = False
    _derived_fields = ("plan_id", "unit_id")
    _owing_roles = ("lead", "coordinate")

    task_id = fields.Many2one(
        "child.plan.task",
        required=True,
        ondelete="cascade",
        index=True,
        compute="_compute_task_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    task_state = fields.Selection(related="task_id.state", string="Task's state")
    can_manage = fields.Boolean(related="task_id.can_manage")
    assignment_id = fields.Many2one("child.plan.assignment", ondelete="cascade", index="btree_not_null")
    # stored for the record rules, see unit/unit_access.py
    plan_id = fields.Many2one(related="task_id.plan_id", string="Plan", store=True, index=True)
    unit_id = fields.Many2one(related="assignment_id.unit_id", string="Unit", store=True, index="btree_not_null")
    name = fields.Char("Milestone", required=True)
    due_on = fields.Date("Planned for", required=True)
    demanded = fields.Boolean("Demanded by the plan", readonly=True, copy=False)
    demand_id = fields.Many2one(
        "child.plan.milestone",
        "The plan's milestone",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    copy_ids = fields.One2many("child.plan.milestone", "demand_id", "Of the units", readonly=True)
    done_on = fields.Date("Reached on", copy=False)
    depends_on_ids = fields.Many2many(
        "child.plan.milestone",
        "child_plan_milestone_depends_rel",
        "milestone_id",
        "depends_on_id",
        "Waits for",
        copy=False,
        help="The milestones that must be reached before this one can be",
    )
    lag_days = fields.Integer(
        "Working days after them",
        aggregator=None,
        help="So many working days are needed from the last of what it waits for",
    )

    _lag_positive = models.Constraint("CHECK (lag_days >= 0)", "A number of days cannot be negative.")

    @api.depends("assignment_id")
    def _compute_task_id(self):
        for milestone in self:
            milestone.task_id = milestone.assignment_id.task_id or milestone.task_id

    @api.constrains("task_id", "assignment_id")
    def _check_task_id(self):
        for milestone in self:
            if milestone.assignment_id and milestone.task_id != milestone.assignment_id.task_id:
                raise ValidationError(self.env._("“%s” is a step of another task.", milestone.name))

    @api.constrains("depends_on_ids")
    def _check_depends_on_ids(self):
        linked = self.sudo().filtered("depends_on_ids")
        for milestone in linked:
            for other in milestone.depends_on_ids:
                if not milestone._may_wait_for(other):
                    raise ValidationError(
                        self.env._(
                            "“%(name)s” cannot wait for “%(other)s”: a plan's milestone waits for others of the plan "
                            "or of a plan above it, a unit's own step for others of the same work or for the plan's.",
                            name=milestone.name,
                            other=other.name,
                        )
                    )
        linked._check_ring()
        linked._check_order()

    def _may_wait_for(self, other):
        if self.demand_id or (other.assignment_id and other.assignment_id != self.assignment_id):
            return False
        plan = self.plan_id
        while plan and plan != other.plan_id:
            plan = plan.implements_id
        return bool(plan)

    def _check_ring(self):
        if self and (cycle := find_cycle({row.id: row.waits_for for row in self._waited_for().values()})):
            names = [f"“{milestone.name}”" for milestone in self.browse([*cycle, cycle[0]])]
            raise ValidationError(self.env._("These milestones wait for each other: %s.", " → ".join(names)))

    def _check_order(self):
        """Raise if a milestone is planned earlier than the milestones it waits for allow.

        A milestone that has been reached is not checked. One that was reached early delays its successors only until
        that day.
        """
        days_off = self.env["child.plan.day.off"]._special_days()
        for milestone in self.filtered(lambda milestone: not milestone.reached_on):
            lag = milestone.lag_days
            for other in milestone.depends_on_ids:
                day = min(other.reached_on or other.due_on, other.due_on)
                earliest = working_day_after(day, lag, days_off) if lag else day
                if milestone.due_on < earliest:
                    raise ValidationError(
                        self.env._(
                            "“%(name)s” waits for “%(other)s” and cannot be planned before %(day)s.",
                            name=milestone.name,
                            other=other.name,
                            day=format_date(self.env, earliest),
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:  # copies are created only by giving out the work
            vals_list = [{**vals, "demand_id": False} for vals in vals_list]
        milestones = super().create(vals_list)
        milestones._after_linking({})
        return milestones

    def write(self, vals):
        before = {}
        if LINK_FIELDS & vals.keys():
            before = {m.id: (m.depends_on_ids, m._waiting_in_words()) for m in self.sudo()}
        result = super().write(vals)
        if {"due_on", "lag_days", "task_id", "assignment_id"} & vals.keys():
            (self | self.sudo().search([("depends_on_ids", "in", self.ids)]))._check_depends_on_ids()
        if before:
            self._after_linking(before)
        return result

    def _after_linking(self, before):
        """Check that users link only milestones that they may read, and log changes to those given out.

        :param before: ``{id: (what it waited for, the same as text)}``
        """
        rows = []
        for milestone in self.sudo().filtered(lambda m: m.id in before or m.depends_on_ids):
            old, old_words = before.get(milestone.id, (milestone.browse(), False))
            (milestone.depends_on_ids - old).sudo(False).check_access("read")
            words, work = milestone._waiting_in_words(), milestone.assignment_id
            if words != old_words and milestone.task_id.state != "draft":
                rows.append(
                    {
                        **(work._journal_vals() if work else {}),
                        "kind": "milestone",
                        "plan_id": milestone.plan_id.id,
                        "task_id": milestone.task_id.id,
                        "old_value": old_words,
                        "new_value": words,
                        "reason": milestone.name,
                    }
                )
        self.env["child.plan.journal"]._log(rows)

    def _waiting_in_words(self):
        if not self.depends_on_ids:
            return self.env._("waits for nothing")
        names = ", ".join(f"“{other.name}”" for other in self.depends_on_ids)
        if not self.lag_days:
            return self.env._("waits for %s", names)
        return self.env._("waits for %(names)s and %(days)s working days", names=names, days=self.lag_days)

    @api.model
    def _owed_columns(self):
        """Return ``{column: SQL}`` for columns in which a unit's copy differs from ``demand``, the plan's milestone.
        Extend.
        """
        return {"demanded": SQL("TRUE"), "demand_id": SQL("demand.id"), "lag_days": SQL("0")}

    def _check_change(self, names=None):
        """Let units record when they reached a demand, and edit their own steps.

        Dependencies can be edited as long as the plan is open.
        """
        super()._check_change(names)
        if self.env.su:
            return
        self.assignment_id._check_can_update()
        if names is not None and "demand_id" in names:
            raise UserError(self.env._("A unit's copy of the plan's milestone stays its copy."))
        fixed = self.filtered(lambda m: not m.assignment_id and m.task_id.state != "draft")
        if fixed and names is not None and names <= LINK_FIELDS:
            fixed.plan_id._check_can_manage()
            fixed = fixed.filtered(lambda m: m.task_id.state == "withdrawn")
        if fixed or (self.filtered("demanded") and (names is None or not names <= {"done_on"})):
            raise UserError(self.env._("What the plan demands cannot be changed once it has been given out."))
