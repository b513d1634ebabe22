from odoo import api, models
from odoo.exceptions import UserError


class ChildPlanUnit(models.Model):
    """Prevents the deletion of units that plans name."""

    _inherit = "child.plan.unit"

    @api.ondelete(at_uninstall=True)
    def _unlink_except_named(self):
        self._check_unused("child.plan.task.unit")

    def _check_unused(self, model):
        if self.env[model].sudo().search_count([("unit_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._("Work has been given to this unit. Give it an end date or archive it; its history stays.")
            )
