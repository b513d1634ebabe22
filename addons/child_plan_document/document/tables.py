"""Tables of tasks and of targets: which column is what, and the rows below the head."""

import re
from dataclasses import dataclass, field

from .dates import moment
from .fold import fold, key
from .markers import roman_value
from .names import opens_with_body
from .verbs import opens_with_verb

_COLUMNS = (
    ("number", r"^(?:t ?t|s ?t ?t|so t ?t|so thu tu|muc)$"),
    ("with", r"phoi hop|^cung thuc hien"),
    ("watching", r"^(?:(?:co quan|don vi|lanh dao|nguoi|dong chi) )*(?:theo doi|kiem tra|giam sat|don doc|chi dao)\b"),
    ("lead", r"chu tri|dau moi"),
    ("when", r"thoi gian|thoi han|tien do|hoan thanh|thoi diem|han hoan|lo trinh"),
    ("product", r"san pham|ket qua"),
    ("estimate", r"^(?:uth|uoc th|uoc thuc hien|du toan|danh gia thuc hien|thuc hien nam)\b"),
    ("unit_of_measure", r"don vi tinh|^dvt$|^don vi do$"),
    ("money", r"kinh phi|thanh tien|don gia|so tien|muc chi|nguon"),
    ("note", r"ghi chu"),
    ("task", r"^(?:(?:ten|cac) )*(?:noi dung|nhiem vu|cong viec|hoat dong|giai phap|dau viec|cong tac|de an|du an)\b"),
    ("does", (
        r"thuc hien$|^(?:co quan|don vi|bo phan)\b|phan cong|phu trach|trach nhiem|don vi thuc hien"
        r"|nguoi thuc hien"
    )),
    ("year", (
        r"^(?:nam |den nam |muc tieu nam |muc tieu den nam |chi tieu nam |ke hoach nam |ke hoach |giai doan "
        r"|chi tieu giao nam )?(?P<year>20\d\d)(?: 20\d\d)?$"
    )),
    ("target", r"chi tieu|chi so|muc tieu"),
    ("value", r"^(?:ke hoach|gia tri|muc dat|chi tieu giao|so luong|ty le|giao)\b"),
    ("task", r"noi dung|nhiem vu|cong viec|hoat dong|giai phap|ten viec|dau viec|cong tac"),
)  # fmt: skip
_WHO = {"lead", "does", "with", "watching"}
_LABEL = re.compile(r"^\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5}|[A-ZĐ]|[a-zđ])\)?\.?$")
_GOES_ON = re.compile(r"(?:[,;–-]|(?<!\w)(?:và|của|các|tại|với|cho))\s*$")
_TIME = re.compile(r"^\W*(?:thuong xuyen|lien tuc|hang|dinh ky|trong nam|ca nam|qu[yiz] |thang \d|truoc|nam 20|theo)")


@dataclass
class Row:
    """A row below the head. ``label``: its printed number; ``cells``: {column: text}; ``years``: {year: text}.

    ``merged``: the number is that of the row above, whose cells reach down to this one. ``day``: what a line over all
    columns says of the day of the rows below it.
    """

    label: str
    cells: dict
    node: object
    years: dict = field(default_factory=dict)
    merged: bool = False
    day: str | None = None


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
    """Whether a row names columns; one that has a number of its own does not."""
    if re.fullmatch(r"\W*\d{1,3}\W*", next((cell for cell in cells if cell.strip()), "")):
        return False
    names = {name for name, _ in columns_of(cells).values()}
    short = all(len(cell) < 90 and not _SENTENCE.search(cell) for cell in cells)
    return short and len(names) >= 2 and bool(names & {"task", "target", "lead", "does"})


# What a head does not hold: a sentence with its stop.
_SENTENCE = re.compile(r"(?:\S+\s+){5,}\S+[.;]\s*$")


def _is_further_head(cells):
    """Whether a row below the head is a head too: it names columns and no body."""
    return is_head(cells) and not any(opens_with_body(cell) and not columns_of([cell]) for cell in cells)


