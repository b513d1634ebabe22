from odoo import api, models
from odoo.exceptions import UserError


class ChildPlanImportMixin(models.AbstractModel):
    """Rows of a reading. Only the methods of the review change them, as the system, after checking their arguments."""

    _name = "child.plan.import.mixin"
    _description = "Row of a Reading"

    def write(self, vals):
        self._check_review()
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_review()
        return super().create(vals_list)

    @api.ondelete(at_uninstall=True)
    def _unlink_with_review(self):
        self._check_review()

    def _check_review(self):
        if not self.env.su:
            raise UserError(self.env._("Items are changed in the review of the document."))
