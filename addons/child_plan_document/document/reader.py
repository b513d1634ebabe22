"""A source's text read as a plan."""

import re
from dataclasses import replace
from itertools import takewhile

from . import header, prose
from .again import HINTS
from .aims import unclear_aims
from .bases import read_bases
from .ending import is_annex_head, read_ending, split_ending
from .flow import rows_of_flow
from .fold import fold, is_marked, key, noise
from .funding import unclear_sums
from .heads import is_short_heading, mark_days
from .items import Doubt, Other, Plan
from .letterhead import take_last_date, take_letterhead
from .lines import printed_lines
from .markers import DASH, PART
from .names import is_unit_heading
from .outline import ROW, TEXT, build, double_numbers
from .paragraphs import mend
from .parts import Walker
from .reporting import read_reports
from .sections import ACTIVITIES, ORGANISATION, PURPOSE, TARGETS, kind_of_part
from .several_days import lost_days
from .subjects import gives_work
from .table_rows import read_rows
from .task_list import read_task_list
from .title import FRAMES
from .vocabulary import KIND_SIGNS, OTHER_KINDS, PLAN_KINDS

_CLOSING = re.compile(
    r"^\W*(?:tr.n d.y \w+ ke hoach|tren day la|(?:ubnd|uy ban nhan dan|so|phong|nha truong"
    r"|ban)\b[^.:]{0,60}\b(?:yeu cau|de nghi|giao)\b|yeu cau (?:cac|thu truong|giam doc|chu tich|truong)|"
    r"de nghi (?:cac|thu truong|giam doc|chu tich|ban thuong truc)\b|trong qua trinh (?:trien khai|thuc hien"
    r"|to chuc)|nhan duoc ke hoach|"
    r"ke hoach nay\b|can cu (?:vao )?(?:noi dung )?ke hoach nay|giao\b.{3,120}(?:don doc|theo doi|tong hop|dau moi)"
    r"|neu co (?:kho khan|vuong mac|van de)|"
    r"dieu \d{1,2}[.:] .{3,400}chiu trach nhiem thi hanh|"
    r"kem theo|tren co so ke hoach nay|tren tinh than|noi dung ke hoach|.{0,80}\bke hoach (?:nay )?co hieu luc)"
)


_BASES = re.compile(r"(?:cac )?(?:can cu|co so phap ly)\b")


def read_plan(source, hints=None):
    """The :class:`Plan` in ``source``; ``is_plan`` is False where the document is none, nothing is raised for that.

    ``hints``: what a person said of lines, ``{offset into the text: one of again.HINTS}``.
    """
    if source.kind == "xlsx":
        return read_task_list(source)
    noisy = noise(source.text) > 0.01
    plan = Plan(ocr=noisy or "ocr" in source.notes)
    lines = printed_lines(source)
    head, rest = take_letterhead(lines, noisy)
    body, ending, annexes = split_ending(rest, noisy)
    dated = take_last_date(head, [*body[-3:], *ending])
    body, ending = ([line for line in part if line is not dated] for part in (body, ending))
    decision = _decision(head)
    before = [] if decision else head.before
    body, articles = _without_articles(body) if head.frame in FRAMES and not before else (body, [])
    paragraphs = mend(body, noisy, {at: HINTS[said] for at, said in (hints or {}).items()})
    root = build(paragraphs)
    mark_days(root)
    plan.parts = [part.paragraph.start for part in root.children]
    preamble = _preamble(root)
    closing = _closing(root)
    _read_head(plan, head, [n.paragraph for n in preamble], paragraphs, lines)
    stated = [n for part in root.children if _BASES.match(key(part.text)) for n in part.walk()]
    own = [] if head.approves else [*preamble, *stated]
    cited = list(takewhile(lambda line: not _ARTICLE.match(line.text), decision))
    plan.bases = read_bases((mend(cited, noisy) if cited else []) + [n.paragraph for n in own])
    plan.recipients, plan.signatory = read_ending(ending, noisy)
    _read_decision_ending(plan, decision, noisy)
    year = _own_year(plan)
    walker = Walker(plan, year, noisy)
    _read_body(walker, root, preamble, closing)
    _read_annexes(walker, annexes, noisy)
    _read_left_reports(walker, paragraphs)
    orders = mend(articles, noisy) if articles else []
    walker.mark_standing([n.text for n in closing] + [p.text for p in orders])
    _keep_rest(plan, before, preamble, closing)
    plan.other += [Other(p.start, p.end, p.line, 1.0, None, p.text, "closing") for p in orders]
    _keep_lines(plan, lines, head, rest, [*ending, *([dated] if dated else [])], decision)
    _judge(plan, head, root, source)
    return plan


def _decision(head):
    """The lines of a decision or resolution that stand before the plan (``QUYẾT ĐỊNH … ban hành Kế hoạch``)."""
    if head.frame not in FRAMES:
        return []
    at = next((i for i, line in enumerate(head.before) if key(line.text).startswith(head.frame)), None)
    return head.before[at + 1 :] if at is not None else []


