"""Where the money comes from, a sentence or bullet a row."""

import re
from itertools import pairwise
from typing import NamedTuple

from .fold import compiled, fold
from .items import Doubt

_STATE = re.compile(
    r"ngan sach|chi su nghiep|nguon (?:chi|su nghiep)|nsnn|chi thuong xuyen|dau tu cong"
    r"|tham quyen bo tri kinh phi|\bcan doi,? bo tri"
    r"|\b(?:tu|trong|vao|bang|theo|nguon) (?:\w+ ){0,3}du toan|\bdu toan (?:ngan sach|chi\b|duoc|giao|(?:hang"
    r"|hang) nam|nam|cua)"
    r"|kinh phi (?:su nghiep|thuong xuyen|duoc (?:giao|cap|phan bo)|chuong trinh muc tieu)|von (?:nha nuoc"
    r"|trung uong|doi ung)"
)
# A law's name is no source (more/README.md); what families pay for their own is no gift.
_LAW = re.compile(
    r"luat ngan sach nha nuoc|luat dau tu cong"
    r"|(?:quy dinh|phap luat|che do)\b[^.;]{0,30}\bve (?:quan ly )?(?:tai chinh|ngan sach)[^.;]{0,60}"
)
_OWN_MONEY = re.compile(r"(?:cha me|phu huynh|gia dinh|ho gia dinh)[^.;]{0,40}dong gop")
_OUTSIDE = re.compile(r"\bngoai (?:nguon )?(?:von )?ngan sach(?: nha nuoc)?")
_DRAWN = re.compile(r"\bhuy dong (?=tu (?:cac )?(?:nguon )?(?:von )?ngan sach)")
_MOBILISED = re.compile(
    r"xa hoi hoa|huy dong|tai tro|van dong|dong gop|vien tro|tu thien|ung ho|nha hao tam|ho tro cua (?:cac )?(?:to chuc"
    r"|ca nhan|doanh nghiep|nha)|(?:to chuc|ca nhan|doanh nghiep)[^.;]{0,40} ho tro\b"
)
_SENTENCE = compiled(r"(?<=[^\d\s.][^\d\s.][.!?])\s+(?=[<U>])|(?<=[.…])\s{2,}(?=[<U>])|(?<=\s\d{4}\.)\s+(?=[<U>][<L>])")


def source_of(text):
    """``state_budget``, ``mobilised`` or ``other``: the one that is named first."""
    folded = fold(text)
    for pattern in (_LAW, _OWN_MONEY, _OUTSIDE, _DRAWN):
        folded = pattern.sub(lambda m: " " * len(m.group()), folded)
    found = [
        (m.start(), name)
        for name, p in (("state_budget", _STATE), ("mobilised", _MOBILISED))
        if (m := p.search(folded))
    ]
    return min(found)[1] if found else "other"


_SUM = re.compile(
    r"(?<![\d.,/])(\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)\s*(ty|trieu|nghin|ngan)?\s*(?:dong\b|vnd\b"
    r"|(?<=ty)(?=\s*(?:[.;,)]|$))|(?<=trieu)(?=\s*(?:[.;,)]|$)))"
)
_SCALE = {"ty": 10**9, "trieu": 10**6, "nghin": 10**3, "ngan": 10**3, None: 1}
_TOTAL = re.compile(r"\btong\b[^.;]{0,60}$")


def amount_of(text):
    """The sum in đồng that a sentence on money states, or None: the total, or the only sum in it."""
    folded = fold(text)
    sums = list(_SUM.finditer(folded))
    totals = [m for m in sums if _TOTAL.search(folded[: m.start()])][:1]
    if len(totals or sums) != 1:
        return None
    return _in_dong((totals or sums)[0])


# The sources of one sentence, by the codes of the budget's list of sources; the level that the words name.
_OF_LEVEL = (
    ("central", r"ngan sach (?:trung uong|tw)|von trung uong"),
    ("province", r"ngan sach (?:cap )?(?:tinh|thanh pho|tp)\b"),
    ("district", r"ngan sach (?:cap )?(?:quan|huyen|thi xa)\b"),
    ("commune", r"ngan sach (?:cap )?(?:xa|phuong|thi tran|dac khu)\b(?! hoi)"),
    ("investment", r"(?:von )?dau tu cong"),
    ("sponsor", r"vien tro|tai tro|nha tai tro"),
)
_SOURCES = tuple((code, re.compile(rf"\b(?:{pattern})")) for code, pattern in _OF_LEVEL) + (
    ("mobilised", _MOBILISED),
    ("state", _STATE),
    ("other", re.compile(r"\b(?:hop phap|nguon(?: von| kinh phi| luc)?) khac\b")),
)
_JOINED = {"sponsor": "mobilised"}  # "huy động, tài trợ" is one source, not two


class Shares(NamedTuple):
    """``sources``: ``((code, sum in đồng or None), …)``, each once; ``left``: sums that may be several sources'."""

    sources: tuple
    left: tuple


def shares_of(text):
    """The :class:`Shares` of a sentence on money. A sum is a source's where no other source can be meant by it."""
    folded = fold(text)
    for pattern in (_LAW, _OWN_MONEY, _OUTSIDE, _DRAWN):
        folded = pattern.sub(lambda m: " " * len(m.group()), folded)
    places, rest = {}, folded
    for code, pattern in _SOURCES:
        for match in pattern.finditer(rest):
            places.setdefault(_JOINED.get(code, code), match.start())
        rest = pattern.sub(lambda m: " " * len(m.group()), rest)
    levels = {"central", "province", "district", "commune", "investment"}
    if levels & places.keys():
        places.pop("state", None)  # "ngân sách nhà nước (ngân sách quận)" is one
    order = sorted(places, key=places.get)
    sums = [(match.start(), _in_dong(match)) for match in _SUM.finditer(folded)]
    if len(order) < 2:
        certain = bool(order) and len(sums) == 1
        own = tuple((code, sums[0][1] if certain else None) for code in order)
        return Shares(own, () if certain else tuple(each for _, each in sums))
    starts = [*(places[code] for code in order), len(folded)]
    before = [each for at, each in sums if at < starts[0]]
    within = [[each for at, each in sums if a <= at < b] for a, b in pairwise(starts)]
    each_own = all(len(own) == 1 for own in within)
    if each_own and len(before) <= 1 and (not before or before[0] == sum(own[0] for own in within)):
        return Shares(tuple((code, own[0]) for code, own in zip(order, within, strict=True)), ())
    if not before and len(within[0]) == 1 and not any(within[1:]):
        return Shares(((order[0], within[0][0]), *((code, None) for code in order[1:])), ())
    return Shares(tuple((code, None) for code in order), tuple(each for _, each in sums))


def _in_dong(match):
    digits, scale = match.groups()
    return round(float(digits.replace(".", "").replace(",", ".")) * _SCALE[scale])


def is_total(text):
    """Whether a sentence gives the sum of what others give: "Tổng kinh phí: 450 triệu đồng, trong đó:"."""
    return bool(re.search(r"\b(?:tong|trong do|bao gom)\b", fold(text)))


def unclear_sums(plan):
    """[Doubt]: sentences on money with a sum of which it is not certain which source gives it."""
    found = []
    for row in plan.funding:
        left = shares_of(row.text).left
        if left:
            found.append(Doubt("sum_unclear", row.text[:160], row.line))
    return found


def sentences(text):
    """[(start, end)] of the sentences of a paragraph."""
    spans, start = [], 0
    for match in _SENTENCE.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    return [*spans, (start, len(text))]
