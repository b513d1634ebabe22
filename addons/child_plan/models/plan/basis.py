from odoo import api, fields, models


class ChildPlanBasis(models.Model):
    """A document that the plan is based on (căn cứ), linked to its plan where that is in the system."""

    _name = "child.plan.basis"
    _inherit = "child.plan.line.mixin"
    _description = "Legal Basis"
    _order = "plan_id, sequence, id"

    plan_id = fields.Many2one("child.plan", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    number = fields.Char(help="Number and symbol, for instance 66/KH-UBND")
    date = fields.Date()
    name = fields.Char("Subject")
    basis_plan_id = fields.Many2one("child.plan", "Plan in the system", ondelete="set null")

    @api.depends("number", "name")
    def _compute_display_name(self):
        for basis in self:
            basis.display_name = basis.number or basis.name

    def copy_data(self, default=None):
        """Drop the link to the other plan unless the user who copies may read that plan."""
        rows = super().copy_data(default)
        readable = self.basis_plan_id._filtered_access("read")
        return [
            {**row, "basis_plan_id": (basis.basis_plan_id & readable).id} for basis, row in zip(self, rows, strict=True)
        ]
