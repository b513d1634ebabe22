"""Days, quarters, months and recurrences as plans print them.

Sources: Decree 30/2020/NĐ-CP, phụ lục I (form of a date); SCHEMA.md (a quarter or a month means its last day).
"""

import calendar
import re
from dataclasses import dataclass

from .fold import fold, opens_with
from .verbs import opens_with_verb

_DAY = r"(\d{1,2})\s*(?:/\s*(\d{1,2})\s*/|\.\s*(\d{1,2})\s*\.|-\s*(\d{1,2})\s*-)\s*(\d{4})"
_LONG_DAY = r"(\d{1,2})\s*thang\s*(\d{1,2})\s*n.m\s*(\d{4})"
_ANY_DAY = re.compile(rf"{_DAY}|{_LONG_DAY}")
_DAY_MONTH = re.compile(r"(\d{1,2})\s*(?:/|thang)\s*(\d{1,2})(?!\s*[/\d])")
_QUARTER = re.compile(r"qu[iyz]\s*(iv|i{1,3}|[1-4])\b(?:\s*(?:-|–|,|va|den)\s*(?:qu[iyz]\s*)?(iv|i{1,3}|[1-4])\b)?")
_MONTH = re.compile(r"thang\s*(\d{1,2})(?:\s*(?:-|–|,|va|den)\s*(?:thang\s*)?(\d{1,2})\b)?(?!\s*tuoi)")
_YEAR = re.compile(r"(?:/|n.m\s*|-\s*|–\s*|^|\s)(20\d\d)\b")
_HALF = re.compile(r"\b(?:6|06|sau) thang (dau|cuoi) nam")
_CUE = re.compile(
    r"(?P<before>truoc)\s+(?:het\s+)?(?:ngay|thang|quz|\d)|"
    r"(?P<latest>cham nhat|muon nhat|den het|het ngay|den ngay|han cuoi|thoi han|khong qua ngay|"
    r"(?:hoan thanh|xong|thuc hien|ban hanh|to chuc)\s+(?:trong\s+)?(?=(?:quz|thang)\s)|"
    r"(?:hoan thanh|xong)\s+(?:trong\s+|vao\s+)?(?=nam 20|ngay\s|\d{1,2}/\d)|"
    r"trong (?=(?:quz|thang)\s+[\div])|trong 6 thang)"
)
_QUARTER_WORD = re.compile(r"\bqu[ýí]\b|\bqu[yi](?= ?(?:IV|I{1,3}|[1-4])\b)", re.I)
_QUOTED = re.compile(
    r"\bs[oô\w] ?\d+\S*(?:\s*[-–]\s*[a-z]+)*,?\s*(?:ngay\s*)?(?=\d)(?:\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}"
    r"|\d{1,2} thang \d{1,2} nam \d{4})|"
    r"\b(?:luat|nghi quyet|nghi dinh|quyet dinh|chi thi|thong tu"
    r"|cong van)\b[^;.]{0,60}?(?<!truoc )(?<!nhat )(?<!den )\bngay\s+(?:\d{1,2}/\d{1,2}/\d{4}"
    r"|\d{1,2} thang \d{1,2} nam \d{4})"
)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass
class Deadline:
    day: str
    kind: str


def timed(text):
    """Folded, of the same length, ``quý`` told from ``quy`` (as ``quz``) and the dates of quoted documents blanked."""
    folded = list(fold(text))
    for match in _QUARTER_WORD.finditer(text):
        folded[match.end() - 1] = "z"
    return _QUOTED.sub(lambda m: "x" * len(m.group()), "".join(folded))


def iso(year, month, day):
    """``YYYY-MM-DD``, or None where there is no such day."""
    if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1] and 1900 < year < 2200:
        return f"{year:04d}-{month:02d}-{day:02d}"
    return None