def is_count_row(cells):
    """``(1) (2) (3)`` or ``A B 1 2`` below the head."""
    filled = [cell.strip("() ") for cell in cells if cell.strip()]
    return (
        bool(filled) and all(re.fullmatch(r"\d{1,2}|[A-E]|[IVX]+|\d=.*", cell) for cell in filled) and len(filled) > 1
    )


def _is_rule(cells):
    return all(re.fullmatch(r"[:\-\s]*", cell) for cell in cells)


def tables_of(nodes):
    """``nodes`` of rows, a list for each table: a head that names other columns or another place opens a new one."""
    tables, columns = [[]], None
    for node in nodes:
        if tables[-1] and node.path != tables[-1][-1].path:
            tables.append([])
            columns = None
        cells = node.paragraph.cells
        if not _is_rule(cells) and (_is_further_head if columns else is_head)(cells):
            own = [name for name, _ in columns_of(cells).values()]
            if columns is not None and own != columns:
                tables.append([])
            columns = own
        tables[-1].append(node)
    return [table for table in tables if table]


def read_table(nodes):
    """(columns, rows, nodes of the head): ``columns`` is empty where the table is none of tasks or targets."""
    columns, rows, head, day = {}, [], [], None
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
        elif columns and (line := _line_over(cells, columns)):
            head.append(node)
            day = line if moment(line) else day
        elif columns:
            if not _is_further_head(cells) and not (is_count_row(cells) and len(cells) > 2):
                known = len(rows)
                _add_row(rows, columns, cells, node)
                for row in rows[known:]:
                    row.day = day
    return columns, rows, head


def _line_over(cells, columns):
    """The text of a row that is one line over all columns (``Buổi sáng: tập trung toàn trường``), else None.

    It stands in the first column, of numbers or of times, where no such text goes on from above.
    """
    text = cells[0].strip()
    alone = len(cells) > 2 and text[:1].isupper() and not any(cell.strip() for cell in cells[1:])
    named = columns.get(0, (None, None))[0]
    if not alone or named not in ("number", "when") or _LABEL.match(text) or _GROUP.match(text):
        return None
    return text if len(text.split()) > 4 or moment(text) and named == "number" else None


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
    group = _group_of(cells)
    if group:
        rows.append(Row(group[0], {"task": group[1]}, node))
        return
    cells, merged = _aligned(cells, columns, rows[-1] if rows else None)
    numbered = any(name == "number" for name, _ in columns.values())
    values, years, label = _values(columns, cells)
    if not label and not numbered:
        match = re.match(r"^(\d{1,2}|[IVX]+)[.)]\s+", values.get("task", ""))
        if match:
            label = match.group(1)
            values["task"] = values["task"][match.end() :]
    if not label and rows and "task" not in values and "target" not in values:
        if not _own_assignment(values, rows[-1]):
            for name, value in values.items():
                rows[-1].cells[name] = f"{rows[-1].cells.get(name, '')} {value}".strip()
            return
        values, merged = {**rows[-1].cells, **values}, True
    if not label and rows and numbered:
        label, merged = rows[-1].label, True
    if values or years:
        rows.append(Row(label, values, node, years, merged))


_GROUP = re.compile(r"^(?P<label>[IVX]{1,5}|[A-ZĐ])\s*[.)/–-]\s*(?P<text>\S.*)$", re.S)


def _group_of(cells):
    """(label, text) of a row that is one cell over all columns (``I. Hoàn thiện thể chế``), or None.

    A reader of files gives such a cell once, or again for each column that it spans.
    """
    filled = {cell.strip() for cell in cells if cell.strip()}
    if len(filled) > 2 or len(cells) < 3:
        return None
    if len(filled) == 2:
        label, text = sorted(filled, key=len)
        spans = sum(cell.strip() == text for cell in cells) > 1
        return (label.strip(".()"), text) if spans and roman_value(label.strip(".()")) else None
    match = _GROUP.match(next(iter(filled), ""))
    return (match["label"], match["text"]) if match else None


