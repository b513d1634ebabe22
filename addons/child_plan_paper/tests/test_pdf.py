"""The PDF as it is printed: places, sizes and fonts measured on the pages."""

import io
from unittest.mock import patch

import pdfplumber
import pypdf

from ..lib import pdf_writer
from ..lib.pdf_writer import write_pdf
from . import papers
from .pure_case import PureCase

MM = 72 / 25.4
FONTS = {"Liberation-Serif", "Liberation-Serif-Bold", "Liberation-Serif-Italic", "Liberation-Serif-Bold-Italic"}


class TestPdf(PureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.data = write_pdf(papers.report(tasks=40, units=60))
        cls.pdf = pdfplumber.open(io.BytesIO(cls.data))
        cls.pages = cls.pdf.pages
        cls.addClassCleanup(cls.pdf.close)

    def annex(self, at):
        """Return the pages of an annex."""
        starts = [page.page_number - 1 for page in self.pages if "Phụ lục" in page.extract_text()[:40]]
        return self.pages[starts[at] : (starts + [len(self.pages)])[at + 1]]

    def words_of(self, text):
        """Return the characters of the first line that begins with this text."""
        for page in self.pages:
            for line in page.extract_text_lines(return_chars=True):
                if line["text"].startswith(text):
                    return line["chars"]
        raise AssertionError(text)

    def test_pages_are_a4_and_the_annex_with_wide_tables_lies(self):
        sizes = [(round(page.width / MM), round(page.height / MM)) for page in self.pages]
        self.assertEqual(set(sizes), {(210, 297), (297, 210)})
        self.assertEqual({(round(p.width / MM), round(p.height / MM)) for p in self.annex(0)}, {(297, 210)})

    def test_nothing_stands_in_the_margins_but_the_page_number(self):
        for page in self.pages:
            for char in page.chars:
                if char["top"] < 20 * MM - 1:
                    self.assertTrue(char["text"].isdigit() and abs((char["x0"] + char["x1"]) / 2 - page.width / 2) < 40)
                else:
                    self.assertGreaterEqual(char["x0"], 30 * MM - 1)
                    self.assertLessEqual(char["x1"], page.width - 15 * MM + 1)
                    self.assertLessEqual(char["bottom"], page.height - 20 * MM + 1)

    def test_pages_are_numbered_from_the_second_page_and_each_annex_anew(self):
        starts = [page.page_number for page in (self.pages[0], self.annex(0)[0], self.annex(1)[0])]
        for page in self.pages:
            first = max(start for start in starts if start <= page.page_number)
            number = page.page_number - first + 1
            above = "".join(char["text"] for char in page.chars if char["top"] < 20 * MM - 1)
            self.assertEqual(above, str(number) if number > 1 else "")
        self.assertGreater(len(self.annex(0)), 2)

    def test_every_font_is_embedded_and_of_the_one_family(self):
        reader = pypdf.PdfReader(io.BytesIO(self.data))
        fonts = {}
        for page in reader.pages:
            for font in page["/Resources"]["/Font"].values():
                (descendant,) = font.get_object()["/DescendantFonts"]
                fonts[font.get_object()["/BaseFont"].partition("+")[2]] = descendant.get_object()["/FontDescriptor"]
        self.assertLessEqual(set(fonts), FONTS)
        for descriptor in fonts.values():
            self.assertTrue({"/FontFile2", "/FontFile3"} & set(descriptor.get_object()))

    def test_every_vietnamese_letter_can_be_copied_out(self):
        text = "".join("".join(page.extract_text().split()) for page in self.pages)
        self.assertIn(papers.LETTERS, text)
        self.assertIn(papers.LETTERS.upper(), text)

    def test_sizes_and_weights_are_those_of_the_decree(self):
        for text, least, most, face in (
            ("BÁO CÁO", 13, 14, "Bold"),
            ("Số: 05/BC-UBND", 13, 13, "Regular"),
            ("Kính gửi", 13, 14, "Regular"),
            ("I. KẾT QUẢ", 13, 14, "Bold"),
            ("Một số đơn vị", 13, 14, "Regular"),
            ("Nơi nhận:", 12, 12, "Bold-Italic"),
            ("- Như trên;", 11, 11, "Regular"),
            ("Phụ lục I", 14, 14, "Bold"),
            ("(Kèm theo", 13, 14, "Italic"),
        ):
            char = self.words_of(text)[0]
            self.assertTrue(least - 0.05 <= char["size"] <= most + 0.05, (text, char["size"]))
            self.assertEqual(char["fontname"].partition("Serif")[2].strip("-") or "Regular", face, text)

    def test_the_country_stands_right_of_the_issuer_on_the_same_line(self):
        line = "".join(char["text"] for char in self.words_of("ỦY BAN NHÂN DÂN"))
        self.assertEqual("".join(line.split()), "ỦYBANNHÂNDÂNCỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM")

    def test_the_place_between_position_and_name_is_free(self):
        position, name = self.words_of("- Thường trực"), self.words_of("Họ và tên")
        self.assertGreater(name[0]["top"] - position[0]["bottom"], 20 * MM)

    def test_heads_are_repeated_and_no_group_ends_a_page(self):
        for page in self.annex(0):
            rows = page.extract_table()
            self.assertEqual(rows[0][:3], ["TT", "Nhiệm vụ", "Cơ quan chủ trì"])
            self.assertFalse((rows[-1][0] or "").startswith("Nhóm"))
        self.assertTrue(all("Hoàn thành" in page.extract_text() for page in self.annex(1)))

    def test_nothing_is_loaded(self):
        with self.assertRaises(ValueError):
            pdf_writer._refuse("file:///etc/passwd")

    def test_a_missing_font_is_named(self):
        pdf_writer._font_files.cache_clear()
        self.addCleanup(pdf_writer._font_files.cache_clear)
        with patch.object(pdf_writer, "FONT", "Không Có"), self.assertRaisesRegex(pdf_writer.CannotPrint, "Không Có"):
            write_pdf(papers.letter())
