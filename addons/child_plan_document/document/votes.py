"""What a part or a block of a plan is for, by votes of its heading and of what stands below it.

The words of a heading say what a part is called, its children what it holds: a part whose blocks are headed by bodies
gives work, whatever it is called. Weights were set by hand.
"""

import re
from typing import NamedTuple

from .again import NO_BODY, UNIT
from .attributes import DOES, LEAD, fields
from .fold import key
from .names import is_unit_heading, opens_with_body, split_name
from .outline import ROW
from .sections import (
    ACTIVITIES,
    AWARD,
    FUNDING,
    ORGANISATION,
    PURPOSE,
    REPORTING,
    SCHEDULE,
    SCOPE,
    SITUATION,
    TARGETS,
    kind_of_child,
    kind_of_part,
)
from .verbs import opens_with_verb

# How sure the words of a heading are of their kind; the bodies below count up to _BODIES.
_WORDS = {
    ORGANISATION: 3.0, FUNDING: 3.0, PURPOSE: 3.0, TARGETS: 3.0, SITUATION: 3.0, SCOPE: 2.0, REPORTING: 3.0,
    AWARD: 3.0, SCHEDULE: 1.0, ACTIVITIES: 1.0,
}  # fmt: skip
_BODIES, _VERBS, _NUMBERS = 2.4, 1.6, 1.2
_FIGURE = re.compile(r"\d\s*(?:%|‰)|/\s*100\.?000\b|/\s*1\.?000\b")


_STATE = re.compile(
    r"^(?:nhung |mot so |cac |danh gia |du bao |phan tich |tac dong |yeu to |nhan to |ve )*(?:thuan loi|kho khan"
    r"|thach thuc"
    r"|rui ro|nguyen nhan|boi canh|han che|ton tai|thuc trang|hien trang|ket qua dat duoc|co hoi|tac dong)\b"
)


_MEANS = re.compile(r"\b(?:kinh phi|nguon luc|nguon von|von dau tu|tai chinh)\b")
_MONEY = re.compile(r"\b(?:kinh phi|nguon von|von|ngan sach|du toan|chi thuong xuyen)\b")


class Shape(NamedTuple):
    """What stands below a node. ``blocks``: its children; shares of them or of the leaves, 0 to 1."""

    blocks: int
    bodies: float
    verbs: float
    numbers: float


def shape_of(node, noisy=False):
    """The :class:`Shape` of what stands below ``node``.

    There are no blocks of bodies where lines say who answers for each task.
    """
    children = [c for c in node.children if c.rank != ROW and not _is_label(c)]
    said = any(_is_label(n) and set(fields(n.text)[1]) & {LEAD, DOES} for n in node.walk() if n.rank != ROW)
    leaves = [n for c in children for n in (c, *c.walk()) if not n.children and n.rank != ROW and not _is_label(n)]
    share = lambda found, of: sum(map(bool, found)) / len(of) if of else 0.0  # noqa: E731
    return Shape(
        len(children),
        0.0 if said else share((gives_work(c, noisy) for c in children), children),
        share((opens_with_verb(n.text) or _works(n, noisy) for n in leaves), leaves),
        share((_FIGURE.search(n.text) for n in leaves), leaves),
    )


def _is_label(node):
    text, labels = fields(node.text)
    return bool(labels) and not text


def gives_work(node, noisy=False):
    """Whether a node names a body and says, behind the name or below it, what it has to do."""
    if not opens_with_body(node.text, noisy):
        return False
    name, rest, _ = split_name(node.text, node.paragraph.bold, noisy)
    if not name or len(name) > 260:
        return False
    return bool(node.children) if not rest else opens_with_verb(rest) or bool(node.children)


def _works(node, noisy):
    return gives_work(node, noisy) and not is_unit_heading(node.text)


def kind_of(node, noisy=False):
    """The kind of a part; None where neither its heading nor what stands below it says one."""
    if node.forced:
        return node.forced
    said = kind_of_part(node.text.split(":")[0], noisy)
    shape = shape_of(node, noisy)
    if said in (ACTIVITIES, None) and _lists_what_is_checked(node):
        return SCOPE
    if said == REPORTING and shape.bodies >= 0.6 and sum(c.numbered for c in node.children) > 1:
        return ORGANISATION
    votes = dict.fromkeys((said,) if said else (), _WORDS.get(said, 0))
    if shape.bodies >= 0.5 and (shape.blocks > 1 or any(c.children for c in node.children)):
        votes[ORGANISATION] = votes.get(ORGANISATION, 0) + _BODIES * shape.bodies
    if shape.verbs >= 0.5 > shape.bodies:
        votes[ACTIVITIES] = votes.get(ACTIVITIES, 0) + _VERBS * shape.verbs
    if shape.numbers >= 0.5 and said != ACTIVITIES:
        votes[TARGETS] = votes.get(TARGETS, 0) + _NUMBERS * shape.numbers
    return max(votes, key=votes.get) if votes else None


