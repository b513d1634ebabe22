from base64 import b64decode
from binascii import Error as NotBase64

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError

from ...lib.excel.workbook import BROKEN, WorkbookError, read_workbook


class ChildPlanDialogMixin(models.AbstractModel):
    """What the dialogs have in common: they open as windows and show only what the user may read."""

    _name = "child.plan.dialog.mixin"
    _description = "Dialog"

    _shown_fields = ()  # links whose records the dialog shows names and figures of

    def _as_user(self):
        """The dialog with the rights of the user who has it open: Odoo runs constraints as the system."""
        return self.sudo(self.env.uid == SUPERUSER_ID)

    @api.constrains(lambda self: self._shown_fields)
    def _check_shown(self):
        dialogs = self._as_user()
        for name in self._shown_fields:
            dialogs[name].check_access("read")

    def _read_workbook(self, content, merged=False):
        """The rows of the uploaded Excel file, see ``read_workbook``; a UserError says why there are none."""
        try:
            return read_workbook(b64decode(content or b"", validate=True), merged)
        except NotBase64 as error:
            raise UserError(self.env._(BROKEN)) from error
        except WorkbookError as error:
            raise UserError(self.env._(str(error))) from error

    def _window(self, title, **values):
        """The action that opens this dialog."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],  # for a page that opens it itself
            "target": "new",
            **values,
        }
