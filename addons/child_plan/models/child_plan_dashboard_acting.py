from odoo import api, models

from .child_plan_dashboard import COMPARED, COUNTED

DECIDING = ("leader", "standing")


class ChildPlanDashboardActing(models.AbstractModel):
    """What the user may do from the leader's page, so that it shows no button that would be refused."""

    _inherit = "child.plan.dashboard"

    @api.model
    @api.readonly
    def get_page(self, unit_id=None, day=None, compare=COMPARED[0], plan_id=None, sector_id=None):
        """Extend with ``may``: ``ask`` for reports, ``remind`` of work that is overdue here, ``meet``."""
        page = super().get_page(unit_id=unit_id, day=day, compare=compare, plan_id=plan_id, sector_id=sector_id)
        if page["unit"]:
            decides = any(self.env.user.has_group(f"child_plan.child_plan_group_{role}") for role in DECIDING)
            late = [row["id"] for row in page["groups"]["plan"]["rows"] if row["n"][COUNTED.index("overdue")]]
            page["may"] = {
                "ask": bool(decides and self.env["child.plan.report.ask"]._plans(limit=1)),
                "remind": any(self.env["child.plan"].browse(late).mapped("can_manage")),
                "meet": decides,
            }
        return page
