from odoo import SUPERUSER_ID, api, fields, models

from ...lib.excel.report_form import Unreadable, read_form


class ChildPlanReportUpload(models.TransientModel):
    """Taking a filled-in Excel form back: every row is checked, and all are written or none."""

    _name = "child.plan.report.upload"
    _description = "Upload of a Report's Form"

    report_id = fields.Many2one("child.plan.report", required=True, readonly=True, ondelete="cascade")
    file = fields.Binary(attachment=False)
    filename = fields.Char()
    errors = fields.Text(readonly=True)

    @api.constrains("report_id")
    def _check_readable(self):
        """Constraints run as the system; this one is about the user."""
        self.sudo(self.env.uid == SUPERUSER_ID).report_id.check_access("read")

    def action_apply(self):
        self.ensure_one()
        report = self.report_id
        report._check_can_edit()
        try:
            rows = read_form(self.with_context(bin_size=False).file, report)
            changed, errors = report._check_form(rows)
        except Unreadable as error:
            changed, errors = [], [str(error)]
        if errors:
            self.errors = "\n".join(errors)
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Upload the Excel form"),
                "res_model": self._name,
                "res_id": self.id,
                "view_mode": "form",
                "target": "new",
            }
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
