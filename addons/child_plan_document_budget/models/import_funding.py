import re

from odoo import models

from odoo.addons.child_plan.lib.clock import today


class ChildPlanImport(models.Model):
    _inherit = "child.plan.import"

    def _make_funding(self, plan, lines):
        """Make a budget line of each paragraph on money."""
        self._make_rows("child.plan.budget.line", lines, ("funding",), lambda line: self._prepare_money_of(line, plan))
        return super()._make_funding(plan, lines)

    def _prepare_money_of(self, line, plan):
        """The plan names where money comes from, no sum: a budget line whose amount is unknown, which is not zero."""
        source = self.env["child.plan.funding.source"].search([("kind", "=", line.source_kind or "other")], limit=1)
        first, last = plan.period_start.year, plan.period_end.year
        named = (int(year) for year in re.findall(r"\bnăm (20\d\d)\b", line.text))
        year = next((year for year in named if first <= year <= last), min(max(today().year, first), last))
        return {
            "plan_id": plan.id,
            "source_id": source.id,
            "name": line.text,
            "amount_known": False,
            "year": year,
            "unit_id": plan.issuer_id.id,
        }
