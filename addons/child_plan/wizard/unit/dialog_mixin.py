from base64 import b64decode
from binascii import Error as NotBase64

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError

from ...lib.excel.workbook import BROKEN, WorkbookError, read_workbook


class ChildPlanDialogMixin(models.AbstractModel):
    """Common to all dialogs: they open as windows and show only what the user may read."""

    _name = "child.plan.dialog.mixin"
    _description = "Dialog"

    _shown_fields = ()  # links to records whose names or figures the dialog shows

    def _as_user(self):
        """Return the dialog with the rights of the user who opened it: Odoo runs constraints with ``sudo()``."""
        return self.sudo(self.env.uid == SUPERUSER_ID)

    @api.constrains(lambda self: self._shown_fields)
    def _check_shown(self):
        dialogs = self._as_user()
        for name in self._shown_fields:
            dialogs[name].check_access("read")

    def _read_workbook(self, content, merged=False):
        """Return the rows of the uploaded Excel file, see ``read_workbook``. Raise a UserError if it has none."""
        try:
            return read_workbook(b64decode(content or b"", validate=True), merged)
        except NotBase64 as error:
            raise UserError(self.env._(BROKEN)) from error
        except WorkbookError as error:
            raise UserError(self.env._(str(error))) from error

    def _window(self, title, **values):
        """Return the action that opens this dialog."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],  # needed by client code that opens the action itself
            "target": "new",
            **values,
        }
