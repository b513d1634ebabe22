from odoo import api, models


class ChildPlanCheck(models.Model):
    """Checks for documents whose reading was broken off."""

    _inherit = "child.plan.check"

    @api.model
    def _parts(self):
        return super()._parts() | {"readings": self.env._("Documents being read")}

    def _check_readings(self):
        readings = self.env["child.plan.import"].sudo().search([("state", "=", "reading")])
        stalled = readings.filtered(lambda reading: reading._is_stalled())
        words = self.env._("%s: its reading was broken off; the job for reading has not taken it up again.")
        return len(readings), self._named("child.plan.import", stalled.ids, words)
