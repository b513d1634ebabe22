"""Where the money comes from, a sentence or bullet a row."""

import re

from .fold import compiled, fold

_STATE = re.compile(
    r"ngan sach|chi su nghiep|nguon (?:chi|su nghiep)|nsnn|chi thuong xuyen|dau tu cong|du toan"
    r"|kinh phi (?:su nghiep|thuong xuyen|duoc (?:giao|cap|phan bo)|chuong trinh muc tieu)|von (?:nha nuoc"
    r"|trung uong|doi ung)"
)
_MOBILISED = re.compile(r"xa hoi hoa|huy dong|tai tro|van dong|dong gop|vien tro|tu thien|ung ho|nha hao tam")
_SENTENCE = compiled(r"(?<=[^\d\s.][^\d\s.][.!?])\s+(?=[<U>])|(?<=[.…])\s{2,}(?=[<U>])")


def source_of(text):
    """``state_budget``, ``mobilised`` or ``other``: the one that is named first."""
    folded = fold(text)
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
