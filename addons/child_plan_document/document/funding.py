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
_LAW = re.compile(r"luat ngan sach nha nuoc|luat dau tu cong")
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


def sentences(text):
    """[(start, end)] of the sentences of a paragraph."""
    spans, start = [], 0
    for match in _SENTENCE.finditer(text):
        spans.append((start, match.start()))
        start = match.end()
    return [*spans, (start, len(text))]
