from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL


class ChildPlanUnitAccess(models.Model):
    """Domains that the record rules use for the work of plans that units issue or keep; see ``unit/unit_access.py``."""

    _inherit = "child.plan.unit"

    def _work_of_plans_issued_below(self) -> Domain:
        """Return the domain of the assignments of plans that these units or units below them issue."""
        ids = set(self.ids)

        def holds(plan):
            return not ids.isdisjoint(int(step) for step in (plan.issuer_id.parent_path or "").split("/") if step)

        return self._work_of_plans(Domain("issuer_id", "child_of", self.ids), holds)

    def _work_of_plans_kept(self, issuers) -> Domain:
        """Return the domain of the assignments of plans that one of ``issuers`` issues and one of these units keeps."""
        ids, issuer_ids = self.ids, issuers.ids

        def holds(plan):
            return plan.standing_unit_id.id in ids and plan.issuer_id.id in issuer_ids

        return self._work_of_plans(Domain("standing_unit_id", "in", ids) & Domain("issuer_id", "in", issuer_ids), holds)

    def _work_of_plans(self, domain, holds) -> Domain:
        """Return the domain of the assignments of the plans in ``domain``; ``holds(plan)`` is its equivalent in Python.

        The plans are selected as an array: in an OR, PostgreSQL uses the index on the plan with an array, but reads the
        whole table with a subquery.
        """
        if not self:
            return Domain.FALSE

        def to_sql(model, alias, query):
            plans = model.env["child.plan"].sudo().with_context(active_test=False)._search(domain)
            return SQL("%s = ANY(ARRAY(%s))", model._field_to_sql(alias, "plan_id", query), plans.select())

        return Domain.custom(to_sql=to_sql, predicate=lambda work: holds(work.sudo().plan_id))
