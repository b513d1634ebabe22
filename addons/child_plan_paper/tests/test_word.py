"""The Word file: sizes and places of Decree 30/2020, with Word's own styles, lists, heads and sections."""

import io
import zipfile

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from ..lib.docx_writer import write_docx
from ..lib.tree import ARABIC, ROMAN, Head, Heading, Paper, Run
from . import papers
from .pure_case import PureCase

CENTRE, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
# Sizes that the decree allows, weight, slant, place: by the text of a paragraph.
FORM = {
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": ((12, 13), True, False, CENTRE),
    "Độc lập - Tự do - Hạnh phúc": ((13, 14), True, False, CENTRE),
    "ỦY BAN NHÂN DÂN": ((12, 13), True, False, CENTRE),
    "Số: 05/BC-UBND": ((13, 13), False, False, CENTRE),
    "Ngọc Hồi, ngày 03 tháng 02 năm 2026": ((13, 14), False, True, CENTRE),
    "KHẨN": ((13, 14), True, False, CENTRE),
    "BÁO CÁO": ((13, 14), True, False, CENTRE),
    "Kính gửi: Ủy ban nhân dân Thành phố Hà Nội": ((13, 14), False, False, CENTRE),
    "KẾT QUẢ THỰC HIỆN": ((13, 14), True, False, JUSTIFY),
    "Công tác chỉ đạo": ((13, 14), True, False, JUSTIFY),
    "Ban hành kế hoạch triển khai;": ((13, 14), False, False, JUSTIFY),
    "TM. ỦY BAN NHÂN DÂN": ((13, 14), True, False, CENTRE),
    "PHÓ CHỦ TỊCH": ((13, 14), True, False, CENTRE),
    "Họ và tên": ((13, 14), True, False, CENTRE),
    "Nơi nhận:": ((12, 12), True, True, WD_ALIGN_PARAGRAPH.LEFT),
    "- Lưu: VT, VHXH.": ((11, 11), False, False, WD_ALIGN_PARAGRAPH.LEFT),
    "Phụ lục I": ((14, 14), True, False, CENTRE),
    "DANH MỤC NHIỆM VỤ": ((13, 14), True, False, CENTRE),
    "V/v đôn đốc thực hiện nhiệm vụ quá hạn": ((12, 13), False, False, CENTRE),
    "UBND TỈNH BẮC SƠN": ((12, 13), False, False, CENTRE),
    "Căn cứ Luật Trẻ em ngày 05 tháng 4 năm 2016;": ((13, 14), False, True, JUSTIFY),
    "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ NGỌC HỒI": ((13, 14), True, False, CENTRE),
}


def opened(paper):
    return Document(io.BytesIO(write_docx(paper)))


def paragraphs(document):
    """All paragraphs, those in tables too."""
    from docx.text.paragraph import Paragraph

    return [Paragraph(element, document._body) for element in document.element.body.iter(qn("w:p"))]


def numbers(document):
    """{text: (number instance, level)} of the paragraphs that Word numbers."""
    found = {}
    for paragraph in paragraphs(document):
        numbering = paragraph._p.pPr.numPr
        if numbering is not None:
            found[paragraph.text] = (numbering.numId.val, numbering.ilvl.val)
    return found


