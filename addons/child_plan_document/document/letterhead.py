"""The head of the document: issuer, number, place and date, kind and subject.

Source of the form: Decree 30/2020/NĐ-CP, phụ lục I (country's name and motto at the right, issuer at the left, number
below it, place and date below the motto). Extractors print the two columns side by side, one after the other, cut
anywhere, or in the middle of the first page: what belongs to the head is taken out of the lines wherever it stands.
"""

import re
from collections import deque
from dataclasses import dataclass, field, replace

from .dates import iso
from .fold import alike, fold, key, opens_with
from .title import find_kind, other_kind, take_title
from .vocabulary import OTHER_KINDS, PLAN_KINDS

_COUNTRY = r"c.ng\s+h[o\w].?\s+x.\s+h.i\s+ch.\s+ngh.a\s+vi.t\s+nam"
_PARTY = r"d.ng\s+c.ng\s+s.n\s+vi.t\s+nam"
_MOTTO = r"d.c\s+.{2,4}\W+t.\s+d.\W+h.nh\s+ph\w+"
_UNION = (
    r"(?<!bch )(?<!hanh )do.n\s+(?:tncs|thanh nien cong san)\s+h.\s*ch.\s+minh(?!\s+(?:tinh|huyen|quan|xa|"
    r"phuong|thanh pho|tp)\b)"
)
_RIGHT = re.compile(rf"{_COUNTRY}|{_PARTY}|{_MOTTO}|{_UNION}")
_RIGHT_PIECE = re.compile(r"c.ng\s+h[oò].\s+x.\s+h.i|^\W*(?:ch.\s+)?ngh.a\s+vi.t\s+nam\W*$")
_NUMBER = re.compile(
    r"(?<!\w)s[o\w][o\w]?\s{0,2}[:.;]?\s*(?P<digits>[\d.…_ ]*?)\s*(?P<dash>[/\-–])\s*(?P<year>20\d\d\s*/\s*)?"
    r"(?P<symbol>[a-z][a-z&0-9]{0,9}(?:\s*[-–./]\s?[a-z&0-9]{1,12}(?![a-z&0-9]*\s*,)){0,3})"
)
# A body set up by a decision is called by it: ``ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH SỐ …``.
_OF_ANOTHER = re.compile(r"\btheo\s+(?:quy.t\s+[dđ].nh|ngh.\s+quy.t|k.\s+ho.ch)\W*$")
_WORD = r"(?<!\w)[^\W\d_][\w.'’]*"
_DATED = re.compile(
    rf"(?P<place>(?:(?:{_WORD}|(?<=phuong |..quan )\d{{1,2}})(?:\s*[-–,]\s*|\s+)){{1,6}})"
    r"ng.y\s*(?P<day>[\d.…_,\s]*?)\s*th.ng\s*(?P<month>[\d.…_,\s]*?)\s*n.m\s*(?P<year>\d{4}|[\d.…_]*)"
)
_BODY_WORDS = (
    "uy ban", "ubnd", "hdnd", "hoi dong", "bo", "so", "tinh", "thanh pho", "huyen", "quan", "thi xa", "xa", "phuong",
    "thi tran", "dac khu", "phong", "ban", "truong", "trung tam", "benh vien", "dang bo", "dang uy", "tinh uy",
    "thanh uy",
    "huyen uy", "quan uy", "thi uy", "hoi", "doan", "lien doan", "cuc", "chi cuc", "cong an", "chinh phu", "thu tuong",
    "mat tran", "tram", "vien", "chi bo", "lien hiep", "nhan dan", "phu nu", "van phong", "tong", "bao hiem", "bch",
    "tieu ban", "mam non", "tieu hoc", "thcs", "thpt", "to", "ban chap hanh",
)  # fmt: skip
_BREAK = " | "
_FIRST_PAGE = 160


@dataclass
class Letterhead:
    """What the head says. ``issuer_lines``: the left column; ``title_lines``: the subject; ``kind``: folded.

    ``frame``: the kind of the document that the plan lies in or behind, ``approves``: whether that one sets a plan by
    its own articles, ``office``: who decides there. ``before``: the lines above the plan that are not of the head.
    """

    issuer_lines: list[str] = field(default_factory=list)
    number: str | None = None
    issued_on: str | None = None
    place: str | None = None
    year: int | None = None
    kind: str | None = None
    letter: bool = False
    about: list = field(default_factory=list)
    frame: str | None = None
    approves: bool = False
    office: str | None = None
    title_lines: list = field(default_factory=list)
    before: list = field(default_factory=list)


