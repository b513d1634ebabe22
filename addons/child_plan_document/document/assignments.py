"""Items of a part (bullets, letters, paragraphs, rows) and who they are given to."""

import re
from dataclasses import dataclass, field

from .attributes import DOES, LEAD, PRODUCT, WHEN, WITH, fields, names, parted
from .cards import card_of, doers, is_content
from .dates import WITHIN_THE_YEAR, day_of_month, deadline, moment, recurrence
from .fold import fold, key, opens_with
from .items import Task
from .markers import PLUS
from .names import opens_with_body, split_name
from .outline import ROW, TEXT, is_lead_in
from .several_days import due_days
from .verbs import opens_with_verb, verb_position

_COORDINATE = ("phoi hop", "tiep tuc phoi hop")
_STANDS_AND_LEADS = re.compile(
    r"^\W*la (?:co quan|don vi) (?:thuong truc|dau moi),? (?:va )?chu tri\b(?! (?:trien khai|thuc hien) ke)"
)
_DUTY = ("co trach nhiem", "co nhiem vu", "chiu trach nhiem")
_REGULAR = re.compile(r"\b(?:thuong xuyen|lien tuc|dinh ky)\b|^\W*(?:trong nam|ca nam)\b(?! 20\d\d)")
# A time without an end is no deadline: from a day on, until something happens, and the years that follow.
_OPEN = re.compile(
    r"\b(?:tiep theo|tro di|den khi|cho den|sau khi|khi co|ngay sau|hang nam|hang quy|hang thang)\b"
    r"|^\W*(?:bat dau )?tu (?!\d{1,2} ?(?:gio|h|g)\d*\b|.*\bden\b)|^\W*sau "
)


@dataclass
class Item:
    """One bullet or paragraph with what belongs to it. ``attributes``: its lines of who, with whom, when."""

    text: str
    node: object
    section: str | None
    end: int
    attributes: dict = field(default_factory=dict)
    role: str | None = None  # of the lead-in that governs it
    listed: bool = False  # a lead-in says that it is one of several targets


