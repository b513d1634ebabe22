"""Numbers to reach in a sentence: value, unit of count, comparator.

The conventions are those of SCHEMA.md: phấn đấu and đạt are ``>=`` and govern what follows in the sentence, trên ``>``,
dưới ``<``, giảm xuống (còn) ``<=``, a bare or kept number ``=``, không có / không để xảy ra is 0.
"""

import re
from dataclasses import dataclass
from itertools import islice, pairwise

from .fold import compiled, fold, opens_with

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_SEPARATE = compiled(r";|(?<=[^\d\s][^\d\s])\.(?=\s+[<U>\d])|(?<=[%‰\d])\.(?=\s+[<U>])")
_RATE = re.compile(
    rf"(?P<low>{_NUMBER})\s*(?:%|‰)?\s*(?:-|–|den)\s*(?P<high>{_NUMBER})\s*(?P<sign>%|‰)|"
    rf"(?P<value>{_NUMBER})\s*(?P<unit>%|‰|phan tram\b|/\s*1\.?000\b(?!\.)|/\s*(?:100\.000|100000|10\.000|10\^5"
    rf"|mot tram nghin|100 nghin|vạn)\b|tren (?:1\.?000|100\.000)\b(?!\.))"
)
_PER = re.compile(r"(?<!\d )\b(?:tren|tinh tren|tren moi|cho)\s*(1\.?000|10\.000|100\.000)(?![\d.])")
_BARE_RATE = re.compile(
    rf"(?:≤|≥|<|>|=|duoi|tren|xuong|con|dat|la|khoang)\s*(?P<value>{_NUMBER})(?!\s*(?:tuoi|thang|nam|gio|ngay|/|%|‰"
    rf"|\.\d))"
)
_COUNT = re.compile(
    rf"(?:^|(?P<lead>\b(?:it nhat|toi thieu|dat|co|xay dung|thanh lap|to chuc|them|duy tri|mo|ho tro|trao|cap|duoc"
    rf"|khoang|tren|hon|phan dau|tang them|la|"
    rf"moi (?:xa|phuong|huyen|truong|thon|nam|quy|thang)(?: co)?|trong|nhan rong|cho|ket nap|phat trien|thanh cong"
    rf"|du kien|khong qua|toi da|con|duoi|giam|tang|tu|kham|lap|trien khai|hoan thanh|xuong|dao tao|boi duong|tap huan"
    rf"|giai quyet)\s|:\s))"
    rf"\s*(?P<value>{_NUMBER})(?P<high>\s*(?:-|–|den)\s*(?:{_NUMBER}))?\s+(?!tuoi|thang tuoi|gio\b|ngay\b|nam\b"
    rf"|thang\b|lan\b|linh vuc|muc tieu|nhiem vu|noi dung|giai doan|muc\b|phan\b|tro len"
    rf"|den\b)(?P<noun>[a-z]\w*)"
)
# In the part of the targets any verb may stand before the number; these words do not count what follows.
_COUNT_ANY = re.compile(
    rf"(?<![\w,.])(?!(?:so|ngay|thang|nam|quy|dieu|khoan|muc|khoa|lop|loai|dot|thu|cap|hang|tu|phuong|quan|to|"
    rf"khu|thon|ap"
    rf"|tap|tang|hop|va|den|top|thuoc|diem|phan|bang|cum|vung|doi|k|c|tuoi|giam|gap|"
    rf"moi)\s)[a-z]+\s+(?P<value>{_NUMBER})\s+"
    rf"(?!tuoi|thang\b|gio\b|ngay\b|nam\b|lan\b|muc\b|phan\b|den\b|va\b)(?P<noun>[a-z]\w*)"
)
_TIMES = re.compile(rf"\bgap\s+(?:doi|(?P<value>{_NUMBER})\s+lan)\b")
_UPWARD = re.compile(r"\s*tro len\b")
_SECOND_COUNT = re.compile(rf"\b(?:va|,)\s*({_NUMBER})\s+(?:\w+ ){{0,3}}?(?:vao |den |trong )?nam (20\d\d)")
_MEASURED = re.compile(
    rf"^(?:(?:nang|tang|duy tri) )?(?:tuoi tho|muc sinh|chieu cao|can nang|so nam song|tong ty suat sinh)\b.*?"
    rf"({_NUMBER})\s*(?:tuoi|con|cm|kg|nam)\b"
)
_NONE = re.compile(r"\bkhong (?:co|de|xay ra|phat sinh|con|ghi nhan)\b")
_OPENS_NONE = re.compile(r"^\W*(?:\w+\s+){0,2}khong (?:co|con|de|xay ra|phat sinh)\b")
_AGE = re.compile(
    r"(?:tu|duoi|tren|den|du|tron|va)\s*(?:\d+\s*(?:-|–|den)\s*)?(?:duoi )?\d+\s*(?:thang )?(?:tuoi|thang)"
    r"|\d+\s*(?:-|–|den(?: duoi)?)\s*\d+\s*(?:thang )?tuoi|\d+ (?:thang )?tuoi"
)
_COMPARED = re.compile(r"\bso voi (?:\w+ ){0,3}20\d\d\b")
_YEAR = re.compile(r"\b(?:den|vao|trong|cuoi|het)?\s*(?:cuoi |het )?nam (20\d\d)\b")
_UP = re.compile(r"\b(?:dat|it nhat|toi thieu|tu)\s*(?:ty le|muc|khoang)?\s*(?:it nhat|toi thieu|tu)?\s*$")
_ABOVE = re.compile(r"\b(?:tren|hon|vuot|cao hon|>)\s*$|>\s*$")
_BELOW = re.compile(r"\b(?:duoi|thap hon|it hon)\s*$|<\s*$")
_AT_MOST = re.compile(
    r"\b(?:khong qua|khong vuot qua|toi da|xuong con|xuong|giam con|con|khong cao hon)\s*(?:muc |khoang )?$|≤\s*$"
    r"|<=\s*$"
)
_AT_LEAST = re.compile(r"≥\s*$|>=\s*$|\bkhong (?:thap hon|duoi|it hon)\s*$")
# No item of a plan sets more numbers than this.
MOST_FIGURES = 60
_STRIVE = ("phan dau", "quyet tam")


