from odoo import fields, models


class ChildPlanBreakdown(models.Model):
    """A part of a figure: girls, boys, under six, a mountain area, children with a disability."""

    _name = "child.plan.breakdown"
    _inherit = ["child.plan.shared.list.mixin"]
    _description = "Breakdown"
    _order = "dimension, sequence, id"

    name = fields.Char(required=True, translate=True)
    dimension = fields.Selection(
        [("sex", "Sex"), ("age", "Age group"), ("area", "Area"), ("group", "Group in need of protection")],
        required=True,
        default="sex",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _name_unique = models.Constraint("UNIQUE (dimension, name)", "There is already a part of this name.")
