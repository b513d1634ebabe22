"""What a server process remembers of the tree and of the sums, from one request to the next.

Nothing here is ever behind: each request first asks what it sees of the sums (``child.plan.tally._state``), in its own
transaction, and what was derived from another tree, or cannot be brought up to date, is made anew. So it needs no
signal between processes, and a change that is rolled back leaves nothing.
"""

from typing import NamedTuple

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.lru import LRU

from ..unit.unit import LEVEL_FIELDS

TREES, PAGES = 512, 64  # what is remembered of so many units
PARTS = 512  # parts of pages, for a user each


class Below(NamedTuple):
    """What lies at and below a unit, or everywhere."""

    work: Domain  # of the assignments
    path: str
    columns: dict[str, int]  # level columns: the authority that they name for the unit itself
    same: frozenset[str]  # level columns that say the same for all that lies there
    levels: tuple[str, ...]  # level columns that name, for what lies there, an authority below the unit
    nodes: list[int]  # authorities that are the highest below the unit
    own: list[int]  # units that lie below none of these
    branches: dict[int, int]  # node or own unit: the unit directly below, or the unit itself

    def condition(self):
        """Whether ``unit`` lies there."""
        return SQL("unit.parent_path LIKE %s", f"{self.path}%") if self.path else SQL("TRUE")

    def highest(self):
        """The node below which ``unit`` lies, else itself."""
        return SQL("COALESCE(%s)", SQL(", ").join(SQL.identifier("unit", name) for name in (*self.levels, "id")))


class ChildPlanTally(models.AbstractModel):
    _inherit = "child.plan.tally"

    def _remembered(self, name, size):
        """The store ``name`` of this process and registry."""
        return self.env.registry.__dict__.setdefault(f"child_plan_{name}", LRU(size))

    def _below(self, unit, state):
        """What lies at and below ``unit`` (none: everywhere)."""
        memory, key = self._remembered("trees", TREES), unit and unit.id
        tree, below = memory.get(key, (None, None))
        if tree != state.tree:
            below = self._read_below(unit.sudo() if unit else None)
            memory[key] = (state.tree, below)
        return below

    def _read_below(self, unit):
        path = unit.parent_path if unit else ""
        columns = {name: unit[name].id for name in LEVEL_FIELDS} if unit else dict.fromkeys(LEVEL_FIELDS, False)
        work = unit._work_below() if unit else Domain.TRUE
        below = Below(work, path, columns, frozenset(), tuple(n for n in LEVEL_FIELDS if not columns[n]), [], [], {})
        [same] = self.env.execute_query(
            SQL(
                "SELECT %s FROM child_plan_unit AS unit WHERE %s",
                SQL(", ").join(
                    SQL("bool_and(%s IS NOT DISTINCT FROM %s)", SQL.identifier("unit", name), columns[name] or None)
                    for name in LEVEL_FIELDS
                ),
                below.condition(),
            )
        )
        rows = self.env.execute_query(
            SQL(
                """SELECT id, parent_path, %(authority)s IS NOT NULL FROM child_plan_unit AS unit
                    WHERE %(below)s AND COALESCE(%(authority)s, id) = id""",
                authority=SQL(
                    "COALESCE(NULL::int%s)",
                    SQL().join(SQL(", %s", SQL.identifier("unit", name)) for name in below.levels),
                ),
                below=below.condition(),
            )
        )
        depth = path.count("/")
        paths = {id_: [int(step) for step in path.split("/") if step] for id_, path, _is_node in rows}
        return below._replace(
            same=frozenset(name for name, is_same in zip(LEVEL_FIELDS, same, strict=True) if is_same),
            nodes=[id_ for id_, _path, is_node in rows if is_node],
            own=[id_ for id_, _path, is_node in rows if not is_node],
            branches={id_: (path[depth : depth + 1] or path[-1:])[0] for id_, path in paths.items()},
        )
