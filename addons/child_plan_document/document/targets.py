"""Numbers to reach in a sentence: value, unit of count, comparator.

The conventions are those of SCHEMA.md: phấn đấu and đạt are ``>=`` and govern what follows in the sentence, trên ``>``,
dưới ``<``, giảm xuống (còn) ``<=``, a bare or kept number ``=``, không có / không để xảy ra is 0.
"""

import re
from dataclasses import dataclass
from itertools import islice

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
    rf"|du kien|khong qua|toi da|con|duoi|giam|tang|tu|kham|lap|trien khai|hoan thanh|xuong)\s))"
    rf"\s*(?P<value>{_NUMBER})(?P<high>\s*(?:-|–|den)\s*(?:{_NUMBER}))?\s+(?!tuoi|thang tuoi|gio\b|ngay\b|nam\b"
    rf"|thang\b|lan\b|linh vuc|muc tieu|nhiem vu|noi dung|giai doan|muc\b|phan\b|tro len"
    rf"|den\b)(?P<noun>[a-z]\w*)"
)
_UPWARD = re.compile(r"\s*tro len\b")
_SECOND_COUNT = re.compile(rf"\b(?:va|,)\s*({_NUMBER})\s+(?:\w+ ){{0,3}}?(?:vao |den |trong )?nam (20\d\d)")
_MEASURED = re.compile(
    rf"^(?:(?:nang|tang|duy tri) )?(?:tuoi tho|muc sinh|chieu cao|can nang|so nam song|tong ty suat sinh)\b.*?"
    rf"({_NUMBER})\s*(?:tuoi|con|cm|kg|nam)\b"
)
_NONE = re.compile(r"\bkhong (?:co|de|xay ra|phat sinh|con|ghi nhan)\b")
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
        if match.group("low"):
            values, unit = (match.group("low"), match.group("high")), _unit(match.group("sign"))
        else:
            values, unit = (match.group("value"),), _unit(match.group("unit"))
        before = folded[max(0, match.start() - 200) : match.start()].rstrip()
        sign = _comparator(before + " ", striving)
        if sign == "=" and found and found[-1].unit == unit and re.search(r"(?:\bva|,)\s*(?:dat|la|con)?\s*$", before):
            sign = found[-1].comparator
        if sign == "=" and _UPWARD.match(folded, match.end()):
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
    match = _COUNT.search(masked[indent:])
    if not match:
        return []
    start, end = match.start("value") + indent, match.end("value") + indent
    lead = match.group("lead") or ""
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
    own = _per_thousand(folded, striving) or _rates(folded, striving)
    if own:
        return own
    if _NONE.search(folded):
        return [Figure("=", 0, "count")]
    return _measured(folded.strip(), striving) or _counts(folded, striving)


def figures_of_item(text):
    """[(start, end, Figure)] of an item: its clauses one after the other, phấn đấu governing to the sentence's end."""
    found, striving, previous = [], False, 0
    for start, end in clauses(text):
        if re.search(r"\.\s*$", text[previous:start].rstrip() or text[:start].rstrip()):
            striving = False
        clause = text[start:end]
        folded = fold(clause)
        here = min((m.start() for p in _STRIVE for m in re.finditer(rf"\b{p}\b", folded)), default=None)
        found += [(start, end, figure) for figure in _governed(clause, striving, here)]
        striving = (striving or here is not None) and not clause.rstrip().endswith(".")
        previous = end
    return found


def _governed(clause, striving, here):
    if here is None or striving:
        return figures(clause, striving)
    return figures(clause, True)


def is_target_item(text, noisy=False):
    """Whether an item outside the targets' part is there to set a number (``Phấn đấu 80% …``)."""
    if opens_with(text, _STRIVE, noisy):
        return bool(_RATE.search(fold(text)) or figures(text))
    return bool(re.match(rf"^\W*(?:tren |it nhat |toi thieu |duy tri )?(?:{_NUMBER})\s*%", fold(text)))
