from odoo import models
from odoo.fields import Domain

from odoo.addons.child_plan.compat import DomainAnd, DomainCondition, DomainOr, rule_domain


class ChildPlanAssignment(models.Model):
    _inherit = "child.plan.assignment"

    def _read_counts(self, domain, by, unit, day):
        """Read the sums for whoever may see all work at and below ``unit``, by unit or as one total, of all work or of
        some status or state: that costs as much as there are units below and days on which work is due.
        """
        shown = by in (None, "unit") and self._shown(domain)
        if shown:
            rollup = self.env["child.plan.assignment.rollup"]
            state = rollup._state()
            if subtree := self._visible_subtree(unit, state):
                rows = [row for row in rollup._count_rows(by, subtree, state, day) if shown(*row[1:3])]
                return rows, self._branches(subtree) if by else {None: None}
        return super()._read_counts(domain, by, unit, day)

    def _shown(self, domain):
        """``f(status, state)`` that says which rows of the sums are in ``domain``; None if these two do not tell."""
        domain = domain.optimize(self)
        if domain.is_true():
            return lambda status, state: True
        conditions = domain.children if isinstance(domain, DomainAnd) else [domain]
        tests = []
        for part in conditions:
            if not (
                isinstance(part, DomainCondition)
                and part.field_expr in ("status", "state_on")
                and part.operator in ("in", "not in")
                and False not in part.value
            ):
                return None
            tests.append((part.field_expr == "status", part.operator == "in", frozenset(part.value)))
        return lambda status, state: all(
            ((status if of_status else state) in values) == wanted for of_status, wanted, values in tests
        )

    def _visible_subtree(self, unit, state):
        """The ``Subtree`` of ``unit`` (none: everything), if the sums are trusted and the record rules, as they are
        now, show the user all work in it; else None.

        The rules themselves are asked. Unless one of their alternatives plainly says all of it, the rows have to be
        read through them.
        """
        if not state.trusted:
            return None
        rule = Domain.TRUE if self.env.su else rule_domain(self)
        alternatives = rule.children if isinstance(rule, DomainOr) else [rule]
        subtree = self.env["child.plan.assignment.rollup"]._subtree(unit, state)
        if rule.is_true() or any(
            isinstance(part, DomainCondition)
            and part.operator == "in"
            and part.field_expr in subtree.same
            and subtree.columns[part.field_expr] in part.value
            for part in alternatives
        ):
            return subtree
        return None

    def _branches(self, subtree):
        """``{node or own unit: the unit directly below, in whose branch it lies}``"""
        units = {branch.id: branch for branch in self.env["child.plan.unit"].browse(set(subtree.branches.values()))}
        return {id_: units[branch] for id_, branch in subtree.branches.items()}
