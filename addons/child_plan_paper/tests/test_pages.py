"""LibreOffice lays the Word file out on as many pages as the PDF has."""

import io
import shutil
import subprocess
import tempfile
from pathlib import Path
from unittest import skipUnless

import pypdf

from ..lib.docx_writer import write_docx
from ..lib.pdf_writer import write_pdf
from . import papers
from .pure_case import PureCase

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@skipUnless(OFFICE, "LibreOffice is not installed")
class TestPages(PureCase):
    def test_word_and_pdf_have_the_same_pages(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        for paper in (papers.report, papers.letter, papers.decision):
            (folder / f"{paper.__name__}.docx").write_bytes(write_docx(paper()))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *folder.glob("*.docx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        for paper in (papers.report, papers.letter, papers.decision):
            with self.subTest(paper.__name__):
                converted = pypdf.PdfReader(folder / f"{paper.__name__}.pdf")
                printed = pypdf.PdfReader(io.BytesIO(write_pdf(paper())))
                sizes = [[tuple(map(round, page.mediabox[2:])) for page in each.pages] for each in (converted, printed)]
                self.assertEqual(len(sizes[0]), len(sizes[1]))
                for one, other in zip(*sizes, strict=True):
                    self.assertTrue(all(abs(a - b) <= 1 for a, b in zip(one, other, strict=True)))
