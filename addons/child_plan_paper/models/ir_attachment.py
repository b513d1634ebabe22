from odoo import models

from .paper import OUT


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def _kept_evidence(self):
        """Keep the signed files of papers from being changed past their paper, which keeps their hash."""
        signed = self.sudo().filtered(lambda file: file.res_model == "child.plan.paper" and file.res_field)
        papers = self.env["child.plan.paper"].sudo().browse(signed.mapped("res_id")).exists()
        kept = set(papers.filtered(lambda paper: paper.state in (*OUT, "signing")).ids)
        return super()._kept_evidence() | signed.filtered(lambda file: file.res_id in kept).with_env(self.env)
