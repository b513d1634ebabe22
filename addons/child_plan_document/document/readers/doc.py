"""DOC and RTF: turned into DOCX by LibreOffice where it is there."""

import tempfile
from pathlib import Path

from ..errors import BrokenDocument, ProtectedDocument
from .archive import open_archive
from .docx import read_docx
from .tools import need_tool, run_tool

SECONDS = 90
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_doc(data):
    """A :class:`Source` of an old Word document."""
    if _ENCRYPTED in data:
        raise ProtectedDocument()
    office = need_tool("LibreOffice", "soffice", "libreoffice")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.doc"
        path.write_bytes(data)
        command = [office, "--headless", "--norestore", f"-env:UserInstallation=file://{folder}/profile"]
        run_tool([*command, "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(path)], folder, SECONDS)
        result = Path(folder) / "plan.docx"
        if not result.exists():
            raise BrokenDocument()
        return read_docx(open_archive(result.read_bytes()))