_ARTICLE = re.compile(r"^Điều\s+\d{1,2}\s?[.:]")
_FORCE = re.compile(
    r"^dieu \d{1,2} .{0,60}(?:quyet dinh|nghi quyet)(?: nay)? co hieu luc|\bchiu trach nhiem thi hanh\b"
    r"|^dieu \d{1,2} hieu luc"
)


def _without_articles(body):
    """(body, the last articles of a decision): what says from when it holds and who carries it out is no plan."""
    starts = [i for i, line in enumerate(body) if _ARTICLE.match(line.text)]
    for at, start in enumerate(starts):
        stop = starts[at + 1] if at + 1 < len(starts) else len(body)
        text = key(" ".join(line.text for line in body[start:stop])[:600])
        if _FORCE.search(text):
            return body[:start], body[start:]
    return body, []


def _read_decision_ending(plan, decision, noisy):
    """The decision's recipients and signatory stand for a plan that has none of its own."""
    if not decision:
        return
    ending = split_ending(decision, noisy)[1]
    recipients, signatory = read_ending(ending, noisy)
    plan.recipients = plan.recipients or recipients
    if not plan.signatory.name:
        plan.signatory = signatory


def _preamble(root):
    """The paragraphs between the subject and the first numbered part; all of them where no part has a number."""
    return list(takewhile(lambda node: not node.numbered and node.rank != ROW, root.children))


def _closing(root):
    """The unmarked paragraphs at the very end that close the plan; they are taken out of the tree."""
    last = root
    while last.children and last.children[-1].rank < DASH:
        last = last.children[-1]
    tail = []
    while last.children and last.children[-1].rank == TEXT:
        tail.insert(0, last.children.pop())
    start = next((i for i in range(len(tail)) if _closes(tail[i:])), None)
    if start is not None and not last.children and kind_of_part(last.text) == ORGANISATION:
        start += len(list(takewhile(lambda n: gives_work(n.text), tail[start:])))  # else the part assigned nothing
    kept = tail if start is None else tail[:start]
    last.children += kept
    return [] if start is None else tail[start:]


def _closes(nodes):
    """Whether the plan's closing begins at the first of ``nodes``: no heading comes after it."""
    text = nodes[0].text
    found = _CLOSING.match(fold(text))
    if not found or any(is_short_heading(n) and is_unit_heading(n.text) for n in nodes[1:]):
        return False
    # "Giáo viên …" is no "giao", which only the tone mark tells
    return not (is_marked(text) and found.group().endswith("giao")) or text[: found.end()].lower().endswith("giao")


def _read_head(plan, head, preamble, paragraphs, lines):
    plan.number, plan.issued_on, plan.place = head.number, head.issued_on, head.place
    plan.title = header.join_title(head.title_lines) or (prose.title_of(paragraphs) if not head.kind else None)
    plan.issuer = header.straight_issuer(head.issuer_lines) if head.issuer_lines else None
    _read_attached(plan, head, lines)
    if head.office and not plan.issuer:
        plan.issuer = header.issuer_of_office(head.office)
    if not plan.issuer or len(key(plan.issuer).split()) < 2:
        plan.issuer = header.issuer_of_text(plan.title, plan.place, preamble or paragraphs) or plan.issuer
    plan.level = header.level_of(plan.issuer)
    plan.year = head.year or (int(plan.issued_on[:4]) if plan.issued_on else None)
    plan.period = header.period_of(plan.title, paragraphs, plan.year)
    plan.kind = _kind(plan, head)


def _read_attached(plan, head, lines):
    """Number, day and issuer that a lost head leaves open, from an annex that says what it belongs to."""
    if plan.number:
        return
    attached = header.attached_to(line.text for line in _joined(lines))
    if attached and attached["kind"] in (head.frame, head.kind):
        plan.number, plan.issued_on = attached["number"], plan.issued_on or attached["day"]
        plan.issuer = plan.issuer or attached["issuer"]


def _joined(lines):
    """Lines with what stands on the two below them: a bracket is broken anywhere."""
    for at, line in enumerate(lines):
        if "èm theo" in line.text:
            yield replace(line, text=" ".join(x.text for x in lines[at : at + 4]))


def _kind(plan, head):
    """What the document is: its printed kind, else that of the sign in its number, else a letter."""
    named = {**PLAN_KINDS, **OTHER_KINDS}
    if head.kind or not plan.number or head.letter:
        return named.get("cong van" if head.letter else head.kind)
    sign = re.search(r"[A-ZĐ][A-ZĐa-z]*", plan.number)
    return named[KIND_SIGNS.get(sign.group() if sign else "", "cong van")]


def _own_year(plan):
    """The plan's year where it is for one year, else that of its issue: for days printed without a year."""
    if plan.period and plan.period["start"][:4] == plan.period["end"][:4]:
        return int(plan.period["end"][:4])
    return plan.year


