"""How another paper is named first: kind, number, day, issuer, subject (Decree 30/2020, Điều 8 and phụ lục I)."""

from datetime import date

from ..models.citation import cited
from .pure_case import PureCase


class TestCitation(PureCase):
    def test_a_paper_is_cited_in_full(self):
        day = date(2024, 2, 9)
        for values, words in (
            (
                ("66/KH-UBND", day, "Chăm sóc trẻ em", "Ủy ban nhân dân xã A"),
                "Kế hoạch số 66/KH-UBND ngày 09 tháng 02 năm 2024 của Ủy ban nhân dân xã A về chăm sóc trẻ em",
            ),
            (
                ("66/KH-UBND", day, "Kế hoạch của UBND tỉnh về trẻ em"),
                "Kế hoạch số 66/KH-UBND ngày 09 tháng 02 năm 2024 của UBND tỉnh về trẻ em",
            ),
            (("102/2016/QH13", day, "Luật Trẻ em"), "Luật Trẻ em số 102/2016/QH13 ngày 09 tháng 02 năm 2024"),
            (
                ("1591/QĐ-TTg", None, "Chương trình Sức khỏe học đường"),
                "Quyết định số 1591/QĐ-TTg của Thủ tướng Chính phủ về Chương trình Sức khỏe học đường",
            ),
            (("15/X", None, ""), "văn bản số 15/X"),
            (("", None, "Kế hoạch của quận"), "Kế hoạch của quận"),
            (("", None, ""), ""),
        ):
            with self.subTest(words):
                self.assertEqual(cited(*values), words)
