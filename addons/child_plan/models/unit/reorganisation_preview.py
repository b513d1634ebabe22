from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .reorganisation import ENDING
from .unit import LEVELS

SHOWN = 100  # units that the preview lists


class ChildPlanReorganisation(models.Model):
    """What a reorganisation would carry over, counted by unit and kind; what is decided one by one."""

    _inherit = "child.plan.reorganisation"

    preview = fields.Html(compute="_compute_preview", sanitize=False, help="What the units that end or move have")
    left = fields.Html(
        "Still there", compute="_compute_preview", sanitize=False, help="What nobody has decided and so was not moved"
    )
    has_split = fields.Boolean(compute="_compute_has_split")

    @api.depends("line_ids.kind")
    def _compute_has_split(self):
        for row in self:
            row.has_split = "split" in row.line_ids.mapped("kind")

    @api.depends("line_ids.unit_id", "line_ids.kind", "state")
    @api.depends_context("lang", "uid")
    def _compute_preview(self):
        """Count for those who may apply it: numbers tell of rows that others may not see."""
        for row in self:
            row.preview = row.left = False
            mine = row.is_mine and row._origin
            if mine and mine.state == "draft":
                row.preview = mine._preview(mine._carried_lines())
            elif mine and mine.state == "applied":
                row.left = mine._preview(mine._ending(), only_filled=True)

    def _counted(self, ids):
        """Return ``[(label, SQL of what the units ``ids`` have: unit_id, a row each)]``. Extend."""
        return [
            (
                self.env._("People"),
                SQL("SELECT unit_id FROM child_plan_unit_user_rel WHERE unit_id = ANY(%s)", ids),
            ),
            (
                self.env._("Groups that name it"),
                SQL("SELECT member_id AS unit_id FROM child_plan_unit_member_rel WHERE member_id = ANY(%s)", ids),
            ),
        ]

    def _size(self):
        """Return how many rows would be carried over."""
        self.env.flush_all()
        counts = (
            SQL("(SELECT count(*) FROM (%s) AS rows)", query) for _label, query in self._counted(self._ended_ids())
        )
        return self.env.execute_query(SQL("SELECT %s", SQL(" + ").join(counts)))[0][0]

    def _carried_lines(self):
        return self.line_ids.filtered(lambda line: line.kind in ENDING or line._moves())

    def _preview(self, lines, only_filled=False):
        """Return the table of what the units of ``lines`` have: a row for each, with a total. What a unit that moves
        has goes with it.

        :param only_filled: leave out units that have nothing; nothing is returned if all have nothing
        """
        self.ensure_one()
        self.env.flush_all()
        counted = self._counted(lines.unit_id.ids)
        numbers = defaultdict(lambda: [0] * len(counted))
        for number, (_label, query) in enumerate(counted):
            for unit, count in self.env.execute_query(
                SQL("SELECT unit_id, count(*) FROM (%s) AS rows GROUP BY unit_id", query)
            ):
                numbers[unit][number] = count
        rows = [
            {
                "name": unit.display_name,
                "heirs": ", ".join(line._heir_name() or line._place_name() or self.env._("nobody") for line in of_unit),
                "numbers": numbers[unit.id],
            }
            for unit, of_unit in lines.grouped("unit_id").items()
            if unit.id in numbers or not only_filled
        ]
        if not rows:
            return False
        totals = [sum(column) for column in zip(*(row["numbers"] for row in rows), strict=True)]
        labels = [label for label, _query in counted]
        values = {"labels": labels, "rows": rows[:SHOWN], "more": len(rows) - SHOWN, "totals": totals}
        return self.env["ir.qweb"]._render("child_plan.reorganisation_preview", values)

    # -- filling in --

    def action_fill_below(self):
        """Give units below those that end a place below the heir; offices that several heirs bring become one.

        Authorities of the heir's own level get none: they are named as long as somebody has to decide.
        """
        self._check_draft()
        for row in self:
            while row._fill_below():
                pass
        return True

    def _fill_below(self):
        """Add lines for the units directly below those that end and have an heir; return how many."""
        heirs = {line.unit_id: line for line in self._ending() if line._is_heir()}
        there = self.line_ids.unit_id
        offices = self._offices(heirs)
        vals_list = []
        ranks = [level for level, _label in LEVELS]
        for unit in heirs and self.env["child.plan.unit"].search(
            [("parent_id", "in", [unit.id for unit in heirs]), ("id", "not in", there.ids), ("valid_to", "=", False)]
        ):
            line = heirs[unit.parent_id]
            above = (line.successor_id or line.new_unit_id).level
            if unit.kind == "authority" and ranks.index(above) >= ranks.index(unit.level):
                continue  # a commune is no part of another one: somebody says what becomes of it
            key = (line.successor_id.id, line.new_unit_id.id, unit.name, unit.kind)
            vals = {"reorganisation_id": self.id, "unit_id": unit.id}
            office = offices.get(key) if unit.kind in ("department", "collective") else None
            if office:
                vals |= {"kind": "merge", "successor_id": office.id}
            else:
                offices[key] = unit
                place = {"new_parent_id": line.successor_id.id, "new_parent_unit_id": line.new_unit_id.id}
                vals |= {"kind": "change", **place}
            vals_list.append(vals)
        self.env["child.plan.reorganisation.line"].create(vals_list)
        return len(vals_list)

    def _offices(self, heirs):
        """Return ``{(heir, new heir, name, kind): unit}`` of what the heirs have already, or get by other lines."""
        lines = list(heirs.values())
        of_heirs = self.env["child.plan.reorganisation.line"].union(*lines).successor_id.child_ids
        offices = {(unit.parent_id.id, False, unit.name, unit.kind): unit for unit in of_heirs - self._ending().unit_id}
        for line in self.line_ids.filtered(lambda line: line._moves()):
            unit = line.unit_id
            offices[line.new_parent_id.id, line.new_parent_unit_id.id, line.new_name or unit.name, unit.kind] = unit
        return offices

    def action_fill_choices(self):
        """List, for units that are split, what can be decided one by one; the heir by rule is filled in."""
        self._check_draft()
        for row in self:
            splits = row.line_ids.filtered(lambda line: line.kind == "split")
            if not splits:
                raise UserError(self.env._("No unit is split: everything goes to the one heir."))
            defaults = {line.unit_id.id: line.id for line in splits if line.is_default}
            there = {(choice.unit_id.id, choice.res_model, choice.res_id) for choice in row.choice_ids}
            choices = self.env["child.plan.reorganisation.choice"]
            vals_list = []
            for model, query in choices.with_context(child_plan_split_ids=splits.unit_id.ids)._models().items():
                rows = self.env.execute_query(query)
                readable = set(self.env[model].browse({id_ for _unit, id_ in rows})._filtered_access("read").ids)
                vals_list += [
                    {
                        "reorganisation_id": row.id,
                        "unit_id": unit,
                        "res_model": model,
                        "res_id": id_,
                        "line_id": defaults.get(unit),
                    }
                    for unit, id_ in rows
                    if (unit, model, id_) not in there and id_ in readable
                ]
            choices.create(vals_list)
        return True
