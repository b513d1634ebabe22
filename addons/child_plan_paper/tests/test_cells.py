"""The cells that a paper has as needed: range of circulation (11), drafter and copies (12), address line (13)."""

import io
from dataclasses import replace

import pdfplumber
from docx import Document

from ..lib import form
from ..lib.docx_writer import write_docx
from ..lib.html_writer import write_html
from ..lib.pdf_writer import write_pdf
from ..lib.tree import Annex, Paper, Paragraph
from .papers import letter
from .pure_case import PureCase

CONTACT = "Số 1 đường Ngọc Hồi; ĐT: 024.0000000; Email: vanthu@ngochoi.example"


def full():
    paper = letter()
    paper.head.circulation, paper.drafter_mark, paper.contact = "Lưu hành nội bộ", "pl.(300)", CONTACT
    paper.body += [Paragraph("Nội dung dài. " * 60)] * 8
    paper.annexes = [Annex("Danh sách", [Paragraph("Một dòng.")])]
    return paper


class TestCells(PureCase):
    def test_pdf_has_them_at_their_places_and_sizes(self):
        with pdfplumber.open(io.BytesIO(write_pdf(full()))) as pdf:
            first, *others = pdf.pages
            lines = {line["text"]: line for line in first.extract_text_lines()}
            contact = lines[CONTACT]
            self.assertGreater(contact["top"], first.height - form.BOTTOM * 72 / 25.4)
            self.assertLess(contact["bottom"], first.height - 5)
            self.assertAlmostEqual(contact["chars"][0]["size"], 11, delta=0.1)
            self.assertTrue(
                any(abs(edge["width"] - form.text_width() * 72 / 25.4) < 2 for edge in first.horizontal_edges)
            )
            [mark] = [line for line in lines.values() if "LƯU HÀNH NỘI BỘ" in line["text"]]
            self.assertIn("Bold", mark["chars"][0]["fontname"])
            self.assertLess(mark["x1"], first.width / 2 + 10)
            self.assertFalse([page for page in others if "024.0000000" in (page.extract_text() or "")])
            drafter = [
                word for page in others for word in page.extract_words(extra_attrs=["size"]) if "PL." in word["text"]
            ]
            self.assertEqual([round(word["size"]) for word in drafter], [11])

    def test_word_has_them_and_an_annex_has_no_address(self):
        document = Document(io.BytesIO(write_docx(full())))
        first, annex = document.sections
        self.assertEqual([p.text for p in first.first_page_footer.paragraphs], [CONTACT])
        self.assertEqual("".join(p.text for p in annex.first_page_footer.paragraphs), "")
        cells = [p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs]
        styles = {p.text: p.style.name for p in cells}
        self.assertEqual(styles["LƯU HÀNH NỘI BỘ"], "Phạm vi lưu hành")
        self.assertEqual(styles["PL.(300)"], "Ký hiệu người soạn thảo")

    def test_a_paper_without_them_prints_nothing(self):
        document = Document(io.BytesIO(write_docx(letter())))
        self.assertTrue(document.sections[0].first_page_footer.is_linked_to_previous)
        body = write_html(letter()).partition("<body>")[2]
        for name in ("circulation", "drafter_mark", "contact"):
            self.assertNotIn(name, body)

    def test_a_paper_kept_before_they_were_there_is_printed_as_it_was(self):
        kept = letter().to_json()
        for name in ("drafter_mark", "contact"):
            del kept[name]
        del kept["head"]["circulation"]
        self.assertEqual(Paper.from_json(kept), replace(letter()))
