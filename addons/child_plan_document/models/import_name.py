from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..document.matching import MATCHED, PROPOSED
from .import_history import undoable


class ChildPlanImportName(models.Model):
    """The printed name of a body, and the units that it stands for.

    What a person decided (these units, or nobody) holds for the same name in later documents of the same issuer.
    """

    _name = "child.plan.import.name"
    _inherit = "child.plan.import.mixin"
    _description = "Printed Name of a Unit"
    _order = "import_id, id"
    _rec_name = "text"

    import_id = fields.Many2one("child.plan.import", required=True, ondelete="cascade", index=True)
    text = fields.Char("As printed", required=True)
    spelling = fields.Char(compute="_compute_spelling", store=True, index=True, help="Small letters, single spaces")
    unit_ids = fields.Many2many("child.plan.unit", string="Units")
    sure = fields.Float(aggregator=None)
    chosen = fields.Boolean("Chosen by a person", help="Without a unit: deliberately given to nobody")
    proposal_id = fields.Many2one(
        "child.plan.unit.proposal", "Proposed unit", ondelete="set null", index="btree_not_null"
    )
    alternatives = fields.Json(help="Other units, the likeliest first: [[id, how sure], …]")
    parts = fields.Json(help="Names in it of which the tree lacks one: [{text, units, left out, proposal}, …]")
    requested = fields.Boolean(help="The plan requests of it (đề nghị), it does not order.")
    standing = fields.Boolean("Standing office")

    @api.depends("text")
    def _compute_spelling(self):
        for name in self:
            name.spelling = spelled(name.text)

    def _match_state(self):
        """``matched``, ``proposed``, ``unknown``, ``nobody`` (a person decided that), ``waiting`` (for a new unit)."""
        self.ensure_one()
        if self.chosen:
            return "matched" if self.unit_ids else "nobody"
        if self.unit_ids and self.sure >= MATCHED:
            return "matched"
        if not self.unit_ids and self.proposal_id.sudo().state == "pending":
            return "waiting"
        return "proposed" if self.unit_ids and self.sure >= PROPOSED else "unknown"

    def _unknown_parts(self):
        """The names printed in this one of which nobody has said whom they mean, though others in it are known."""
        self.ensure_one()
        if self._match_state() in ("unknown", "nobody", "waiting") or len(self.unit_ids) >= len(self.parts or []):
            return []
        waiting = self.proposal_id.sudo().filtered(lambda proposal: proposal.state == "pending")
        return [
            part["text"]
            for part in self.parts
            if not (part["units"] or part.get("left_out") or (waiting and part.get("proposal") == waiting.id))
        ]

    def _confirmed_units(self):
        """The units of the names that are certain or confirmed; what was only guessed gives none."""
        return self.filtered(lambda name: name._match_state() == "matched").unit_ids

    def _undecided(self):
        """The names of which it is not certain, and nobody has said, whom they mean."""
        return self.filtered(lambda name: name._match_state() not in ("matched", "nobody"))

    def _check_names(self):
        """Raise unless the current user may say who is meant: who reviews the document, or keeps the units."""
        self.ensure_one()
        reading = self.import_id
        if reading.has_access("read") and self.env["child.plan.unit"].has_access("create"):
            if reading.state != "review":
                raise UserError(self.env._("This document is not under review."))
        else:
            self.check_access("write")
            reading._check_open()

    @undoable
    def set_units(self, unit_ids):
        """Set the units of the name; without any, its tasks are given to nobody."""
        self._check_names()
        units = self.env["child.plan.unit"].browse(unit_ids).exists()
        units.check_access("read")
        self._set_units(units)
        self._learn(units)
        return self.import_id._changed(self.env["child.plan.import.line"])

    def _set_units(self, units):
        of_part = any(part.get("proposal") == self.proposal_id.id for part in self.parts or [])
        proposal = self.proposal_id if units and of_part else self.proposal_id.browse()
        self.sudo().write({"unit_ids": units.ids, "chosen": True, "sure": 1.0, "proposal_id": proposal.id})

    @undoable
    def leave_out(self, part):
        """Say that one of the names printed in this one is given nothing."""
        self._check_names()
        self._settle(part, left_out=True)
        return self.import_id._changed(self.env["child.plan.import.line"])

    def _settle(self, part, **said):
        self.sudo().parts = [{**each, **(said if each["text"] == part else {})} for each in self.parts or []]

    @undoable
    def set_requested(self, requested):
        """Set whether the plan requests something of the body instead of ordering it."""
        self.ensure_one()
        self.check_access("write")
        self.import_id._check_open()
        self.sudo().requested = requested
        return self.import_id._changed(self.env["child.plan.import.line"])

    @undoable
    def propose_unit(self, name, kind, parent_id, part=None):
        """Create the unit that is missing, or propose it to the administrator (see ``child.plan.unit.proposal``).

        :param part: the one of several printed names that it stands for; the units of the others stay
        """
        self.ensure_one()
        self.check_access("write")
        self.import_id._check_open()
        if part and self.proposal_id.sudo().state == "pending":
            raise UserError(self.env._("Another unit of this name waits for the administrator."))
        parent = self.env["child.plan.unit"].browse(parent_id)
        proposal = self.env["child.plan.unit.proposal"]._propose(name, kind, parent, self.import_id)
        if part:
            self.sudo().proposal_id = proposal
            self._settle(part, proposal=proposal.id)
        if proposal.unit_id:
            self._take_proposed(proposal)
        elif not part:
            self.sudo().write({"proposal_id": proposal.id, "unit_ids": False, "chosen": False})
        return self.import_id._changed(self.env["child.plan.import.line"])

    def _take_proposed(self, proposal):
        """Take the unit that a proposal became: for the whole name, or beside the units of its other parts."""
        parts = [part for part in self.parts or [] if part.get("proposal") == proposal.id]
        if not parts:
            self._set_units(proposal.unit_id)
            return
        self._settle(parts[0]["text"], units=proposal.unit_id.ids)
        chosen = self.chosen or self._match_state() == "matched"
        self.sudo().write({"unit_ids": [Command.link(proposal.unit_id.id)], "chosen": chosen, "proposal_id": False})

    def _learn(self, units):
        """Add the spelling to the unit's abbreviations if the user may write units."""
        if len(units) != 1 or not units.has_access("write"):
            return
        known = [units.name, units.short_name, *(units.abbreviation or "").split(",")]
        if self.text.casefold() not in {(each or "").strip().casefold() for each in known} and "," not in self.text:
            units.abbreviation = ", ".join(filter(None, (units.abbreviation, self.text)))

    @api.model
    def _remembered(self, texts, issuer):
        """``{printed name: values}`` as last decided in earlier documents of ``issuer``."""
        spellings = {spelled(text): text for text in texts}
        decided = Domain("chosen", "=", True) | Domain("proposal_id.state", "=", "pending")
        domain = decided & Domain("import_id.issuer_id", "=", issuer.id) & Domain("spelling", "in", list(spellings))
        found = {}
        for name in self.search(domain, order="id desc"):
            units = name.unit_ids.filtered("active")
            if units or not name.unit_ids:
                vals = {"unit_ids": units.ids, "chosen": name.chosen, "sure": float(name.chosen), "parts": name.parts}
                found.setdefault(spellings[name.spelling], {**vals, "proposal_id": name.proposal_id.id})
        return found


def spelled(text):
    return " ".join((text or "").split()).casefold()
