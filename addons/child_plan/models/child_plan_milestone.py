from odoo import api, fields, models
from odoo.exceptions import UserError

from ..clock import today


class ChildPlanMilestone(models.Model):
    """A step on the way with a date of its own.

    Without an assignment it is the plan's demand on a task, with one a step of that unit: copied when the work is
    given out, or added by the unit for itself.
    """

    _name = "child.plan.milestone"
    _description = "Milestone"
    _order = "due_on, id"

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
    name = fields.Char("Milestone", required=True)
    due_on = fields.Date("By", required=True)
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

    @api.model_create_multi
    def create(self, vals_list):
        milestones = super().create(vals_list)
        milestones._check_can_change()
        return milestones

    def write(self, vals):
        self._check_can_change()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_given(self):
        self._check_can_change()

    def _check_can_change(self):
        if self.env.su:
            return
        self.assignment_id._check_can_update()
        demands = self.filtered(lambda milestone: not milestone.assignment_id)
        if demands.task_id.filtered(lambda task: task.state != "draft"):
            raise UserError(self.env._("What the plan demands cannot be changed once it has been given out."))
