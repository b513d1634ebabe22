"""What the plan as a whole says of itself: subject, issuer, level, years."""

import re
from itertools import pairwise

from .bases import straight
from .dates import first_day
from .fold import compiled, fold, key
from .markers import DASH

_LEVEL_WORDS = (
    (
        "national",
        r"^(?:chinh phu|thu tuong|quoc hoi|uy ban thuong vu quoc hoi|van phong (?:chinh phu|quoc hoi|trung uong)"
        r"|chu tich nuoc|bo\b|tong cuc|uy ban dan toc|ban chap hanh trung uong|trung uong"
        r"|tong lien doan|ngan hang nha nuoc(?! (?:chi nhanh|khu vuc))|dang doan quoc hoi|ban can su dang chinh phu)"
        r"|\bviet nam$",
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
    "mam", "non", "doan", "tieu", "hoc", "trung", "co", "so", "te", "thong", "uy", "bo", "hoi",
}  # fmt: skip
_SPAN = re.compile(r"(20\d\d)\s*(?:-|–|—|đến(?: hết)?(?: năm)?|den(?: het)?(?: nam)?)\s*(20\d\d)", re.I)
_YEAR = re.compile(r"\bn.m\s*(?:học\s*)?(20\d\d)", re.I)
_QUOTED = re.compile(
    r"(?:ngày|ngay)\s*\d{1,2}\s*(?:[/.-]|tháng|thang)\s*\d{1,2}\s*(?:[/.-]|năm|nam)\s*\d{4}"
    r"|\d+\s*/\s*\d{4}\s*/[\w-]+|\d{1,2}/\d{1,2}/\d{4}",
    re.I,
)
_TERM = re.compile(r"(?:nhiệm kỳ|nhiem ky|khóa|đại hội[^.;]{0,60})\s*\d{4}\s*[-–]\s*\d{4}", re.I)
_FORMED = compiled(
    r"[Kk]èm theo\s+(?P<kind>[<U>][<L>]+(?:\s[<L>]+)?)\s+(?:số"
    r"|Số)\s*:?\s*(?P<number>\d+\s*/[\w\s/–-]{2,24}?[<U>]+)\s*,?\s*ngày"
    r"\s*(?P<day>\d{1,2}\s*(?:/\s*\d{1,2}\s*/|tháng\s*\d{1,2}\s*năm)\s*\d{4})(?:\s+của\s+(?P<issuer>[^)\n]{4,90}))?"
)


# Where the issuer's name may begin below its parent's; what stands before has to be a whole name (see ``_bodies``).
_BODY_BELOW = re.compile(
    r"\s+(?=(?:SỞ|PHÒNG(?! CHỐNG| NGỪA| THỦ| CHÁY|,)|TRƯỜNG|TRUNG TÂM|BỆNH VIỆN|TRẠM|VĂN PHÒNG|CHI CỤC|TỔNG CỤC|CỤC"
    r"|BAN(?= (?:CHỈ|THƯỜNG|TUYÊN|TỔ|NỘI|DÂN|QUẢN|ĐẠI|CHẤP|KINH|XÂY|CÔNG|VÌ|AN|VẬN|PHÒNG)\b)|(?:TỈNH|HUYỆN|THÀNH|THỊ"
    r"|QUẬN|ĐẢNG) [ỦU][YỶ]|(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ|XÃ|PHƯỜNG) ĐOÀN|MẶT TRẬN|HỘI|LIÊN ĐOÀN|UBND|(?:ỦY"
    r"|UỶ) BAN NHÂN DÂN|THUẾ (?:TỈNH|THÀNH|CƠ SỞ)|KHO BẠC"
    r"|VIỆN KIỂM|TÒA ÁN|THANH TRA|CÔNG AN|BẢO HIỂM XÃ HỘI|ĐẢNG ĐOÀN|BAN CÁN SỰ|ĐẢNG BỘ|CHI BỘ|HỌC VIỆN|VIỆN|BỘ CHỈ HUY"
    r"|BỘ TƯ LỆNH|HẠT KIỂM LÂM|CÔNG ĐOÀN|ĐOÀN KIỂM TRA|ĐOÀN THANH TRA|TỔ CÔNG TÁC|CÔNG TY|TỔNG CÔNG TY"
    r"|NGÂN HÀNG|BƯU ĐIỆN"
    r"|ĐÀI|HỘI ĐỒNG)\b)"
)
_LEVEL = r"(?:^|\s)(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU)"
_NO_PLACE, _HALF_PLACE = re.compile(rf"{_LEVEL}$"), re.compile(rf"{_LEVEL} \S+$")


def _bodies(text):
    """The names of bodies that a left column holds one below the other.

    No name begins inside a word pair (``VĂN | PHÒNG``, ``VÀ | HỘI``) nor before the place has its name (``HUYỆN |
    TRẠM TẤU``, ``XÃ | HỘI``); what has nothing of its own behind it is half of the place (``THÀNH PHỐ HẢI | PHÒNG``).
    """
    bodies, start = [], 0
    for match in _BODY_BELOW.finditer(text):
        before = text[start : match.start()]
        whole = len(before.split()) > 1 and not re.search(r"(?:[,–-]|\bVÀ|\bCHI|\bTỔNG|\bCỦA|\bQUỐC)$", before.rstrip())
        behind = text[match.end() :].partition(" ")[2]
        alone = not behind or bool(_BODY_BELOW.match(f" {behind}"))
        if whole and not _NO_PLACE.search(before) and not (alone and _HALF_PLACE.search(before)):
            bodies.append(before)
            start = match.end()
    return [b.strip() for b in [*bodies, text[start:]] if b.strip()]


_BOARDS = ("BAN CHẤP HÀNH", "BAN THƯỜNG VỤ", "BAN THƯỜNG TRỰC", "ĐOÀN CHỦ TỊCH")


def straight_issuer(lines):
    """The issuer of the left column's lines: ``ỦY BAN NHÂN DÂN`` / ``QUẬN LONG BIÊN`` -> ``UBND quận Long Biên``.

    With a parent body above (``UBND TỈNH …`` / ``SỞ Y TẾ``) the body below is the issuer, its place the parent's.
    """
    bodies = _bodies(re.sub(r"\s+", " ", " ".join(lines)))
    board = re.match(rf"({'|'.join(_BOARDS)})(?: (?=\S)|$)", bodies[-1]) if len(bodies) > 1 else None
    if board:  # the board of a union speaks for it, at the place that stands behind
        place = bodies.pop()[board.end() :]
        bodies[-1] = f"{bodies[-1].removesuffix(' VIỆT NAM')} {place}".strip() if place else bodies[-1]
    own = bodies[-1] if bodies else ""
    if (
        len(bodies) > 1
        and bodies[0].endswith("TRUNG ƯƠNG")
        and not re.search(r"(?:TRUNG ƯƠNG|QUỐC HỘI|CHÍNH PHỦ)$", own)
    ):
        own = f"{own} TRUNG ƯƠNG"
    if len(bodies) > 1:
        place = re.search(r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG)\s+\S.*$", bodies[0])
        if (
            place
            and not re.search(r"\b(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|XÃ|PHƯỜNG)\b(?! HỘI)", own)
            and not own.startswith("TRƯỜNG")
        ):
            own = f"{own} {place.group()}"
    return _named(own)


def issuer_of_office(office):
    """The body in whose name an office decides: ``CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …``, ``BỘ TRƯỞNG BỘ Y TẾ``."""
    return _named(
        re.sub(r"^\W*(?:(?:PHÓ )?CHỦ TỊCH|BỘ TRƯỞNG|(?:TỔNG )?GIÁM ĐỐC|HIỆU TRƯỞNG)\s+(?=\S+ \S)", "", office)
    )


def _named(text):
    """Capitals to the usual spelling; Ủy ban nhân dân of an issuer is UBND, Hội đồng nhân dân HĐND."""
    text = re.sub(r"\s+", " ", re.sub(r"\W+$", "", text)).strip()
    if key(text) in _STATE:
        return _STATE[key(text)]
    if text.isupper():
        office = _OFFICE.match(text)
        text = _office_case(text, office) if office else _place_case(text)
    folded = fold(text)
    match = re.match(r"^(?:(?P<committee>[uy]\w? ban nhan dan\b|ubnd\b)|hoi dong nhan dan\b)", folded)
    short = "UBND" if match and match["committee"] else "HĐND"
    return (f"{short}{text[match.end() :]}" if match else text) or None


# The highest organs, by the Constitution of 2013, chapters V to VII.
_STATE = {
    "chinh phu": "Chính phủ", "thu tuong chinh phu": "Thủ tướng Chính phủ", "quoc hoi": "Quốc hội",
    "uy ban thuong vu quoc hoi": "Ủy ban Thường vụ Quốc hội", "van phong chinh phu": "Văn phòng Chính phủ",
    "chu tich nuoc": "Chủ tịch nước", "van phong quoc hoi": "Văn phòng Quốc hội",
}  # fmt: skip


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


_ACRONYMS = ("ubnd", "hđnd", "thpt", "thcs", "mttq", "gdtx", "tp.hcm", "lhpn", "tncs", "bch", "lđlđ", "ccb")


_LEVEL_ENDS = ("tinh", "pho", "huyen", "quan", "phuong", "tran")  # a place's name begins behind these


def _place_case(text):
    words = text.lower().split()
    words = [word.upper() if word in _ACRONYMS else word for word in words]
    before = ["", *map(fold, words)]
    small = [
        i > 0 and fold(word) in _SMALL and (before[i] not in _LEVEL_ENDS or fold(word) in ("uy", "doan"))
        for i, word in enumerate(words)
    ]
    text = " ".join(word if low else word[:1].upper() + word[1:] for word, low in zip(words, small, strict=True))
    return re.sub(r"(?<=và )xã hội|(?<=- )xã hội|\bxã Hội\b", "Xã hội", text)


def issuer_of_text(title, place, paragraphs):
    """The issuer as the text names it (``UBND huyện xây dựng Kế hoạch``), its place taken from title or place line."""
    named = [match for paragraph in paragraphs if (match := _self_named(paragraph.text))]
    named.sort(key=lambda match: not _OWN_PLAN.match(match.string, match.end()))
    for match in named:
        body, level, name = match.group("body"), match.group("level"), (match.group("name") or "").strip()
        name = re.sub(r"\s*\b(?:Kế|Ban|Xây)$", "", name)
        if level and not name:
            name = _place_name(level, title, place)
        return _named(" ".join(w for w in (body, level, name) if w))
    return None


# What a base cites was drawn up by another: "Căn cứ Kế hoạch số 3 của Sở … về việc triển khai …".
_CITED = re.compile(r"^\W*căn cứ\b(?!.*,\s*(?:ubnd|ủy ban|sở|phòng|trường|ban)\b)", re.I)
_OWN_PLAN = re.compile(r"\s+(?:và ban hành )?(?:kế hoạch|chương trình|đề án|phương án)\b", re.I)


def _self_named(text):
    """The match of the body that a sentence says draws up the plan, or None."""
    return None if _CITED.match(text) else _SELF.search(text)


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


def period_of(title, paragraphs, year=None):
    """The years that the title gives, else those of the text's own statement of time or goals, else None.

    ``year``: of issue, from which a plan "to the year N" runs.
    """
    own = _masked(title or "")
    span, single = _SPAN.search(own), [m for m in _YEAR.finditer(own) if not _reaches(own, m)]
    if single and (
        not span or single[-1].start() > span.end() or "năm học" not in own.lower() and single[-1].end() < span.start()
    ):
        return _years(int(single[-1].group(1)), int(single[-1].group(1)))
    if span:
        return _years(int(span.group(1)), int(span.group(2)))
    until = [m for m in _YEAR.finditer(own) if _reaches(own, m) and not _VISION.search(own[: m.start()])]
    if until:
        return _years(year or int(until[0].group(1)), int(until[0].group(1)))
    return _stated(paragraphs, year)


_VISION = re.compile(r"(?:tầm nhìn|định hướng|tam nhin|dinh huong)\s*(?:đến|den)?\s*(?:hết\s*)?$", re.I)
_TIME_LABEL = re.compile(
    r"^\W*(?:\w{1,3}[.)]\s*)?(?:về )?thời (?:gian|hạn|kỳ)(?: (?:thực hiện|triển khai|tổ chức|áp dụng|của kế hoạch))*",
    re.I,
)
_OWN_NAME = re.compile(
    r"\b(?:ban hành|xây dựng|lập|triển khai|tổ chức)\s+(?:kế hoạch|chương trình|đề án|dự án)\b", re.I
)
_NAMED_IN_QUOTES = re.compile(r"[\"“][^\"“”]{20,}[\"”]")
_GOALS = re.compile(r"^\W*(?:\w{1,3}[.)]\s*)?(?:các )?(?:mục tiêu|chỉ tiêu|phấn đấu)\b", re.I)


def _stated(paragraphs, year):
    """The years of the one part that tells the time, of the plan's name in its preamble, or of the goals' heading."""
    numbered = [p.text for p in paragraphs if p.marker and p.marker.rank < DASH]
    if not numbered:
        texts = [_masked(p.text) for p in paragraphs]
        spans = (re.search(r"(?:từ năm|giai đoạn|thời gian)[^.;]{0,40}?" + _SPAN.pattern, t, re.I) for t in texts)
        return next((_years(int(m.group(1)), int(m.group(2))) for m in spans if m), None)
    for group in (numbered, [p.text for p in paragraphs]):
        times = [text for text in group if _TIME_LABEL.match(text) and len(text) < 300]
        times = [text for text in times if re.search(r"\d", text) or not text.isupper()]  # heads of parts tell no time
        years = [int(y) for t in times[:1] for y in re.findall(r"(?<!\d)20\d\d(?!\d)", _TERM.sub(" ", t))]
        if len(times) != 1:
            continue
        if years:
            return _years(min(years), max(years))
    for head, below in pairwise(paragraphs):  # "IV. THỜI GIAN THỰC HIỆN", the years in the sentence below it
        alone = head.marker and head.marker.rank < DASH and _TIME_LABEL.match(head.text) and len(head.text) < 60
        alone = alone and not re.search(r"\d", head.text)
        years = [int(y) for y in re.findall(r"(?<!\d)20\d\d(?!\d)", _TERM.sub(" ", below.text))] if alone else []
        if years and len(below.text) < 300:
            return _years(min(years), max(years))
    for text in (_masked(p.text) for p in paragraphs if not p.marker):
        name = _OWN_NAME.search(text)
        if name and len(text) - name.start() < 400:
            told = text[name.end() :]  # the years of a programme that is quoted by its name are its own
            if years := _first_years(_NAMED_IN_QUOTES.sub(" ", told), year) or _first_years(told, year):
                return years
    goals = (_first_years(_masked(p.text), year) for p in paragraphs if _GOALS.match(p.text) and len(p.text) < 160)
    return next((years for years in goals if years), None)


def _first_years(text, year):
    span = _SPAN.search(text)
    if span:
        return _years(int(span.group(1)), int(span.group(2)))
    ends = re.search(r"(?:từ|Từ)\b[^.;]{0,30}?(20\d\d)\D[^.;]{0,30}?đến\b[^.;]{0,20}?(20\d\d)", text)
    if ends:
        return _years(int(ends.group(1)), int(ends.group(2)))
    for match in _YEAR.finditer(text):
        if _VISION.search(text[: match.start()]):
            continue
        end = int(match.group(1))
        return _years(min(year or end, end) if _reaches(text, match) else end, end)
    return None


def _masked(text):
    """``text`` without the days of quoted documents and terms of office, which are no years of the plan."""
    return _TERM.sub(" ", _QUOTED.sub(" ", text))


def _reaches(text, match):
    return bool(re.search(r"(?:đến|den|hết|tầm nhìn|định hướng)\s*(?:hết\s*)?$", text[: match.start()].lower()))


def _years(start, end):
    return {"start": f"{start}-01-01", "end": f"{end}-12-31"}


def join_title(lines):
    """The subject on one line."""
    text = re.sub(r"\s+", " ", " ".join(line.text for line in lines)).strip(" *")
    return re.sub(r"^V/v:?\s+|\s+(?:CHỦ TỊCH (?:ỦY|UỶ) BAN|GIÁM ĐỐC SỞ|BỘ TRƯỞNG BỘ)\s.*$", "", text) or None


def attached_to(texts):
    """{kind, number, day, issuer} of ``(Kèm theo Nghị quyết số … ngày … của …)``, or None: what the pages belong to."""
    match = next((m for text in texts if (m := _FORMED.search(text))), None)
    if not match:
        return None
    issuer = re.split(r"\s*[(,;]", match["issuer"] or "")[0].strip(" .*)")
    return {
        "kind": key(match["kind"]), "number": straight(match["number"]), "day": first_day(match["day"]),
        "issuer": _named(issuer) if issuer else None,
    }  # fmt: skip
