from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from .unit import LEVEL_FIELDS


class ChildPlanUnitRights(models.Model):
    """What the record rules say of work, and of other rows that have a unit and a plan: journal, requests,
    deliverables, milestones.

    The units are looked up first, as an array, beside the array of plans (``_work_of_plans``): in an OR of the two
    PostgreSQL uses an index on either column, and reads the whole table with subqueries. No unit means nothing.
    """

    _inherit = "child.plan.unit"

    def _are_all_roots(self):
        """Whether everything lies at or below these units."""
        others = [("parent_id", "=", False), ("id", "not in", self.ids)]
        return not self.sudo().with_context(active_test=False).search_count(others, limit=1)

    def _work_below(self) -> Domain:
        """Assignments of these units and of all that lie below them, said by the columns that have an index.

        Nothing for no unit, everything for all roots of the tree. A level column serves where it says the same as the
        tree; for other units, small ones as a rule, it is the tree itself.
        """
        units = self.sudo()
        if not units:
            return Domain.FALSE
        if units._are_all_roots():
            return Domain.TRUE
        ids, rest = {name: [] for name in LEVEL_FIELDS}, []
        for unit in units:
            name = next((name for name, level in LEVEL_FIELDS.items() if level == unit.level), None)
            if name and unit.kind == "authority" and not unit._has_other_below(name, unit):
                ids[name].append(unit.id)
            else:
                rest.append(unit.id)
        domain = Domain.OR(Domain(name, "in", found) for name, found in ids.items() if found)
        return domain | Domain("unit_id", "child_of", rest) if rest else domain

    def _has_other_below(self, name, authority):
        """Whether at or below this unit the column ``name`` says another authority than this one somewhere."""
        self.ensure_one()
        domain = [("parent_path", "=like", f"{self.parent_path}%"), (name, "!=", authority.id)]
        return bool(self.with_context(active_test=False).search_count(domain, limit=1))

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
        assigned_in_subtree = Domain("task_id.assigned_in_subtree", "=", True)
        demanded = self._work_of_plans_issued_below() | (Domain("assignment_id", "=", False) & assigned_in_subtree)
        return self._at_or_below() | (Domain("task_id.state", "!=", "draft") & demanded)
