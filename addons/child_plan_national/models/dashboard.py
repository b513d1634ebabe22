"""How a server process remembers the leader's page.

The page of a unit is counted from the rows once a day. A server process then remembers its numbers, and brings them up
to date by the changes that ``child.plan.assignment.rollup`` keeps. For whoever does not see all work below the unit, or
asks for one plan or sector, the rows are counted.
"""

from dataclasses import dataclass, replace
from functools import partial

from odoo import models
from odoo.tools import SQL

from odoo.addons.child_plan.lib.clock import today
from odoo.addons.child_plan.models.steering.dashboard_scope import Scope
from odoo.addons.child_plan.models.work.assignment_counts import sums_sql

from .assignment_rollup import State
from .rollup_schema import STORED
from .subtree import Subtree


@dataclass(frozen=True)
class RollupScope(Scope):
    """A scope with what the transaction sees of the sums; ``subtree``: see ``_visible_subtree``."""

    state: State
    subtree: Subtree | None

    @property
    def work(self):
        return self.subtree.work if self.subtree else super().work

    @property
    def remembered(self):
        """Whether its numbers are remembered."""
        return self.subtree and not (self.plan_id or self.sector_id)


class ChildPlanDashboard(models.AbstractModel):
    _inherit = "child.plan.dashboard"

    def _scope(self, unit, *values):
        state = self.env["child.plan.assignment.rollup"]._state()
        scope = RollupScope(unit, *values, state, None)
        # of a day on which other units lay below it, only the rows that the rules show are counted
        subtree = None if scope.changed else self.env["child.plan.assignment"]._visible_subtree(unit, state)
        return replace(scope, subtree=subtree)

    def _counts(self, scope):
        if not scope.remembered:
            return super()._counts(scope)
        page, unit, past = self.sudo(), scope.unit, (scope.state.tree, scope.state.past)
        if scope.day < today():
            counts = page._remember_counts("then", unit, scope.day, past, lambda: page._count_page(unit))
        else:
            counts = page._counts_now(scope)
        assignments = page.env["child.plan.assignment"]
        before = page._remember_counts(
            "before",
            unit,
            scope.compare_day,
            past,
            lambda: assignments._count_work(unit=unit, day=scope.compare_day)[None],
        )
        return counts, before

    def _group_rows(self, scope, counts):
        compute = partial(super()._group_rows, scope, counts)
        if not scope.remembered:
            return compute()
        return self._remember_for_user(("groups", scope.unit.id), (counts, scope.state.names), compute)

    def _sections(self, scope):
        key = ("sections", scope.unit.id, scope.compare_day, scope.plan_id, scope.sector_id)
        token = (scope.state.names, scope.state.sections)
        return self._remember_for_user(key, token, partial(super()._sections, scope))

    def _listed_work(self, scope):
        work = super()._listed_work(scope)
        return work.sudo() if scope.subtree else work

    def _remember_counts(self, kind, unit, day, token, compute):
        return self.env["child.plan.assignment.rollup"]._remember("counts", (kind, unit.id, day), token, compute)

    def _remember_for_user(self, key, token, compute):
        """``compute()`` or what is remembered of it, for this user's rights and this context. It must not be changed by
        who gets it.
        """
        rights = self.env["child.plan.dashboard.cache"]._rights_token()
        if rights is None:
            return compute()
        key = (*key, today(), self.env.uid, self.env.su, repr(sorted(self.env.context.items())))
        return self.env["child.plan.assignment.rollup"]._remember("parts", key, (rights, *token), compute)

    def _counts_now(self, scope):
        """The numbers of today or a day to come: those remembered, with what has changed since.

        Remembered are the numbers of a version of the sums, without and with the changes that are not merged yet.
        """
        unit, state, memory = scope.unit, scope.state, self.env["child.plan.assignment.rollup"]._memory("counts")
        key = ("now", unit.id, scope.day)
        tree, version, changed, merged, counts = memory.get(key) or (None, 0, None, None, None)
        known = tree == state.tree and state.pruned <= version <= state.version
        if known and (version, changed) == (state.version, state.changed):
            return counts
        rows = self._changes("change", scope, SQL("TRUE")) if state.changed else []
        branches = self._branches(rows, unit)
        if not known:
            merged = self._count_page(unit).plus(rows, branches, sign=-1)
        elif version < state.version:
            since = self._changes("merged", scope, SQL("version > %s", version))
            merged = merged.plus(since, self._branches(since, unit))
        counts = merged.plus(rows, branches)
        memory[key] = (state.tree, state.version, state.changed, merged, counts)
        return counts

    def _changes(self, name, scope, condition):
        """What changed at and below the unit, as ``_count_rows`` finds rows by unit, plan, sector and level."""
        columns = [SQL.identifier(f"key_{index}") for index in range(4)]
        detail = SQL(
            """SELECT %(owner)s AS key_0, plan_id AS key_1, change.sector_id AS key_2, unit.level AS key_3, %(facts)s,
                      progress
                 FROM %(table)s AS change JOIN child_plan_unit AS unit ON unit.id = unit_id
                WHERE %(condition)s AND %(subtree)s""",
            owner=scope.subtree.highest(),
            facts=SQL(STORED),
            table=SQL.identifier(f"child_plan_assignment_rollup_{name}"),
            condition=condition,
            subtree=scope.subtree.condition(),
        )
        return self.env.execute_query(sums_sql(columns, detail, scope.day))