def take_letterhead(lines, noisy=False):
    """(letterhead, the lines that are left): the head is read and taken out of ``lines``."""
    head = Letterhead()
    lines, head.about = _without_about(_whole_heads(lines))
    kind = _first_kind(lines, noisy)
    head.letter = kind is not None and key(lines[kind].text).startswith("kinh gui")
    anchors = [i for i, line in enumerate(lines[:_FIRST_PAGE]) if _is_anchor(line)]
    if kind is not None and not any(i < kind for i in anchors):
        start = max(0, kind - 6)
        if any(_NUMBER.match(fold(line.text)) for line in lines[start:kind]):
            anchors.insert(0, start)
    gone = set()
    for anchor in anchors:
        if anchor not in gone:
            gone |= _read_block(lines, _block(lines, anchor, kind, gone), head)
    rest = [line for i, line in enumerate(lines) if i not in gone]
    return take_title(head, rest, noisy)


def _without_about(lines):
    """(the lines without the subject ``V/v …`` below the number, its lines): a plan may have no other title."""
    kind = next((i for i, line in enumerate(lines[:40]) if key(line.text) in PLAN_KINDS), None)
    start = next((i for i, line in enumerate(lines[: kind or 0]) if re.match(r"^\W*V/v\b", line.text)), None)
    if start is None or not any(_NUMBER.match(fold(line.text)) for line in lines[max(0, start - 3) : start]):
        return lines, []
    stop = start + 1
    while stop < kind and stop - start < 6 and not lines[stop].blank and not _of_head(lines[stop].text):
        stop += 1
    return lines[:start] + lines[stop:], lines[start:stop]


def _whole_heads(lines):
    """Lines with a kind (``KẾ`` / ``HOẠCH``) or an article's number that a page broke in two put together."""
    whole = []
    for line in lines:
        above = whole[-1] if whole else None
        joined = f"{above.text} {line.text}" if above is not None and len(above.text) < 20 else ""
        kind = joined.isupper() and (key(joined) in PLAN_KINDS or key(joined) in OTHER_KINDS)
        if kind or re.match(r"^Điều \d{1,2}\.", joined) and above.text == "Điều":
            whole[-1] = replace(above, text=joined, raw=joined, end=line.end)
        else:
            whole.append(line)
    return whole


def _first_kind(lines, noisy):
    """The line that says what the document is: the head stands above it. A letter says it in its address."""
    found = [find_kind(lines, noisy), other_kind(lines)]
    if found == [None, None]:
        found = [next((i for i, line in enumerate(lines[:60]) if key(line.text).startswith("kinh gui")), None)]
    return min((at for at in found if at is not None), default=None)


def _is_anchor(line):
    if len(line.text) >= 130 or re.match(r"[-–+•*]\s", line.text):  # the Youth Union among the recipients
        return False
    found = _RIGHT.search(fold(line.text)) or _RIGHT_PIECE.search(fold(line.text))
    # "Tổ chức Đoàn Thanh niên Cộng sản Hồ Chí Minh" heads a block of the body, too
    return bool(found) and (_capitals(line.text) or not re.match(_UNION, found.group()))


def _block(lines, anchor, kind, gone):
    """The indexes of the lines around an anchor that the head may take up."""
    start, stop = anchor, anchor + 1
    while start > 0 and anchor - start < 6 and start - 1 not in gone and _left_column(lines[start - 1].text):
        start -= 1
    limit = min(len(lines), anchor + 14)
    limit = next((i for i in range(anchor, limit) if key(lines[i].text) in OTHER_KINDS), limit)
    if kind is not None and anchor < kind:
        return range(start, min(limit, kind))
    while stop < limit and _of_head(lines[stop].text):
        stop += 1
    return range(start, stop)


def _left_column(text):
    folded = fold(text)
    short = len(text) < 100 and not text.rstrip().endswith((".", ";"))
    return short and bool(
        _capitals(text) or _NUMBER.match(folded) or _NUMBER.search(folded) and len(text) < 40 or len(text) < 4
    )


def _of_head(text):
    folded = fold(text)
    return len(text) < 130 and bool(
        _RIGHT.search(folded)
        or _RIGHT_PIECE.search(folded)
        or _NUMBER.match(folded)
        or _DATED.search(folded)
        or _issuer_like(text)
    )


