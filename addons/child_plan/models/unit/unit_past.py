from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ...lib.clock import today
from .unit import KINDS, LEVELS

#: What a unit may change from a day on without becoming another unit.
KEPT = ("name", "short_name", "kind", "level", "code", "parent_id")


class ChildPlanUnitPast(models.Model):
    """What a unit was called, what it was and where it stood in the tree until a day.

    Written by reorganisations only. Resolutions of 2026 change the kind and the name of communes at one day, with code
    and borders unchanged (237/NQ-UBTVQH16): the unit stays, this row keeps what it was.
    """

    _name = "child.plan.unit.past"
    _description = "Earlier Name, Kind and Place of a Unit"
    _order = "unit_id, valid_to desc, id desc"

    unit_id = fields.Many2one("child.plan.unit", required=True, readonly=True, ondelete="cascade", index=True)
    valid_from = fields.Date(readonly=True)
    valid_to = fields.Date("Until", required=True, readonly=True, help="The last day on which it was so")
    name = fields.Char(required=True, readonly=True)
    short_name = fields.Char(readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    level = fields.Selection(LEVELS, required=True, readonly=True)
    code = fields.Char("Official code", readonly=True)
    parent_id = fields.Many2one("child.plan.unit", "Part of", readonly=True, ondelete="restrict", index=True)

    _unit_idx = models.Index("(unit_id, valid_to)")
    _day_idx = models.Index("(valid_to)")


class ChildPlanUnit(models.Model):
    _inherit = "child.plan.unit"

    past_ids = fields.One2many("child.plan.unit.past", "unit_id", "Earlier names, kinds and places")

    def _past_on(self, day):
        """Return ``{unit id: {field of KEPT: its value on day}}`` of those that were otherwise then, in one query."""
        if not self.ids or day >= today():
            return {}
        columns = SQL(", ").join(map(SQL.identifier, KEPT))
        self.env["child.plan.unit.past"].flush_model()
        rows = self.env.execute_query_dict(
            SQL(
                """SELECT DISTINCT ON (unit_id) unit_id, %s FROM child_plan_unit_past
                    WHERE unit_id = ANY(%s) AND valid_to >= %s ORDER BY unit_id, valid_to, id""",
                columns,
                self.ids,
                day,
            )
        )
        return {row.pop("unit_id"): row for row in rows}

    @api.depends("valid_to")
    @api.depends_context("child_plan_as_of", "lang")
    def _compute_display_name(self):
        """Name units as they were named on the day in the context; say of those that had ended until when they were.

        Most communes of 1 July 2025 bear the name of one of their parts.
        """
        result = super()._compute_display_name()
        day = fields.Date.to_date(self.env.context.get("child_plan_as_of")) or today()
        if day < today():
            past = (self | self.parent_id)._past_on(day)
            above = {unit.id: past.get(unit.id, {}).get("parent_id", unit.parent_id.id) for unit in self}
            past |= self.browse(filter(None, above.values()))._past_on(day)
            for unit in self.filtered(lambda unit: unit.id in past or above[unit.id] in past):
                row, parent = past.get(unit.id, unit), self.browse(above[unit.id])
                of_parent = past.get(parent.id, parent)
                if row["kind"] == "authority" or not parent or of_parent["name"] in (row["name"] or ""):
                    unit.display_name = row["name"]
                else:
                    unit.display_name = f"{row['name']} ({of_parent['short_name'] or of_parent['name']})"
        for unit in self.filtered(lambda unit: unit.valid_to and unit.valid_to < day):
            unit.display_name = self.env._(
                "%(unit)s (until %(day)s)", unit=unit.display_name, day=format_date(self.env, unit.valid_to)
            )
        return result

    @api.model
    def _moved_since(self, day):
        """Return ``{unit id: the id of the unit above it on day}`` of all that have been placed elsewhere since."""
        if day >= today():
            return {}
        self.env["child.plan.unit.past"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT unit_id, past.parent_id FROM (
                        SELECT DISTINCT ON (unit_id) unit_id, parent_id FROM child_plan_unit_past WHERE valid_to >= %s
                         ORDER BY unit_id, valid_to, id) AS past
                     JOIN child_plan_unit AS unit ON unit.id = unit_id
                    WHERE past.parent_id IS DISTINCT FROM unit.parent_id""",
                day,
            )
        )
        return dict(rows)

    def _paths_on(self, moved):
        """Return ``{unit id: ids from the root down to it}`` in the tree in which ``moved`` lie where they lay."""
        units = (self | self.browse(filter(None, moved.values()))).sudo()
        now = {unit.id: [int(step) for step in (unit.parent_path or "").split("/") if step] for unit in units}

        def path(steps, seen=()):
            at = next((at for at in range(len(steps) - 1, -1, -1) if steps[at] in moved), None)
            if at is None or steps[at] in seen:
                return steps
            return [*path(now.get(moved[steps[at]], []), (*seen, steps[at])), *steps[at:]]

        return {unit.id: path(now[unit.id]) for unit in self}

    def _changed_below(self, day):
        """Return ``{id of one of these: (ids of units that lay below it on day and do not now, ids of those that lie
        below it now and did not)}`` of those for which it makes a difference.
        """
        moved = self._moved_since(day)
        if not moved:
            return {}
        roots = self.browse(moved).sudo()
        ids, then = set(self.ids), roots._paths_on(moved)
        crossing = roots.filtered(lambda unit: ids & (set(then[unit.id]) ^ unit._steps()))
        units = roots.with_context(active_test=False).search(
            Domain.OR(Domain("parent_path", "=like", f"{unit.parent_path}%") for unit in crossing)
        )
        changed = defaultdict(lambda: ([], []))
        for id_, path in units._paths_on(moved).items():
            now = units.browse(id_)._steps()
            for above in ids & (set(path) - now):
                changed[above][0].append(id_)
            for above in ids & (now - set(path)):
                changed[above][1].append(id_)
        return dict(changed)

    def _steps(self):
        """Return the ids of this unit and of all above it."""
        return {int(step) for step in (self.parent_path or "").split("/") if step}

    def _work_below_on(self, day) -> Domain:
        """Return the domain of the work of this unit and of all units that lay below it on ``day``."""
        more, less = self._changed_below(day).get(self.id, ((), ()))
        domain = self._work_below()
        if less:
            domain &= Domain("unit_id", "not in", less)
        return domain | Domain("unit_id", "in", more) if more else domain

    def _below_on(self, changed):
        """Return the same as a domain for the client: ``changed`` is this unit's of ``_changed_below``, or None."""
        domain = [["unit_id", "child_of", self.id]]
        if not changed:
            return domain
        more, less = changed
        return ["|", ["unit_id", "in", more], "&", ["unit_id", "not in", less], *domain]

    def _names_on(self, day):
        """Return ``{unit id: (its name, its short name if it has one) on day}`` of all of these, in two queries."""
        past = self._past_on(day)
        self.fetch(["name", "short_name"])
        named = {unit.id: past.get(unit.id, unit) for unit in self}
        return {id_: (row["name"], row["short_name"] or row["name"]) for id_, row in named.items()}
