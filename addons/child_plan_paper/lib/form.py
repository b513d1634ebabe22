"""The form of Decree 30/2020 (phụ lục I) as measures, for all writers. Where it leaves a range, one size is chosen."""

from dataclasses import dataclass

from .tree import CENTRE, JUSTIFIED, LEFT, RIGHT

FONT = "Times New Roman"
SINGLE = 1.149  # the height of a line of this font, in sizes

PAGE = (210, 297)  # mm
TOP, BOTTOM, MARGIN_LEFT, MARGIN_RIGHT = 20, 20, 30, 15
PAGE_NUMBER_FROM_TOP = 9  # mm, so that the number stands in the middle of the margin
ISSUER_SHARE = 0.4  # of the width, for the cells on the left; the country's name needs the rest for one line
SIGNATURE_MM = 30  # left free between position and name
INDENT = 12.7  # mm, of a first line
BORDER = 0.5  # pt
CELL_PADDING = 1.2  # mm, left and right

FILLS = {
    "done_on_time": "E2F0D9",
    "done_late": "FFF2CC",
    "in_time": "DEEAF6",
    "due_soon": "FBE4D5",
    "overdue": "F7CAAC",
}  # of a cell, by status; on the screen only: a paper is black on white


@dataclass(frozen=True)
class Style:
    """A style of paragraphs. ``name`` is shown in Word; built-in names keep Word's outline of headings.

    ``lines`` is the line spacing, ``before`` and ``after`` are in pt, ``indent`` (first line) and ``left`` in mm;
    ``hold`` keeps a paragraph on the page of the next one.
    """

    name: str
    size: float
    bold: bool = False
    italic: bool = False
    align: str = CENTRE
    before: float = 0
    after: float = 0
    indent: float = 0
    left: float = 0
    lines: float = 1
    hold: bool = False


_BODY = {"align": JUSTIFIED, "after": 6, "lines": 1.1}
_ITEM = {**_BODY, "indent": INDENT}
_TITLE = {**_ITEM, "bold": True, "hold": True}

STYLES = {
    "body": Style("Body Text", 14, **_ITEM),
    "centre": Style("Đoạn giữa", 14, after=6, lines=1.1),
    "left": Style("Đoạn trái", 14, align=LEFT, after=6, lines=1.1),
    "right": Style("Đoạn phải", 14, align=RIGHT, after=6, lines=1.1),
    "country": Style("Quốc hiệu", 13, bold=True),
    "motto": Style("Tiêu ngữ", 14, bold=True),
    "parent": Style("Cơ quan chủ quản", 13),
    "issuer": Style("Cơ quan ban hành", 13, bold=True),
    "rule": Style("Đường kẻ", 2, before=2.5, after=6),
    "number": Style("Số, ký hiệu", 13, before=4),
    "place": Style("Địa danh, ngày", 13, italic=True, before=4),
    "letter_subject": Style("Trích yếu công văn", 13, before=6),
    "stamp": Style("Dấu mật, khẩn", 13, bold=True, before=8),
    "circulation": Style("Phạm vi lưu hành", 13, bold=True, before=8),
    "kind": Style("Tên loại", 14, bold=True, before=18, hold=True),
    "subject": Style("Trích yếu", 14, bold=True, hold=True),
    "authority": Style("Thẩm quyền ban hành", 14, bold=True, before=6, after=6, hold=True),
    "addressee": Style("Kính gửi", 14, before=12, after=12),
    "addressees": Style("Kính gửi nhiều nơi", 14, align=LEFT, left=25, before=12),
    "addressee_line": Style("Nơi kính gửi", 14, align=LEFT, left=45),
    "ground": Style("Căn cứ", 14, italic=True, **_ITEM),
    "chapter": Style("Số phần, chương", 14, bold=True, before=6, hold=True),
    "part_title": Style("Heading 1", 14, bold=True, after=6, hold=True),
    "chapter_title": Style("Heading 2", 14, bold=True, after=6, hold=True),
    "roman_title": Style("Heading 3", 14, **_TITLE),
    "article_title": Style("Heading 4", 14, **_TITLE),
    "arabic_title": Style("Heading 5", 14, **_TITLE),
    "letter_title": Style("Heading 6", 14, **_ITEM),
    "item": Style("Gạch đầu dòng", 14, **_ITEM),
    "subitem": Style("Dấu cộng đầu dòng", 14, **_ITEM),
    "after_table": Style("Sau bảng", 2, after=6),
    "cell": Style("Ô bảng", 12, align=LEFT, before=1, after=1),
    "cell_head": Style("Đầu bảng", 12, bold=True, before=1, after=1, hold=True),
    "power": Style("Quyền hạn, chức vụ", 14, bold=True, hold=True),
    "name": Style("Họ tên người ký", 14, bold=True, before=SIGNATURE_MM * 72 / 25.4),
    "recipients": Style("Nơi nhận", 12, bold=True, italic=True, align=LEFT),
    "recipient": Style("Nơi nhận chi tiết", 11, align=LEFT),
    "drafter_mark": Style("Ký hiệu người soạn thảo", 11, align=LEFT, before=6),
    "contact": Style("Địa chỉ", 11),
    "annex_label": Style("Phụ lục", 14, bold=True, hold=True),
    "annex_title": Style("Tên phụ lục", 14, bold=True, hold=True),
    "annex_reference": Style("Kèm theo", 14, italic=True, after=10),
    "page_number": Style("Header", 13),
}

STAMPS = {  # width in mm of the red frame, 8 mm high
    "MẬT": 20,
    "TỐI MẬT": 30,
    "TUYỆT MẬT": 40,
    "KHẨN": 20,
    "HỎA TỐC": 30,
    "THƯỢNG KHẨN": 40,
}
MOTTO_MM = 60.4  # the length of the motto, and of the rule below it
STAMP_HEIGHT = 8
STAMP_COLOUR = "C00000"


def page_size(landscape):
    """Return (width, height) in mm."""
    return PAGE[::-1] if landscape else PAGE


def text_width(landscape=False):
    """Return the millimetres between the margins."""
    return page_size(landscape)[0] - MARGIN_LEFT - MARGIN_RIGHT