def _last(year, month):
    return iso(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 else None


def first_day(text, start=0, end=None):
    """The first whole date of ``text`` as ISO, or None."""
    match = _ANY_DAY.search(fold(text), start, len(text) if end is None else end)
    if not match:
        return None
    day, month, year = (int(g) for g in match.groups() if g)
    return iso(year, month, day)


def _year_near(folded, at, year):
    found = _YEAR.search(folded, at, at + 25)
    return int(found.group(1)) if found else year


# "và các năm tiếp theo", "trở đi", "sau khi …", "từ …" without an end: no day on which it ends.
_OPEN = re.compile(
    r"\b(?:va|cac|nhung) (?:cac |nhung )?nam (?:tiep theo|sau|tiep)\b|\btro di\b|\bdoi voi cac nam\b"
    r"|^\W*sau (?:khi\b|ngay\b)"
    r"|^\W*(?:bat dau )?tu (?:nam|ngay|thang|quz|qu[iyz]|\d)(?!.*(?:den|-|–))|\bden khi\b"
)


def moment(text, year=None):
    """The day that a phrase such as ``Quý II/2024``, ``tháng 3 - 5``, ``31/10/2024`` ends on, or None.

    ``year``: of a phrase that names none. An open end gives none.
    """
    folded = timed(text)
    if _OPEN.search(folded):
        return None
    days = [iso(*(int(g) for g in reversed([g for g in m.groups() if g]))) for m in _ANY_DAY.finditer(folded)]
    if days:  # a day that no calendar has is none, not the year that it names
        return max((day for day in days if day), default=None)
    found = None
    for match in _QUARTER.finditer(folded):
        label = match.group(2) or match.group(1)
        quarter = _ROMAN.get(label) or int(label)
        found = (_year_near(folded, match.end(), year), quarter * 3)
    for match in _HALF.finditer(folded):
        found = (_year_near(folded, match.end(), year), 6 if match.group(1) == "dau" else 12)
    short = _DAY_MONTH.search(folded)
    if short and not found and year and 1 <= int(short.group(2)) <= 12 and int(short.group(1)) <= 31:
        return iso(year, int(short.group(2)), int(short.group(1)))
    for match in [] if found else _MONTH.finditer(folded):
        found = (_year_near(folded, match.end(), year), int(match.group(2) or match.group(1)))
    if found and found[0]:
        return _last(*found)
    years = re.findall(r"\b(20\d\d)\b", folded)
    if not found and years:
        return f"{max(years)}-12-31"
    return None


def deadline(text, year=None):
    """The deadline that a task's own words set, or None. Dates of quoted documents are none."""
    folded = timed(text)
    for match in _CUE.finditer(folded):
        reach = folded[match.start() : match.end() + 45]
        stop = re.search(r"[;.](?=\s|$)|\bcua\b|\bve viec\b", reach)
        phrase = reach[: stop.start()] if stop else reach
        if not re.search(r"quz|thang|ngay|\d/\d|nam 20", phrase):
            continue
        day = moment(text[match.start() : match.start() + len(phrase)], year)
        if day:
            return Deadline(day, "before" if match.group("before") else "latest")
    return None


def day_of_year(text):
    """``--MM-DD`` of a day named without a year, or None."""
    match = _DAY_MONTH.search(fold(text))
    if match and 1 <= int(match.group(2)) <= 12 and 1 <= int(match.group(1)) <= 31:
        return f"--{int(match.group(2)):02d}-{int(match.group(1)):02d}"
    return None


_DAY_OF_MONTH = re.compile(
    r"\b(truoc )?(?:het )?ngay (\d{1,2})\b(?!\s*(?:[/.-]\s*\d|thang\s*\d|den\b|(?:,|va)\s*(?:ngay )?\d))"
)


def day_of_month(text):
    """(day, ``before``/``latest``) that ``text`` sets without a month: "trước ngày 20 hằng tháng"; (None, None)."""
    match = _DAY_OF_MONTH.search(timed(text))
    if not match or not 1 <= int(match.group(2)) <= 31:
        return None, None
    return int(match.group(2)), "before" if match.group(1) else "latest"


#: What comes back on a day of its last month.
WITHIN_THE_YEAR = ("monthly", "quarterly", "half_yearly")
_FREQUENCIES = (
    (
        "half_yearly",
        r"\b(?:6|06|sau) thang\b(?! (?:tuoi|den|dau doi|tro))(?=[^.;]{0,40}(?:nam|mot lan|1 lan|bao cao|$|[,;]))"
        r"|\bhoc k[iyz] (?:i|1|mot)\b|\bcuoi hoc k[iyz]\b",
    ),
    (
        "quarterly",
        r"\b(?:hang|moi|theo|tung|dinh ky) quz\b|\bcuoi (?:moi )?quz\b(?! ?(?:iv|i{1,3}|[1-4])\b)|"
        r"\bquz, |\bbao cao quz\b|\d+ lan\s*/\s*quz\b",
    ),
    (
        "monthly",
        r"\b(?:hang|moi|tung) thang\b|\bbao cao thang\b|\b0?1 lan\s*/\s*thang\b|\bdinh ky thang\b"
        r"|\bngay cuoi (?:cung cua )?thang\b",
    ),
    (
        "yearly",
        r"\b(?:hang|moi|tung) nam\b|\bdinh ky (?:1|mot)? ?nam\b|\b0?1 lan\s*/\s*nam\b|\bbao cao nam\b|\b(?:6|06"
        r"|sau) thang(?: dau nam)?(?: \([^)]{0,40}\))?,? (?:va )?(?:ca )?(?:1 |mot )?nam\b|\b(?:tong ket"
        r"|cuoi) nam(?! 20)\b|\bhoc k[iyz] (?:i|1|mot)\b.{0,60}\bca nam\b"
        r"|[,;] (?:ca )?nam (?=(?:truoc|cham nhat|vao) )",
    ),
    ("ad_hoc", r"\bdot xuat\b|\bkhi co yeu cau\b|\bhoac (?:khi |theo )(?:co )?(?:yeu cau|de nghi)\b"),
)


def frequencies(text):
    """The periods that ``text`` names, in the order in which it names them."""
    return _periods(timed(text))


def frequency_places(text):
    """[(position, period)] in the order of the text."""
    return _places(timed(text))


def _periods(folded):
    return [name for _, name in _places(folded)]


def _places(folded):
    found = []
    for name, pattern in _FREQUENCIES:
        match = re.search(pattern, folded)
        if match:
            found.append((match.end(), name))
    return sorted(found)


_REGULAR = re.compile(
    r"(?:^|[.;:,]\s+|\bva\s+|\bkip thoi, )(?:thuong xuyen|dinh ky)\b|^\W*(?:thuong xuyen|lien tuc)\W*$"
    r"|\b(?:hang|tung) tuan\b|\bhang ngay\b|\b\d+ (?:ngay|lan)\s*/\s*(?:tuan|ngay)\b|\blan moi tuan\b"
)
# The adverb in the middle of a task: before its verb, or behind it where no noun of money or persons stands before.
_ADVERB = re.compile(r"\b(?:thuong xuyen|lien tuc|dinh ky)\b")
_ATTRIBUTE = re.compile(
    r"\b(?:chi|nguon|kinh phi|ngan sach|von|du toan|nhiem vu|hoat dong|cong viec|nguoi|truc tiep,?|phoi hop chat che,"
    r"|giao duc|suc khoe|kham|bao duong|trao doi|hinh thuc|su|viec|tinh|thoi quen|mot cach) (?:\w+ )?$"
    r"|\bke hoach (?!va\b)(?:[^\s,;.]+,? ){1,5}$|\b(?:trong|vao|bang) bao cao (?:\w+ ){0,3}$"
)
_FOLLOWS = re.compile(
    r"\b(?:bao cao|duy tri|cap nhat|ra soat|thuc hien|kiem tra|tuyen truyen|theo doi|to chuc|giam sat|tuan tra"
    r"|kiem soat|don doc|thong ke|thu gom) (?:\w+ ){0,2}$"
)
_QUALIFIED = re.compile(
    r"\b(?:ngan sach|du toan|kinh phi|nguon|phi|(?:vao|thanh|trong) (?:cac )?ke hoach|ke hoach giai doan|nhu cau"
    r"|von|chi tieu|nhiem vu|muc tieu|giao)(?: \w+){0,10}"
    r" (?:(?:va|trung han va) )?(?:hang|moi|tung) nam\b|"
    r"\b(?:kham|suc khoe|so sanh|binh quan|trung binh|so voi) (?:\w+ )?(?:dinh ky|hang nam)\b"
    r"|\bhang nam va (?:tung|ca) giai doan"
    r"|\bcua (?:tinh|huyen|thanh pho|quan|xa|phuong|nganh|don vi|co quan|dia phuong|nha truong) (?:hang|moi|tung) nam\b"
    r"|\b(?:thoi su|ban tin|tin tuc|cong viec|sinh hoat|cuoc song) (?:\w+ )?hang ngay\b|\(long ghep\b[^()]*\)"
)


def recurrence(text, noisy=False):
    """``monthly`` … ``yearly``, ``regular`` or None: how often the task itself comes back (see SCHEMA.md)."""
    folded = _QUALIFIED.sub(lambda m: "x" * len(m.group()), timed(text))
    periods = [name for name in _periods(folded) if name != "ad_hoc"]
    if periods:
        return periods[0]
    if noisy and opens_with(text, ("dinh ky", "thuong xuyen"), noisy):
        return "regular"
    return "regular" if _REGULAR.search(folded) or _adverb(text, folded) else None


def _adverb(text, folded):
    """Whether thường xuyên, liên tục or định kỳ in the middle of a task tells how often it is done."""
    for match in _ADVERB.finditer(folded):
        before, behind = folded[: match.start()], text[match.end() :].lstrip(" ,")
        if _ATTRIBUTE.search(before):
            continue
        if opens_with_verb(behind) or _FOLLOWS.search(before):
            return True
    return False
