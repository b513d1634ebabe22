import contextlib
import errno
import os

from odoo import api, models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """Keeps a file that a full disk has cut off from standing in the way of the whole one.

    Odoo names a file after the hash of its content, keeps what it could write, and from then on refuses that content:
    it is not what is in the file of that name.
    """

    _inherit = "ir.attachment"

    @api.model
    def _get_path(self, bin_data, sha):
        path = self._full_path(f"{sha[:2]}/{sha}")
        with contextlib.suppress(FileNotFoundError):
            if os.path.getsize(path) < len(bin_data):
                os.remove(path)
        return super()._get_path(bin_data, sha)

    @api.model
    def _file_write(self, bin_value, checksum):
        try:
            return super()._file_write(bin_value, checksum)
        except OSError as error:
            with contextlib.suppress(OSError):
                os.remove(self._full_path(f"{checksum[:2]}/{checksum}"))
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                message = self.env._("The server's disk is full: the file was not stored. Tell the administrator.")
                raise UserError(message) from error
            raise
