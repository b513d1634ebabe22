import hashlib

from odoo import api, fields, models
from odoo.exceptions import AccessError

CONTENT = {"raw", "datas", "db_datas", "store_fname", "checksum", "url", "type", "mimetype"}


class IrAttachment(models.Model):
    """Prevents evidence files from being replaced in place: their hash is stored, and a new version is a new file."""

    _inherit = "ir.attachment"

    child_plan_sha256 = fields.Char("SHA-256 of the evidence", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            vals_list = [{**vals, "child_plan_sha256": False} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and (
            "child_plan_sha256" in vals or (vals.keys() & CONTENT and self.filtered("child_plan_sha256"))
        ):
            raise AccessError(self.env._("This file was given as evidence. Add a new version as another file."))
        return super().write(vals)

    def _child_plan_seal(self):
        """Store the hashes of these files when they are handed over as evidence."""
        for file in self.filtered(lambda file: not file.child_plan_sha256 and file.raw):
            file.child_plan_sha256 = hashlib.sha256(file.raw).hexdigest()
