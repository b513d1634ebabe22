"""What the words of heads and items say of themselves: what leads in, what is no work, what is a preface."""

import re

from .assignments import role_of
from .dates import first_day
from .names import whole_name
from .outline import ROW, TEXT
from .sections import ACTIVITIES
from .verbs import opens_with_verb

# A point of a meeting ("Thảo luận (30 phút)"), contents that another paper sets ("Nội dung: Quy định tại Điều 7 …").
_AGENDA = re.compile(r"\(\s*\d{1,3}\s*phút\s*\)\W*$", re.I)
_REFERS = re.compile(
    r"^\W*nội dung(?: [^\s:]+){0,4}(?:\s*:\s*|\s+)(?:được )?"
    r"(?:quy định tại|theo quy định|theo|phù hợp với|như|căn cứ)\s",
    re.I,
)


def no_work(text):
    """``schedule`` or ``scope`` of an item that stands among the work and is none, else None."""
    return "schedule" if _AGENDA.search(text) else "scope" if _REFERS.match(text) else None


def named_head(text, noisy):
    """(name, what follows its colon, requested) of a head that a person called a unit."""
    head, colon, rest = text.partition(":")
    return whole_name(head if colon else text, noisy), rest.strip(), False


def goes_on(rest):
    """Whether what follows a name in a head without stop only leads in to what stands below it."""
    if rest.rstrip().endswith((".", ";", ":")) or len(rest.split()) > 20:
        return False
    return bool(role_of(rest)) or len(rest.split()) < 3 and opens_with_verb(rest)


def without_preface(walker, node, kind):
    """The children of a part of work, without the sentences between its heading and its first sub-heading."""
    first = next((i for i, c in enumerate(node.children) if c.numbered and c.children), 0)
    lead = node.children[:first]
    if kind != ACTIVITIES or not all(c.rank == TEXT and not c.children for c in lead):
        return node.children
    for child in lead:
        walker.other(child, "lead_in")
    return node.children[first:]


def mark_days(root):
    """Give rows the day of the heading right above their table (``NGÀY 1: THỨ HAI, NGÀY 24/8/2026``)."""
    for node in (root, *root.walk()):
        heading = None
        for child in node.children:
            if child.rank != ROW:
                heading = child if is_short_heading(child) and first_day(child.text) else None
            elif heading:
                child.day = heading.day = heading.text


def is_short_heading(node):
    """A heading on a line of its own, without a number."""
    return node.rank == TEXT and len(node.text.split()) < 9 and not node.text.rstrip().endswith((".", ";"))
