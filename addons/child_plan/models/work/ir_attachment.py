from odoo import models
from odoo.exceptions import AccessError

FINISHED = ("submitted", "done", "cancelled")


class IrAttachment(models.Model):
    """Protects the evidence of submitted or finished work from being replaced or deleted."""

    _inherit = "ir.attachment"

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if operation not in ("write", "unlink"):
            return result
        forbidden = result[0] if result else self.browse()
        kept = (self - forbidden)._kept_evidence()
        if not kept:
            return result
        message = self.env._("This file is evidence of what was handed in: it stays as it is.")
        return forbidden | kept, lambda: AccessError(message)

    def _has_attachments_ownership(self, attachment_tokens):
        """Take no token for a right to delete. Odoo gives one to the author of a message for each file in it, and
        anybody who may read a file can put it in a message of their own.
        """
        owned = super()._has_attachments_ownership(attachment_tokens)
        return owned and all(file.has_access("write") for file in self.sudo(False))

    def _kept_evidence(self):
        """Return those of these files that must not change: evidence of finished work. Extend to protect more."""
        files = self.sudo().grouped("res_model")
        kept = self.browse()
        for model, path in (("child.plan.assignment", "state"), ("child.plan.deliverable", "assignment_id.state")):
            if of_model := files.get(model):
                records = self.env[model].sudo().browse(of_model.mapped("res_id")).exists()
                finished = records.filtered_domain([(path, "in", FINISHED)])
                kept |= of_model & finished.evidence_ids
        return kept.with_env(self.env)
