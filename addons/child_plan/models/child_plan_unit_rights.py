from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL


class ChildPlanUnitRights(models.Model):
    """What the record rules say of rows that have a unit and a plan: journal, requests, deliverables, milestones.

    The units are looked up first, as an array, beside the array of plans (``_work_of_plans``): in an OR of the two
    PostgreSQL uses an index on either column, and reads the whole table with subqueries. No unit means nothing.
    """

    _inherit = "child.plan.unit"

    def _are_all_roots(self):
        """Whether everything lies at or below these units."""
        others = [("parent_id", "=", False), ("id", "not in", self.ids)]
        return not self.sudo().with_context(active_test=False).search_count(others, limit=1)

    def _at_or_below(self) -> Domain:
        """Rows whose unit is one of these or lies below one of them; never a row without a unit."""
        if not self:
            return Domain.FALSE
        if self._are_all_roots():
            return Domain("unit_id", "!=", False)
        ids, paths = set(self.ids), [f"{unit.parent_path}%" for unit in self.sudo()]

        def to_sql(model, alias, query):
            units = SQL("SELECT id FROM child_plan_unit WHERE parent_path LIKE ANY(%s)", paths)
            return SQL("%s = ANY(ARRAY(%s))", model._field_to_sql(alias, "unit_id", query), units)

        def holds(row):
            return not ids.isdisjoint(int(step) for step in (row.sudo().unit_id.parent_path or "").split("/") if step)

        return Domain.custom(to_sql=to_sql, predicate=holds)

    def _demands_below(self) -> Domain:
        """Deliverables and milestones of work at or below these units, and what plans demand there: of the plans that
        they or units below issue, and of the tasks that were given to them or below.
        """
        if not self:
            return Domain.FALSE
        given_below = Domain("task_id.assignment_ids", "any", self._work_below())
        demanded = self._work_of_plans_issued_below() | (Domain("assignment_id", "=", False) & given_below)
        return self._at_or_below() | (Domain("task_id.state", "!=", "draft") & demanded)
