from odoo import fields, models


class ChildPlanSector(models.Model):
    """A field of work (health, education, Fatherland Front …) to which units belong."""

    _name = "child.plan.sector"
    _description = "Sector"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    external = fields.Boolean(
        "Outside the authority",
        help="Bodies of this sector are outside the authority (Fatherland Front, mass organisations): a plan requests, "
        "it cannot order.",
    )
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint("UNIQUE (code)", "There is already a sector with this code.")
