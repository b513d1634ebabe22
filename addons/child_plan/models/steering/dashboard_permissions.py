from odoo import models

from ...lib.rollup import COUNTED

DECIDING = ("leader", "standing")


class ChildPlanDashboardPermissions(models.AbstractModel):
    """What the user may do on the leader's page, so that it shows no button that would be refused."""

    _inherit = "child.plan.dashboard"

    def _permissions(self, page, decided):
        """Return the ``Permissions`` of a user who decides on the plans with the ids ``decided``."""
        overdue = COUNTED.index("overdue")
        late = {row["id"] for row in page["groups"]["plan"]["rows"] if row["n"][overdue]}
        return {"ask": bool(decided), "remind": not late.isdisjoint(decided), "meet": self._decides()}

    def _decides(self):
        return any(self.env.user.has_group(f"child_plan.child_plan_group_{role}") for role in DECIDING)

    def _secondary_sections(self, scope):
        """Add ``decided``: the ids of the issued plans on which the user decides."""
        plans = self.env["child.plan"]
        plans = plans._decided_by_user() if self._decides() else plans
        return super()._secondary_sections(scope) | {"decided": plans.ids}