@dataclass
class Figure:
    """One number: ``year``, where the sentence sets one for it."""

    comparator: str
    value: float
    unit: str
    year: int | None = None


def number(text):
    """``1.500`` -> 1500, ``95,1`` -> 95.1, ``07`` -> 7."""
    text = text.strip()
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    value = float(text.replace(",", "."))
    return int(value) if value == int(value) else value


def clauses(text):
    """(start, end) of the clauses of an item: one a semicolon or sentence."""
    spans, start = [], 0
    for match in _SEPARATE.finditer(text):
        end = match.end() if match.group() == "." else match.start()
        spans.append((start, end))
        start = match.end()
    spans.append((start, len(text)))
    return [
        (a, b)
        for a, b in ((a + len(text[a:b]) - len(text[a:b].lstrip()), b) for a, b in spans)
        if text[a:b].strip(" .;")
    ]


def _unit(sign):
    sign = re.sub(r"\s", "", sign)
    if sign in ("%", "phantram"):
        return "%"
    if sign in ("‰", "/1000", "/1.000") or sign.endswith(("tren1000", "tren1.000")):
        return "per_1000"
    if "10.000" in sign and "100.000" not in sign:
        return "per_10000"
    return "per_100000"


def _comparator(before, striving):
    before = before[-200:]
    for pattern, sign in ((_AT_LEAST, ">="), (_AT_MOST, "<="), (_ABOVE, ">"), (_BELOW, "<"), (_UP, ">=")):
        if pattern.search(before):
            return sign
    if re.search(r"\bdat\s+(?:\w+\s+){0,3}$", before) and not re.search(r"\bdat (?:chuan|tieu chi|tieu chuan)", before):
        return ">="
    if re.search(r"\b(?:giam|ha)\b.*\b(?:xuong|con)\b[^;,]{0,25}$", before):
        return "<="
    return ">=" if striving else "="


def _year(folded, start, end):
    """The year of a number: ``đến năm 2025 đạt`` right before it, else behind it and before the next number."""
    own = re.search(r"\b(?:nam|het) (20\d\d)[ ,:]+(?:\w+ ){0,3}$", folded[max(0, start - 40) : start])
    if own:
        return int(own.group(1))
    folded = _COMPARED.sub(lambda m: " " * len(m.group()), folded)
    behind = _YEAR.search(folded, end, end + 60)
    if behind and not re.search(r"\d+(?:[.,]\d+)?\s*(?:%|‰|/1)", folded[end : behind.start()]):
        return int(behind.group(1))
    before = list(_YEAR.finditer(folded, max(0, start - 200), start))
    return int(before[-1].group(1)) if before else None


