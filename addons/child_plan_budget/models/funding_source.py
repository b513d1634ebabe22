from odoo import fields, models


class ChildPlanFundingSource(models.Model):
    """Where money comes from."""

    _name = "child.plan.funding.source"
    _inherit = ["child.plan.shared.list.mixin"]
    _description = "Source of Funding"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    kind = fields.Selection(
        [("state_budget", "State budget"), ("mobilised", "Mobilised, sponsors"), ("other", "Other")],
        required=True,
        default="state_budget",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint("UNIQUE (code)", "There is already a source of funding with this code.")
