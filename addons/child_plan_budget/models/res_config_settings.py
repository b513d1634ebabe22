from odoo import fields, models

POLICY = [("refuse", "Refuse"), ("warn", "Warn")]


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    child_plan_overspending = fields.Selection(
        POLICY, "Spending more than is allotted", default="refuse", config_parameter="child_plan.money_overspending"
    )
    child_plan_unallotted = fields.Selection(
        POLICY, "Spending without an allotment", default="refuse", config_parameter="child_plan.money_unallotted"
    )
    child_plan_negative = fields.Selection(
        POLICY,
        "Cutting, passing on or returning what is spent already",
        default="refuse",
        config_parameter="child_plan.money_negative",
    )
    child_plan_slow_points = fields.Integer(
        "Slow from",
        default=15,
        config_parameter="child_plan.money_slow_points",
        help="So many percentage points behind an even spending over the year, a line is shown as slow.",
    )
