from odoo import fields, models


class ChildPlanIndicator(models.Model):
    """What is counted: a number, or a numerator over a denominator times a factor."""

    _name = "child.plan.indicator"
    _description = "Indicator"
    _order = "code, name"
    _rec_names_search = ["name", "code"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char()
    kind = fields.Selection(
        [("number", "Number"), ("ratio", "Numerator over denominator")], required=True, default="ratio"
    )
    uom = fields.Char("Unit of measure", help="What is counted: children, lessons, %")
    factor = fields.Integer(default=100, help="100 for %, 1,000 for per mille, 100,000 for per hundred thousand")
    direction = fields.Selection(
        [("at_least", "The more the better"), ("at_most", "The less the better"), ("keep", "To be kept")],
        required=True,
        default="at_least",
    )
    definition = fields.Text()
    source = fields.Char("Source of the figure")
    sector_id = fields.Many2one("child.plan.sector", ondelete="restrict")
    sensitive = fields.Boolean(help="Small counts of this figure could point at a child.")
    target_ids = fields.One2many("child.plan.target", "indicator_id", "Targets")
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint("UNIQUE (code)", "There is already an indicator with this code.")
    _factor_positive = models.Constraint("CHECK (factor > 0)", "The factor must be greater than zero.")