class TestWord(PureCase):
    def test_every_cell_has_the_size_weight_and_place_of_the_decree(self):
        found = {}
        for paper in (papers.report(), papers.letter(), papers.decision()):
            found.update((paragraph.text.replace("\xa0", " "), paragraph) for paragraph in reversed(paragraphs(opened(paper))))
        for text, ((least, most), bold, italic, place) in FORM.items():
            with self.subTest(text):
                style = found[text].style
                self.assertTrue(least <= style.font.size.pt <= most, style.font.size.pt)
                self.assertEqual((bool(style.font.bold), bool(style.font.italic)), (bold, italic))
                self.assertEqual(style.paragraph_format.alignment, place)

    def test_body_is_justified_indented_and_spaced(self):
        style = next(each for each in paragraphs(opened(papers.report())) if each.text.startswith("Một số")).style
        form = style.paragraph_format
        self.assertEqual((style.font.size.pt, form.alignment), (14, JUSTIFY))
        self.assertAlmostEqual(form.first_line_indent.cm, 1.27, 2)
        self.assertGreaterEqual(form.space_after.pt, 6)
        self.assertTrue(1 <= form.line_spacing <= 1.5)

    def test_times_new_roman_is_the_only_font(self):
        archive = zipfile.ZipFile(io.BytesIO(write_docx(papers.report())))
        styles = archive.read("word/styles.xml").decode()
        self.assertIn('w:ascii="Times New Roman"', styles)
        named = [archive.read(f"word/{part}.xml").decode() for part in ("document", "numbering", "header1")]
        self.assertFalse([text for text in named if "rFonts" in text])

    def test_pages_are_a4_with_the_margins_of_the_decree(self):
        for section, (width, height) in zip(
            opened(papers.report()).sections, ((210, 297), (297, 210), (210, 297)), strict=True
        ):
            self.assertEqual((round(section.page_width.mm), round(section.page_height.mm)), (width, height))
            self.assertTrue(20 <= section.top_margin.mm <= 25 and 20 <= round(section.bottom_margin.mm) <= 25)
            self.assertTrue(30 <= round(section.left_margin.mm) <= 35 and 15 <= round(section.right_margin.mm) <= 20)

    def test_page_numbers_stand_centred_on_top_from_the_second_page_of_each_section(self):
        for at, section in enumerate(opened(papers.report()).sections):
            self.assertTrue(section.different_first_page_header_footer)
            (number,) = section.header.paragraphs
            self.assertEqual(number.style.paragraph_format.alignment, CENTRE)
            self.assertEqual(number._p.find(qn("w:fldSimple")).get(qn("w:instr")), "PAGE")
            self.assertEqual("".join(each.text for each in section.first_page_header.paragraphs), "")
            start = section._sectPr.find(qn("w:pgNumType"))
            self.assertEqual(None if start is None else start.get(qn("w:start")), "1" if at else None)

    def test_word_numbers_what_it_can_and_the_rest_is_typed(self):
        found = numbers(opened(papers.report()))
        self.assertEqual(found["KẾT QUẢ THỰC HIỆN"], (2, 0))
        self.assertEqual(found["Kết quả cụ thể"], (2, 2))
        self.assertEqual((found["Ban hành kế hoạch triển khai;"], found["Cấp xã: 10 lớp;"]), ((1, 0), (1, 1)))
        texts = [paragraph.text for paragraph in paragraphs(opened(papers.report()))]
        self.assertIn("đ) Điểm thứ 5.", texts)  # Word has no đ
        self.assertIn("IV. KIẾN NGHỊ", texts)  # Word would have said III

    def test_a_number_that_is_words_own_is_left_to_word(self):
        paper = Paper(
            Head(["A"], "b", "Kế hoạch"),
            [
                Heading(ROMAN, "Một", "I"),
                Heading(ARABIC, "Hai", "1"),
                Heading(ARABIC, "Ba", "3"),
                Heading(ARABIC, "Bốn", "2"),
            ],
        )
        self.assertEqual(set(numbers(opened(paper))), {"MỘT", "Hai", "Bốn"})

    def test_heads_of_tables_are_repeated_and_rows_not_split(self):
        tables = [table for table in opened(papers.report()).tables if table.style.name == "Table Grid"]
        for table, heads in zip(tables, (1, 1, 2), strict=True):
            rows = [row._tr.trPr for row in table.rows]
            self.assertEqual(
                [row.find(qn("w:tblHeader")) is not None for row in rows[: heads + 1]], [True] * heads + [False]
            )
            self.assertTrue(all(row.find(qn("w:cantSplit")) is not None for row in rows))

    def test_a_group_is_kept_with_its_first_row(self):
        table = opened(papers.report()).tables[3]
        group = next(row for row in table.rows if row.cells[0].text.startswith("Nhóm"))
        self.assertEqual(len(set(map(id, (cell._tc for cell in group.cells)))), 1)
        self.assertIsNotNone(group.cells[0].paragraphs[0]._p.pPr.find(qn("w:keepNext")))

    def test_text_of_a_paper_is_never_markup(self):
        text = '<w:t>&amp; <script>alert("x")</script> =1+1'
        texts = [each.text for each in paragraphs(opened(Paper(Head([text], text), [Heading(ARABIC, Run(text), "")])))]
        self.assertIn(text, texts)
        self.assertIn(f"V/v {text}", texts)
