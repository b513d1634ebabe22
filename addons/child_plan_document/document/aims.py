"""What a bare number of a target asks for: at least so much, unless words say otherwise.

The readings (SCHEMA.md) write ``=`` where the text has no word of comparison; a plan wants at least that much.
"""

import re

from .fold import fold
from .funding import sentences
from .items import Doubt
from .targets import is_target_item, number

_NUMBER = re.compile(r"(?<![\d.,/])\d+(?:\.\d{3})*(?:,\d+)?(?![\d/])")
_FILL = r"\s*(?:(?:muc|o muc|ty le|khoang|la|:)\s*)*$"
_SAYS = (
    ("=", re.compile(rf"\b(?:dung|dung bang|(?<!cong )bang|chinh xac(?: la)?){_FILL}")),
    ("<", re.compile(rf"\b(?:duoi|thap hon|it hon){_FILL}")),
    ("<=", re.compile(
        rf"\b(?:khong (?:qua|vuot|vuot qua|cao hon|lon hon)|toi da|nhieu nhat|(?:xuong|giam|ha|chi) con){_FILL}"
    )),
)  # fmt: skip
_DOWN = re.compile(r"^\W*(?:%|‰|\w+)?\s*(?:tro xuong|hoac (?:thap|it) hon)\b")
# "Tỷ lệ hộ nghèo 2%": of what is bad nobody wants at least so much; "giảm 2%" and "… được can thiệp" are no such rates.
_BAD = re.compile(
    r"^\W*(?:\w+ ){0,3}?(?:ty le|ty suat|so (?:vu|ca|truong hop|tre(?: em)?|nguoi|hoc sinh|ho))\b"
    r"(?:(?!\bduoc\b|\bgiam\b)[^;.\d])*"
    r"\b(?:tu vong|chet|suy dinh duong|thap coi|nhe can|ngheo|bo hoc|tao hon|xam hai|bao luc|bao hanh|tai nan|duoi nuoc"
    r"|that nghiep|lao dong tre em|vi pham|mac (?:benh|moi)|nhiem|that lac|bo roi|mu chu|thua can|beo phi|sinh con thu"
    r"|mat can bang)\b(?:(?!\bduoc\b|\bgiam\b)[^;.])*[;.\s]*$"
)


def comparator_of(text, sign, value):
    """``>=`` for a bare number; what the words before and behind it say where they do; 0 stays what it is."""
    if sign != "=" or not value:
        return sign
    folded = fold(text)
    for match in _NUMBER.finditer(folded):
        if number(match.group()) != value:
            continue
        before, behind = folded[max(0, match.start() - 40) : match.start()], folded[match.end() : match.end() + 40]
        if _DOWN.match(behind):
            return "<="
        said = next((own for own, pattern in _SAYS if pattern.search(before)), None)
        if said:
            return said
    return "=" if _is_bad(folded) else ">="


def _is_bad(folded):
    return bool(_BAD.match(folded[:300]))


def unclear_aims(plan):
    """[Doubt]: targets of what is bad that do not say whether the number is the most or the least."""
    bare = [row for row in plan.targets if row.comparator == "=" and row.value and _is_bad(fold(row.text))]
    unclear = [row for row in bare if comparator_of(row.text, "=", row.value) == "="]
    return [Doubt("target_direction", row.text[:160], row.line) for row in unclear]


_STRIVES = re.compile(r"^\W*phấn đấu\b", re.I)


def striving_sentences(text):
    """The sentences behind the first that set a number (``Phấn đấu mỗi năm … từ 05 mỏ trở lên.``)."""
    parts = [text[start:end].strip() for start, end in sentences(text)][1:]
    return [part for part in parts if _STRIVES.match(part) and is_target_item(part)]
