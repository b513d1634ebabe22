from odoo import fields, models
from odoo.exceptions import UserError

from ...lib.excel.report_form import Unreadable, read_form


class ChildPlanReportUpload(models.TransientModel):
    """Upload of a filled-in Excel form. Every row is checked; then all rows are written, or none."""

    _name = "child.plan.report.upload"
    _inherit = "child.plan.dialog.mixin"
    _description = "Upload of a Report's Form"

    _shown_fields = ("report_id",)

    report_id = fields.Many2one("child.plan.report", required=True, readonly=True, ondelete="cascade")
    file = fields.Binary(attachment=False)
    filename = fields.Char()
    errors = fields.Text(readonly=True)
    clears = fields.Boolean("Empty cells take figures away", help="Where the report has a figure and the file none")

    def action_apply(self):
        self.ensure_one()
        report = self.report_id
        report._check_can_edit()
        try:
            if not self.file:
                raise UserError(self.env._("Choose the filled-in form first."))
            rows = read_form(self._read_workbook(self.with_context(bin_size=False).file), report)
            changed, errors = report._check_form(rows, self.clears)
        except (Unreadable, UserError) as error:
            changed, errors = [], [str(error)]
        if errors:
            self.errors = "\n".join(errors)
            return self._window(self.env._("Upload the Excel form"))
        if changed:
            report.save_grid(changed)
        message = self.env._("%s figures were taken over.", len(changed)) if changed else self.env._("Nothing new.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }


class ChildPlanReport(models.Model):
    """The button that opens the upload."""

    _inherit = "child.plan.report"

    def action_upload_form(self):
        self._check_can_edit()
        wizard = self.env["child.plan.report.upload"].create({"report_id": self.id})
        return wizard._window(self.env._("Upload the Excel form"))
