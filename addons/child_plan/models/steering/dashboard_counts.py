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
        before = assignments._count_work(scope.narrowed, unit=scope.unit, day=scope.compare_day)[None]
        return self._count_page(scope.unit, scope.narrowed), before

    def _count_page(self, unit, domain=Domain.TRUE):
        """Count the work in ``domain`` at and below ``unit``, on the day in the context."""
        assignments = self.env["child.plan.assignment"]
        query = assignments._search(unit._work_below() & domain)
        columns = [
            assignments._field_to_sql(query.table, name, query) for name in ("plan_id", "sector_id", "unit_level")
        ]
        day = assignments._as_of()
        moved = self.env["child.plan.unit"]._moved_since(day)
        own = SQL.identifier(query.table, "unit_id") if moved else assignments._group_key_sql(query, "unit", unit)
        rows = assignments._count_rows(query, [own, *columns], day)
        return Counts().plus(rows, self._branches_on(rows, unit, moved, day) if moved else self._branches(rows, unit))

    def _branches_on(self, rows, unit, moved, day):
        """Return what ``_branches`` does, with what came to an authority newer than ``day`` by itself.

        Each branch has all that lies below it now, so that a figure is the number of the rows that it opens.

        :param moved: see ``_moved_since``
        """
        branches, units = self._branches(rows, unit), unit.browse({row[0] for row in rows}).sudo()
        new = unit.browse(set(branches.values())).filtered(lambda unit: unit.valid_from and unit.valid_from > day)
        units = units.filtered(lambda row: branches[row.id] in new.ids)
        for id_, path in units._paths_on(moved).items():
            now = {int(step) for step in unit.browse(id_).sudo().parent_path.split("/") if step}
            below = path[path.index(unit.id) + 1 :] if unit.id in path else []
            branches[id_] = next((step for step in below if step in now), branches[id_])
        return branches

    def _branches(self, rows, unit):
        """Return ``{first column of a row: id of the unit it counts for}``: one directly below ``unit``, or
        ``unit``.
        """
        branches = self.env["child.plan.assignment"]._group_keys({row[0] for row in rows}, "unit", unit)
        return {owner: branch.id for owner, branch in branches.items()}
