from odoo import fields, models


class ChildPlanUnitUpload(models.TransientModel):
    """Upload of the form for the units below an authority."""

    _name = "child.plan.unit.upload"
    _inherit = "child.plan.upload.mixin"
    _description = "Units from Excel"
    _takes_formulas = False

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


class ChildPlanReorganisationUpload(models.TransientModel):
    """Upload of the form for a reorganisation."""

    _name = "child.plan.reorganisation.upload"
    _inherit = "child.plan.upload.mixin"
    _description = "Reorganisation from Excel"
    _takes_formulas = False

    _shown_fields = ("reorganisation_id",)

    reorganisation_id = fields.Many2one("child.plan.reorganisation", required=True, readonly=True, ondelete="cascade")

    def _take(self, rows):
        self.reorganisation_id.check_access("write")
        number, errors = self.reorganisation_id._take_lines(rows)
        words = [self.env._("%s rows were taken over.", number)]
        if new := self.reorganisation_id.new_unit_ids:
            words.append(self.env._("Units that will be new: %s.", ", ".join(new.mapped("name"))))
        return " ".join(words), errors

    def _reopen_title(self):
        return self.env._("Reorganisation from Excel")

    def action_download(self):
        url = f"/child_plan/form/reorganisation/{self.reorganisation_id.id}"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}


class ChildPlanReorganisation(models.Model):
    """The button that opens the upload."""

    _inherit = "child.plan.reorganisation"

    def action_from_sheet(self):
        self.ensure_one()
        wizard = self.env["child.plan.reorganisation.upload"].create({"reorganisation_id": self.id})
        return wizard._window(wizard._reopen_title())
