"""Rows of a table as tasks, activities or targets."""

from .assignments import Item, make_task
from .attributes import LEAD, PRODUCT, WHEN, WITH
from .items import Activity, Doubt, Target
from .sections import ORGANISATION
from .tables import read_table, row_paths
from .targets import figures, number


def read_rows(walker, nodes, parent, kind, prefix=None):
    """Add the rows of the table(s) in ``nodes``. ``prefix``: ``PL`` of an annex, else the path of ``parent``."""
    columns, rows, head = read_table(nodes)
    prefix = prefix or parent.section
    for node in head:
        walker.other(node, "heading")
    names = {name for name, _ in columns.values()}
    if not columns:
        walker.plan.doubts.append(Doubt("table_not_read", nodes[0].text[:160], nodes[0].paragraph.line))
        for node in nodes:
            walker.other(node, "table")
        return
    for row, path in zip(rows, row_paths(rows), strict=True):
        section = ".".join(x for x in (prefix, path) if x) or None
        if "target" in names and not names & {"lead", "does"} and (row.years or "value" in names):
            _targets(walker, row, section)
        else:
            _task(walker, row, section, names, kind)


def _task(walker, row, section, names, kind):
    text = row.cells.get("task") or row.cells.get("target") or ""
    unit = row.cells.get("lead") or row.cells.get("does")
    if not text or not unit and not _is_work(row, names):
        walker.other(row.node, "heading" if text or row.label else "table")
        return
    attributes = {
        LEAD: row.cells.get("lead"),
        WITH: row.cells.get("with"),
        WHEN: row.cells.get("when"),
        PRODUCT: row.cells.get("product"),
    }
    item = Item(text, row.node, section, row.node.paragraph.end, {k: v for k, v in attributes.items() if v})
    if not unit:
        walker.plan.activities.append(walker._place(Activity(section=section, text=text), row.node, 0.7))
        return
    walker.unit(unit, section, row.node, sure=0.85)
    task = make_task(item, unit, section, walker.year, walker.noisy)
    if kind == ORGANISATION and "lead" not in names and "task" not in names:
        task.role = None
    task.sure = 0.85
    walker.plan.tasks.append(task)


def _is_work(row, names):
    """A row without a body is an activity where the table has no column for one."""
    return not names & {"lead", "does"}


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
