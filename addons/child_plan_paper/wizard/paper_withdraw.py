from odoo import fields, models


class ChildPlanPaperWithdraw(models.TransientModel):
    """Asks why an issued paper is withdrawn."""

    _name = "child.plan.paper.withdraw"
    _inherit = "child.plan.dialog.mixin"
    _description = "Withdrawal of a Paper"

    _shown_fields = ("paper_id",)

    paper_id = fields.Many2one("child.plan.paper", required=True, readonly=True, ondelete="cascade")
    reason = fields.Char()

    def action_apply(self):
        self.ensure_one()
        self.paper_id._withdraw(self.reason)


class ChildPlanPaper(models.Model):
    """The button that opens the dialog."""

    _inherit = "child.plan.paper"

    def action_withdraw(self):
        self.ensure_one()
        self._check_step("issued")
        wizard = self.env["child.plan.paper.withdraw"].create({"paper_id": self.id})
        return wizard._window(self.env._("Withdraw the paper"))
