"""A file that a full disk cut off does not stand in the way of the whole one."""

import errno
from pathlib import Path
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import TransactionCase
from odoo.tools import mute_logger

CONTENT = "Biên bản kiểm tra ngày 12/3/2026".encode()


class TestFileStore(TransactionCase):
    def store(self, content=CONTENT):
        return self.env["ir.attachment"].create({"name": "bien-ban.txt", "raw": content})

    def test_truncated_file_is_written_anew(self):
        file = self.store()
        path = Path(file._full_path(file.store_fname))
        path.write_bytes(CONTENT[:7])
        self.assertEqual(self.store().raw, CONTENT)
        self.assertEqual(path.read_bytes(), CONTENT)

    def test_full_disk_leaves_nothing_and_is_told(self):
        content = CONTENT + b" (2)"
        path = Path(self.env["ir.attachment"]._full_path(self.env["ir.attachment"]._get_path(content, "ab" * 20)[0]))

        def write_some(attachment, data, checksum):
            path.write_bytes(data[:5])
            raise OSError(errno.ENOSPC, "No space left on device")

        with (
            patch("odoo.addons.base.models.ir_attachment.IrAttachment._file_write", write_some),
            patch.object(type(self.env["ir.attachment"]), "_compute_checksum", lambda *_: "ab" * 20),
            mute_logger("odoo.addons.base.models.ir_attachment"),
            self.assertRaisesRegex(UserError, "disk is full"),
        ):
            self.store(content)
        self.assertFalse(path.exists())