class Leaves:
    """The items below a heading, and the texts that only lead in to them.

    ``works``: the items are work, so that nouns listed behind a sentence belong to it; ``role``: of a lead-in above.
    """

    def __init__(self, works=False, role=None, listed=False):
        self.works, self.role, self.listed = works, role, listed
        self.items, self.lead_ins, self.attribute_nodes = [], [], []
        self._pending = []

    def collect(self, node, section_of):
        """Add what stands below ``node``. ``section_of``: gives the section of a node."""
        for child in node.children:
            if child.day and child.rank == TEXT:
                self.lead_ins.append(child)
            elif child.rank != ROW:
                self._take(child, section_of)
        self._flush()
        return self

    def _take(self, child, section_of):
        if is_lead_in(child) and child.children and all(c.rank == ROW or c.day for c in child.children):
            self.lead_ins.append(child)
            return
        card = card_of(child) if child.children else None
        if card:
            self._card(child, card, section_of)
            return
        text, attributes = fields(child.text)
        if attributes and not text:
            self._attribute(child, attributes)
            for below in child.children:
                self._take(below, section_of)
            return
        if self._pending and self._pending[-1].attributes.get("_lines"):
            self._flush()
        pluses = [c for c in child.children if c.rank == PLUS]
        if child.rank >= 10 and len(pluses) == len(child.children):
            self._bullet(child, text, attributes, pluses, section_of)
        elif child.children:
            self._heading(child, text, attributes, section_of)
        else:
            self._add(Item(text, child, section_of(child), child.paragraph.end, attributes))

    def _card(self, child, card, section_of):
        """A head with lines of what, who and when below it: its contents are items, else the head itself."""
        section, end = section_of(child), card.labels[-1].paragraph.end
        self._flush()
        self.attribute_nodes += [node for node in card.labels if node not in card.contents]
        text = fields(child.text)[0]
        several = doers(card.attributes.get(DOES))
        inline = [(n[0], n[1]) for n in card.contents if isinstance(n, tuple) and is_content(n[0].text, n[1])]
        listed = [n for n in card.contents if not isinstance(n, tuple)]
        if listed:
            below = Leaves(self.works, self.role, self.listed).collect(Listed(listed), lambda n: section)
            self.lead_ins += [child, *below.lead_ins]
            found = below.items
        elif several:
            found = [Item(rest, child, section, end, {DOES: name}) for name, rest in several]
            card.attributes.pop(DOES)
        elif inline:
            self.lead_ins.append(child)
            found = [Item(value, node, section, end) for node, value in inline]
        else:
            found = [Item(text, child, section, end)]
        for item in found:
            item.attributes = parted({**card.attributes, **item.attributes})
            self._add(item)
        self._flush()

    def _bullet(self, child, text, attributes, pluses, section_of):
        """A bullet and the ``+`` below it are one item; ``+`` lines of who and when are its attributes."""
        item = Item(text, child, section_of(child), child.paragraph.end, dict(attributes))
        for plus in pluses:
            own, more = fields(plus.text)
            if more and not own:
                item.attributes.update(more)
                self.attribute_nodes.append(plus)
            else:
                item.text = f"{item.text} {own}"
                item.attributes.update(more)
            item.end = plus.paragraph.end
        self._add(item)

    def _heading(self, child, text, attributes, section_of):
        """A sentence with bullets below it is a heading, or an item with the nouns that it lists.

        Where only lines of who and when, or paragraphs without a mark, stand below it, it is an item too.
        """
        if self.works and _lists_nouns(child):
            below = [n for c in child.children for n in (c, *c.walk())]
            whole = " ".join([text, *(n.text for n in below)])
            self._add(Item(whole, child, section_of(child), below[-1].paragraph.end, dict(attributes)))
            return
        role = role_of(text) if re.search(r":\s*$", text) else None
        below = Leaves(self.works, role or self.role, self.listed or lists_targets(text)).collect(child, section_of)
        own = Item(text, child, section_of(child), child.paragraph.end, dict(attributes))
        if not below.items:
            self._add(own)
            for node in below.attribute_nodes:
                self._attribute(node, fields(node.text)[1])
            return
        self._flush()
        if self.works and _is_sentence(text) and all(c.rank == TEXT for c in child.children):
            self._add(own)
            self._flush()
        else:
            self.lead_ins.append(child)
        self.items += below.items
        self.lead_ins += below.lead_ins
        self.attribute_nodes += below.attribute_nodes
        if attributes:
            for item in below.items:
                item.attributes = {**attributes, **item.attributes}

    def _add(self, item):
        item.role, item.listed = item.role or self.role, item.listed or self.listed
        self.items.append(item)
        self._pending.append(item)

    def _attribute(self, node, attributes):
        """A line of who or when belongs to the items above it that have none yet."""
        self.attribute_nodes.append(node)
        for item in self._pending:
            item.attributes.update(attributes, _lines=True)

    def _flush(self):
        for item in self._pending:
            item.attributes.pop("_lines", None)
        self._pending = []


def lists_targets(text):
    """Whether a lead-in says that targets follow (``… các chỉ tiêu cụ thể như sau:``)."""
    own = fold(text[-120:])
    return bool(re.search(r":\s*$", own) and re.search(r"\b(?:chi tieu|muc tieu)\b", own))


def _is_sentence(text):
    """A whole sentence that says what to do."""
    return text.rstrip().endswith(".") and len(text.split()) > 12


def _lists_nouns(node):
    """Whether a sentence that says what to do ends in a colon and lists nouns below it."""
    listed = [c for c in node.children if c.rank != ROW]
    said = node.text.partition(": ")[2] or node.text
    if not listed or not re.search(r":\s*$", node.text) or not (opens_with_verb(node.text) or opens_with_verb(said)):
        return False
    if any(opens_with_verb(c.text) or fields(c.text)[1] for c in listed):
        return False
    if any(below.rank != PLUS or below.children for c in listed for below in c.children):
        return False
    bodies = [opens_with_body(c.text) for c in listed]
    if any(body and split_name(c.text)[1] for body, c in zip(bodies, listed, strict=True)):
        return False
    words = sum(len(c.text.split()) for c in listed) / len(listed)
    return words < 18 and not any(bodies) or bool(re.search(r"(?:như|gồm|là|sau)\s*:\s*$", node.text))