def _rates(folded, striving):
    found = []
    for match in islice(_RATE.finditer(folded), MOST_FIGURES):
        upward = False
        if match.group("low"):  # a range is reached at its lower end
            values, unit, upward = (match.group("low"),), _unit(match.group("sign")), True
        else:
            values, unit = (match.group("value"),), _unit(match.group("unit"))
        before = folded[max(0, match.start() - 200) : match.start()].rstrip()
        sign = _comparator(before + " ", striving)
        if sign == "=" and found and found[-1].unit == unit and re.search(r"(?:\bva|,)\s*(?:dat|la|con)?\s*$", before):
            sign = found[-1].comparator
        if sign == "=" and (upward or _UPWARD.match(folded, match.end())):
            sign = ">="
        found += [Figure(sign, number(v), unit, _year(folded, match.start(), match.end())) for v in values]
    return found


def _per_thousand(folded, striving):
    """``tỷ suất … trên 1000 trẻ đẻ sống ≤ 1,5``: the count stands apart from what it is counted per."""
    per = _PER.search(folded)
    if not per:
        return []
    unit = _unit(f"/{per.group(1)}")
    rest = folded[: per.start()] + " " * (per.end() - per.start()) + folded[per.end() :]
    rates = list(_BARE_RATE.finditer(_AGE.sub(lambda m: " " * len(m.group()), rest)))
    if not rates:
        return []
    match = rates[-1]
    sign = _comparator(folded[: match.start("value")].rstrip() + " ", striving)
    return [Figure(sign, number(match.group("value")), unit, _year(folded, match.start(), match.end()))]


def _counts(folded, striving):
    masked = _AGE.sub(lambda m: " " * len(m.group()), folded)
    masked = _YEAR.sub(lambda m: " " * len(m.group()), masked)
    masked = re.sub(
        r"\bso \d[\w/.-]*|\b\d{1,2}/\d{1,2}(?:/\d{4})?|\b\d+\s*lan\b", lambda m: " " * len(m.group()), masked
    )
    indent = len(masked) - len(masked.lstrip(" ,-+–:"))
    times = _TIMES.search(masked)
    if times and times["value"]:
        upward = _UPWARD.match(masked, times.end())
        return [Figure(">=" if upward or striving else "=", number(times["value"]), "count", None)]
    match = _COUNT.search(masked[indent:]) or _COUNT_ANY.search(masked[indent:])
    if not match:
        return []
    start, end = match.start("value") + indent, match.end("value") + indent
    lead = match.groupdict().get("lead") or ""
    sign = _comparator(folded[:start].rstrip() + " ", striving)
    if sign == "=" and (lead.strip() in ("it nhat", "toi thieu", "dat") or _UPWARD.search(folded, end, end + 30)):
        sign = ">="
    found = [Figure(sign, number(match.group("value")), "count", _year(folded, start, end))]
    second = _SECOND_COUNT.search(folded, end)
    if second:
        found.append(Figure(sign, number(second.group(1)), "count", int(second.group(2))))
    return found


def _measured(folded, striving):
    """``tuổi thọ trung bình đạt 75,5 tuổi``, ``mức sinh thay thế 2,1 con``: one number with its measure at the end."""
    match = _MEASURED.search(folded)
    if not match:
        return []
    start, end = match.span(1)
    sign = _comparator(folded[:start].rstrip() + " ", striving)
    return [Figure(sign, number(match.group(1)), "count", _year(folded, start, end))]


def figures(text, striving=False):
    """The numbers that a clause sets. ``striving``: a phấn đấu before it in the same sentence governs it."""
    folded = fold(text)
    striving = striving or any(re.search(rf"\b{p}\b", folded) for p in _STRIVE)
    folded = _in_digits(text, folded)
    for pattern in (_LABEL, _FROM):
        folded = pattern.sub(lambda m: " " * len(m.group()), folded)
    folded = _COUNTED_PER.sub(lambda m: f"{m.group(1)}{' ' * len(m.group(2))}{m.group(3)}", folded)
    own = _per_thousand(folded, striving) or _rates(folded, striving)
    if own:
        return own
    if _NONE.search(folded):
        return [Figure("=", 0, "count")]
    return _measured(folded.strip(), striving) or _counts(folded, striving)


