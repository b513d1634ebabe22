"""The content tree is kept as JSON, and what it prints in each cell is what Decree 30/2020 (phụ lục I) asks for."""

import json
from datetime import date

from ..lib import printed
from ..lib.numbering import Numbering, letter
from ..lib.tree import ARABIC, ARTICLE, CHAPTER, LETTER, ROMAN, Annex, Head, Heading, Paper, Paragraph, Run, plain
from . import papers
from .pure_case import PureCase


def head(**values):
    return Head(["Ủy ban nhân dân", "xã Ngọc Hồi"], "Chăm sóc trẻ em", **values)


def marks(*levels):
    numbering = Numbering()
    return [numbering.mark(Heading(level, "")) for level in levels]


class TestTree(PureCase):
    def test_a_paper_comes_back_from_json_as_it_was(self):
        for paper in (papers.report(), papers.letter(), papers.decision()):
            self.assertEqual(Paper.from_json(json.loads(json.dumps(paper.to_json()))), paper)

    def test_what_is_no_paper_is_refused(self):
        for values in ({}, [], None, {"type": "Run"}, {"type": "os.system"}, {"type": ["Run"]}, {"type": "date"}):
            with self.assertRaises(ValueError):
                Paper.from_json(values)

    def test_the_figures_of_a_paper_are_found_in_their_order(self):
        self.assertEqual([ref.field for ref in papers.report().references()], ["total", "done"])

    def test_text_is_given_as_string_run_or_both(self):
        self.assertEqual(Paragraph("a").text, [Run("a")])
        self.assertEqual(Paragraph(["a", Run("b", bold=True), ""]).text, [Run("a"), Run("b", bold=True)])


class TestCells(PureCase):
    def test_numbers_below_ten_have_a_leading_zero(self):
        self.assertEqual(printed.number_line(head(number="5", symbol="KH-UBND")), "Số: 05/KH-UBND")
        self.assertEqual(printed.number_line(head(number="287", symbol="KH-UBND")), "Số: 287/KH-UBND")

    def test_days_below_ten_and_the_first_two_months_have_a_leading_zero(self):
        for day, words in (
            (date(2026, 2, 3), "ngày 03 tháng 02 năm 2026"),
            (date(2026, 3, 10), "ngày 10 tháng 3 năm 2026"),
            (date(2026, 12, 25), "ngày 25 tháng 12 năm 2026"),
        ):
            self.assertEqual(printed.day_line(head(place="Ngọc Hồi", day=day)), f"Ngọc Hồi, {words}")

    def test_number_and_day_stay_blank_until_signed(self):
        self.assertRegex(printed.number_line(head(symbol="KH-UBND")), r"^Số:\s{5,}/KH-UBND$")
        self.assertRegex(
            printed.day_line(head(place="Ngọc Hồi", year=2026)), r"^Ngọc Hồi, ngày\s{5,}tháng\s{5,}năm 2026$"
        )

    def test_lists_end_in_semicolons_and_a_full_stop(self):
        self.assertEqual(
            printed.listed(["Như trên;", "- Sở Y tế", "Lưu: VT."]), ["- Như trên;", "- Sở Y tế;", "- Lưu: VT."]
        )

    def test_grounds_end_in_semicolons_and_a_full_stop(self):
        grounds = [[Run("Căn cứ Luật A.")], [Run("Căn cứ "), Run("Luật B;", italic=True)], [Run("Xét đề nghị")]]
        self.assertEqual(
            list(map(plain, printed.grounds(grounds))), ["Căn cứ Luật A;", "Căn cứ Luật B;", "Xét đề nghị."]
        )

    def test_annexes_are_numbered_where_there_are_several(self):
        one = Paper(head(), annexes=[Annex("A")])
        self.assertEqual(printed.annex_label(one, 0), "Phụ lục")
        three = Paper(head(), annexes=[Annex("A"), Annex("K", label="Kế hoạch"), Annex("A")])
        self.assertEqual([printed.annex_label(three, at) for at in range(3)], ["Phụ lục I", "KẾ HOẠCH", "Phụ lục II"])

    def test_an_annex_names_the_paper_that_it_belongs_to(self):
        issued = head(kind="Kế hoạch", number="5", symbol="KH-UBND", day=date(2026, 2, 3))
        self.assertEqual(
            printed.annex_reference(Paper(issued), Annex("A")),
            "(Kèm theo Kế hoạch số 05/KH-UBND ngày 03 tháng 02 năm 2026 của Ủy ban nhân dân xã Ngọc Hồi)",
        )

    def test_what_cannot_be_printed_is_left_out(self):
        self.assertEqual(printed.clean("a\x00\x1bb\u202ec\ufffe\td\r\ne"), "abc d\ne")
        self.assertEqual(printed.clean("e\u0302\u0323"), "ệ")  # composed, whatever it was typed with


class TestNumbering(PureCase):
    def test_levels_begin_anew_below_a_higher_one(self):
        self.assertEqual(marks(ROMAN, ARABIC, ARABIC, ROMAN, ARABIC), ["I.", "1.", "2.", "II.", "1."])

    def test_articles_count_through_all_chapters(self):
        self.assertEqual(
            marks(CHAPTER, ARTICLE, ARABIC, CHAPTER, ARTICLE, ARABIC),
            ["Chương I", "Điều 1.", "1.", "Chương II", "Điều 2.", "1."],
        )

    def test_letters_are_those_of_the_vietnamese_alphabet(self):
        self.assertEqual(marks(*[LETTER] * 7), ["a)", "b)", "c)", "d)", "đ)", "e)", "g)"])
        self.assertEqual((letter(23), letter(24)), ("y", "aa"))

    def test_a_heading_may_have_a_number_of_its_own_or_none(self):
        numbering = Numbering()
        self.assertEqual(numbering.mark(Heading(ARABIC, "", "3.1")), "3.1.")
        self.assertEqual(numbering.mark(Heading(ARABIC, "", "")), "")
