"""The parts of a plan walked through: each paragraph becomes a row of one kind, or ``other``."""

import re

from .assignments import Leaves, drop_lead_ins, make_task, role_of, unit_named
from .fold import fold, has_phrase, key
from .funding import sentences, source_of
from .items import Activity, Doubt, Funding, Other, Target, Unit
from .markers import DASH
from .names import is_collective, is_unit_heading, opens_with_body, split_name
from .outline import ROW, TEXT
from .reporting import read_reports
from .sections import (
    ACTIVITIES,
    FUNDING,
    ORGANISATION,
    REPORTING,
    TARGETS,
    kind_of_child,
    kind_of_part,
)
from .table_rows import read_rows
from .targets import figures_of_item, is_target_item
from .verbs import opens_with_verb

_STANDING = re.compile(r"\b(?:la|lam) (?:co quan|don vi|dau moi) thuong truc\b|\bco quan thuong truc\b(?! cua)")
_LEADS = re.compile(
    r"^\W*la (?:co quan |don vi )?(?:chu tri|dau moi)\b.{0,80}\bke hoach\b|"
    r"^\W*(?:co trach nhiem )?chu tri\b.{0,90}\b(?:trien khai|to chuc|thuc hien)\b.{0,30}"
    r"\bke hoach(?: nay)?\s*(?:[.;,]|$|theo|den|tren)"
)
_IN_BRACKETS = re.compile(
    r"\((?:[Dd]o )?([^()]{4,120}?) (chủ trì|chịu trách nhiệm|thực hiện|phụ trách)[^()]{0,200}\)[.;]?$"
)
_INDIRECT = re.compile(r"^(?:căn cứ|trên cơ sở|theo|từ)\s[^,]{3,120},\s*(?:đề nghị |yêu cầu |giao )?", re.I)


