"""The numbers of the leader's page, by unit below, plan, sector and level, and how they are remembered.

The page of a unit is counted from the rows once a day; a server process then remembers its numbers, and brings them up
to date by the changes that ``child.plan.tally`` keeps. Whoever does not see all work below the unit, or asks for some
of it, has the rows counted.
"""

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ...lib.clock import today
from ...lib.rollup import Counts
from ..national.rollup import DATES
from ..national.rollup_memory import PAGES, PARTS
from ..work.assignment_counts import sums_sql


class ChildPlanDashboard(models.AbstractModel):
    _inherit = "child.plan.dashboard"

    def _all_below(self, unit):
        """(what lies at and below ``unit`` if the sums serve and show this user all work there, or None; the state)"""
        state = self.env["child.plan.tally"]._state()
        return state.trusted and self.env["child.plan.assignment"]._sees_all_below(unit, state) or None, state

    def _counts(self, unit, domain, below, state, compare_day):
        """(the numbers of the work in ``domain`` at and below ``unit`` on the day of the context, the sums that
        ``_tally`` has of the past ``compare_day``)
        """
        assignments = self.env["child.plan.assignment"]
        day = assignments._as_of()
        if not (below and domain.is_true()):
            return self._counted(unit, domain), assignments._tally(domain, unit=unit, day=compare_day)[None]
        page, past = self.sudo(), (state.tree, state.past)
        if day < today():
            counts = page._remember(("then", unit.id, day), past, lambda: page._counted(unit))
        else:
            counts = page._counts_now(unit, below, state, day)
        before = page._remember(
            ("before", unit.id, compare_day),
            past,
            lambda: page.env["child.plan.assignment"]._tally(unit=unit, day=compare_day)[None],
        )
        return counts, before

    def _counted(self, unit, domain=Domain.TRUE):
        """The numbers, from the rows."""
        assignments = self.env["child.plan.assignment"]
        query = assignments._search(unit._work_below() & domain)
        columns = [
            assignments._field_to_sql(query.table, name, query) for name in ("plan_id", "sector_id", "unit_level")
        ]
        keys = [assignments._tally_key_sql(query, "unit", unit), *columns]
        rows = assignments._tally_rows(query, keys, assignments._as_of())
        return Counts().plus(rows, self._branches(rows, unit))

    def _branches(self, rows, unit):
        keys = self.env["child.plan.assignment"]._tally_keys({row[0] for row in rows}, "unit", unit)
        return {owner: branch.id for owner, branch in keys.items()}

    def _remember(self, key, token, count, store="pages", size=PAGES):
        """``count()``, unless it is remembered with the same token."""
        memory = self.env["child.plan.tally"]._remembered(store, size)
        known = memory.get(key)
        if not known or known[0] != token:
            known = memory[key] = (token, count())
        return known[1]

    def _remember_for_user(self, name, token, count):
        """The same of what this user may see under this context; not to be changed by who gets it.

        Nothing is remembered where the rights hang on what is not noted, or a part of the token is None.
        """
        rights = self.env["child.plan.page.memory"]._rights()
        if None in (rights, *token):
            return count()
        key = (*name, today(), self.env.uid, self.env.su, repr(sorted(self.env.context.items())))
        return self._remember(key, (rights, *token), count, "parts", PARTS)

    def _counts_now(self, unit, below, state, day):
        """The numbers of today or a day to come: those remembered, with what has changed since.

        What is remembered are the numbers of a version, without and with the changes not folded in.
        """
        key, pages = ("now", unit.id, day), self.env["child.plan.tally"]._remembered("pages", PAGES)
        tree, version, changed, folded, counts = pages.get(key) or (None, 0, None, None, None)
        known = tree == state.tree and state.forgotten <= version <= state.version
        if known and (version, changed) == (state.version, state.changed):
            return counts
        rows = self._changes("child_plan_tally_change", below, SQL("TRUE"), day) if state.changed else []
        branches = self._branches(rows, unit)
        if not known:
            folded = self._counted(unit).plus(rows, branches, sign=-1)
        elif version < state.version:
            since = self._changes("child_plan_tally_folded", below, SQL("version > %s", version), day)
            folded = folded.plus(since, self._branches(since, unit))
        counts = folded.plus(rows, branches)
        pages[key] = (state.tree, state.version, state.changed, folded, counts)
        return counts

    def _changes(self, table, below, condition, day):
        """What changed, as ``_tally_rows`` finds rows by unit, plan, sector and level."""
        names = [SQL.identifier(f"key_{index}") for index in range(4)]
        detail = SQL(
            """SELECT %(owner)s AS key_0, plan_id AS key_1, unit.sector_id AS key_2, unit.level AS key_3, %(dates)s,
                      progress
                 FROM %(table)s JOIN child_plan_unit AS unit ON unit.id = unit_id
                WHERE %(condition)s AND %(below)s""",
            owner=below.highest(),
            dates=SQL(DATES),
            table=SQL.identifier(table),
            condition=condition,
            below=below.condition(),
        )
        return self.env.execute_query(sums_sql(names, detail, day))
