"""What the plan as a whole says of itself: subject, issuer, level, years."""

import re

from .fold import compiled, fold, key

_LEVEL_WORDS = (
    (
        "national",
        r"^(?:chinh phu|thu tuong|quoc hoi|bo\b|tong cuc|uy ban dan toc|ban chap hanh trung uong|trung uong"
        r"|tong lien doan|ngan hang nha nuoc)",
    ),
    ("other", r"^(?:truong\b|benh vien|cong ty|hoc vien|lien doi|trung tam|cau lac bo|tap doan|vien\b)"),
    ("commune", r"\b(?:xa|phuong|thi tran|dac khu)\b(?! hoi)|^tram y te"),
    ("district", r"\b(?:huyen|quan|thi xa)\b(?! su)|^thi uy|^phong\b"),
    ("province", r"\b(?:tinh|thanh pho|tp)\b|^thanh uy|^so\b|^cong an tinh"),
)
# Cities run by the centre; other cities are of the district level (Constitution 2013, Điều 110; until 30/6/2025).
_CENTRAL_CITIES = ("ha noi", "ho chi minh", "hai phong", "da nang", "can tho", "hue", "hcm")
_UNIT_WORDS = r"tỉnh|thành phố|TP\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu"
_SELF = compiled(
    rf"(?P<body>UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Ủy ban Nhân dân|Uỷ ban Nhân dân|Sở [^,;.]{{3,60}}?"
    rf"|Phòng [^,;.]{{3,60}}?|Bộ [^,;.]{{3,50}}?|Trường [^,;.]{{3,60}}?|Ban [^,;.]{{3,60}}?)\s+"
    rf"(?:(?P<level>{_UNIT_WORDS}|Thành phố|Tỉnh|Huyện|Quận|Xã|Phường)\s*)?(?P<name>(?:[<U>][\w’'-]*(?:\s*-\s*|\s+))*)"
    r"(?:đã |vừa |tỉnh |ban )?(?:ban hành|xây dựng|tổ chức|triển khai|lập)\b"
)
_SMALL = {
    "tinh", "thanh", "pho", "huyen", "quan", "thi", "xa", "phuong", "tran", "dac", "khu", "va", "cua", "nhan", "dan",
    "mam", "non", "tieu", "hoc", "trung", "co", "so", "te", "thong", "uy", "bo", "hoi",
}  # fmt: skip
_SPAN = re.compile(r"(20\d\d)\s*(?:-|–|—|đến(?: hết)?(?: năm)?|den(?: het)?(?: nam)?)\s*(20\d\d)", re.I)
_YEAR = re.compile(r"\bn.m\s*(?:học\s*)?(20\d\d)", re.I)
_QUOTED = re.compile(
    r"(?:ngày|ngay)\s*\d{1,2}\s*(?:[/.-]|tháng|thang)\s*\d{1,2}\s*(?:[/.-]|năm|nam)\s*\d{4}"
    r"|\d+\s*/\s*\d{4}\s*/[\w-]+|\d{1,2}/\d{1,2}/\d{4}"
)


# Where the issuer's name begins below its parent's ("XÃ HỘI" and "PHÒNG, CHỐNG" begin none).
_BODY_BELOW = re.compile(
    r"(?<!XÃ)(?<!VÀ)(?<!PHỐ HẢI)\s+(?=(?:SỞ|PHÒNG(?!,)|TRƯỜNG|TRUNG TÂM|BỆNH VIỆN|TRẠM(?! TẤU)|"
    r"BAN CHỈ ĐẠO|CHI CỤC|CỤC|BAN THƯỜNG VỤ|"
    r"(?:TỈNH|HUYỆN|THÀNH|THỊ|QUẬN|ĐẢNG) ỦY|MẶT TRẬN|HỘI(?! ĐỒNG| AN\b)|LIÊN ĐOÀN|UBND|(?:ỦY|UỶ) BAN NHÂN DÂN)\b)"
)


def straight_issuer(lines):
    """The issuer of the left column's lines: ``ỦY BAN NHÂN DÂN`` / ``QUẬN LONG BIÊN`` -> ``UBND quận Long Biên``.

    With a parent body above (``UBND TỈNH …`` / ``SỞ Y TẾ``) the body below is the issuer, its place the parent's.
    """
    bodies = [b.strip() for b in _BODY_BELOW.split(" ".join(lines)) if b.strip()]
    own = bodies[-1] if bodies else ""
    if len(bodies) > 1:
        place = re.search(r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG)\s+\S.*$", bodies[0])
        if (
            place
            and not re.search(r"\b(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|XÃ|PHƯỜNG)\b(?! HỘI)", own)
            and not own.startswith("TRƯỜNG")
        ):
            own = f"{own} {place.group()}"
    return _named(own)


def _named(text):
    """Capitals to the usual spelling; Ủy ban nhân dân of an issuer is UBND."""
    text = re.sub(r"\s+", " ", re.sub(r"\W+$", "", text)).strip()
    if text.isupper():
        office = _OFFICE.match(text)
        text = _office_case(text, office) if office else _place_case(text)
    folded = fold(text)
    match = re.match(r"^[uy]\w? ban nhan dan\b|^ubnd\b", folded)
    return (f"UBND{text[match.end() :]}" if match else text) or None


