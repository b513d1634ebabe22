from odoo import models
from odoo.fields import Domain


class IrRule(models.Model):
    """Limits rows of dialogs to the user who opened them, on every model.

    Many dialogs of Odoo have no rule, the import of files among them: everybody could read the files of all others.
    """

    _inherit = "ir.rule"

    def _compute_domain(self, model_name, mode="read"):
        domain = super()._compute_domain(model_name, mode)
        model = self.env[model_name]
        if model._transient and model._log_access:
            domain = Domain(domain) & Domain("create_uid", "=", self.env.uid)
        return domain
