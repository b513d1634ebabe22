"""The parts of a plan walked through: each paragraph becomes a row of one kind, or ``other``."""

import re

from .again import UNIT, holds_forced
from .aims import striving_sentences
from .assignments import Item, Leaves, Listed, drop_lead_ins, make_task, role_of, set_time, unit_named
from .attributes import WHEN
from .cards import card_of
from .dates import deadline
from .funding import amount_of, sentences, source_of
from .heads import goes_on, is_short_heading, named_head, no_work, without_preface
from .items import Activity, Doubt, Funding, Other, Target
from .markers import DASH
from .names import is_collective, is_unit_heading, opens_with_body, split_name, whole_name
from .outline import ROW, TEXT, Renamed
from .reporting import read_reports
from .sections import ACTIVITIES, AWARD, FUNDING, ORGANISATION, REPORTING, SCHEDULE, TARGETS, kind_of_child
from .subjects import INDIRECT, by_subject, who_of
from .table_rows import read_rows
from .targets import figures_of_item, is_target_item
from .units import Units
from .verbs import opens_with_verb
from .votes import gives_work, heads_alone, kind_of, kind_of_block, label_of_body, unlisted_body

_OF_MONEY = re.compile(r"^\W*(?:nguồn )?kinh phí\b(?!.{0,40}(?:chủ trì|phối hợp))", re.I)
_THUONG_TRUC = re.compile(r"\([^()]*(?:thường trực|đầu mối)[^()]*\)", re.I)
_NOTE = re.compile(r"^\([^()]*\)[.;/]*$")
_SO_FAR = re.compile(r"^\W*(?:hiện nay|tính đến|đến nay|thời gian qua|trong những năm qua)(?!\w)", re.I)
_GIVEN = re.compile(r"(?:^|,\s)(?:giao|đề nghị|yêu cầu)\s", re.I)
_WORK = (ACTIVITIES, SCHEDULE, None)


