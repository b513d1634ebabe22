"""Heads that stand without a number inside a part (their automatic numbers were lost, or they never had any).

Such a head is a short line without a stop; sentences or bullets stand below it. One alone tells nothing: at least two
of them, each with something below it, make the order of a part, and nothing but notes stands before the first.
"""

import re
from dataclasses import dataclass

from .markers import DASH, LETTER

_RANK = LETTER + 4  # below every number, above bullets
_STOP = re.compile(r"[.;:,!?…)\"”]\W*$|[(\"“]$")
_LONGEST = 22  # words


@dataclass
class _Group:
    head: object
    below: list


def group_bare_heads(root, text_rank):
    """Put what stands below the bare heads of each numbered part under them."""
    for node in list(root.walk()):
        if node.rank < DASH and not node.forced:
            _group(node, text_rank)


def _group(node, text_rank):
    first = next((i for i, child in enumerate(node.children) if child.rank < DASH), len(node.children))
    run, groups = node.children[:first], []
    before = []
    for at, child in enumerate(run):
        if _is_head(child, run[at + 1 : at + 2], text_rank):
            groups.append(_Group(child, []))
        elif groups:
            groups[-1].below.append(child)
        else:
            before.append(child)
    if (
        len(groups) < 2
        or before
        or any(c.paragraph.cells for c in run)
        or not all(_sentences(group.below, text_rank) for group in groups)
    ):
        return
    for group in groups:
        group.head.rank, group.head.children = _RANK, group.below
    node.children[:first] = [group.head for group in groups]


def _is_head(node, following, text_rank):
    """Whether a node is a short line of words without a stop, with something else than a head behind it."""
    text = node.text.strip()
    if node.rank != text_rank or node.children or node.forced or not following:
        return False
    words = len(text.split())
    return 1 < words <= _LONGEST and text[:1].isupper() and not _STOP.search(text) and not following[0].children


def _sentences(nodes, text_rank):
    """Whether the texts without a mark below a head are whole sentences, all of them."""
    texts = [n for n in nodes if n.rank == text_rank]
    return bool(nodes) and all(re.search(r"[.;:]\W*$", n.text) or n.children for n in texts)
