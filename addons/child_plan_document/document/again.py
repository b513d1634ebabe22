"""A plan read again by what a person said of one of its lines: this part assigns, this line is a unit.

A hint holds against every vote. It goes for the lines beside it that look alike, too: where one head of a part is a
unit, the part assigns work, and its other heads are units unless they say what they are.
"""

import re

from .markers import DASH
from .names import opens_with_body
from .sections import ACTIVITIES, FUNDING, ORGANISATION, REPORTING, SITUATION, TARGETS, kind_of_child
from .verbs import opens_with_verb

UNIT = "unit"
# What a line can be said to be, in the words of the addon.
HINTS = {
    "unit": UNIT,
    "assigning": ORGANISATION,
    "activities": ACTIVITIES,
    "targets": TARGETS,
    "funding": FUNDING,
    "reporting": REPORTING,
    "nothing": SITUATION,
}
_LONGEST_HEAD = 20  # words
# A head that names work or a matter, not a body that nobody has listed.
NO_BODY = re.compile(
    r"^\W*(?:công tác|chế độ|việc|về|nội dung|thời gian|kinh phí|nguồn|một số|hoạt động|nhiệm vụ|giải pháp"
    r"|đối với|mục tiêu"
    r"|yêu cầu|chỉ tiêu|tiến độ|giai đoạn|bước|đợt|năm|quý|tháng|khi|trong|trước|sau|hình thức|phương thức|phương án"
    r"|điều kiện|kết quả|cơ chế|chính sách|hồ sơ|quy trình|tài liệu|lễ|hội nghị|cuộc thi|chương trình|đề án"
    r"|dự án)(?!\w)"
)


def ranks_of_hints(paragraphs, top):
    """``{index: rank}`` of the paragraphs without a marker that are heads because of a hint.

    ``top``: the rank of the parts. A unit stands right above what follows it; paragraphs that look like it and stand
    between it and the next part are heads of units too.
    """
    ranks, alike, rank = {}, None, None
    for at, p in enumerate(paragraphs):
        if p.hint and p.hint != UNIT:
            alike = None
            if p.marker is None:
                ranks[at] = top
        elif p.hint == UNIT and p.marker is None:
            below = paragraphs[at + 1].marker if at + 1 < len(paragraphs) else None
            alike, rank = p, (below.rank if below and below.rank < DASH else DASH) - 0.5
            ranks[at] = rank
        elif p.marker is not None and p.marker.rank <= top:
            alike = None
        elif alike is not None and p.marker is None and p.cells is None and _is_head(p.text) and _looks_like(p, alike):
            ranks[at], p.hint = rank, UNIT
    return ranks


def _is_head(text):
    short = len(text.split()) <= _LONGEST_HEAD and not text.rstrip().endswith((".", ";", ","))
    return short and not opens_with_verb(text) and not NO_BODY.match(text.lower()) and kind_of_child(text) is None


def _looks_like(paragraph, other):
    bold = bool(paragraph.bold) and len(paragraph.bold) >= len(paragraph.text) - 3
    return bold and bool(other.bold) or opens_with_body(paragraph.text)


def force(root):
    """Set what nodes are because of hints: ``Node.forced``, a kind of ``sections`` or ``UNIT``."""
    for node in root.walk():
        if node.paragraph.hint:
            node.forced = node.paragraph.hint
    for parent in [root, *root.walk()]:
        units = [child for child in parent.children if child.forced == UNIT]
        if not units:
            continue
        if parent is not root:
            parent.forced = parent.forced or ORGANISATION
        for child in parent.children:
            like = child.forced is None and child.children and any(child.rank == unit.rank for unit in units)
            if like and _is_head(child.text):
                child.forced = UNIT


def holds_forced(node, kind=None):
    """Whether a hint goes for something below ``node``; with ``kind``, whether it is of that kind."""
    return any(below.forced and kind in (None, below.forced) for below in node.walk())
