from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..lib import body_key, official
from .bulk import LEVELS


class ChildPlanReorganisation(models.Model):
    """The lines of a reorganisation from the official set: what becomes of the authority's units on that day.

    A unit of the tree is found in the set by its level and code. Heirs are units that exist in the tree on that day
    with the official code, else new ones, below the province that the set names: that has to be in the tree, so
    provinces are reorganised before their communes.
    """

    _inherit = "child.plan.reorganisation"

    def action_fill_official(self):
        """Add the lines that are missing; tell of units that the set does not know, or whose place is not there yet."""
        self.ensure_one()
        self._check_draft()
        lines, homeless, unknown = self._official_lines()
        if not lines:
            if homeless:
                raise UserError(self._homeless_words(homeless))
            raise UserError(self.env._("The official set knows of no further change of units here on that day."))
        self._add_lines(lines)
        notes = [self._homeless_words(homeless)] if homeless else []
        if unknown:
            names = ", ".join(unknown.mapped("name"))
            words = self.env._(
                "The official set does not know these units on the day before; decide by hand: %s", names
            )
            notes.append(words)
        for words in notes:
            self.sudo()._message_log(body=words)  # administrators write no comments of their own
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _homeless_words(self, units):
        return self.env._(
            "The province into which these units go is not in the tree on that day; reorganise it first: %s",
            ", ".join(units.mapped("name")),
        )

    def _official_lines(self):
        """Return ``(values for _add_lines, units whose heirs have no place, units that are not in the set)``."""
        eve = fields.Date.subtract(self.day, days=1)
        units = self.env["child.plan.unit"]
        coded = Domain("kind", "=", "authority") & Domain("level", "in", LEVELS) & Domain("code", "!=", False)
        there = {
            (unit.level, unit.code): unit for unit in units.search(coded & units._valid_domain(self.day)) if unit.code
        }
        mine = units.search(
            coded & units._valid_domain(eve) & Domain("id", "child_of", self.authority_id.ids)
        ).filtered(lambda unit: not unit.valid_to or unit.valid_to >= self.day)
        lines, homeless, unknown, kinds = [], units, units, {}
        for unit in mine - self.line_ids.unit_id:
            state = official().on(unit.level, unit.code, eve)
            if not state:
                unknown |= unit
                continue
            if official().last_day(state) != eve:
                lines += self._official_change(unit, state)
                after = official().on(state.level, state.code, self.day)
                if after and after.kind != state.kind:
                    kinds[unit] = (state.kind, after.kind)
                continue
            heirs = [self._official_heir(unit, heir, there) for heir, _default in official().successors(state)]
            if not heirs or None in heirs:
                homeless |= unit
                continue
            kind = "split" if len(heirs) > 1 else "merge"
            lines += [
                {"unit_id": unit.id, "kind": kind, "is_default": default and kind == "split", **heir}
                for heir, (_state, default) in zip(heirs, official().successors(state), strict=True)
            ]
        return lines + self._official_bodies(kinds), homeless, unknown

    def _official_change(self, unit, state):
        """Return the line of a unit that goes on with another kind or name from that day; none if it stays as it is."""
        after = official().on(state.level, state.code, self.day)
        if after is None or after.full_name == state.full_name:
            return []
        names = {"new_name": f"UBND {after.full_name}", "new_short_name": after.full_name}
        return [{"unit_id": unit.id, "kind": "change", **names}]

    def _official_bodies(self, kinds):
        """Return the lines of bodies that are named after the kind of their place, such as Công an xã.

        A body that only places of the old kind have becomes the one of its sector that those of the new kind have.

        :param kinds: ``{authority: (its kind before, its kind after)}``
        """
        units = self.env["child.plan.unit"]
        rows = self.env["child.plan.unit.template"].sudo().search(units._valid_domain(self.day))
        by_owner = rows.grouped(lambda row: (row.authority_id.id, row.level))
        bodies = units.search(
            Domain("parent_id", "in", [unit.id for unit in kinds])
            & Domain("kind", "!=", "authority")
            & Domain("id", "not in", self.line_ids.unit_id.ids)
            & units._valid_domain(self.day)
        )
        lines = []
        for unit, of_unit in bodies.grouped("parent_id").items():
            before, after = kinds[unit]
            path = [int(step) for step in (unit.parent_path or "").split("/") if step]
            owner = next((id_ for id_ in reversed(path) if (id_, unit.level) in by_owner), False)
            own = by_owner.get((owner, unit.level), rows.browse())
            new_ones = own.filtered(lambda row, after=after: row._is_for(after))
            names = {}
            for row in own.filtered(lambda row, before=before: row._is_for(before)):
                same = new_ones.filtered(lambda new, row=row: new.places and new.sector_id == row.sector_id)
                new = row if row in new_ones else same[:1]
                if new:
                    names[body_key(row._unit_vals(before)["name"])] = new._unit_vals(after)["name"]
            lines += [
                {"unit_id": body.id, "kind": "change", "new_name": names[body_key(body.name)]}
                for body in of_unit
                if names.get(body_key(body.name), body.name) != body.name
            ]
        return lines

    def _official_heir(self, unit, heir, there):
        """Return the values of a line that name the heir; None if its province is not in the tree."""
        known = there.get((heir.level, heir.code))
        if known and known != unit and known.valid_from and known.valid_from == self.day:
            return {"successor_id": known.id}
        parent = self._official_province(heir.parent, there) if heir.parent else unit.parent_id
        if not parent:
            return None
        return {
            "new": {
                "name": f"UBND {heir.full_name}",
                "short_name": heir.full_name,
                "kind": "authority",
                "level": heir.level,
                "code": heir.code,
                "parent_id": parent.id,
                "sector_id": unit.sector_id.id,
            }
        }

    def _official_province(self, code, there):
        """Return the province of the tree that has this code on that day, unless it is the one that ends before it."""
        province = there.get(("province", code))
        eve = fields.Date.subtract(self.day, days=1)
        before = official().on("province", code, eve)
        ends = before and official().last_day(before) == eve
        return province if province and (not ends or province.valid_from == self.day) else None
