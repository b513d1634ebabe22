"""The numbers of the leader's page, by unit below, plan, sector and level, counted from the rows."""

from odoo import models
from odoo.fields import Domain

from ...lib.rollup import Counts


class ChildPlanDashboard(models.AbstractModel):
    _inherit = "child.plan.dashboard"

    def _counts(self, scope):
        """(the numbers of the page, those that ``_count_work`` finds on the day that the page is compared with).

        Extend where they can be had for less.
        """
        assignments = self.env["child.plan.assignment"]
        before = assignments._count_work(scope.narrowed, unit=scope.unit, day=scope.compare_day)[None]
        return self._count_page(scope.unit, scope.narrowed), before

    def _count_page(self, unit, domain=Domain.TRUE):
        """The numbers of the work in ``domain`` at and below ``unit``, on the day of the context."""
        assignments = self.env["child.plan.assignment"]
        query = assignments._search(unit._work_below() & domain)
        columns = [
            assignments._field_to_sql(query.table, name, query) for name in ("plan_id", "sector_id", "unit_level")
        ]
        keys = [assignments._group_key_sql(query, "unit", unit), *columns]
        rows = assignments._count_rows(query, keys, assignments._as_of())
        return Counts().plus(rows, self._branches(rows, unit))

    def _branches(self, rows, unit):
        """``{first column of a row: id of the unit directly below ``unit``, or its own, that the row counts for}``"""
        keys = self.env["child.plan.assignment"]._group_keys({row[0] for row in rows}, "unit", unit)
        return {owner: branch.id for owner, branch in keys.items()}