def kind_of_block(node, within, noisy=False):
    """The kind that a numbered child of a part has of its own, or None where the part's holds."""
    if node.forced:
        return None if node.forced == UNIT else node.forced
    own = kind_of_child(node.text)
    shape = shape_of(node, noisy)
    several = shape.blocks > 1 or any(c.children for c in node.children)
    bodies = several and shape.bodies >= 0.6
    if (
        bodies
        and own in (None, ACTIVITIES, REPORTING, SCHEDULE)
        and within in (ACTIVITIES, ORGANISATION, REPORTING, SCHEDULE, None)
    ):
        return ORGANISATION
    if own is None and within == ACTIVITIES and shape.verbs >= 0.6 and _is_a_body(node, noisy):
        return UNIT
    if own is None and shape.verbs < 0.5 and _of_money(node):
        return FUNDING
    if own is None and within in (TARGETS, SCOPE) and shape.blocks > 1 and shape.verbs >= 0.6 and shape.numbers < 0.3:
        return ACTIVITIES
    if own is None and within == ACTIVITIES and _describes(node, shape):
        return SITUATION
    return own if own != within else None


def _is_a_body(node, noisy):
    """Whether a head beside heads of fields of work is the name of a body, with its work below it."""
    return len(node.text.split()) > 2 and gives_work(node, noisy) and is_unit_heading(node.text)


_NOUN = re.compile(r"^\W*việc\s", re.I)


def _lists_what_is_checked(node):
    """Whether most of what stands below a part names things to look at (``Việc ban hành …``), no work."""
    leaves = [n for n in node.walk() if not n.children and n.rank != ROW and n is not node]
    return len(leaves) > 3 and sum(bool(_NOUN.match(n.text)) for n in leaves) >= 0.6 * len(leaves)


def _of_money(node):
    """Whether a head names means and most of what stands below it speaks of money."""
    leaves = [n for n in node.walk() if not n.children and n.rank != ROW]
    about = sum(bool(_MONEY.search(key(n.text))) for n in leaves)
    named = bool(_MEANS.search(key(node.text))) and kind_of_part(node.text) != ACTIVITIES
    return bool(leaves) and named and about >= 0.6 * len(leaves)


def _describes(node, shape):
    """Whether a head and what stands below it tell how things are, not what to do."""
    return shape.verbs < 0.15 and bool(_STATE.search(key(node.text)))


def heads_alone(node, siblings, noisy=False):
    """Whether a head is nothing but a name: it is printed bold as a whole, or those beside it are nothing else."""
    if not node.children or node.text.rstrip().endswith((".", ";", ":")) or ":" in node.text:
        return False
    bold = node.paragraph.bold
    if bold and len(bold) >= len(node.text) - 3:
        return True
    alike = [n for n in siblings if n.rank == node.rank and n is not node]
    alone = sum(is_unit_heading(n.text) and bool(n.children) for n in alike)
    return len(node.text.split()) < 20 and (alone >= max(1, 0.6 * len(alike)) or len(node.text.split()) < 14)


def unlisted_body(node, siblings, noisy=False):
    """Whether a head is taken for a body that is not listed: a person said so, or those beside it are bodies."""
    if node.forced == UNIT:
        return True
    alike = [n for n in siblings if n.rank == node.rank and n is not node]
    named = sum(opens_with_body(n.text, noisy) for n in alike)
    return (
        len(alike) > 1
        and named >= 0.6 * len(alike)
        and bool(node.children)
        and len(node.text.split()) < 15
        and not node.text.rstrip().endswith((".", ";"))
        and not opens_with_verb(node.text)
        and not NO_BODY.match(_addressed(node, alike).lower())
        and kind_of_child(node.text) is None
    )


_TOWARDS = re.compile(r"^\W*đối với\s+", re.I)


def _addressed(node, alike):
    """The text of a head without ``Đối với``, where those beside it open with it, too: it leads in to names then."""
    said = sum(bool(_TOWARDS.match(n.text)) for n in alike)
    return _TOWARDS.sub("", node.text) if said >= 0.6 * len(alike) else node.text


_PERSON = re.compile(r"^\W*(?:các )?(?:đồng chí|đ/c|ông|bà)(?!\w)", re.I)


def label_of_body(node, siblings, noisy=False):
    """What stands before the colon of a head (``Cơ sở giết mổ: Đăng ký …``) beside bodies, or None."""
    label, colon, behind = node.text.partition(":")
    alike = [n for n in siblings if n.rank == node.rank and n is not node]
    named = sum(gives_work(n, noisy) for n in alike)
    if not colon or len(alike) < 2 or named < 0.6 * len(alike) or len(label.split()) > 14:
        return None
    if not (behind.strip()[:1].isupper() and opens_with_verb(behind.strip())):
        return None
    known = _PERSON.match(label) or opens_with_verb(label) or NO_BODY.match(label.lower()) or kind_of_child(label)
    return None if known else label
