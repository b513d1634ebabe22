from odoo import fields, models


class ChildPlanIndicator(models.Model):
    """Something that is counted: a number, or a numerator over a denominator times a factor; and the rules of
    its sums.
    """

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
        [
            ("at_least", "The more the better"),
            ("at_most", "The less the better"),
            ("keep", "To be kept"),
            ("reduce", "To be brought down"),
        ],
        required=True,
        default="at_least",
    )
    definition = fields.Text()
    source = fields.Char("Source of the figure")
    sector_id = fields.Many2one("child.plan.sector", ondelete="restrict")
    numerator_name = fields.Char("Numerator", help="What is counted, for instance children who were advised")
    denominator_name = fields.Char("Denominator", help="Of how many, for instance children in need")
    unit_rule = fields.Selection(
        [("sum", "Added up"), ("maximum", "The greatest")],
        "Over units",
        required=True,
        default="sum",
        help="How the figures of several units become one. A ratio is the sum of the numerators over that of the "
        "denominators.",
    )
    time_rule = fields.Selection(
        [("latest", "The latest"), ("sum", "Added up"), ("maximum", "The greatest")],
        "Over time",
        required=True,
        default="latest",
        help="How the figures of several periods become one",
    )
    breakdown_ids = fields.Many2many("child.plan.breakdown", string="Broken down by")
    sensitive = fields.Boolean(help="Small counts of this figure could point at a child.")
    threshold = fields.Integer(
        "Hidden below", default=5, help="Counts from 1 up to this one are hidden from those who need only the sum."
    )
    target_ids = fields.One2many("child.plan.target", "indicator_id", "Targets")
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint("UNIQUE (code)", "There is already an indicator with this code.")
    _factor_positive = models.Constraint("CHECK (factor > 0)", "The factor must be greater than zero.")
    _threshold_positive = models.Constraint("CHECK (threshold >= 1)", "The threshold must be at least 1.")
    _ratio_sum = models.Constraint(
        "CHECK (kind = 'number' OR unit_rule = 'sum')", "A ratio is the sum of numerators over that of denominators."
    )

    def _asked_of(self, authority, sector, beside_authorities):
        """Return those of these indicators that a unit reports.

        An authority reports all. An office or facility reports those of its ``sector``, and only if no authority
        reports to the same receiver (``beside_authorities``).
        """
        if authority:
            return self
        return self.filtered(
            lambda indicator: not beside_authorities and indicator.sector_id and indicator.sector_id == sector
        )
