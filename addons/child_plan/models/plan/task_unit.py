from odoo import api, fields, models
from odoo.exceptions import UserError


class ChildPlanTaskUnit(models.Model):
    """A unit named by a task: it leads or coordinates, and is ordered or (outside the authority) requested."""

    _name = "child.plan.task.unit"
    _inherit = "child.plan.line.mixin"
    _description = "Unit of a Task"
    _order = "task_id, role desc, sequence, id"
    _rec_name = "unit_id"

    task_id = fields.Many2one("child.plan.task", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    unit_id = fields.Many2one("child.plan.unit", required=True, ondelete="restrict", index=True)
    role = fields.Selection([("lead", "Lead"), ("coordinate", "Coordinate")], required=True, default="lead")
    requested = fields.Boolean(
        compute="_compute_requested",
        store=True,
        readonly=False,
        help="The body is outside the authority: the plan requests, it does not order.",
    )
    due_on = fields.Date("Own deadline", help="Where it differs from the task's deadline")
    note = fields.Char()

    _unit_unique = models.Constraint("UNIQUE (task_id, unit_id)", "This unit is named twice in the task.")

    @api.depends("unit_id.external")
    def _compute_requested(self):
        for line in self:
            line.requested = line.unit_id.external

    def _check_change(self, names=None):
        if not self.env.su and self.task_id.filtered(lambda task: task.state != "draft"):
            raise UserError(
                self.env._("This task has been given out. Hand it to another unit or withdraw it with its buttons.")
            )
        return super()._check_change(names)
