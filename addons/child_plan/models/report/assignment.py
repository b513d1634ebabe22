from odoo import api, models


class ChildPlanAssignment(models.Model):
    """Adds due reports to the counts of work."""

    _inherit = "child.plan.assignment"

    @api.model
    def get_status_counts(self, domain):
        """Add ``reports_due``, the number of reports that the user's units have to write now."""
        return {
            **super().get_status_counts(domain),
            "reports_due": self.env["child.plan.report"]._count_to_write(),
        }
