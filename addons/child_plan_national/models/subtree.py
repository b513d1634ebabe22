"""What a server process remembers of the tree and of the sums, from one request to the next.

Nothing here is ever behind: each request first reads the state of the sums (``child.plan.assignment.rollup._state``) in
its own transaction, and what was derived from another tree, or cannot be brought up to date, is made anew. So processes
need not signal each other, and a rollback leaves nothing.
"""

from typing import NamedTuple

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.child_plan.compat import LRU, kept_in_registry
from odoo.addons.child_plan.models.unit.unit import LEVEL_FIELDS

# how many are remembered: subtrees of units; counts of a unit on a day; parts of a page for a user
SIZES = {"subtrees": 512, "counts": 64, "parts": 512}


class Subtree(NamedTuple):
    """What lies at and below a unit, or everywhere."""

    work: Domain  # of the assignments
    path: str
    columns: dict[str, int]  # level columns: the authority that they name for the unit itself
    same: frozenset[str]  # level columns that name the same authority for everything in the subtree
    levels: tuple[str, ...]  # level columns that name, for what lies there, an authority below the unit
    nodes: list[int]  # authorities that are the highest below the unit
    own: list[int]  # units that lie below none of these
    branches: dict[int, int]  # node or own unit: the unit directly below, or the unit itself

    def condition(self):
        """Whether ``unit`` lies there."""
        return SQL("unit.parent_path LIKE %s", f"{self.path}%") if self.path else SQL("TRUE")

    def highest(self):
        """The node at or above ``unit``, else ``unit`` itself."""
        return SQL("COALESCE(%s)", SQL(", ").join(SQL.identifier("unit", name) for name in (*self.levels, "id")))


class ChildPlanAssignmentRollup(models.AbstractModel):
    _inherit = "child.plan.assignment.rollup"

    def _memory(self, name):
        """The store ``name`` of this process and registry."""
        return kept_in_registry(self.env, name, LRU(SIZES[name]))

    def _remember(self, name, key, token, compute):
        """``compute()``, unless the store ``name`` has it with the same token."""
        memory = self._memory(name)
        known = memory.get(key)
        if not known or known[0] != token:
            known = memory[key] = (token, compute())
        return known[1]

    def _subtree(self, unit, state):
        """The ``Subtree`` of ``unit`` (none: everywhere)."""
        return self._remember("subtrees", unit.id if unit else None, state.tree, lambda: self._read_subtree(unit))

    def _read_subtree(self, unit):
        unit = unit.sudo() if unit else None
        path = unit.parent_path if unit else ""
        columns = {name: unit[name].id for name in LEVEL_FIELDS} if unit else dict.fromkeys(LEVEL_FIELDS, False)
        work = unit._work_below() if unit else Domain.TRUE
        subtree = Subtree(
            work, path, columns, frozenset(), tuple(n for n in LEVEL_FIELDS if not columns[n]), [], [], {}
        )
        [same] = self.env.execute_query(
            SQL(
                "SELECT %s FROM child_plan_unit AS unit WHERE %s",
                SQL(", ").join(
                    SQL("bool_and(%s IS NOT DISTINCT FROM %s)", SQL.identifier("unit", name), columns[name] or None)
                    for name in LEVEL_FIELDS
                ),
                subtree.condition(),
            )
        )
        rows = self.env.execute_query(
            SQL(
                """SELECT id, parent_path, %(authority)s IS NOT NULL FROM child_plan_unit AS unit
                    WHERE %(subtree)s AND COALESCE(%(authority)s, id) = id""",
                authority=SQL(
                    "COALESCE(NULL::int%s)",
                    SQL().join(SQL(", %s", SQL.identifier("unit", name)) for name in subtree.levels),
                ),
                subtree=subtree.condition(),
            )
        )
        depth = path.count("/")
        paths = {id_: [int(step) for step in path.split("/") if step] for id_, path, _is_node in rows}
        return subtree._replace(
            same=frozenset(name for name, is_same in zip(LEVEL_FIELDS, same, strict=True) if is_same),
            nodes=[id_ for id_, _path, is_node in rows if is_node],
            own=[id_ for id_, _path, is_node in rows if not is_node],
            branches={id_: (path[depth : depth + 1] or path[-1:])[0] for id_, path in paths.items()},
        )