# "Chỉ tiêu 2:" is a label; "giảm từ 9 xuống 6" sets 6; "6 cuốn/1.000 cuốn" is 6 per 1.000.
_LABEL = re.compile(r"^\W*(?:chi tieu|muc tieu)(?: so)? \d{1,2}(?:\.\d{1,2})*\s*[:.]")
_FROM = re.compile(rf"\btu\s+(?:{_NUMBER})(?:[^,;.]|\.(?=\d)){{0,40}}?\s(?=(?:xuong|(?<!tro )len)\s+(?:\w+\s+)?\d)")
_COUNTED_PER = re.compile(r"(\d)(\s+[a-z]+(?: [a-z]+)?\s*)(/\s*(?:1\.?000|10\.?000|100\.?000)\b)")
_WORDS = {
    "một": "1", "hai": "2", "ba": "3", "bốn": "4", "năm": "5", "sáu": "6", "bảy": "7", "tám": "8", "chín": "9",
    "mười": "10",
}  # fmt: skip
_WORD_NUMBER = re.compile(
    rf"\b((?:ít nhất|tối thiểu|có|xây(?: dựng| mới)?|thành lập|mở|trao|trồng|mua|lắp)\s+(?:có\s+)?)"
    rf"({'|'.join(_WORDS)})(?=\s+(?!số\b|phần\b|cách\b|trong\b|bước\b|nửa\b|học\b)[^\W\d])"
)


def _in_digits(text, folded):
    """Numbers in words behind ít nhất, tối thiểu as digits (``ít nhất một xe``), the text as long as before."""
    for match in _WORD_NUMBER.finditer(text.lower()):
        digits = _WORDS[match.group(2)].ljust(len(match.group(2)))
        folded = f"{folded[: match.start(2)]}{digits}{folded[match.end(2) :]}"
    return folded


def figures_of_item(text):
    """[(start, end, Figure)] of an item: its pieces one after the other, each with the number that it sets.

    Phấn đấu, đạt and ít nhất govern the bare numbers behind them to the sentence's end. What stands in brackets behind
    trong đó sets numbers of its own.
    """
    whole, text = text, _OF_THEM.sub(r" \1 ", text)
    found, striving, least, previous = [], False, False, 0
    for start, end in _pieces(text):
        before = text[max(previous, start - 40) : start].rstrip() or text[max(0, start - 40) : start].rstrip()
        if re.search(r"[^\W\d][)”]?\.\s*$|%\.\s*$", before):
            striving = least = False
        clause = text[start:end]
        folded = fold(clause)
        here = min((m.start() for p in _STRIVE for m in re.finditer(rf"\b{p}\b", folded)), default=None)
        own = _governed(clause, striving, here)
        for figure in own:
            if figure.comparator == "=" and least and _bare(folded):
                figure.comparator = ">="
        found += [(start, start + _balanced(whole[start:end]), figure) for figure in own]
        least = least or any(f.comparator == ">=" for f in own) and bool(_LEAST.search(folded))
        striving = striving or here is not None
        previous = end
    return found


def _balanced(piece):
    """How long a piece is without a bracket that it does not open or close itself."""
    if piece.count(")") > piece.count("("):
        piece = piece.rstrip(" ).;")
    elif piece.count("(") > piece.count(")"):
        piece = piece[: piece.rindex("(")]
    return len(piece.rstrip())


_OF_THEM = re.compile(r"\((trong đó\b[^()]*)\)", re.I)
_LEAST = re.compile(r"\b(?:it nhat|toi thieu|dat)\b")
_BARE = re.compile(
    rf"^\W*(?:va |trong do |dong thoi |co |tren |it nhat |toi thieu |duoi )*(?:{_NUMBER})\s*(?:%|‰|/|[a-z])"
)
_BREAK = re.compile(r",\s+|\s+va\s+|:\s+|\s+(?=dong thoi\b)|\s+(?=trong do\b)")
_LEAD = re.compile(
    r"^\W*(?:(?:trong do|cu the|bao gom|gom|(?:den|trong|giai "
    r"doan)\b[^:]{0,20}20\d\d(?=:[^,;]*[,;]))\b[^:]{0,60}|(?:[^\W\d]+\W+){5,14}[^\W\d]+):\s+(?=\w)"
)
_SIZE = r"(?:(?:tu|khoang|tren|hon|it nhat|toi thieu|duoi|khong qua|gan)\s+)?"
_OWN_COUNT = re.compile(
    rf"^\W*(?:(?:trong do|dong thoi|va|co|moi nam|hang nam)\s+)*{_SIZE}(?:{_NUMBER})\s+(?!nam\b|thang\b|tuoi|"
    rf"ngay\b)[a-z]{{2,}}\s+[a-z]"
    rf"|\b(?:it nhat|toi thieu|trong do(?: co)?)\s+(?:{_NUMBER})\s+(?!tuoi|nam\b)[a-z]"
    rf"|^\W*(?:trong do\W+)?(?:(?!(?:so|ngay|thang|nam|quy|dieu|khoan|muc|khoa|lop|loai|dot|thu|cap|hang|phuong|quan|to"
    rf"|khu|thon|ap|va|tu|duoi)\s)[a-z]+"
    rf"\s+){{1,4}}{_SIZE}(?:{_NUMBER})\s+(?!nam\b|thang\b|tuoi|ngay\b|lan\b|muc\b)[a-z]{{2,}}\s+[a-z]"
    rf"|\b(?:dat|len|xuong|con|chiem|tang|giam|co)\s+{_SIZE}(?:{_NUMBER})\s+(?:ty|trieu|nghin|ngan|tan|ha|usd|"
    rf"[a-z]{{3,}})\b"
)
_SAME = re.compile(
    rf"^\W*(?:(?:den|vao|trong)?\s*(?:het |cuoi )?nam 20\d\d|xuong|len\b|con\b|dat\b)|"
    rf"^\W*{_SIZE}(?:{_NUMBER})\s*(?:%|‰)?\W*$"
)


