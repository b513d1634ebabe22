from odoo import api, fields, models
from odoo.exceptions import UserError

# The fields of its deliverables that a unit may write.
RECORDED_FIELDS = {"done_quantity", "evidence_ids"}


class ChildPlanDeliverable(models.Model):
    """Something that must be handed over.

    Without an assignment it is what the plan demands of a task. With one it is what that unit owes as the lead,
    created when the work is given out; the unit may only record how much is done and attach the files that prove it.
    """

    _name = "child.plan.deliverable"
    _inherit = ["child.plan.line.mixin", "child.plan.evidence"]
    _description = "Deliverable"
    _order = "task_id, assignment_id, sequence, id"

    _journal_changes = False
    _owing_roles = ("lead",)
    _derived_fields = ("plan_id", "unit_id")

    task_id = fields.Many2one("child.plan.task", required=True, ondelete="cascade", index=True)
    assignment_id = fields.Many2one("child.plan.assignment", ondelete="cascade", index="btree_not_null")
    # stored for the record rules, see unit/unit_access.py
    plan_id = fields.Many2one(related="task_id.plan_id", store=True, index=True)
    unit_id = fields.Many2one(related="assignment_id.unit_id", store=True, index="btree_not_null")
    sequence = fields.Integer(default=10)
    name = fields.Char("Deliverable", required=True)
    kind = fields.Selection(
        [
            ("document", "Document"),
            ("report", "Report"),
            ("event", "Event, training"),
            ("data", "Data"),
            ("other", "Other"),
        ],
        required=True,
        default="document",
    )
    quantity = fields.Float(default=1.0, required=True)
    uom = fields.Char("Unit of measure")
    done_quantity = fields.Float("Done", copy=False)
    evidence_ids = fields.Many2many("ir.attachment", "child_plan_deliverable_evidence_rel", copy=False)
    is_done = fields.Boolean(compute="_compute_is_done")

    _quantity_positive = models.Constraint("CHECK (quantity > 0)", "The quantity must be greater than zero.")
    _done_positive = models.Constraint("CHECK (done_quantity >= 0)", "What is done cannot be less than nothing.")

    @api.depends("quantity", "done_quantity")
    def _in_words(self):
        """Return what is done of what is required, "1,5/3" in Vietnamese."""
        point = self.env["res.lang"]._get_data(code=self.env.lang or "en_US").decimal_point
        return f"{self.done_quantity:g}/{self.quantity:g}".replace(".", point)

    def _compute_is_done(self):
        for deliverable in self:
            deliverable.is_done = deliverable.done_quantity >= deliverable.quantity

    @api.onchange("done_quantity")
    def _onchange_done_quantity(self):
        """Warn of more than was asked for: more may well be done, but an odd figure is often a slip of the hand."""
        if self.done_quantity > self.quantity > 0:
            message = self.env._(
                "“%(name)s”: %(done)s is more than what is asked for. If it is right, say in the result how it came.",
                name=self.name or "",
                done=self._in_words(),
            )
            return {"warning": {"title": self.env._("More than asked for"), "message": message, "type": "notification"}}
        return None

    @api.model
    def _owed_columns(self):
        """Return ``{column: SQL}`` for columns in which a unit's deliverable differs from ``demand``, the plan's.
        Extend.
        """
        return {}

    def write(self, vals):
        """Log quantities done that are replaced."""
        earlier = self._earlier_words(() if self.env.su else vals.keys() & {"done_quantity"})
        result = super().write(vals)
        self.env["child.plan.journal"]._log_earlier_words(earlier, lambda owed: owed.assignment_id._journal_vals())
        return result

    def _check_change(self, names=None):
        """Let the plan's demands be edited until they are given out; afterwards units only record progress."""
        super()._check_change(names)
        if self.env.su:
            return
        self.assignment_id._check_can_update()
        self.assignment_id._check_not_waiting()
        if names is not None and names <= RECORDED_FIELDS:
            return
        if self.assignment_id or self.task_id.filtered(lambda task: task.state != "draft"):
            raise UserError(self.env._("What the plan demands cannot be changed once it has been given out."))