# A department, office or committee up to the level word of its place ("XÃ HỘI" is none).
_OFFICE = re.compile(
    r"^(?:SỞ|PHÒNG|BỘ|BAN CHỈ ĐẠO|BAN|CHI CỤC|CỤC|VĂN PHÒNG) .+?(?=\s(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ"
    r"|XÃ(?! HỘI)|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)\s|$)"
)


def _sentence_case(text):
    """``PHÒNG VĂN HÓA - XÃ HỘI`` -> ``Phòng Văn hóa - Xã hội``."""
    words = text.lower().split()
    for i, word in enumerate(words):
        if i < 2 or words[i - 1] in ("-", "–", "và") or words[i - 1].endswith(","):
            words[i] = word.upper() if word in _ACRONYMS else word[:1].upper() + word[1:]
    words = [words[0], *(w if w not in ("Và", "Các") else w.lower() for w in words[1:])]
    return " ".join(words)


def _office_case(text, office):
    """``SỞ Y TẾ TỈNH SƠN LA`` -> ``Sở Y tế tỉnh Sơn La``: the office as a sentence, its place as a name."""
    place = _place_case(text[office.end() :].strip())
    return f"{_sentence_case(office.group())} {place[:1].lower()}{place[1:]}".strip()


_ACRONYMS = ("ubnd", "hđnd", "thpt", "thcs", "mttq", "gdtx", "tp.hcm")


def _place_case(text):
    words = text.lower().split()
    words = [word.upper() if word in _ACRONYMS else word for word in words]
    text = " ".join(word if fold(word) in _SMALL and i else word[:1].upper() + word[1:] for i, word in enumerate(words))
    return re.sub(r"(?<=và )xã hội|(?<=- )xã hội|\bxã Hội\b", "Xã hội", text)


def issuer_of_text(title, place, paragraphs):
    """The issuer as the text names it (``UBND huyện xây dựng Kế hoạch``), its place taken from title or place line."""
    for paragraph in paragraphs:
        match = _SELF.search(paragraph.text)
        if not match:
            continue
        body, level, name = match.group("body"), match.group("level"), (match.group("name") or "").strip()
        name = re.sub(r"\s*\b(?:Kế|Ban|Xây)$", "", name)
        if level and not name:
            name = _place_name(level, title, place)
        return _named(" ".join(w for w in (body, level, name) if w))
    return None


def _place_name(level, title, place):
    match = re.search(compiled(rf"(?i:{re.escape(level)})\s+((?:[<U>][\w’'-]*\s*-?\s*)+)"), title or "")
    return match.group(1).strip() if match else (place or "")


def level_of(issuer):
    """The level of the issuing body; ``other`` where its name tells none."""
    own = key(issuer or "")
    for level, pattern in _LEVEL_WORDS:
        if level == "province" and re.search(r"\b(?:thanh pho|tp)\b", own) and not re.match(r"^(?:so|thanh uy)\b", own):
            return "province" if own.endswith(_CENTRAL_CITIES) or "tinh" in own.split() else "district"
        if re.search(pattern, own):
            return level
    return "other"


def period_of(title, texts, year=None):
    """The years that the title gives, else the first that the text gives, else None. ``year``: of issue."""
    own = _QUOTED.sub(" ", title or "")
    span, single = _SPAN.search(own), [m for m in _YEAR.finditer(own) if not _reaches(own, m)]
    if single and (
        not span or single[-1].start() > span.end() or "năm học" not in own.lower() and single[-1].end() < span.start()
    ):
        return _years(int(single[-1].group(1)), int(single[-1].group(1)))
    if span:
        return _years(int(span.group(1)), int(span.group(2)))
    until = [m for m in _YEAR.finditer(own) if _reaches(own, m)]
    if until:
        return _years(year or int(until[0].group(1)), int(until[0].group(1)))
    for text in texts:
        own = _QUOTED.sub(" ", text)
        span = re.search(r"(?:từ năm|giai đoạn|thời gian)[^.;]{0,40}?" + _SPAN.pattern, own, re.I)
        if span:
            return _years(int(span.group(1)), int(span.group(2)))
    return _years(year, year) if year else None


def _reaches(text, match):
    return bool(re.search(r"(?:đến|den|hết|tầm nhìn|định hướng)\s*(?:hết\s*)?$", text[: match.start()].lower()))


def _years(start, end):
    return {"start": f"{start}-01-01", "end": f"{end}-12-31"}


def join_title(lines):
    """The subject on one line."""
    text = re.sub(r"\s+", " ", " ".join(line.text for line in lines)).strip(" *")
    return re.sub(r"^V/v:?\s+|\s+(?:CHỦ TỊCH (?:ỦY|UỶ) BAN|GIÁM ĐỐC SỞ|BỘ TRƯỞNG BỘ)\s.*$", "", text) or None
