"""A plan told in running text (a notice on an authority's site): no numbers, no blocks."""

import re
from itertools import pairwise

from .assignments import Item
from .fold import compiled, fold, key
from .funding import sentences
from .sections import ACTIVITIES, TARGETS
from .verbs import opens_with_verb

_LEAD_IN = re.compile(r"\b(?:nhiem vu|giai phap|hoat dong)\b[^.:]{0,80}(?:gom|bao gom|nhu sau|sau|la)\s*:")
_STRIVE = re.compile(r"^\W*(?:phan dau|muc tieu|den nam 20\d\d|den het nam)\b.*\d")
_CAPITAL = compiled(r"(?<=[<L>] )[<U>][<L>]+ [<L>]")
_RUN = compiled(r"\s{2,}(?=[<U>])")


def title_of(paragraphs):
    """The first line that names a plan and is no sentence, or None."""
    for paragraph in paragraphs[:40]:
        own = key(paragraph.text)
        if (
            own.startswith("ke hoach ")
            and 5 < len(own.split()) < 60
            and not paragraph.text.rstrip().endswith((".", ";", ":"))
        ):
            return paragraph.text
    return None


class _Part:
    """A piece of a paragraph that stands for a node."""

    def __init__(self, node, text):
        self.paragraph, self.text, self.section, self.rank, self.children = node.paragraph, text, None, node.rank, []


def read_prose(walker, nodes):
    """Sentences that strive for a number are targets; what follows ``nhiệm vụ, giải pháp gồm:`` are activities."""
    listing = False
    for node in nodes:
        raw = node.paragraph.raw
        lead = _LEAD_IN.search(fold(raw))
        if lead:
            walker.other(_Part(node, raw[: lead.end()]), "lead_in")
            raw, listing = raw[lead.end() :], True
        if listing:
            for text in _pieces(raw.strip()):
                walker.item(Item(text.strip(), _Part(node, text.strip()), None, node.paragraph.end), ACTIVITIES)
            continue
        _sentences(walker, node, raw)


def _pieces(raw):
    """The items of a paragraph that lists: apart by two blanks, else by sentences and by a verb's capital letter."""
    runs = _RUN.split(raw)
    if len(runs) > 1:
        return runs
    pieces = []
    for start, end in sentences(raw):
        cut = [
            m.start() for m in _CAPITAL.finditer(raw, start, end) if opens_with_verb(raw[m.start() : m.start() + 40])
        ]
        pieces += [raw[a:b].strip() for a, b in pairwise([start, *cut, end])]
    return pieces


def _sentences(walker, node, raw):
    for start, end in sentences(raw):
        text = re.sub(r"\s+", " ", raw[start:end]).strip()
        part = _Part(node, text)
        if _STRIVE.match(fold(text)):
            walker.item(Item(text, part, None, node.paragraph.end), TARGETS)
        elif text:
            walker.other(part, "text")