class Walker:
    """Fills ``plan`` from the outline. ``year``: the plan's own where it is for one year."""

    def __init__(self, plan, year=None, noisy=False):
        self.plan, self.year, self.noisy = plan, year, noisy
        self.units = Units(plan, self._place)

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

    def unit(self, name, section, node, requested=False, sure=0.95, block=False):
        """The row of a unit (see :class:`Units`)."""
        return self.units.add(name, section, node, requested, sure, block)

    def mark_standing(self, closing):
        self.units.mark_standing(closing, self.noisy)

    # --- parts -------------------------------------------------------------------------------------------------

    def part(self, node, kind=None):
        """A part by its heading and what stands below it, else by ``kind``."""
        kind = kind or kind_of(node, self.noisy)
        if kind == UNIT:
            self.block(node, Listed([node]))
            return
        self.other(node, "heading", None if kind or not node.children else "text_of_no_item")
        self._behind_colon(node, kind)
        self.inside(node, kind)

    def _behind_colon(self, node, kind):
        """``III. KINH PHÍ: Từ ngân sách xã.``: what stands behind the heading's colon is an item of the part."""
        rest = node.text.partition(":")[2].strip()
        if rest and kind != ORGANISATION:
            self._read(node, [Renamed(node, rest)], kind)

    def inside(self, node, kind):
        """The children of a part of ``kind``; a child that is of another kind is read as that."""
        node.kind = kind
        if card_of(node) and not node.forced:
            self._read(node, [node], kind)
            return
        if kind == ORGANISATION:
            self.organisation(node)
            return
        run = []
        for child in without_preface(self, node, kind):
            own = self._kind_of_its_own(child, kind)
            if own is not None:
                self._leaves(node, run, kind)
                run = []
                self._own(child, own)
            else:
                run.append(child)
        self._leaves(node, run, kind)

    def _own(self, child, kind):
        """A child of a kind of its own."""
        if kind == UNIT:
            self.block(child, Listed([child]))
            return
        if kind == FUNDING and not child.children and ":" in child.text:
            self._read(child, [child], kind)
            return
        self.other(child, "heading")
        self._behind_colon(child, kind)
        self.inside(child, kind)

    def _leaves(self, node, children, kind):
        """Children of one kind, read as that kind."""
        rows = [c for c in children if c.rank == ROW]
        if rows:
            read_rows(self, rows, node, kind)
        texts = [c for c in children if c.rank != ROW]
        deep = [c for c in texts if holds_forced(c) or self._may_differ(c) and self._any_differs(c.children, kind)]
        if not deep:
            self._read(node, texts, kind)
            return
        for child in texts:
            if child in deep:
                self.other(child, "heading")
                self.inside(child, kind)
            else:
                self._read(node, [child], kind)

    @staticmethod
    def _may_differ(node):
        return node.forced or node.numbered and not card_of(node)

    def _kind_of_its_own(self, node, kind):
        return kind_of_block(node, kind, self.noisy) if self._may_differ(node) else None

    def _any_differs(self, nodes, kind):
        return any(self._kind_of_its_own(node, kind) is not None for node in nodes)

    def _read(self, node, texts, kind):
        for child in texts:
            rows = [c for c in child.walk() if c.rank == ROW]
            if rows:
                read_rows(self, rows, child, kind)
        works = kind in _WORK
        leaves = drop_lead_ins(Leaves(works).collect(Listed(texts), lambda n: n.section))
        for item in leaves.lead_ins:
            self.other(item, "heading" if item.rank < DASH else "lead_in")
        for label in leaves.attribute_nodes:
            if kind == FUNDING:  # "Kinh phí thực hiện: 90 triệu đồng từ …"
                self.funding(Item(label.text, label, label.section, label.paragraph.end))
            else:
                self.other(label, "attribute")
        for item in leaves.items:
            self.item(item, kind)

    def item(self, item, kind):
        """One bullet or paragraph of a part of ``kind``."""
        if _NOTE.match(item.text) and item.node.rank == TEXT:
            self.other(item.node, "note")
        elif unit_named(item):
            self.assigned(item)
        elif not self._told_by_words(item, kind):
            self._by_kind(item, kind)

    def _told_by_words(self, item, kind):
        """Read an item whose own words say what it is, whatever its part is for. Returns whether they do."""
        if kind == TARGETS:
            return False
        if item.listed and self.target(item, required=False):
            return True
        if kind in (*_WORK, AWARD) and _OF_MONEY.match(item.text):
            self.funding(item)
            return True
        named = kind in _WORK or kind == AWARD and (_GIVEN.search(item.text) or deadline(item.text, self.year))
        return bool(named) and self.given_in_words(item)

    def _by_kind(self, item, kind):
        if kind == TARGETS and not _SO_FAR.match(item.text):
            self.target(item)
        elif kind == FUNDING:
            self.funding(item)
        elif kind == REPORTING:
            self.report(item)
        elif kind == ACTIVITIES:
            self.activity(item)
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
        if self.noisy:
            return False
        name, rest, requested, text, role = who_of(item)
        if not name or len(name) > 260 or not opens_with_verb(rest):
            return False
        self.unit(name, item.section, item.node, requested, 0.7)
        whole, item.text = item.text, text
        self._task(item, name, item.section, 0.7, role, whole)
        return True

    def _task(self, item, name, section, sure, role=None, whole=None):
        """Add the task of an item and the reports that it demands. ``whole``: its text with the name."""
        task = make_task(item, name, section, self.year, self.noisy)
        task.sure, task.role = sure, role or task.role
        self.plan.tasks.append(task)
        self.plan.reporting += read_reports(whole or item.text, self.year, task.line, task.start, section)

    def activity(self, item):
        if told := no_work(item.text):
            self.other(item.node, told)
            return
        if is_target_item(item.text, self.noisy) and self.target(item, required=False):
            return
        row = Activity(section=item.section, text=item.text.strip())
        set_time(row, item.attributes.get(WHEN), item.text, self.year, self.noisy)
        self.plan.activities.append(self._place(row, item.node, 0.9, item.end))
        for text in striving_sentences(item.text):  # the sentence sets a number and the activity stays one
            self.target(Item(text, item.node, item.section, item.end), required=False)
        self.plan.reporting += read_reports(item.text, self.year, row.line, row.start, item.section)

    def funding(self, item):
        spans = sentences(item.text) if item.node.rank == TEXT else [(0, len(item.text))]
        for start, end in spans:
            text = item.text[start:end].strip()
            row = Funding(section=item.section, text=text, source=source_of(text), amount=amount_of(text))
            self.plan.funding.append(self._place(row, item.node, 0.9, item.end))

    def report(self, item):
        paragraph = item.node.paragraph
        rows = read_reports(item.text, self.year, paragraph.line, paragraph.start, item.section)
        self.plan.reporting += rows
        self.other(item.node, "reporting", None if rows else "text_of_no_item")

    def assigned(self, item):
        """An item whose own lines say who answers for it."""
        name = unit_named(item)
        self.unit(name, item.section, item.node)
        self._task(item, name, item.section, 0.9)

    # --- the part that organises the work ----------------------------------------------------------------------

    def organisation(self, node):
        """Blocks of units, one after the other; unnumbered text below an unnumbered name belongs to it."""
        rows = [c for c in node.children if c.rank == ROW]
        if rows:
            read_rows(self, rows, node, ORGANISATION)
        block = None
        for child in (c for c in node.children if c.rank != ROW):
            own = self._own_kind(child)
            if own is not None:
                self._own(child, own)
                block = None
            elif block and not child.numbered and not self._names_unit(child):
                self._tasks(block, Listed([child]), block.section)
            else:
                block = self.block(child, node)

    def _own_kind(self, child):
        """The kind of a child of the assigning part that is no block of a unit, or None."""
        if child.forced or holds_forced(child, ORGANISATION):
            return kind_of_block(child, None) if child.forced else ORGANISATION
        if not child.numbered and not is_short_heading(child) or opens_with_body(child.text, self.noisy):
            return None
        return kind_of_block(child, None, self.noisy) if child.numbered else kind_of_child(child.text)

    def _names_unit(self, node):
        name, rest, requested = split_name(node.text, node.paragraph.bold, self.noisy)
        return bool(name) and (requested or bool(rest) or is_unit_heading(node.text)) and len(name) < 260

    def block(self, node, parent):
        """A child of the assigning part. Returns its unit where unnumbered text after it belongs to it."""
        name, rest, requested = self._head(node, parent)
        if self._is_group(node, name, rest):
            self.other(node, "heading")
            self.organisation(node)
            return None
        if name is None:
            return self._without_name(node, parent)
        row = self.unit(name, node.section, node, requested, block=node.numbered)
        if _THUONG_TRUC.search(node.text[: len(name) + 120]):
            self.units.called(row)
        role = None
        if rest and not (node.children and (rest.rstrip().endswith(":") or goes_on(rest))):
            own, others = by_subject(rest, name)
            self._tasks(row, Listed([Renamed(node, own)]), node.section)
            self._others(node, others)
        elif rest:
            role = role_of(rest, self.noisy)
            self.other(node, "lead_in")
        self._tasks(row, node, node.section, role)
        return None if node.numbered else row

    def _others(self, node, texts):
        """The sentences of a block's paragraph that name further bodies."""
        for text in texts:
            self.given_in_words(Item(text, node, node.section, node.paragraph.end))

    def _head(self, node, parent):
        """(name, what follows it, requested) of a block; a head without stop over bullets is a name as a whole."""
        name, rest, requested = split_name(node.text, node.paragraph.bold, self.noisy)
        said = node.forced == UNIT and ":" not in node.text
        if name and rest and (said or heads_alone(node, parent.children, self.noisy) and not goes_on(rest)):
            return whole_name(node.text, self.noisy), "", requested
        if name is None and (label := label_of_body(node, parent.children, self.noisy)):
            return whole_name(label, self.noisy), node.text[len(label) + 1 :].strip(), False
        if name is None and unlisted_body(node, parent.children, self.noisy):
            if node.forced == UNIT:
                return named_head(node.text, self.noisy)
            self.plan.doubts.append(Doubt("block_without_unit", node.text[:160], node.paragraph.line))
            return whole_name(node.text, self.noisy), "", False
        return name, rest, requested

    def _is_group(self, node, name, rest):
        """A heading of several blocks (``Các sở, ban, ngành``, ``Phân công nhiệm vụ``), not a block itself."""
        children = [c for c in node.children if c.rank not in (ROW,)]
        if node.forced == UNIT:
            return False
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
            or all(c.rank == TEXT and gives_work(c, self.noisy) for c in children)
            and len(children) > 1
            or is_collective(name)
            and len(whole) > 1
        )

    def _without_name(self, node, parent):
        """Text of the assigning part that opens with no name: who it names is taken, else it is read as work."""
        lead = INDIRECT.match(node.text)
        rest = node.text[lead.end() :] if lead else ""
        name, behind, requested = split_name(rest) if lead else (None, "", False)
        requested = requested or bool(lead and lead.group().rstrip().lower().endswith("đề nghị"))
        if name and behind and len(name) < 260:
            row = self.unit(name, node.section, node, requested, 0.6, block=True)
            own, others = by_subject(behind, name)
            self._tasks(row, Listed([Renamed(node, own)]) if not node.children else node, node.section)
            self._others(node, others)
            return None
        self.plan.doubts.append(Doubt("block_without_unit", node.text[:160], node.paragraph.line))
        if node.children:
            self._read(parent, [node], ACTIVITIES)
            return None
        paragraph = node.paragraph
        self.plan.reporting += read_reports(node.text, self.year, paragraph.line, paragraph.start, node.section)
        self.other(node, "organisation")
        return None

    def _tasks(self, row, node, section, role=None):
        """The items below a block's heading are its tasks. ``role``: of a lead-in that governs them."""
        leaves = drop_lead_ins(Leaves(True, role).collect(node, lambda n: section))
        for item in leaves.lead_ins + leaves.attribute_nodes:
            self.other(item, "lead_in")
        rows = [c for c in node.children if c.rank == ROW]
        if rows:
            read_rows(self, rows, node, ORGANISATION)
        for item in leaves.items:
            if not re.search(r"\w", item.text):
                continue
            if _NOTE.match(item.text) and item.node.rank == TEXT:
                self.other(item.node, "note")
                continue
            if item.node.rank == TEXT and INDIRECT.match(item.text) and self.given_in_words(item):
                continue
            name = unit_named(item) or row.name
            if name != row.name:
                self.unit(name, section, item.node)
            self._task(item, name, section, 0.95 if item.node.rank != TEXT else 0.85)