def _issuer_like(text):
    return _capitals(text) and bool(opens_with(text, _BODY_WORDS)) and not alike(text, "ke hoach")


def _capitals(text):
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) / len(letters) > 0.7


def _read_block(lines, block, head):
    """Fill ``head`` from the lines of a block, read as one text; returns the indexes that it took up."""
    text = " ".join(lines[i].text for i in block)
    text = _blank(_RIGHT, text)
    text, dated = _take_date(text)
    text, number = _take_number(text)
    pieces = [p.strip(" -–—_*.,") for p in re.split(r"\||[-–—_*]{3,}", text)]
    issuer = [p for p in pieces if _capitals(p) and (opens_with(p, _BODY_WORDS) or len(pieces) == 1)]
    first = not head.issuer_lines and head.place is None and head.number is None
    if first:
        head.issuer_lines = [" ".join(issuer)] if issuer else []
    head.number = head.number or number
    if dated and head.place is None:
        head.place, head.issued_on, head.year = dated
    known = key(" ".join([*issuer]))
    taken = set()
    for i in block:
        own = key(_blank(_RIGHT, lines[i].text))
        if not own or own in known or _of_head(lines[i].text) or _is_piece(lines[i].text, block, lines):
            taken.add(i)
    return taken


def _is_piece(text, block, lines):
    """A piece of the head that an extractor cut in its middle (``Sơn`` / ``La, ngày 11 tháng 3`` / ``năm 2020``)."""
    return (
        len(text) < 60 and not text.rstrip().endswith((".", ";", ":")) or bool(re.match(r"^\W*s[oô]\W*$", fold(text)))
    )


def _blank(pattern, text):
    """``text`` with what ``pattern`` finds in its folded form replaced by a column's edge."""
    pieces, done = [], 0
    for match in pattern.finditer(fold(text)):
        pieces += [text[done : match.start()], _BREAK]
        done = match.end()
    return "".join([*pieces, text[done:]])


def _take_number(text):
    folded = fold(text)
    match = next((m for m in _NUMBER.finditer(folded) if not _OF_ANOTHER.search(folded[: m.start()])), None)
    if not match:
        return text, None
    symbol = text[match.start("symbol") : match.end("symbol")]
    digits = re.sub(r"\D", "", match.group("digits"))
    dash = "/" if match.group("dash") == "/" else "-"
    symbol = re.sub(r"\s*[-–]\s*", "-", symbol).strip()
    year = f"{match['year'][:4]}/" if match["year"] else ""
    number = f"{digits}{dash}{year}{symbol}" if digits else None
    return text[: match.start()] + _BREAK + text[match.end() :], number


def _take_date(text):
    """(text without the line of place and date, (place, ISO day or None, year or None) or None)."""
    match = deque(_DATED.finditer(fold(text)), maxlen=1)
    if not match:
        return text, None
    match = match[0]
    start = match.start("place")
    place = text[start : match.end("place")]
    capital = _place_start(place)
    start, place = start + capital, place[capital:]
    numbers = [re.sub(r"\D", "", match.group(name)) for name in ("year", "month", "day")]
    day = iso(*(int(n) for n in numbers)) if all(numbers) else None
    place = re.sub(r"\s+", " ", place).strip(" ,.|;-–")
    year = int(numbers[0]) if len(numbers[0]) == 4 else None
    return text[:start] + _BREAK + text[match.end() :], (place or None, day, year)


def take_last_date(head, lines):
    """The line of place and date above or in the ending, of a plan that has none in its head: read and returned."""
    if head.place or head.issued_on:
        return None
    for line in lines:
        if _DATED.fullmatch(fold(line.text).strip(" .*")):
            _, (head.place, head.issued_on, head.year) = _take_date(line.text)
            return line
    return None


def _place_start(place):
    """Where the name of the place begins: behind the symbol or the capitals of the left column."""
    symbol = re.match(r"^(?:(?:[A-ZĐ&]+[-–./]+)+[A-ZĐ&]+[a-z]+|(?:[A-ZĐ&]+\d{0,2}[-–./]*)+)(?=\s)\s*", place)
    if symbol and symbol.end() < len(place) and not re.match(r"^(?:TP|TX|TT)\.?\s", place):
        return symbol.end()
    return 0