class Listed:
    """Nodes as the children of one, which has no heading of its own."""

    def __init__(self, children):
        self.children = children


def drop_lead_ins(leaves):
    """Take items that end in a colon and only open the list behind them out of the items; their role governs it."""
    kept, role, listed = [], None, False
    for at, item in enumerate(leaves.items):
        following = leaves.items[at + 1] if at + 1 < len(leaves.items) else None
        opens = is_lead_in(item.node) and item.node.rank == TEXT and following is not None and not item.attributes
        if opens and following.node.rank != TEXT:
            leaves.lead_ins.append(item.node)
            role, listed = role_of(item.text), lists_targets(item.text)
        else:
            role, listed = (role, listed) if item.node.rank != TEXT else (None, False)
            item.role, item.listed = item.role or role, item.listed or listed
            kept.append(item)
    leaves.items = kept
    return leaves


def role_of(text, noisy=False):
    """``lead``, ``coordinate`` or None by the words that a task opens with."""
    duty = opens_with(text, _DUTY)
    own = " ".join(text.split(" ")[duty.count(" ") + 1 :]) if duty else text
    if opens_with(own, ("chu tri",), noisy):
        return "lead"
    return "coordinate" if opens_with(own, _COORDINATE, noisy) else None


_JOINED = re.compile(
    r"^\W*(?:là cơ quan thường trực, )?chủ trì,?(?: và)? (?:chủ động )?phối hợp(?: chặt chẽ)?(?: với| cùng(?: với)?)? ",
    re.I,
)
# Bodies that nobody could tell ("các đơn vị liên quan").
_NOBODY = re.compile(
    r"\b(?:lien quan|khac|chuc nang|chuyen mon)\b|^(?:cac )?(?:co quan|don vi|to chuc|ca nhan|dia phuong)$"
)


def joined(text):
    """The bodies that ``Chủ trì, phối hợp với A, B kiểm tra …`` names by their own names."""
    opened = _JOINED.match(text)
    if not opened or not opens_with_body(text[opened.end() :]):
        return []
    rest = text[opened.end() :]
    stop = verb_position(rest)
    listed = names(rest[:stop].rstrip(" ,;")) if stop else []
    return [name for name in listed if opens_with_body(name) and not _NOBODY.search(key(name))]


def make_task(item, unit, section, year, noisy=False):
    """The :class:`Task` of an item. ``year``: the plan's own, where it is for one year."""
    attributes = item.attributes
    when = attributes.get(WHEN)
    task = Task(section=section, unit=unit, text=item.text.strip(" "), role=role_of(item.text, noisy) or item.role)
    if attributes.get(LEAD) or not task.role and _STANDS_AND_LEADS.match(fold(item.text[:80])):
        task.role = "lead"
    task.coordinating = names(attributes.get(WITH))
    task.joining = [] if task.coordinating else joined(item.text)
    task.deliverable = attributes.get(PRODUCT)
    set_time(task, when, item.text, year, noisy)
    task.start, task.end, task.line = item.node.paragraph.start, item.end, item.node.paragraph.line
    return task


def set_time(task, when, text, year, noisy=False):
    """Set when a task or an activity is due, and how often. ``when``: what its column of time says."""
    _set_deadline(task, when, text, year, noisy)
    task.days = [day.of_year[2:] for day in due_days(f"ngày {when}")] if when else []
    if task.recurrence in WITHIN_THE_YEAR and not task.deadline:
        task.due_day, task.deadline_kind = day_of_month(when or text)


def _set_deadline(task, when, text, year, noisy):
    task.recurrence = recurrence(text, noisy)
    stated = deadline(text, None if task.recurrence else year)
    if when:
        task.recurrence = recurrence(when) or ("regular" if _REGULAR.search(fold(when)) else None)
        closed = not _OPEN.search(fold(when)) and task.recurrence in (None, "regular")
        day = moment(when, year) if closed else None
        if day:
            task.deadline, task.deadline_kind = day, "before" if fold(when).startswith("truoc") else "latest"
            return
        if task.recurrence:
            return
    if stated:
        task.deadline, task.deadline_kind = stated.day, stated.kind


def unit_named(item):
    """The body that an item's own line names for it, or None."""
    return item.attributes.get(LEAD) or item.attributes.get(DOES)
