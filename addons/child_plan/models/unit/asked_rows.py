"""Refuses to read rows within rows without end: a plan, its tasks, their plan, its tasks …

A request of a few kilobytes for that is an answer of gigabytes, and took the server's memory from everybody.
"""

from odoo import models
from odoo.exceptions import UserError

DEPTH = 8  # levels of rows within rows; the pages ask for three
ROWS = 200_000  # in one answer, where a row counts as often as it stands there


class Base(models.AbstractModel):
    _inherit = "base"

    def web_read(self, specification):
        self._child_plan_check_depth(specification)
        rows = super().web_read(specification)
        if any(isinstance(asked, dict) and asked.get("fields") for asked in specification.values()):
            if _count(rows, {}) > ROWS:
                raise UserError(self.env._("This asks for more rows within rows than one answer holds."))
        return rows

    def onchange(self, values, field_names, fields_spec):
        self._child_plan_check_depth(fields_spec)
        return super().onchange(values, field_names, fields_spec)

    def _child_plan_check_depth(self, specification):
        level, depth = [specification], 0
        while level := [
            asked["fields"]
            for fields in level
            if isinstance(fields, dict)
            for asked in fields.values()
            if isinstance(asked, dict) and asked.get("fields")
        ]:
            depth += 1
            if depth > DEPTH:
                raise UserError(self.env._("This asks for more rows within rows than one answer holds."))


def _count(rows, known):
    """Return how many rows are in ``rows`` when written out. Odoo puts the same row in several places: ``known`` keeps
    what it counted for.
    """
    count = 0
    for row in rows:
        if id(row) not in known:
            within = (value if isinstance(value, list) else [value] for value in row.values())
            known[id(row)] = 1 + sum(
                _count([each for each in values if isinstance(each, dict)], known) for values in within
            )
        count += known[id(row)]
    return count
