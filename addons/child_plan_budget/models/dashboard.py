from odoo import models


class ChildPlanDashboard(models.AbstractModel):
    _inherit = "child.plan.dashboard"

    def _secondary_sections(self, scope):
        money = None if scope.sector_id else self._money(scope.unit, scope.plan_id)
        return super()._secondary_sections(scope) | {"money": money}

    def _section_models(self):
        return [*super()._section_models(), "child.plan.budget.line", "child.plan.budget.entry"]

    def _money(self, unit, plan_id):
        """Return what was allotted to and spent by the units up to the day in its budget year, in đồng, and the domain
        of the budget lines; None where nothing is known or may be seen.
        """
        day = self.env["child.plan.assignment"]._as_of()
        lines = self.env["child.plan.budget.line"]
        domain = [["unit_id", "child_of", unit.id], *([["plan_id", "=", plan_id]] if plan_id else [])]
        domain.append(["year", "=", day.year])  # money of different years is not added up
        sums = lines._money_tally(domain, day=day).get(()) if lines.has_access("read") else None
        return sums and {"allotted": sums["allotted"], "spent": sums["spent"], "year": day.year, "domain": domain}
