from odoo import api, models

from .plan import WAITED_FOR


class ChildPlanUnit(models.Model):
    """The reports of a unit."""

    _inherit = "child.plan.unit"

    def _hanging_words(self):
        waiting = [("unit_id", "in", self.ids), ("current", "=", True), ("state", "in", WAITED_FOR)]
        count = (
            self.env["child.plan.report"]
            .sudo(self.env.su or self.has_access("write"))
            .search_count([*waiting, ("plan_id.state", "=", "issued")])
        )
        words = [self.env._("%s reports that have not been handed in", count)] if count else []
        return super()._hanging_words() + words

    @api.readonly
    def action_view_reports(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("child_plan.child_plan_report_action_received")
        return {**action, "domain": [("unit_id", "child_of", self.id)], "context": {"search_default_current": 1}}
