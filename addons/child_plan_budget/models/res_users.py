from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    child_plan_money_columns = fields.Json("Columns of treasury exports", copy=False, groups=fields.NO_ACCESS)
