from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from .unit import LEVEL_FIELDS


class ChildPlanUnitAccess(models.Model):
    """Domains that the record rules use for work and for other rows with a unit and a plan.

    Those rows are the journal, requests for more time, deliverables and milestones.

    ``_at_or_below`` selects the units as an array, as ``_work_of_plans`` does with plans: PostgreSQL then uses an index
    for each side of an OR, whereas with subqueries it reads the whole table. An empty set of units matches nothing.
    """

    _inherit = "child.plan.unit"

    def _are_all_roots(self):
        """Return whether these units include every root of the tree, so that every unit lies at or below them."""
        others = [("parent_id", "=", False), ("id", "not in", self.ids)]
        return not self.sudo().with_context(active_test=False).search_count(others, limit=1)

    def _with_left(self):
        """Return these units and those that went into them, over any number of reorganisations, and lie below them."""
        found = new = self.sudo()
        while new:
            new = new.union(
                *(
                    unit.predecessor_ids.filtered(lambda left, heir=unit: left.parent_path.startswith(heir.parent_path))
                    for unit in new
                )
            )
            new -= found
            found |= new
        return found.with_env(self.env)

    def _work_below(self) -> Domain:
        """Return the domain of the assignments of these units and of all units below.

        No unit matches nothing; all roots match everything. For an authority whose level column selects the same rows
        as the tree does, use that column, because it is indexed. For all other units (small ones as a rule) use the
        tree.
        """
        units = self.sudo()
        if not units:
            return Domain.FALSE
        if units._are_all_roots():
            return Domain.TRUE
        ids, other_ids = {name: [] for name in LEVEL_FIELDS}, []
        for unit in units:
            name = next((name for name, level in LEVEL_FIELDS.items() if level == unit.level), None)
            if name and unit.kind == "authority" and not unit._has_other_below(name, unit):
                ids[name].append(unit.id)
            else:
                other_ids.append(unit.id)
        domain = Domain.OR(Domain(name, "in", authority_ids) for name, authority_ids in ids.items() if authority_ids)
        return domain | Domain("unit_id", "child_of", other_ids) if other_ids else domain

    def _has_other_below(self, name, authority):
        """Return whether any unit at or below this one has an authority other than ``authority`` in the column
        ``name``.
        """
        self.ensure_one()
        domain = [("parent_path", "=like", f"{self.parent_path}%"), (name, "!=", authority.id)]
        return bool(self.with_context(active_test=False).search_count(domain, limit=1))

    def _at_or_below(self) -> Domain:
        """Return the domain of rows whose unit is one of these or lies below one; rows without a unit never match."""
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
        """Return the domain of deliverables and milestones that concern these units or units below.

        Those are the rows of their assignments, and the demands of plans that they issue or of tasks given to them.
        """
        if not self:
            return Domain.FALSE
        assigned_in_subtree = Domain("task_id.assigned_in_subtree", "=", True)
        demanded = self._work_of_plans_issued_below() | (Domain("assignment_id", "=", False) & assigned_in_subtree)
        return self._at_or_below() | (Domain("task_id.state", "!=", "draft") & demanded)
