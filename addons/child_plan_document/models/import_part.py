from odoo import api, models
from odoo.exceptions import UserError


class ChildPlanImportPart(models.AbstractModel):
    """What was read out of a document. Callers mend it with the methods of the review, which look at what they are
    given.
    """

    _name = "child.plan.import.part"
    _description = "Part of a Reading"

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