class Walker:
    """Fills ``plan`` from the outline. ``year``: the plan's own where it is for one year."""

    def __init__(self, plan, year=None, noisy=False):
        self.plan, self.year, self.noisy = plan, year, noisy
        self._blocks = set()

    # --- bookkeeping -------------------------------------------------------------------------------------------

    def other(self, node, kind, doubt=None):
        """Keep text that is no row; with ``doubt``, tell the person."""
        p = node.paragraph
        self.plan.other.append(Other(p.start, p.end, p.line, 1.0, node.section, node.text, kind))
        if doubt:
            self.plan.doubts.append(Doubt(doubt, node.text[:160], p.line))

    def _place(self, row, node, sure=1.0, end=None):
        row.start, row.end, row.line, row.sure = (
            node.paragraph.start,
            end or node.paragraph.end,
            node.paragraph.line,
            sure,
        )
        return row

    # --- parts -------------------------------------------------------------------------------------------------

    def part(self, node, kind=None):
        """A part by its own heading, else by ``kind``."""
        kind = kind or kind_of_part(node.text.split(":")[0], self.noisy)
        if kind is None:
            kind = _kind_of_children(node)
        self.other(node, "heading")
        self._behind_colon(node, kind)
        self.inside(node, kind)

    def _behind_colon(self, node, kind):
        """``III. KINH PHÍ: Từ ngân sách xã.``: what stands behind the heading's colon is an item of the part."""
        rest = node.text.partition(":")[2].strip()
        if rest and kind != ORGANISATION:
            self._read(node, [_Renamed(node, rest)], kind)

    def inside(self, node, kind):
        """The children of a part of ``kind``; a child whose heading says so is of its own kind."""
        node.kind = kind
        if kind == ORGANISATION:
            self.organisation(node)
            return
        run = []
        for child in node.children:
            own = kind_of_child(child.text) if child.numbered else None
            if own is not None and own != kind:
                self._leaves(node, run, kind)
                run = []
                self.other(child, "heading")
                self._behind_colon(child, own)
                self.inside(child, own)
            else:
                run.append(child)
        self._leaves(node, run, kind)

    def _leaves(self, node, children, kind):
        """Children of one kind, read as that kind."""
        rows = [c for c in children if c.rank == ROW]
        if rows:
            read_rows(self, rows, node, kind)
        texts = [c for c in children if c.rank != ROW]
        if not texts:
            return
        deep = [c for c in texts if c.numbered and any(_own_kind(x, kind) for x in c.children)]
        if deep:
            for child in texts:
                if child in deep:
                    self.other(child, "heading")
                    self.inside(child, kind)
                else:
                    self._read(node, [child], kind)
        else:
            self._read(node, texts, kind)

    def _read(self, node, texts, kind):
        for child in texts:
            rows = [c for c in child.walk() if c.rank == ROW]
            if rows:
                read_rows(self, rows, child, kind)
        leaves = drop_lead_ins(Leaves().collect(_Holder(texts), lambda n: n.section))
        for item in leaves.lead_ins:
            self.other(item, "heading" if item.rank < DASH else "lead_in")
        for item in leaves.attribute_nodes:
            self.other(item, "attribute")
        for item in leaves.items:
            self.item(item, kind)

    def item(self, item, kind):
        """One bullet or paragraph of a part of ``kind``."""
        if unit_named(item):
            self.assigned(item)
        elif kind == TARGETS:
            self.target(item)
        elif kind == FUNDING:
            self.funding(item)
        elif kind == REPORTING:
            self.report(item)
        elif kind == ACTIVITIES or kind is None and item.section:
            self.given_in_words(item) or self.activity(item)
        else:
            self.other(item.node, kind or "text", None if kind else "text_of_no_item")

    # --- rows --------------------------------------------------------------------------------------------------

    def target(self, item, required=True):
        """The numbers of an item of the targets' part. Returns whether it has any."""
        found = figures_of_item(item.text)
        for start, end, figure in found:
            text = item.text[start:end].strip().rstrip(";").strip()
            row = Target(
                section=item.section, text=text, comparator=figure.comparator, value=figure.value, unit=figure.unit
            )
            row.year = figure.year
            self.plan.targets.append(self._place(row, item.node, 0.9 if figure.unit != "count" else 0.6, item.end))
        if not found and required:
            self.other(item.node, "target", "number_without_target")
        return bool(found)

    def given_in_words(self, item):
        """``Giao Sở Nội vụ chủ trì rà soát …``: an item that opens with who does it. Returns whether it does."""
        name, rest, requested = split_name(item.text, item.node.paragraph.bold, self.noisy)
        if not name and (behind := _IN_BRACKETS.search(item.text)) and opens_with_body(behind.group(1), self.noisy):
            name, rest = behind.group(1), behind.group(2)
        if self.noisy or not name or len(name) > 160 or is_collective(name) or not opens_with_verb(rest):
            return False
        self.unit(name, item.section, item.node, requested, 0.7)
        task = make_task(item, name, item.section, self.year, self.noisy)
        task.role, task.sure = role_of(rest, self.noisy), 0.7
        self.plan.tasks.append(task)
        self.plan.reporting += read_reports(item.text, self.year, task.line, task.start, item.section)
        return True

    def activity(self, item):
        if is_target_item(item.text, self.noisy) and self.target(item, required=False):
            return
        row = Activity(section=item.section, text=item.text.strip())
        self.plan.activities.append(self._place(row, item.node, 0.9, item.end))

    def funding(self, item):
        for start, end in sentences(item.text):
            text = item.text[start:end].strip()
            row = Funding(section=item.section, text=text, source=source_of(text))
            self.plan.funding.append(self._place(row, item.node, 0.9, item.end))

    def report(self, item):
        paragraph = item.node.paragraph
        rows = read_reports(item.text, self.year, paragraph.line, paragraph.start, item.section)
        self.plan.reporting += rows
        self.other(item.node, "reporting", None if rows else "text_of_no_item")

    def assigned(self, item):
        """An item whose own lines say who answers for it."""
        name = unit_named(item)
        self.unit(name, item.section, item.node, requested=False)
        task = make_task(item, name, item.section, self.year, self.noisy)
        task.sure = 0.9
        self.plan.tasks.append(task)

    # --- the part that organises the work ----------------------------------------------------------------------

    def organisation(self, node):
        """Blocks of units, one after the other; unnumbered text below an unnumbered name belongs to it."""
        rows = [c for c in node.children if c.rank == ROW]
        if rows:
            read_rows(self, rows, node, ORGANISATION)
        block = None
        for child in (c for c in node.children if c.rank != ROW):
            own = kind_of_child(child.text) if child.numbered or _short_heading(child) else None
            if own is not None and not opens_with_body(child.text, self.noisy):
                self.other(child, "heading")
                self._behind_colon(child, own)
                self.inside(child, own)
                block = None
            elif block and not child.numbered and not self._names_unit(child):
                self._tasks(block, _Holder([child]))
            else:
                block = self.block(child, node)

    def _names_unit(self, node):
        name, rest, requested = split_name(node.text, node.paragraph.bold, self.noisy)
        return bool(name) and (requested or bool(rest) or is_unit_heading(node.text)) and len(name) < 200

    def block(self, node, parent):
        """A child of the assigning part. Returns its unit where unnumbered text after it belongs to it."""
        name, rest, requested = split_name(node.text, node.paragraph.bold, self.noisy)
        if self._is_group(node, name, rest):
            self.other(node, "heading")
            self.organisation(node)
            return None
        if name is None:
            return self._without_name(node)
        row = self.unit(name, node.section, node, requested, block=True)
        if rest and not (rest.rstrip().endswith(":") and node.children):
            self._first_task(row, node, rest)
        elif rest:
            self.other(node, "lead_in")
        self._tasks(row, node)
        return None if node.numbered else row

    def _first_task(self, row, node, rest):
        """The sentence that follows the name in its own paragraph."""
        holder = _Holder([_Renamed(node, rest)])
        self._tasks(row, holder)

    def _is_group(self, node, name, rest):
        """A heading of several blocks (``Các sở, ban, ngành``, ``Phân công nhiệm vụ``), not a block itself."""
        children = [c for c in node.children if c.rank not in (ROW,)]
        if rest and name and not rest.rstrip().endswith(":"):
            return False
        named = [c for c in children if self._names_unit(c)]
        if not children or len(named) < max(1, (len(children) + 1) // 2):
            return bool(name is None and any(c.rank == ROW for c in node.children))
        if name is None:
            return True
        whole = [c for c in named if c.children or is_unit_heading(c.text) or ":" in c.text[:120]]
        return (
            len(whole) == len(named)
            and len(named) > 1
            and any(c.numbered for c in named)
            or is_collective(name)
            and len(whole) > 1
        )

    def _without_name(self, node):
        """Text of the assigning part that opens with no name: one inside it is taken, else it is kept as a doubt."""
        lead = _INDIRECT.match(node.text)
        rest = node.text[lead.end() :] if lead else ""
        name, behind, requested = split_name(rest) if lead else (None, "", False)
        if name and behind and len(name) < 160:
            row = self.unit(name, node.section, node, requested, 0.6, block=True)
            self._tasks(row, _Holder([node]) if not node.children else node)
            return None
        paragraph = node.paragraph
        self.plan.reporting += read_reports(node.text, self.year, paragraph.line, paragraph.start, node.section)
        self.other(node, "organisation", "block_without_unit")
        for child in node.walk():
            self.other(child, "organisation")
        return None

    def unit(self, name, section, node, requested=False, sure=0.95, block=False):
        """The row of a unit. A line keeps the row that its name has; a block takes a line's row for its own."""
        for row in self.plan.units:
            if key(row.name) != key(name) or block and id(row) in self._blocks:
                continue
            if block:
                self._blocks.add(id(row))
                row.section, row.requested = section, requested
                self._place(row, node, sure)
            return row
        row = Unit(section=section, name=name, requested=requested, collective=is_collective(name))
        self.plan.units.append(self._place(row, node, sure if len(name) < 140 else 0.5))
        if block:
            self._blocks.add(id(row))
        if len(name) > 200:
            self.plan.doubts.append(Doubt("long_name", name[:160], node.paragraph.line))
        return row

    def _tasks(self, row, node):
        """The items below a block's heading are its tasks."""
        section = row.section
        leaves = drop_lead_ins(Leaves().collect(node, lambda n: section))
        for item in leaves.lead_ins + leaves.attribute_nodes:
            self.other(item, "lead_in")
        rows = [c for c in node.children if c.rank == ROW]
        if rows:
            read_rows(self, rows, node, ORGANISATION)
        for item in leaves.items:
            if not re.search(r"\w", item.text):
                continue
            name = unit_named(item) or row.name
            if name != row.name:
                self.unit(name, section, item.node)
            task = make_task(item, name, section, self.year, self.noisy)
            task.sure = 0.95 if item.node.rank != TEXT else 0.85
            self.plan.tasks.append(task)
            reports = read_reports(item.text, self.year, task.line, task.start, section)
            self.plan.reporting += reports

    def mark_standing(self, closing):
        """The unit that a task or the closing words call standing agency, else the first that leads the whole plan."""
        plan = self.plan
        for row in plan.units:
            texts = [row.name, *(t.text for t in plan.tasks if t.unit == row.name)]
            if any(_STANDING.search(fold(t)) or has_phrase(t[:40], "co quan thuong truc", self.noisy) for t in texts):
                row.standing = True
        if any(row.standing for row in plan.units):
            return
        for row in plan.units:
            if any(_LEADS.search(fold(t.text)) for t in plan.tasks if t.unit == row.name):
                row.standing = True
                return
        for text in closing:
            folded = key(text)
            for row in plan.units:
                if re.search(rf"\bgiao {re.escape(key(row.name))}\b", folded):
                    row.standing = True
                    return


class _Holder:
    """Children without a heading of their own."""

    def __init__(self, children):
        self.children = children


class _Renamed:
    """A block's paragraph without the name that it opens with."""

    def __init__(self, node, text):
        self.paragraph, self.text, self.children, self.rank, self.numbered = node.paragraph, text, [], TEXT, False
        self.section, self.path = node.section, node.path

    def walk(self):
        return iter(())


def _short_heading(node):
    """A heading on a line of its own, without a number."""
    return node.rank == TEXT and len(node.text.split()) < 9 and not node.text.rstrip().endswith((".", ";"))


def _own_kind(node, kind):
    own = kind_of_child(node.text) if node.numbered else None
    return own is not None and own != kind


def _kind_of_children(node):
    """A part with an unusual heading: an assigning part where most blocks are names of bodies."""
    children = [c for c in node.children if c.rank != ROW]
    named = [
        c for c in children if is_unit_heading(c.text) or opens_with_body(c.text) and c.text.rstrip().endswith(":")
    ]
    return ORGANISATION if children and len(named) * 2 > len(children) else ACTIVITIES if children else None
