from odoo import models


class ChildPlanBulkUpload(models.TransientModel):
    """Upload of a list of work that was taken out as an Excel file and filled in."""

    _name = "child.plan.bulk.upload"
    _inherit = "child.plan.upload.mixin"
    _description = "Update from Excel"

    def _take(self, rows):
        number, errors = self.env["child.plan.assignment"]._take_sheet(rows)
        return self.env._("%s rows were taken over.", number) if number else self.env._("Nothing new."), errors

    def _reopen_title(self):
        return self.env._("Update from Excel")


class ChildPlanAssignment(models.Model):
    """The button that opens the upload."""

    _inherit = "child.plan.assignment"

    def action_update_from_sheet(self):
        return self.env["child.plan.bulk.upload"].create({})._window(self.env._("Update from Excel"))
