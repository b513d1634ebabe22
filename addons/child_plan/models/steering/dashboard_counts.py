"""Counts the work on the leader's page by unit below, plan, sector and level, from the assignments."""

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.rollup import Counts


class ChildPlanDashboard(models.AbstractModel):
    _inherit = "child.plan.dashboard"

    def _counts(self, scope):
        """Return ``(Counts of the page, the result of _count_work for the day of comparison)``.

        Extend where the numbers can be had more cheaply.
        """
        assignments = self.env["child.plan.assignment"]
        before = assignments._count_work(scope.narrowed & scope.work, day=scope.compare_day)[None]
        return self._count_page(scope.unit, scope.narrowed), before

    def _count_page(self, unit, domain=Domain.TRUE):
        """Count the work in ``domain`` at and below ``unit``, on the day in the context."""
        assignments = self.env["child.plan.assignment"]
        day = assignments._as_of()
        query = assignments._search(unit._work_below_on(day) & domain)
        columns = [
            assignments._field_to_sql(query.table, name, query) for name in ("plan_id", "sector_id", "unit_level")
        ]
        moved = self.env["child.plan.unit"]._moved_since(day)
        own = SQL.identifier(query.table, "unit_id") if moved else assignments._group_key_sql(query, "unit", unit)
        rows = assignments._count_rows(query, [own, *columns], day)
        return Counts().plus(rows, self._branches_on(rows, unit, moved) if moved else self._branches(rows, unit))

    def _branches_on(self, rows, unit, moved):
        """Return what ``_branches`` does, in the tree in which ``moved`` lay where they lay."""
        paths = unit.browse({row[0] for row in rows})._paths_on(moved)
        return {id_: next(iter(path[path.index(unit.id) + 1 :]), unit.id) for id_, path in paths.items()}

    def _branches(self, rows, unit):
        """Return ``{first column of a row: id of the unit it counts for}``: one directly below ``unit``, or
        ``unit``.
        """
        branches = self.env["child.plan.assignment"]._group_keys({row[0] for row in rows}, "unit", unit)
        return {owner: branch.id for owner, branch in branches.items()}
