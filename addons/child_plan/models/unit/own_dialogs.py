from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class Base(models.AbstractModel):
    """Limits rows of dialogs to the user who opened them, on every model.

    Many dialogs of Odoo have no rule, the import of files among them: everybody could read the files of all others.
    """

    _inherit = "base"

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if self._transient and not (self.env.su or bypass_access):
            domain = Domain(domain) & Domain("create_uid", "=", self.env.uid)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if not self._transient or not any(self._ids):
            return result
        forbidden, uid = result[0] if result else self.browse(), self.env.uid
        rows = (self - forbidden).sudo().exists()
        foreign = rows.filtered(lambda row: row.id and row.create_uid.id != uid).with_env(self.env)
        if not foreign:
            return result
        words = self.env._("This is the dialog of another person.")
        return forbidden | foreign, lambda: AccessError(words)
