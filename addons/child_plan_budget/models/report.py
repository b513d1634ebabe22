from odoo import fields, models

from odoo.addons.child_plan.lib.clock import today


class ChildPlanReport(models.Model):
    """A report says what the unit was allotted for the plan and what it has spent."""

    _inherit = "child.plan.report"

    allotted = fields.Float(readonly=True, digits=(16, 0))
    spent = fields.Float(readonly=True, digits=(16, 0))

    def _system_figures(self):
        return {**super()._system_figures(), **self._money()}

    def _money(self):
        """Return ``{"allotted", "spent"}`` in đồng on the day of the cut-off, or today if that is earlier.

        Of the budget year of the cut-off alone: money of different years is not added up.
        """
        unit_operator = "child_of" if self.compiled else "="
        domain = [("plan_id", "=", self.plan_id.id), ("unit_id", unit_operator, self.unit_id.id)]
        domain.append(("year", "=", self.period_id.cut_off.year))
        day = fields.Date.to_string(min(self.period_id.cut_off, today()))
        lines = self.env["child.plan.budget.line"].with_context(child_plan_as_of=day)
        [(allotted, spent)] = lines._read_group(domain, [], ["allotted:sum", "spent:sum"])
        return {"allotted": allotted or 0.0, "spent": spent or 0.0}
