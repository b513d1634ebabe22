"""What a numbered part of a plan is for, by the words of its heading."""

import re

from .fold import has_phrase, key
from .vocabulary import (
    ACTIVITIES,
    AWARD,
    CHILD_HEADINGS,
    FUNDING,
    ORGANISATION,
    PART_HEADINGS,
    PURPOSE,
    REPORTING,
    SCHEDULE,
    SCOPE,
    SITUATION,
    TARGETS,
)

__all__ = [
    "ACTIVITIES", "AWARD", "FUNDING", "ORGANISATION", "PURPOSE", "REPORTING", "SCHEDULE", "SCOPE", "SITUATION",
    "TARGETS", "is_known_heading", "kind_of_child", "kind_of_part",
]  # fmt: skip


def kind_of_part(heading, noisy=False):
    """The kind of a part by its heading, or None."""
    own, best = key(heading), None
    for kind, phrases in PART_HEADINGS.items():
        for phrase in phrases:
            at = f" {own} ".find(f" {phrase} ")
            if at >= 0 and (best is None or (at, -len(phrase)) < best[0]):
                best = ((at, -len(phrase)), kind)
    if best:
        return best[1]
    if noisy:
        for kind, phrases in PART_HEADINGS.items():
            if any(has_phrase(heading, p, True) for p in phrases if " " in p):
                return kind
    return None


def kind_of_child(heading):
    """The kind that a numbered heading inside a part has of its own, or None where the part's holds."""
    own = re.sub(r"^ve ", "", key(heading.split(":")[0]))
    if len(own.split()) > 14:
        return None
    found = [
        (len(p), kind)
        for kind, phrases in CHILD_HEADINGS.items()
        for p in phrases
        if own == p or own.startswith(p + " ")
    ]
    return max(found)[1] if found else None


_WHOLE = re.compile(
    r"^(?:(?:va |cac )?(?:muc dich|yeu cau|muc tieu(?: chung| tong quat| cu the)?|chi tieu(?: cu the)?|quan diem"
    r"|pham vi|doi tuong|noi dung|thoi gian|dia diem|"
    r"nhiem vu|giai phap|chu yeu|trong tam|kinh phi|to chuc|thuc hien|che do|bao cao|phan cong|trach nhiem|nguon"
    r"|cu the|hoat dong|ap dung)(?: va)? ?)+$"
)


def is_known_heading(text):
    """Whether a text is made of nothing but the usual words of headings."""
    return bool(_WHOLE.match(key(text)))
