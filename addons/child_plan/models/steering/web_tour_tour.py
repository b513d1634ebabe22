from odoo import api, models


class WebTourTour(models.Model):
    _inherit = "web_tour.tour"

    @api.model
    def consume(self, tourName):
        """After a quick guide no tour of another app begins by itself, whatever the user's role is there."""
        if tourName.startswith("child_plan_guide_"):
            return self.env["res.users"].switch_tour_enabled(False)
        return super().consume(tourName)
