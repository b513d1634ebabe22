from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..clock import today


class ChildPlanMilestone(models.Model):
    """A step on the way with a date of its own.

    Without an assignment it is the plan's demand on a task, with one a step of that unit: copied when the work is
    given out, or added by the unit for itself.
    """

    _name = "child.plan.milestone"
    _inherit = "child.plan.part"
    _description = "Milestone"
    _order = "due_on, id"

    _derived_fields = ("plan_id", "unit_id")

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
    assignment_id = fields.Many2one("child.plan.assignment", ondelete="cascade", index="btree_not_null")
    # stored for the record rules, see child_plan_unit_rights.py
    plan_id = fields.Many2one(related="task_id.plan_id", store=True, index=True)
    unit_id = fields.Many2one(related="assignment_id.unit_id", store=True, index="btree_not_null")
    name = fields.Char("Milestone", required=True)
    due_on = fields.Date(required=True)
    demanded = fields.Boolean("Demanded by the plan", readonly=True, copy=False)
    done_on = fields.Date("Reached on", copy=False)
    is_late = fields.Boolean(compute="_compute_is_late")

    @api.depends("assignment_id")
    def _compute_task_id(self):
        for milestone in self:
            milestone.task_id = milestone.assignment_id.task_id or milestone.task_id

    @api.depends("due_on", "done_on")
    def _compute_is_late(self):
        for milestone in self:
            milestone.is_late = bool(milestone.due_on) and (milestone.done_on or today()) > milestone.due_on

    @api.constrains("task_id", "assignment_id")
    def _check_task_id(self):
        for milestone in self:
            if milestone.assignment_id and milestone.task_id != milestone.assignment_id.task_id:
                raise ValidationError(self.env._("“%s” is a step of another task.", milestone.name))

    def _check_change(self, names=None):
        """A unit records when it reached what the plan demands, and plans steps of its own."""
        super()._check_change(names)
        if self.env.su:
            return
        self.assignment_id._check_can_update()
        demands = self.filtered(lambda m: not m.assignment_id and m.task_id.state != "draft")
        if demands or (self.filtered("demanded") and (names is None or not names <= {"done_on"})):
            raise UserError(self.env._("What the plan demands cannot be changed once it has been given out."))
