from odoo import models


class IrAttachment(models.Model):
    """Evidence of money that has moved is neither replaced nor deleted."""

    _inherit = "ir.attachment"

    def _kept_evidence(self):
        kept = super()._kept_evidence()
        files = self.sudo()
        of_money = files.filtered(
            lambda file: file.res_model in ("child.plan.budget.entry", "child.plan.budget.spending")
        )
        if of_money:
            entries = self.env["child.plan.budget.entry"].sudo().search([("evidence_ids", "in", of_money.ids)])
            kept |= (of_money & entries.evidence_ids).with_env(self.env)
        return kept
