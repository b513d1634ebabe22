import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError

MOST = 40 * 1024 * 1024  # bytes of a signed file
#: What a signed file begins with, and its type.
BEGINNINGS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


class ChildPlanPaperSigned(models.Model):
    """The signed file, a PDF or a scan, that comes back: kept with its hash beside what was written here."""

    _inherit = "child.plan.paper"

    signed_file = fields.Binary(attachment=True, copy=False)
    signed_filename = fields.Char("Name of the signed file", copy=False)
    signed_sha256 = fields.Char("SHA-256", readonly=True, copy=False, tracking=True)
    signed_by = fields.Many2one("res.users", "Signed file added by", readonly=True, copy=False, ondelete="restrict")
    signed_type = fields.Char("Type of the signed file", readonly=True, copy=False)

    @api.model_create_multi
    def create(self, vals_list):
        """A signed file comes to a paper that is there."""
        without = {"signed_file", "signed_filename"}
        if not self.env.su:
            vals_list = [{name: value for name, value in vals.items() if name not in without} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        result = super().write(vals)
        if "signed_file" in vals:
            for paper in self.with_context(bin_size=False):
                paper.sudo().write(paper._signed_facts())
        return result

    def _signed_facts(self):
        """Return the hash and type of the signed file; raise if it is none that can be shown."""
        if not self.signed_file:
            if self.state == "issued":
                raise UserError(self.env._("The signed file of an issued paper is not taken away."))
            return {"signed_sha256": False, "signed_type": False, "signed_by": False}
        attachment = self.env["ir.attachment"].sudo()
        content = attachment.search(
            [("res_model", "=", self._name), ("res_id", "=", self.id), ("res_field", "=", "signed_file")], limit=1
        ).raw
        if len(content) > MOST:
            raise UserError(self.env._("The signed file is larger than %s MB.", MOST // 1024**2))
        kind = next((kind for beginning, kind in BEGINNINGS.items() if content.startswith(beginning)), None)
        if not kind:
            raise UserError(self.env._("The signed file is a PDF, or a scan as PNG or JPEG."))
        return {
            "signed_sha256": hashlib.sha256(content).hexdigest(),
            "signed_type": kind,
            "signed_by": self.env.uid,
        }
