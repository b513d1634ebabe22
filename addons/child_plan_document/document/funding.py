"""Where the money comes from, a sentence or bullet a row."""

import re

from .fold import compiled, fold

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
    digits, scale = (totals or sums)[0].groups()
    return round(float(digits.replace(".", "").replace(",", ".")) * _SCALE[scale])


def sentences(text):
    """[(start, end)] of the sentences of a paragraph."""
    spans, start = [], 0
    for match in _SENTENCE.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    return [*spans, (start, len(text))]
