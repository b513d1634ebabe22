"""Tables of tasks and of targets: which column is what, and the rows below the head."""

import re
from dataclasses import dataclass, field

from .fold import key
from .markers import roman_value

_COLUMNS = (
    ("number", r"^(?:t ?t|s ?t ?t|so t ?t|so thu tu|muc)$"),
    ("with", r"phoi hop"),
    ("lead", r"chu tri"),
    ("when", r"thoi gian|thoi han|tien do|hoan thanh|thoi diem|han hoan"),
    ("product", r"san pham|ket qua"),
    ("unit_of_measure", r"don vi tinh|^dvt$|^don vi do$"),
    ("money", r"kinh phi|thanh tien|don gia|so tien|muc chi|nguon"),
    ("note", r"ghi chu"),
    ("does", (
        r"thuc hien$|^(?:co quan|don vi|bo phan)\b|phan cong|phu trach|trach nhiem|don vi thuc hien"
        r"|nguoi thuc hien"
    )),
    ("year", (
        r"^(?:nam |den nam |muc tieu nam |muc tieu den nam |chi tieu nam |ke hoach nam |giai doan "
        r"|chi tieu giao nam )?(?P<year>20\d\d)(?: 20\d\d)?$"
    )),
    ("target", r"chi tieu|chi so|muc tieu"),
    ("value", r"^(?:ke hoach|gia tri|muc dat|chi tieu giao|so luong|ty le|giao)\b"),
    ("task", r"noi dung|nhiem vu|cong viec|hoat dong|giai phap|ten viec|dau viec|cong tac"),
)  # fmt: skip


@dataclass
class Row:
    """A row below the head. ``label``: its printed number; ``cells``: {column: text}; ``years``: {year: text}."""

    label: str
    cells: dict
    node: object
    years: dict = field(default_factory=dict)


def columns_of(cells):
    """{index: (column, year)} of a head row."""
    found = {}
    for index, cell in enumerate(cells):
        own = key(cell)
        for name, pattern in _COLUMNS:
            match = re.search(pattern, own)
            if match:
                year = int(match.group("year")) if name == "year" else None
                found[index] = (name, year)
                break
    return found


def column_of(cell):
    """The column that a cell of a head names, or None."""
    return columns_of([cell]).get(0, (None, None))[0]


def is_head(cells):
    names = {name for name, _ in columns_of(cells).values()}
    short = all(len(cell) < 90 for cell in cells)
    return short and len(names) >= 2 and bool(names & {"task", "target", "lead", "does"})


def is_count_row(cells):
    """``(1) (2) (3)`` or ``A B 1 2`` below the head."""
    filled = [cell.strip("() ") for cell in cells if cell.strip()]
    return (
        bool(filled) and all(re.fullmatch(r"\d{1,2}|[A-E]|[IVX]+|\d=.*", cell) for cell in filled) and len(filled) > 1
    )


def _is_rule(cells):
    return all(re.fullmatch(r"[:\-\s]*", cell) for cell in cells)


def read_table(nodes):
    """(columns, rows, nodes of the head): ``columns`` is empty where the table is none of tasks or targets."""
    columns, rows, head = {}, [], []
    for node in nodes:
        cells = node.paragraph.cells
        if _is_rule(cells):
            head.append(node)
        elif not rows and is_head(cells):
            columns = {**columns, **columns_of(cells)} if not columns else columns_of(cells)
            head.append(node)
        elif not rows and columns and (is_count_row(cells) or _second_head(cells, columns)):
            columns.update(columns_of(cells))
            head.append(node)
        elif columns:
            if not is_head(cells) and not (is_count_row(cells) and len(cells) > 2):
                _add_row(rows, columns, cells, node)
    return columns, rows, head


def _second_head(cells, columns):
    """A second row of the head: years or parts of a column that spans several."""
    filled = [cell for cell in cells if cell.strip()]
    return (
        bool(filled)
        and all(len(c) < 40 for c in filled)
        and all(name == "year" for name, _ in columns_of(filled).values())
        and len(columns_of(filled)) == len(filled)
    )


def _add_row(rows, columns, cells, node):
    values, years, label = {}, {}, ""
    for index, cell in enumerate(cells):
        name, year = columns.get(index, (None, None))
        if name == "number":
            label = cell.strip(" .()")
        elif name == "year":
            years[year] = cell
        elif name and cell:
            values[name] = f"{values[name]} {cell}" if name in values else cell
    if not label and not any(name == "number" for name, _ in columns.values()):
        match = re.match(r"^(\d{1,2}|[IVX]+)[.)]\s+", values.get("task", ""))
        if match:
            label = match.group(1)
            values["task"] = values["task"][match.end() :]
    filled = {**values, **years}
    if not label and rows and "task" not in values and "target" not in values:
        for name, value in values.items():
            rows[-1].cells[name] = f"{rows[-1].cells.get(name, '')} {value}".strip()
        return
    if filled:
        rows.append(Row(label, values, node, years))


def row_paths(rows):
    """The printed path of each row: a group's Roman number or letter counts only where the rows below begin anew."""
    labels = [row.label for row in rows]
    numbers = [label for label in labels if label.isdigit()]
    restarts = len(numbers) != len(set(numbers))
    paths, group = [], ""
    for count, label in enumerate(labels, 1):
        if roman_value(label) or re.fullmatch(r"[A-Z]", label):
            group = label
            paths.append(label)
        elif label:
            paths.append(f"{group}.{label}" if restarts and group else label)
        else:
            paths.append(str(count) if not numbers else "")
    return paths