def _values(columns, cells):
    """({name: text}, {year: text}, number of the row) of a row's cells."""
    values, years, label = {}, {}, ""
    for index, cell in enumerate(cells):
        name, year = columns.get(index, (None, None))
        if name == "number":
            label = cell.strip(" .()")
        elif name == "year":
            years[year] = cell
        elif name and cell:
            values[name] = f"{values[name]} {cell}" if name in values else cell
    return values, years, label


def _own_assignment(values, above):
    """Whether a row without number and task names a body of its own: the task's cell reaches down to it."""
    name = next((n for n in ("lead", "does") if values.get(n)), None)
    before = above.cells.get(name, "") if name else ""
    return bool(before and values[name][:1].isupper() and opens_with_body(values[name]) and not _GOES_ON.search(before))


def _aligned(cells, columns, above):
    """(the cells of a row with merged cells at the columns that they fit, whether it goes on with the row above)."""
    names = [columns.get(i, (None, None))[0] for i in range(max(columns) + 1)]
    padded = [*cells, *[""] * (len(names) - len(cells))]
    number = names.index("number") if "number" in names else 0
    filled = [cell for cell in cells if cell.strip()]
    if above is None or len(filled) < 2 or len(filled) >= len(names) or _LABEL.match(padded[number].strip()):
        return padded, False
    if len(cells) >= len(names) > 4 and not padded[number].strip() and _in_place(names, padded):
        return padded, False
    places = _places(filled, names)
    if sum(map(_fit, names, padded)) + 1 > sum(_fit(names[at], cell) for at, cell in zip(places, filled, strict=True)):
        return padded, False
    return [filled[places.index(i)] if i in places else "" for i in range(len(names))], True


def _in_place(names, cells):
    """Whether a row that has a cell for each column names a body where bodies stand."""
    return any(name in ("lead", "does") and opens_with_body(cell) for name, cell in zip(names, cells, strict=False))


def _places(cells, names):
    """The columns that cells, in order, fit best."""
    best = {-1: (0, [])}  # last column taken -> (score, the columns taken)
    for cell in cells:
        following = {}
        for last, (score, taken) in best.items():
            for at in range(last + 1, len(names)):
                own = score + _fit(names[at], cell)
                if at not in following or own > following[at][0]:
                    following[at] = (own, [*taken, at])
        best = following
    return max(best.values(), key=lambda b: b[0])[1] if best else list(range(len(cells)))


def _fit(name, cell):
    """How well a cell's text fits a column."""
    if not cell.strip():
        return 0
    body = opens_with_body(cell)
    if name == "number":
        return 2 if _LABEL.match(cell.strip()) else -2
    if name in _WHO:
        return 2 if body else -1
    if name == "when":
        return 2 if len(cell) < 60 and (_TIME.match(fold(cell)) or moment(cell)) else -1
    if name in ("task", "target"):
        return 1.5 if opens_with_verb(cell) else 0 if body else 0.5
    return 0.2


def row_paths(rows, counted):
    """The printed path of each row: a group's Roman number or letter counts only where the rows below begin anew.

    ``counted``: rows of a table without numbers are numbered as they stand.
    """
    numbers = [row.label for row in rows if _is_number(row.label) and not row.merged]
    restarts = len(numbers) != len(set(numbers))
    paths, group = [], ""
    for count, row in enumerate(rows, 1):
        label = row.label
        if row.merged and paths:
            paths.append(paths[-1])
        elif roman_value(label) or re.fullmatch(r"[A-Z]", label):
            group = label
            paths.append(label)
        elif label:
            paths.append(f"{group}.{label}" if restarts and group else label)
        else:
            paths.append(str(count) if counted and not numbers else "")
    return paths


def _is_number(label):
    return label.replace(".", "").isdigit()
