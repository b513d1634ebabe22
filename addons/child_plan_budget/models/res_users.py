from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    child_plan_money_unit = fields.Selection(
        [("dong", "Đồng"), ("million", "Millions of đồng")],
        "Money is shown in",
        default="dong",
        help="On the screen, in Excel files and on papers alike",
    )
    child_plan_money_columns = fields.Json("Columns of treasury exports", copy=False, groups=fields.NO_ACCESS)
    child_plan_money_lines = fields.Json("Lines picked for rows of exports", copy=False, groups=fields.NO_ACCESS)

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "child_plan_money_unit"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return [*super().SELF_WRITEABLE_FIELDS, "child_plan_money_unit"]


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        info = super().session_info()
        return {**info, "child_plan_money_unit": self.env.user.child_plan_money_unit}
