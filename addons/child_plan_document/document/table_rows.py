"""Rows of a table as tasks, activities or targets."""

import re

from .assignments import Item, make_task, set_time
from .attributes import LEAD, PRODUCT, WHEN, WITH
from .attributes import names as split_names
from .dates import moment
from .items import Activity, Doubt, Target
from .tables import read_table, row_paths, tables_of
from .targets import figures, number
from .verbs import opens_with_verb

_WHO = {"lead", "does"}
_MARK = re.compile(r"^\s*[-+•*–]\s+")  # a cell's first bullet
# "Theo phân công tại Quyết định số …": another paper says who.
_ELSEWHERE = re.compile(r"^\W*(?:theo|như)\s+(?:phân công|quyết định|kế hoạch|phương án|quy định|phụ lục)\b", re.I)


def read_rows(walker, nodes, parent, kind, prefix=None):
    """Add the rows of the table(s) in ``nodes``. ``prefix``: ``PL`` of an annex, else the path they stand below."""
    for table in tables_of(nodes):
        _read_table(walker, table, parent, kind, prefix)


def _read_table(walker, nodes, parent, kind, prefix):
    columns, rows, head = read_table(nodes)
    annex, prefix = prefix is not None, prefix or nodes[0].section or parent.section
    for node in head:
        walker.other(node, "heading")
    names = {name for name, _ in columns.values()}
    if not columns or not names & _WHO and _is_budget(names, annex):
        if not columns:
            walker.plan.doubts.append(Doubt("table_not_read", nodes[0].text[:160], nodes[0].paragraph.line))
        for node in nodes:
            if node not in head:
                walker.other(node, "table")
        return
    work = not names & _WHO and _is_work(rows, names, annex)
    for row, path in zip(rows, row_paths(rows, annex), strict=True):
        section = ".".join(x for x in (prefix, path) if x) or None
        if "target" in names and not names & _WHO and (row.years or "value" in names):
            _targets(walker, row, section)
        else:
            _task(walker, row, section, names, work)


def _is_budget(names, annex):
    """A table of money or of last year's figures sets no targets; in an annex nor does one that only counts."""
    return bool("estimate" in names or annex and "money" in names and "when" not in names)


def _is_work(rows, names, annex):
    """Rows without a body are activities where the table has no column for one and its cells say what to do."""
    texts = [row.cells["task"] for row in rows if row.cells.get("task")]
    if "year" in names or "unit_of_measure" in names:
        return False
    return not annex or sum(opens_with_verb(text) for text in texts) * 2 > len(texts)


def _task(walker, row, section, names, work):
    text = _MARK.sub("", row.cells.get("task") or row.cells.get("target") or "")
    when, day = row.cells.get("when"), row.day or row.node.day
    if day and not moment(when or "", walker.year):
        when = day
    unit = row.cells.get("lead") or row.cells.get("does")
    if unit and _ELSEWHERE.match(unit):
        unit, work = None, True
    if not text or not unit and not work:
        walker.other(row.node, "heading" if text or row.label else "table")
        return
    if not unit:
        activity = Activity(section=section, text=text)
        set_time(activity, when, text, walker.year, walker.noisy)
        walker.plan.activities.append(walker._place(activity, row.node, 0.7))
        return
    attributes = {LEAD: row.cells.get("lead"), WHEN: when, PRODUCT: row.cells.get("product")}
    attributes[WITH] = row.cells.get("with")
    item = Item(text, row.node, section, row.node.paragraph.end, {k: v for k, v in attributes.items() if v})
    walker.unit(unit, section, row.node, sure=0.85)
    task = make_task(item, unit, section, walker.year, walker.noisy)
    task.watching = split_names(row.cells.get("watching"))
    if "lead" not in names:
        task.role = None
    task.sure = 0.85
    walker.plan.tasks.append(task)


def _targets(walker, row, section):
    text = row.cells.get("target") or row.cells.get("task") or ""
    measure = row.cells.get("unit_of_measure", "")
    years = row.years or {None: row.cells.get("value", "")}
    found = False
    for year, cell in years.items():
        target = target_of(text, measure, cell, section)
        if target:
            target.year = year
            walker.plan.targets.append(walker._place(target, row.node, 0.8))
            found = True
    if not found:
        walker.other(row.node, "table")


def target_of(text, measure, cell, section):
    """The target of a cell: its own sign and unit, else those of the measure's column."""
    cell = cell.strip()
    own = figures(f"{cell}") or figures(f"{cell}{measure}" if measure in ("%", "‰") else f"{cell} {measure}")
    if own:
        figure = own[0]
        return Target(section=section, text=text, comparator=figure.comparator, value=figure.value, unit=figure.unit)
    digits = cell.strip("≥≤<>= ")
    try:
        value = number(digits)
    except ValueError:
        return None
    sign = next((s for mark, s in (("≥", ">="), ("≤", "<="), (">", ">"), ("<", "<")) if cell.startswith(mark)), "=")
    return Target(section=section, text=text, comparator=sign, value=value, unit=_measured(measure))


def _measured(measure):
    measure = measure.replace(" ", "").lower()
    if measure in ("%", "tỷlệ%", "tỷlệ(%)"):
        return "%"
    if measure in ("‰", "trên1.000", "/1.000"):
        return "per_1000"
    return "per_100000" if "100.000" in measure else "count"
