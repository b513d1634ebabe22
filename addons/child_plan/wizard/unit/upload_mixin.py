from itertools import islice

from xlsxwriter.utility import xl_rowcol_to_cell

from odoo import fields, models
from odoo.exceptions import UserError

from ...lib.excel.workbook import Uncalculated

MOST_ERRORS = 20


class ChildPlanUploadMixin(models.AbstractModel):
    """Common to the dialogs into which a filled-in Excel file is uploaded. All of it is taken over, or nothing."""

    _name = "child.plan.upload.mixin"
    _inherit = "child.plan.dialog.mixin"
    _description = "Upload of a Filled-in File"

    file = fields.Binary("Filled-in file", attachment=False)
    filename = fields.Char()
    errors = fields.Text(readonly=True)

    _takes_formulas = True  # whether cells are checked one by one for formulas that have no result

    def _reopen_title(self):
        """Return the title of the window."""
        raise NotImplementedError

    def _take(self, rows):
        """Take over the ``rows`` of cells. Return ``(what was done in words, errors each with its cell)``."""
        raise NotImplementedError

    def _has_more_to_do(self, message):
        """Return whether what was done in words leaves the user something to do, so that it stays on the screen."""
        return False

    def _formula_errors(self, rows):
        words = self.env._("A formula stands here: write the text or the number itself.")
        places = (
            (number, column)
            for number, row in enumerate(rows)
            for column, value in enumerate(row)
            if isinstance(value, Uncalculated)
        )
        return [f"{xl_rowcol_to_cell(*place)}: {words}" for place in islice(places, MOST_ERRORS)]

    def action_apply(self):
        self.ensure_one()
        if not self.file:
            raise UserError(self.env._("Choose the filled-in file first."))
        try:
            rows = self._read_workbook(self.with_context(bin_size=False).file)
            errors = [] if self._takes_formulas else self._formula_errors(rows)
            message, errors = ("", errors) if errors else self._take(rows)
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
