"""A task told as a card: below it stand only lines that say what, who, with whom, until when and what comes out."""

import re

from .attributes import DOES, LEAD, TEXT, fields, labelled
from .names import opens_with_body, split_name
from .outline import ROW
from .verbs import opens_with_verb


class Card:
    """``attributes``: of all its tasks; ``contents``: nodes or (node, text) of what is to be done, none where the head
    says it; ``labels``: the nodes of its lines."""

    def __init__(self):
        self.attributes, self.contents, self.labels = {}, [], []


def card_of(node):
    """The :class:`Card` below ``node``, or None where other text stands there too or nobody is named."""
    lines = [c for c in node.children if c.rank != ROW]
    told = [labelled(c.text) for c in lines]
    if not lines or not all(told):
        return None
    card = Card()
    for line, (kind, value) in zip(lines, told, strict=True):
        card.labels.append(line)
        if kind == TEXT:
            card.contents += [(line, value)] if value else line.children
        else:
            _fill(card, line, kind, value)
    return card if {LEAD, DOES} & set(card.attributes) else None


def _fill(card, line, kind, value):
    """What a line says of who or when, its value on the line or below it."""
    below = [n for n in line.walk() if n.rank != ROW]
    card.labels += below
    inner = [(n, labelled(n.text)) for n in below]
    named = [n.text.strip(" .;") for n, own in inner if not own]
    more = {key: text for key, text in fields(line.text)[1].items() if text}
    if len(more) > 1:
        card.attributes.update(more)
    elif whole := "; ".join(v for v in (value, *named) if v):
        card.attributes[kind] = whole
    for _, own in inner:
        if own and own[1]:
            card.attributes[own[0]] = own[1]


def is_content(label, text):
    """Whether what a card says is work to do (``Nhiệm vụ: …``), not a description of what is to be made."""
    work = re.match(r"^\W*(?:nhiệm vụ|công việc)(?!\w)", label, re.I)
    return bool(work) or opens_with_verb(text) and not text.lower().startswith("quy định")


def doers(value):
    """[(name, what it does)] of a value whose clauses each name a body and its work, else []."""
    clauses = [clause.strip() for clause in re.split(r";\s*", value or "") if clause.strip(" .")]
    found = []
    for clause in clauses:
        name, rest, _ = split_name(clause) if opens_with_body(clause) else (None, "", False)
        if not name or len(rest.split()) < 4 or not opens_with_verb(rest):
            return []
        found.append((name, rest))
    return found


__all__ = ["Card", "card_of", "doers", "is_content"]
