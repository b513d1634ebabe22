from odoo import api, fields, models

from ..document.matching import MATCHED, PROPOSED


class ChildPlanImportName(models.Model):
    """The printed name of a body, and the units that it stands for.

    Units chosen by a person are reused for the same name in later documents of the same issuer.
    """

    _name = "child.plan.import.name"
    _inherit = "child.plan.import.mixin"
    _description = "Printed Name of a Unit"
    _order = "import_id, id"
    _rec_name = "text"

    import_id = fields.Many2one("child.plan.import", required=True, ondelete="cascade", index=True)
    text = fields.Char("As printed", required=True)
    unit_ids = fields.Many2many("child.plan.unit", string="Units")
    sure = fields.Float(aggregator=None)
    chosen = fields.Boolean("Chosen by a person", help="Without a unit: deliberately given to nobody")
    alternatives = fields.Json(help="Other units, the likeliest first: [[id, how sure], …]")
    requested = fields.Boolean(help="The plan requests of it (đề nghị), it does not order.")
    standing = fields.Boolean("Standing office")

    def _match_state(self):
        """``matched``, ``proposed``, ``unknown`` or ``nobody`` (a person decided that)."""
        self.ensure_one()
        if self.chosen:
            return "matched" if self.unit_ids else "nobody"
        if self.unit_ids and self.sure >= MATCHED:
            return "matched"
        return "proposed" if self.unit_ids and self.sure >= PROPOSED else "unknown"

    def set_units(self, unit_ids):
        """Set the units of the name; without any, its tasks are given to nobody."""
        self.ensure_one()
        self.check_access("write")
        self.import_id._check_open()
        units = self.env["child.plan.unit"].browse(unit_ids).exists()
        units.check_access("read")
        self.sudo().write({"unit_ids": units.ids, "chosen": True, "sure": 1.0})
        self._learn(units)
        return self.import_id._changed(self.env["child.plan.import.line"])

    def set_requested(self, requested):
        """Set whether the plan requests something of the body instead of ordering it."""
        self.ensure_one()
        self.check_access("write")
        self.import_id._check_open()
        self.sudo().requested = requested
        return self.import_id._changed(self.env["child.plan.import.line"])

    def _learn(self, units):
        """Add the spelling to the unit's abbreviations if the user may write units."""
        if len(units) != 1 or not units.has_access("write"):
            return
        known = [units.name, units.short_name, *(units.abbreviation or "").split(",")]
        if self.text.casefold() not in {(each or "").strip().casefold() for each in known} and "," not in self.text:
            units.abbreviation = ", ".join(filter(None, (units.abbreviation, self.text)))

    @api.model
    def _remembered(self, texts, issuer):
        """``{printed name: units}`` as last chosen in earlier documents of ``issuer``."""
        domain = [("import_id.issuer_id", "=", issuer.id), ("text", "in", list(texts)), ("chosen", "=", True)]
        found = {}
        for name in self.search(domain, order="id desc"):
            units = name.unit_ids.filtered("active")
            if units:
                found.setdefault(name.text, units)
        return found
