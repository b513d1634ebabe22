from odoo import api, fields, models
from odoo.exceptions import UserError


class ChildPlanDeliverable(models.Model):
    """What must be handed over.

    Without an assignment it is what the plan demands of a task; with one it is what that unit owes, made when the work
    is given out. A unit records how much it has done and the files that show it, nothing else.
    """

    _name = "child.plan.deliverable"
    _description = "Deliverable"
    _order = "task_id, assignment_id, sequence, id"

    task_id = fields.Many2one("child.plan.task", required=True, ondelete="cascade", index=True)
    assignment_id = fields.Many2one("child.plan.assignment", ondelete="cascade", index="btree_not_null")
    sequence = fields.Integer(default=10)
    name = fields.Char("Deliverable", required=True)
    kind = fields.Selection(
        [("document", "Document"), ("report", "Report"), ("event", "Event, training"), ("data", "Data"), ("other", "Other")],
        required=True,
        default="document",
    )
    quantity = fields.Float(default=1.0, required=True)
    uom = fields.Char("Unit of measure")
    done_quantity = fields.Float("Done", copy=False)
    evidence_ids = fields.Many2many(
        "ir.attachment", "child_plan_deliverable_evidence_rel", string="Evidence", copy=False
    )
    is_done = fields.Boolean(compute="_compute_is_done")

    _quantity_positive = models.Constraint("CHECK (quantity > 0)", "The quantity must be greater than zero.")
    _done_positive = models.Constraint("CHECK (done_quantity >= 0)", "What is done cannot be less than nothing.")

    @api.depends("quantity", "done_quantity")
    def _compute_is_done(self):
        for deliverable in self:
            deliverable.is_done = deliverable.done_quantity >= deliverable.quantity

    @api.model_create_multi
    def create(self, vals_list):
        deliverables = super().create(vals_list)
        deliverables._check_demand()
        return deliverables

    def write(self, vals):
        if not self.env.su:
            if not vals.keys() <= {"done_quantity", "evidence_ids"}:
                self._check_demand()
            self.assignment_id._check_can_update()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_given(self):
        self._check_demand()

    def _check_demand(self):
        """What the plan demands can be worded until it is given out."""
        if self.env.su:
            return
        if self.assignment_id or self.task_id.filtered(lambda task: task.state != "draft"):
            raise UserError(self.env._("What the plan demands cannot be changed once it has been given out."))
