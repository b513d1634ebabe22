from odoo import fields, models


class ChildPlanUnitUpload(models.TransientModel):
    """Upload of the form for the units below an authority."""

    _name = "child.plan.unit.upload"
    _inherit = "child.plan.upload.mixin"
    _description = "Units from Excel"

    _shown_fields = ("unit_id",)

    unit_id = fields.Many2one("child.plan.unit", required=True, readonly=True, ondelete="cascade")

    def _take(self, rows):
        number, errors = self.unit_id._take_units(rows)
        return self.env._("%s units were added.", number), errors

    def _reopen_title(self):
        return self.env._("Units from Excel")

    def action_download(self):
        return {"type": "ir.actions.act_url", "url": f"/child_plan/form/units/{self.unit_id.id}", "target": "download"}


class ChildPlanUnit(models.Model):
    """The button that opens the upload."""

    _inherit = "child.plan.unit"

    def action_units_from_sheet(self):
        self.ensure_one()
        wizard = self.env["child.plan.unit.upload"].create({"unit_id": self.id})
        return wizard._window(wizard._reopen_title())
