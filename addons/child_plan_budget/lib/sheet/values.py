"""Values of cells: words compared without accents, amounts and days as offices write them."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from .cells import Problem

# The unit of a table: Đơn vị tính: nghìn đồng; Số tiền (triệu đồng); not "5 triệu đồng" of its title.
_UNIT = re.compile(
    r"(?:\b(?:don vi(?: tinh)?|dvt)\b[\s:]*|^|[(,:–-]\s*)"
    r"(?:(nghin|ngan|1\.?000)|(trieu|tr\.?)|(ty))\s*(?:dong|d)\b\s*(?:\)|\.?$)"
)
# What an amount says itself of its unit: 1.250.000 đồng, 12,5 triệu, 2 tỷ đồng.
_OWN_UNIT = re.compile(r"(.*\d)\s*(?:(nghin|ngan|trieu|ty|ti)(?:\s*(?:dong|vnd|d|₫))?|dong|vnd|d|₫)")
_OWN_SCALES = {"nghin": 1000, "ngan": 1000, "trieu": 1_000_000, "ty": 1_000_000_000, "ti": 1_000_000_000, None: 1}
_DAY = re.compile(r"^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")


def normalise_cell(value):
    """Lower case without accents, blanks made single: what headings are compared by."""
    text = unicodedata.normalize("NFD", str(value if value is not None else "").lower().replace("đ", "d"))
    return " ".join("".join(char for char in text if not unicodedata.combining(char)).split())


def scale_of(rows):
    """How many đồng the unit of a table is: 1,000,000 where "Đơn vị tính: triệu đồng" is above or in its heading."""
    words = (normalise_cell(value) for row in rows for value in dict.fromkeys(row) if value is not None)
    unit = next(filter(None, map(_UNIT.search, words)), None)
    return 1000**unit.lastindex if unit else 1


def amount_of(value, parse_number, scale=1):
    """The Decimal of a cell in đồng; None for an empty one.

    :param parse_number: reads texts (``lib/numbers.py`` of the core)
    :param scale: the unit of the table (:func:`scale_of`); that which the cell itself names goes before
    :raise ValueError: it is no number, or an unclear one, whose ``readings`` the error then has
    """
    if value is None:
        return None
    if isinstance(value, bool | datetime | date) or is_uncalculated(value):
        raise ValueError(value)
    if isinstance(value, int | float):
        return Decimal(str(value)) * scale
    if own := _OWN_UNIT.fullmatch(normalise_cell(value)):
        value, scale = own[1], _OWN_SCALES[own[2]]
    number = parse_number(value)
    return None if number is None else number * scale


def is_uncalculated(value):
    """Whether the cell holds a formula without a result (``lib/excel/workbook.py`` of the core)."""
    return getattr(value, "uncalculated", False)


def problem_of(cell, value, error, message="“%(value)s” is not a number."):
    """The problem of a cell whose number could not be read."""
    values = {"value": str(value if value is not None else "")[:40]}
    if is_uncalculated(value):
        return Problem(cell, "The formula %(value)s has no result: open the file in Excel and save it there.", values)
    if readings := getattr(error, "readings", ()):
        first, second = (f"{reading.normalize():f}".replace(".", ",") for reading in readings)
        values |= {"first": first, "second": second}
        return Problem(cell, "“%(value)s” can be %(first)s or %(second)s: write it so that it is clear.", values)
    return Problem(cell, message, values)


# The whole name of a row that adds up others. Accents tell Cộng (total) from Công (work); a name without any accent
# may be typed so throughout.
_TOTAL = re.compile(
    r"(tổng cộng|tổng số|tổng|cộng|tổng kinh phí|tổng cộng kinh phí"
    r"|tong cong|tong so|tong|cong|tong kinh phi|tong cong kinh phi)\s*(\([^)]*\))?\s*[:.]?"
)
# What stands below a table: the sum in words, notes, who signs.
_BELOW = re.compile(
    r"\(?(số tiền )?(viết )?bằng chữ|ghi chú|người lập|lập biểu|kế toán|thủ trưởng|phụ trách"
    r"|(tm|kt|tl|tuq|q)\.|.*ngày\s*\S*\s*tháng\s*\S*\s*năm"
)


def _words(value):
    return " ".join(unicodedata.normalize("NFC", str(value if value is not None else "")).lower().split())


def is_total(name):
    """Whether this is the name of a row that adds up others: Tổng cộng, Cộng (I+II), Tổng số: …"""
    return bool(_TOTAL.fullmatch(_words(name)))


def is_below(value):
    """Whether this text stands below a table, rather than in it."""
    return bool(_BELOW.match(_words(value)))


def code_of(text, kind):
    """The code of the budget index in a cell: ``132`` of 130-132, ``018`` of 18, ``6650`` of "6650 Hội nghị"."""
    match = re.match(r"(\d{1,4})(?:\.0+)?(?:\s*[-–/]\s*(\d{1,4}))?(?!\d)", str(text).strip())
    code = match and (match[2] or match[1])
    return code.zfill(4 if kind == "item" else 3) if code else str(text).split(" ")[0]


def day_of(value):
    """A date of a cell, or of ``31/10/2026`` in words. Raises ValueError."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if match := _DAY.match(str(value or "").strip()):
        day, month, year = map(int, match.groups())
        return date(year, month, day)
    return date.fromisoformat(str(value or "").strip()[:10])
