from odoo import fields, models


class ChildPlanTask(models.Model):
    """The targets that a task is meant to achieve."""

    _inherit = "child.plan.task"

    target_ids = fields.Many2many(
        "child.plan.target", "child_plan_task_target_rel", "task_id", "target_id", "Targets", copy=False
    )
