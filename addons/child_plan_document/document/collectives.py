"""Names that stand for many bodies (``UBND các phường``, ``Các trường học trên địa bàn``): what kind they mean."""

import re
from functools import lru_cache
from typing import NamedTuple

_KINDS = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("ubnd", r"\bubnd\b|^(?:cac )?(?:dia phuong|xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tinh)\b"),
        ("school", r"\b(?:nha )?truong(?: hoc)?\b(?! phong| ban| thon| cac)|\bco so giao duc\b"),
        ("health station", r"\btram y te\b"),
        ("police", r"\bcong an\b"),
        ("volunteer", r"\bcong tac vien\b"),
        ("village", r"\b(?:thon|to dan pho|khu pho|ap|khu dan cu)\b"),
        ("company", r"\bdoanh nghiep\b"),
        ("hospital", r"\bbenh vien\b"),
        ("care home", r"\bco so (?:tro giup|bao tro|cham soc)\b"),
        ("organisation", r"\b(?:doan the|mat tran to quoc|to chuc(?: \w+){0,2} (?:hoi|vien)|hoi(?! dong))\b"),
        ("department", r"\b(?:phong|so|ban|nganh|co quan|don vi)\b(?! dan)"),
    )
)
_LEVELS = re.compile(
    r"\b(?:(?P<commune>xa(?! hoi)|(?<!dia )phuong|thi tran|dac khu)|(?P<district>huyen|(?<!co )quan(?! ly| su)|thi xa)"
    r"|(?P<province>tinh))\b"
)
_GRADES = re.compile(r"\b(?:mam non|mau giao|tieu hoc|trung hoc co so|trung hoc pho thong|cao dang|dai hoc)\b")
_EMPTY = re.compile(
    r"\b(?:cac|tat ca|thu truong|giam doc|chu tich|hieu truong|dong chi|tren dia ban|thuoc|truc thuoc|khac|cap|hoc|nha"
    r"|cong tac|tre em)\b"
)
# Kinds whose members are the same in every plan; for others the same words are needed to be sure.
_PLAIN = ("ubnd", "school")


class Kinds(NamedTuple):
    """``first``: the kind named first; ``all``: every kind; ``level``: of authorities; ``grades``: of schools."""

    first: str | None
    all: frozenset
    level: str | None
    grades: frozenset
    words: frozenset

    def likeness(self, other):
        """1 where the words are the same, 0.6 to 0.95 where the same kind of bodies is meant, 0 where another is."""
        if self.first is None or self.first != other.first:
            return 0.0
        if self.first == "ubnd" and self.level and other.level and self.level != other.level:
            return 0.0
        if self.words == other.words and self.grades == other.grades:
            return 1.0
        if self.all != other.all or self.grades != other.grades:
            return 0.65
        if self.first in _PLAIN:
            return 0.95
        return 0.62 + 0.25 * len(self.words & other.words) / (len(self.words | other.words) or 1)


@lru_cache(maxsize=4096)
def kinds_of(name):
    """The :class:`Kinds` of a parsed name."""
    text = name.written
    found = sorted((m.start(), kind) for kind, pattern in _KINDS if (m := pattern.search(text)))
    level = _LEVELS.search(text)
    words = _EMPTY.sub(" ", _LEVELS.sub(" ", text)).split()
    return Kinds(
        found[0][1] if found else None,
        frozenset(kind for _, kind in found),
        level.lastgroup if level else None,
        frozenset(_GRADES.findall(text)),
        frozenset(words),
    )
