from odoo import api, models

from .dashboard import COMPARED, COUNTED

DECIDING = ("leader", "standing")


class ChildPlanDashboardPermissions(models.AbstractModel):
    """What the user may do from the leader's page, so that it shows no button that would be refused."""

    _inherit = "child.plan.dashboard"

    @api.model
    @api.readonly
    def get_page(self, unit_id=None, day=None, compare=COMPARED[0], plan_id=None, sector_id=None):
        """Extend with ``permissions``: ``ask`` for reports, ``remind`` of work that is overdue here, ``meet``."""
        page = super().get_page(unit_id=unit_id, day=day, compare=compare, plan_id=plan_id, sector_id=sector_id)
        if page["unit"]:
            overdue = COUNTED.index("overdue")
            late = {row["id"] for row in page["groups"]["plan"]["rows"] if row["n"][overdue]}
            decided = page.pop("decided")
            page["permissions"] = {
                "ask": bool(decided),
                "remind": not late.isdisjoint(decided),
                "meet": self._decides(),
            }
        return page

    def _decides(self):
        return any(self.env.user.has_group(f"child_plan.child_plan_group_{role}") for role in DECIDING)

    def _secondary_sections(self, scope):
        """Extend with ``decided``: the issued plans on which the user decides."""
        plans = self.env["child.plan"]
        plans = plans._decided_by_user() if self._decides() else plans
        return super()._secondary_sections(scope) | {"decided": plans.ids}
