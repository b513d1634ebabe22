from odoo import fields, models
from odoo.exceptions import UserError


class ChildPlanUploadMixin(models.AbstractModel):
    """Common to the dialogs into which a filled-in Excel file is uploaded. All of it is taken over, or nothing."""

    _name = "child.plan.upload.mixin"
    _inherit = "child.plan.dialog.mixin"
    _description = "Upload of a Filled-in File"

    file = fields.Binary("Filled-in file", attachment=False)
    filename = fields.Char()
    errors = fields.Text(readonly=True)

    def _reopen_title(self):
        """Return the title of the window."""
        raise NotImplementedError

    def _take(self, rows):
        """Take over the ``rows`` of cells. Return ``(what was done in words, errors each with its cell)``."""
        raise NotImplementedError

    def _has_more_to_do(self, message):
        """Return whether what was done in words leaves the user something to do, so that it stays on the screen."""
        return False

    def action_apply(self):
        self.ensure_one()
        if not self.file:
            raise UserError(self.env._("Choose the filled-in file first."))
        try:
            message, errors = self._take(self._read_workbook(self.with_context(bin_size=False).file))
        except UserError as error:
            message, errors = "", [str(error)]
        if errors:
            self.errors = "\n".join(errors)
            return self._window(self._reopen_title())
        sticky = self._has_more_to_do(message)
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "warning" if sticky else "success",
                "sticky": sticky,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