def _read_body(walker, root, preamble, closing):
    opening = {id(node) for node in preamble}  # comparing nodes takes long where a text has thousands
    numbered = [n for n in root.children if id(n) not in opening]
    if not any(n.numbered for n in numbered):
        prose.read_prose(walker, [n for n in root.children if n not in closing])
        preamble.clear()
        return
    for node in numbered:
        if node.numbered:
            walker.part(node)
        else:
            walker.other(node, "text", "text_of_no_item")
    for node in closing:
        p = node.paragraph
        walker.plan.reporting += read_reports(node.text, walker.year, p.line, p.start)


_BARE_NAME = ("phong", "so", "ban", "trung tam", "hoi", "chi cuc", "van phong", "to", "truong", "vien", "bo")


def _read_left_reports(walker, paragraphs):
    """Reports told anywhere else in the body, where day and address are stated; "về Phòng" is the block's own name."""
    plan = walker.plan
    read = {report.start for report in plan.reporting} | {task.start for task in plan.tasks}
    for p in paragraphs:
        if p.start not in read and p.cells is None:
            plan.reporting += [r for r in read_reports(p.text, walker.year, p.line, p.start) if r.due and r.recipient]
    for report in plan.reporting:
        if report.recipient and key(report.recipient) in _BARE_NAME:
            named = (
                u.name
                for u in plan.units
                if u.section == report.section and key(u.name).startswith(key(report.recipient))
            )
            report.recipient = next(named, report.recipient)
    plan.reporting.sort(key=lambda report: report.start)
    once = {}
    for report in plan.reporting:  # said twice in one place; as_dict() leaves out what other places repeat
        once.setdefault((report.start, *report.demand), report)
    plan.reporting = list(once.values())


def _read_annexes(walker, lines, noisy):
    """Tables below the signature: ``PL.4`` is row 4, ``PL2.4`` where there are several annexes."""
    if not lines:
        return
    groups = []
    for line in lines:
        if is_annex_head(line.text) and re.match(r"^\W*(?:PHỤ LỤC|Phụ lục)", line.text) or not groups:
            groups.append([])
        groups[-1].append(line)
    for count, group in enumerate(groups, 1):
        prefix = "PL" if len(groups) == 1 else f"PL{count}"
        root = build(mend(rows_of_flow(group), noisy))
        rows = [n for n in root.walk() if n.rank == ROW]
        for node in root.walk():
            if node.rank != ROW:
                walker.other(node, "annex")
        if rows:
            read_rows(walker, rows, root, None, prefix)


def _keep_rest(plan, before, preamble, closing):
    for line in before:
        plan.other.append(Other(line.start, line.end, line.number, 1.0, None, line.text, "before"))
    for kind, nodes in (("preamble", preamble), ("closing", closing)):
        for node in nodes:
            p = node.paragraph
            plan.other.append(Other(p.start, p.end, p.line, 1.0, None, node.text, kind))


def _keep_lines(plan, lines, head, rest, ending, decision):
    """The lines of head, subject, ending and decision, which give the fields of the plan and no rows."""
    left = {line.number for line in [*head.before, *head.title_lines, *rest]}
    named = [("head", [line for line in lines if line.number not in left]), ("head", head.title_lines)]
    named += [("ending", ending), ("decision", head.before if decision else [])]
    for kind, group in named:
        plan.other += [Other(line.start, line.end, line.number, 1.0, None, line.text, kind) for line in group]
    plan.other.sort(key=lambda o: o.start)


def _judge(plan, head, root, source):
    """Doubts about the whole, and whether the document is a plan at all."""
    for note in source.notes:
        code, _, text = note.partition(" ")
        plan.doubts.append(Doubt(code, text, 1))
    for node in double_numbers(root):
        plan.doubts.append(Doubt("double_number", node.text[:160], node.paragraph.line))
    for code, missing in (
        ("no_number", not plan.number),
        ("no_date", not plan.issued_on),
        ("no_issuer", not plan.issuer),
    ):
        if missing:
            plan.doubts.append(Doubt(code, "", 1))
    if not plan.tasks:
        plan.doubts.append(Doubt("no_assigning_part", "", 1))
    assigned = {task.unit for task in plan.tasks}
    for unit in plan.units:
        if unit.name not in assigned:
            plan.doubts.append(Doubt("unit_without_task", unit.name, unit.line))
    plan.doubts += lost_days(plan) + unclear_aims(plan) + unclear_sums(plan)
    named = head.kind in PLAN_KINDS or head.approves
    named = named or not head.kind and not head.letter and "ke hoach" in key(plan.title or "")
    named = named or head.kind == "nghi quyet" and _sets_work(root)
    plan.is_plan = bool(named and (plan.tasks or plan.activities or plan.targets))
    if not plan.is_plan:
        plan.doubts.insert(0, Doubt("no_plan", ": ".join(x for x in (plan.kind, plan.title) if x), 1))
    plan.doubts.sort(key=lambda d: d.line)


def _sets_work(root):
    """A resolution of parts for aims, work and who does it; one that lays down rules has articles."""
    parts = [part for part in root.children if part.numbered and part.rank != PART]
    kinds = {kind_of_part(part.text) for part in parts}
    if any(re.match(r"dieu \d", key(node.text)) for node in root.children):
        return False
    return ORGANISATION in kinds and bool(kinds & {ACTIVITIES, TARGETS, PURPOSE})
