from odoo import models


class ChildPlanUnit(models.Model):
    """The reports of a unit."""

    _inherit = "child.plan.unit"

    def action_view_reports(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_report_action_received")
        return {**action, "domain": [("unit_id", "child_of", self.id)], "context": {"search_default_current": 1}}
