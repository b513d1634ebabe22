from odoo import models
from odoo.exceptions import UserError

from odoo.addons.child_plan.lib.clock import today

from ..document.names import is_collective
from .import_history import undoable
from .import_line import TASKS
from .import_reading import DOUBTED


class ChildPlanImport(models.Model):
    """A superior's plan, taken in by an authority that has to carry it out: what it gives to others is left out."""

    _inherit = "child.plan.import"

    def _is_foreign(self):
        """Whether somebody else than the reading's issuer, or a unit below it, signed the document."""
        self.ensure_one()
        own, author = self._own_authority(), self.author_id
        return bool(self.printed_issuer) and not (author and _lies_in(author, own))

    def _own_authority(self):
        return self.issuer_id.authority_id or self.issuer_id

    @undoable
    def action_as_superior(self):
        """Keep the tasks of the own authority and of its units; leave those of others out.

        Names that are not known stay where they may mean the own authority: many bodies at once, or its own name.
        """
        self.ensure_one()
        self._check_open()
        if self.is_version or self.of_superior or not self._is_foreign():
            raise UserError(self.env._("This document is not a plan of a superior that can be carried out here."))
        return self._changed(self.sudo()._keep_own())

    def _keep_own(self):
        """Drop what is not for the own authority or its units, as the system. Return the lines that were dropped."""
        kept = self.name_ids.filtered(self._may_be_own)
        others = self.line_ids.filtered(
            lambda line: (
                line.kind in (*TASKS, "target")
                and line.state == "read"
                and not (line.name_id | line.coordinating_ids | line.watching_ids) & kept
            )
        )
        others.write({"state": "dropped", "reason": self.env._("Not for %s", self._own_authority().name)})
        doubts = [
            {**doubt, "seen": doubt.get("seen") or doubt["code"] == "other_issuer"} for doubt in self.doubts or []
        ]
        superior = self._superior([self.number]) if self.number else self.implements_id
        self.write({"of_superior": True, "doubts": doubts, "implements_id": (superior or self.implements_id).id})
        return others

    def _may_be_own(self, name):
        """Whether a printed name means the own authority or a unit of it; of many bodies only these are kept."""
        own, units = self._own_authority(), name.unit_ids
        if not units:
            return is_collective(name.text) or self._is_named_in(name.text)
        if all(_lies_in(unit, own) for unit in units):
            return True
        members = units.union(*units._expand(today()).values())
        inside = own & members or members.filtered(lambda unit: _lies_in(unit, own))
        if inside:
            name.write({"unit_ids": inside.ids, "sure": 1.0 if name.sure >= DOUBTED else name.sure})
        return bool(inside)


def _lies_in(unit, authority):
    return (unit.parent_path or "").startswith(authority.parent_path)
