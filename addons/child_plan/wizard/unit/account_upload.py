from odoo import fields, models


class ChildPlanAccountUpload(models.TransientModel):
    """Upload of the form for many accounts."""

    _name = "child.plan.account.upload"
    _inherit = "child.plan.upload.mixin"
    _description = "Accounts from Excel"
    _takes_formulas = False

    invite = fields.Boolean("Send each person an invitation", default=True)

    def _take(self, rows):
        users, errors = self.env["res.users"]._child_plan_take_accounts(rows, self.invite)
        said = self.env._("%s accounts were made.", len(users))
        if users and self.invite and not users._child_plan_has_mail():
            said += " " + self.env["res.users"]._child_plan_no_mail_words()
        return said, errors

    def _has_more_to_do(self, message):
        return self.env["res.users"]._child_plan_no_mail_words() in message

    def _reopen_title(self):
        return self.env._("Accounts from Excel")

    def action_download(self):
        return {"type": "ir.actions.act_url", "url": "/child_plan/form/accounts", "target": "download"}


class ResUsers(models.Model):
    """The button that opens the upload."""

    _inherit = "res.users"

    def action_child_plan_accounts(self):
        wizard = self.env["child.plan.account.upload"].create({})
        return wizard._window(wizard._reopen_title())
