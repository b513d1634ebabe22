from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    default_soon_days = fields.Integer("Due soon", default_model="child.plan")
    default_head_days = fields.Integer("The unit's head", default_model="child.plan")
    default_leader_days = fields.Integer("The issuer's leader", default_model="child.plan")
    default_confirm_days = fields.Integer("Who confirms", default_model="child.plan")
