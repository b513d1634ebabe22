from werkzeug.exceptions import Forbidden

from odoo import api, models
from odoo.exceptions import AccessError


class SpreadsheetDashboardShare(models.Model):
    """Hands out no dashboards by address: Odoo's button "Share" puts their figures where no account is asked for."""

    _inherit = "spreadsheet.dashboard.share"

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise AccessError(self.env._("Dashboards are for people with an account; export a copy to hand out figures."))

    def _check_dashboard_access(self, access_token):
        """Close addresses that were handed out before this addon was there, too."""
        raise Forbidden