def _bare(folded):
    return bool(_BARE.match(folded))


def _pieces(text):
    """(start, end) of the parts of an item that set a number each; what sets none goes with the one before it."""
    pieces, spans = [], clauses(text)
    single = sum(len(_cuts(text, *span)) for span in spans if _sets(fold(text[slice(*span)]))) == 1
    for start, end in spans:
        goes_on = pieces and text[pieces[-1][1] : start].strip() == ";" and text[start : start + 1].islower()
        folded = fold(text[start:end])
        if goes_on and not _sets(folded):
            if single and _bare(fold(text[slice(*pieces[-1])])):  # "100% xã làm A; làm B": one subject
                pieces[-1] = (pieces[-1][0], end)
            continue
        head = goes_on and next((m for m in _BREAK.finditer(folded) if _bare(folded[m.end() :])), None)
        if head and not _sets(folded[: head.start()]):
            pieces[-1] = (pieces[-1][0], start + head.start())
            start += head.end()
        pieces += _cuts(text, start, end)
    return pieces


def _cuts(text, start, end):
    """A clause cut before each further number that has words of its own."""
    folded, lead = fold(text[start:end]), None
    lead = _LEAD.match(folded)
    begin = lead.end() if lead and _sets(folded[lead.end() :]) else 0
    edges, depth, seen = [], 0, begin
    for match in _BREAK.finditer(folded, begin):
        depth += folded.count("(", seen, match.start()) - folded.count(")", seen, match.start())
        seen = match.start()
        if depth <= 0:
            edges.append(match)
    found, last, edge, full = [], begin, begin, False
    for match, following in pairwise([*edges, None]):
        full = full or _sets(folded[edge : match.start()])
        edge, stop = match.end(), following.start() if following else len(folded)
        if full and _opens(folded[match.end() : stop], folded[last : min(match.start(), last + 400)]):
            found.append((start + last, start + match.start()))
            last, full = match.end(), False
    found.append((start + last, end))
    return found


def _sets(folded):
    """Whether a piece sets a number."""
    if any(p.search(folded) for p in (_RATE, _PER, _OPENS_NONE, _MEASURED)):
        return True
    return bool(_OWN_COUNT.search(_AGE.sub(" ", folded)))


def _opens(behind, before):
    """Whether what stands behind a comma or và sets a number of its own, not another year's of the same."""
    if not _sets(behind) or _SAME.match(behind):
        return False
    if _bare(before) and len(before.split()) < 5 and not _bare(behind):
        return False  # "100% tỉnh, thành phố tổ chức ít nhất 01 đợt …": the subject goes on
    return not (_YEAR.search(before) and _YEAR.search(behind) and _BARE.match(behind))


def _governed(clause, striving, here):
    if here is None or striving:
        return figures(clause, striving)
    return figures(clause, True)


_REACHES = re.compile(rf"\bdat (?:ty le )?(?:tren |it nhat |toi thieu )?(?:{_NUMBER})\s*%\W*(?:$|\()")


def is_target_item(text, noisy=False):
    """Whether an item outside the targets' part is there to set a number (``Phấn đấu 80% …``, ``… đạt 100%``)."""
    folded = fold(text)
    if opens_with(text, _STRIVE, noisy):
        return bool(_RATE.search(folded) or figures(text))
    if re.match(rf"^\W*(?:tren |it nhat |toi thieu |duy tri )?(?:{_NUMBER})\s*%", folded):
        return True
    return len(text) < 200 and bool(_REACHES.search(folded))
