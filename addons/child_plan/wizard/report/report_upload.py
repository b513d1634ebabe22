from odoo import fields, models

from ...lib.excel.report_form import Unreadable, read_form


class ChildPlanReportUpload(models.TransientModel):
    """Upload of a filled-in Excel form. Every row is checked; then all rows are written, or none."""

    _name = "child.plan.report.upload"
    _inherit = "child.plan.upload.mixin"
    _description = "Upload of a Report's Form"

    _shown_fields = ("report_id",)

    report_id = fields.Many2one("child.plan.report", required=True, readonly=True, ondelete="cascade")
    clears = fields.Boolean("Empty cells take figures away", help="Where the report has a figure and the file none")

    def _take(self, rows):
        report = self.report_id
        report._check_can_edit()
        try:
            changed, errors = report._check_form(read_form(rows, report), self.clears)
        except Unreadable as error:
            return "", [str(error)]
        if errors or not changed:
            return self.env._("Nothing new."), errors
        report.save_grid(changed)
        return self.env._("%s figures were taken over.", len(changed)), []

    def _reopen_title(self):
        return self.env._("Upload the Excel form")


class ChildPlanReport(models.Model):
    """The button that opens the upload."""

    _inherit = "child.plan.report"

    def action_upload_form(self):
        self._check_can_edit()
        wizard = self.env["child.plan.report.upload"].create({"report_id": self.id})
        return wizard._window(wizard._reopen_title())
