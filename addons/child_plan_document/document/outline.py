"""Paragraphs as a tree of numbered parts, with the path of printed numbers that SCHEMA.md calls ``section``."""

import re
from dataclasses import dataclass, field

from .again import force, ranks_of_hints
from .bare_heads import group_bare_heads
from .fold import key
from .markers import ARABIC, DASH, LETTER, PART, PLUS, ROMAN, UPPER
from .paragraphs import Paragraph
from .sections import kind_of_part

# How deep text without a mark lies that ends in a colon: the bullets behind it stand below it.
_OPENER = 19
TEXT = 30
ROW = 31


@dataclass
class Node:
    """A paragraph and what stands below it. ``rank``: of its marker, ``TEXT`` without one, ``ROW`` of a table.

    ``forced``: what it is because of what a person said (``again``). ``day``: of a heading right above
    rows, and of these rows, what it says of the day (``NGÀY 24/8/2026``).
    """

    paragraph: Paragraph | None
    rank: int
    path: tuple = ()
    children: list = field(default_factory=list)
    kind: str | None = None
    forced: str | None = None
    day: str | None = None

    @property
    def text(self):
        return self.paragraph.text if self.paragraph else ""

    @property
    def section(self):
        return ".".join(self.path) or None

    @property
    def numbered(self):
        return self.rank < DASH

    def walk(self):
        """The nodes below this one, in the order of the text."""
        for child in self.children:
            yield child
            yield from child.walk()


class Renamed:
    """A node's paragraph with another text, as an item of its own: a block without the name that it opens with."""

    def __init__(self, node, text):
        self.paragraph, self.text, self.children, self.rank, self.numbered = node.paragraph, text, [], TEXT, False
        self.section, self.path, self.forced = node.section, node.path, None
        self.day = None

    def walk(self):
        return iter(())


def _capital_heading(paragraph):
    """A heading printed without its number: capitals, or a whole usual heading on a line of its own."""
    text = paragraph.text
    letters = [c for c in text if c.isalpha()]
    capitals = len(letters) > 5 and all(c.isupper() for c in letters)
    return capitals and len(text) < 200 and kind_of_part(text) is not None


def _top_rank(paragraphs):
    """The rank of parts without a number: that of the numbered parts, else of Roman numbers."""
    ranks = [p.marker.rank for p in paragraphs if p.marker and p.marker.rank <= ROMAN]
    return min(ranks, default=ROMAN)


def build(paragraphs):
    """The root of the tree."""
    root = Node(None, -1)
    stack = [root]
    top = _top_rank(paragraphs)
    hinted = ranks_of_hints(paragraphs, top)
    for at, paragraph in enumerate(paragraphs):
        marker = paragraph.marker
        if at in hinted:
            rank = hinted[at]
        elif paragraph.cells is not None:
            rank = ROW
        elif marker is None:
            rank = top if _capital_heading(paragraph) else TEXT
        else:
            rank = _rank(marker, stack)
        while len(stack) > 1 and not _holds(stack[-1], rank):
            stack.pop()
        parent = stack[-1]
        path = parent.path
        if marker is not None and rank < DASH:
            path = _path(parent.path, marker)
        node = Node(paragraph, rank, path)
        parent.children.append(node)
        if rank < ROW and rank != TEXT or rank == TEXT and is_lead_in(node):
            stack.append(node)
    group_bare_heads(root, TEXT)
    force(root)
    return root


def _holds(node, rank):
    """Whether ``node`` takes a child of ``rank``: unmarked text and rows stand below the nearest number."""
    if rank in (TEXT, ROW):
        return node.rank < DASH
    return (_OPENER if node.rank == TEXT else node.rank) < rank


def _rank(marker, stack):
    """Letters that stand above numbers in this branch keep that order (``a)`` then ``1.`` below it)."""
    if marker.rank == ARABIC and stack[-1].rank == LETTER and marker.label == "1":
        return LETTER + 1
    if marker.rank == ARABIC and any(n.rank == LETTER + 1 for n in stack):
        branch = next(n for n in stack if n.rank == LETTER + 1)
        if branch.path[-1].isdigit() and int(marker.label) == int(branch.path[-1]) + 1:
            outer = next((n for n in stack if n.rank == ARABIC), None)
            if outer is None or int(outer.path[-1]) + 1 != int(marker.label):
                return LETTER + 1
    return marker.rank


def _path(above, marker):
    """``1.2`` below ``1`` gives ``1.2``, not ``1.1.2``."""
    if not marker.label:
        return above
    pieces = marker.label.split(".")
    while len(pieces) > 1 and above and above[-1] == pieces[0]:
        pieces = pieces[1:]
    if len(pieces) > 1:
        size = len(pieces) - 1
        if list(above[-size:]) == pieces[:size]:
            pieces = pieces[size:]
    return (*above, *pieces)


def double_numbers(root):
    """Nodes of the first levels whose path another part already has."""
    seen, double = set(), []
    for node in root.walk():
        if node.rank in (PART, UPPER, ROMAN) and node.paragraph.marker and node.paragraph.marker.label:
            if node.path in seen:
                double.append(node)
            seen.add(node.path)
    return double


def is_lead_in(node):
    """A sentence that only opens the list below it."""
    return bool(re.search(r":\s*$", node.text)) and len(key(node.text)) > 0


__all__ = ["DASH", "PLUS", "ROW", "TEXT", "Node", "Renamed", "build", "double_numbers", "is_lead_in"]
