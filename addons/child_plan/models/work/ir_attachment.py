from odoo import models
from odoo.exceptions import AccessError

FINISHED = ("submitted", "done", "cancelled")


class IrAttachment(models.Model):
    """Evidence of work that is handed in or finished and of money that has moved is neither replaced nor deleted."""

    _inherit = "ir.attachment"

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if operation not in ("write", "unlink"):
            return result
        forbidden = result[0] if result else self.browse()
        kept = (self - forbidden)._evidence_of_finished_work()
        if not kept:
            return result
        message = self.env._("This file is evidence of work that was handed in or of money that has moved: it stays as it is.")
        return forbidden | kept, lambda: AccessError(message)

    def _evidence_of_finished_work(self):
        files = self.sudo().grouped("res_model")
        kept = self.browse()
        for model, path in (("child.plan.assignment", "state"), ("child.plan.deliverable", "assignment_id.state")):
            if of_model := files.get(model):
                records = self.env[model].sudo().browse(of_model.mapped("res_id")).exists()
                finished = records.filtered_domain([(path, "in", FINISHED)])
                kept |= of_model & finished.evidence_ids
        for model in ("child.plan.budget.entry", "child.plan.budget.spending"):
            if of_model := files.get(model):
                entries = self.env["child.plan.budget.entry"].sudo().search([("evidence_ids", "in", of_model.ids)])
                kept |= of_model & entries.evidence_ids
        return kept.with_env(self.env)
