from odoo import fields, models

PARAMETER = "child_plan.two_factor"
ROLES = "child_plan.child_plan_group_admin,child_plan.child_plan_group_leader,base.group_erp_manager"


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    child_plan_two_factor = fields.Boolean("Second step for administrators and leaders", config_parameter=PARAMETER)


class ResUsers(models.Model):
    """Asks administrators and leaders for a code at each sign-in, if the setting says so.

    Whoever has set up an authenticator app is asked for its code anyway; the others get theirs by mail.
    """

    _inherit = "res.users"

    def _mfa_type(self):
        kind = super()._mfa_type()
        if kind is None and self.env["ir.config_parameter"].sudo().get_param(PARAMETER):
            user = self.sudo()
            return "totp_mail" if user.email and user.has_groups(ROLES) else None
        return kind
