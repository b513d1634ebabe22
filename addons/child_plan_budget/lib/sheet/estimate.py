"""The estimate table of a plan, as offices draw it up: items with quantity × unit price, years, subtotals.

The heading may stand over several rows with merged cells; "Đơn vị tính: triệu đồng" above or in it gives the scale.
A row with rows below it (by its number: A, I, 1, 1.1, -) is a subtotal. Subtotals, totals, quantity × price and the
sum of the years are checked against what is written; what does not agree is an error at its cell.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from .cells import SheetError, cell_name
from .values import amount_of, normalise_cell

#: Column -> how its heading begins, as normalise_cell() gives it. The first that fits wins.
HEADINGS = {
    "rank": ("tt", "stt", "so tt"),
    "name": ("noi dung", "hang muc", "nhiem vu", "dien giai", "ten cong viec"),
    "measure": ("dvt", "don vi tinh"),
    "quantity": ("so luong", "sl", "khoi luong"),
    "price": ("don gia", "muc chi", "dinh muc"),
    "amount": ("thanh tien", "tong kinh phi", "kinh phi", "du toan", "tong cong", "tong so", "cong", "so tien"),
    "source": ("nguon",),
    "unit": ("don vi thuc hien", "co quan", "don vi chu tri", "chu tri", "don vi"),
    "chapter": ("chuong",),
    "category": ("loai, khoan", "loai - khoan", "loai-khoan", "loai khoan", "khoan (ma"),
    "item": ("muc, tieu muc", "muc - tieu muc", "muc-tieu muc", "tieu muc", "ma ndkt"),
    "note": ("ghi chu", "can cu"),
}
_YEAR = re.compile(r"(?:^|\bnam )(20\d\d)\b")
_TOTAL = re.compile(r"^(tong cong|tong so|cong|tong kinh phi|tong)\b")
_SCALES = (("trieu dong", 1_000_000), ("ty dong", 1_000_000_000), ("nghin dong", 1000), ("1.000 dong", 1000))
_RANKS = (
    (re.compile(r"^[A-H]$"), 1),
    (re.compile(r"^[IVX]+$"), 2),
    (re.compile(r"^\d+$"), 3),
    (re.compile(r"^\d+\.\d+$"), 4),
    (re.compile(r"^\d+(\.\d+){2,}$"), 5),
    (re.compile(r"^([a-zđ]\)?|[-–+*])$"), 6),
)
TEXTS = ("source", "unit", "chapter", "category", "item", "note")
HEADING_ROWS = 40


@dataclass
class Item:
    """A row of the table; amounts in đồng, None where nothing is written."""

    row: int
    level: int
    name: str
    quantity: Decimal | None = None
    price: Decimal | None = None
    amount: Decimal | None = None
    years: dict[int, Decimal] = field(default_factory=dict)
    source: str = ""
    unit: str = ""
    chapter: str = ""
    category: str = ""
    item: str = ""
    note: str = ""


@dataclass
class Problem:
    """``message`` is an English msgid with ``values``; ``cell`` its place, like E12."""

    cell: str
    message: str
    values: dict


@dataclass
class Table:
    """The leaves of an estimate table, what is wrong in it, and in which column what stands."""

    items: list[Item]
    problems: list[Problem]
    scale: int = 1
    subtotals: int = 0
    columns: dict[str, int] = field(default_factory=dict)

    def cell(self, item, name):
        """Where ``name`` of ``item`` stands, or would stand."""
        return cell_name(item.row, self.columns.get(name, self.columns["name"]))


def read_estimate(rows):
    """A :class:`Table` of the leaves of the estimate table in ``rows``. Raises SheetError where there is none."""
    start, columns, years = _heading(rows)
    scale = _scale(rows[: start + 1])
    table = Table([], [], scale, columns=columns)
    rows_read = [item for item in (_item(rows, n, columns, years, table) for n in range(start + 1, len(rows))) if item]
    items = [item for item in rows_read if not _TOTAL.match(normalise_cell(item.name))]
    totals = [item for item in rows_read if _TOTAL.match(normalise_cell(item.name))]
    below = _tree(items)
    column = columns.get("amount", next(iter(years.values()), 0))
    for number, item in enumerate(items):
        children = [items[child] for child in below[number]]
        if children:
            table.subtotals += 1
            _compare(table, item, column, sum((_sum(child, items, below) for child in below[number]), Decimal(0)))
        else:
            _check_item(table, item, columns, column)
            table.items.append(item)
    top = [n for n, item in enumerate(items) if not any(n in children for children in below)]
    whole = sum((_sum(n, items, below) for n in top), Decimal(0))
    for total in totals:
        table.subtotals += 1
        _compare(table, total, column, whole)
    if not table.items:
        raise SheetError("No estimate was found in this table.")
    return table


def _heading(rows):
    """The last row of the heading, ``{column name: number}`` and ``{year: number}``."""
    for first in range(min(len(rows), HEADING_ROWS)):
        columns, _years = _columns([rows[first]])
        if "name" not in columns:
            continue
        last = first
        while last + 1 < len(rows) and last < first + 3 and _goes_on(rows[first], rows[last + 1], columns["name"]):
            last += 1
        columns, years = _columns(rows[first : last + 1])
        if "name" in columns and ("amount" in columns or years):
            return last, columns, years
    raise SheetError("No heading was found: a column for the content and one for the amount or the years are needed.")


def _goes_on(first, row, column):
    """Whether ``row`` still belongs to the heading that began with ``first``: merged with it, or years alone."""
    if column < len(row) and row[column] == first[column]:
        return True
    values = [value for value in row if value is not None]
    return bool(values) and all(_YEAR.search(normalise_cell(value)) for value in values)


def _columns(heading):
    columns, years = {}, {}
    for column in range(max(map(len, heading))):
        words = list(
            dict.fromkeys(
                normalise_cell(row[column]) for row in heading if column < len(row) and row[column] is not None
            )
        )
        if match := next((m for word in words if (m := _YEAR.search(word))), None):
            years.setdefault(int(match[1]), column)
            continue
        for name, beginnings in HEADINGS.items():
            if name not in columns and any(word.startswith(beginnings) for word in words):
                columns[name] = column
                break
    if "amount" in columns and columns["amount"] in years.values():
        del columns["amount"]
    return columns, years


def _scale(rows):
    words = " ".join(normalise_cell(value) for row in rows for value in dict.fromkeys(row) if value is not None)
    return next((scale for name, scale in _SCALES if name in words), 1)


def _item(rows, number, columns, years, table):
    row = rows[number]

    def text(name):
        value = row[columns[name]] if name in columns and columns[name] < len(row) else None
        return " ".join(str(value).split()) if value is not None else ""

    def amount(column, scale=table.scale):
        try:
            value = amount_of(row[column]) if column is not None and column < len(row) else None
        except ValueError:
            table.problems.append(
                Problem(cell_name(number, column), "“%(value)s” is not a number.", {"value": str(row[column])[:40]})
            )
            return None
        return value if value is None else value * scale

    name = text("name") or text("rank")
    if not name or re.fullmatch(r"\(?\d+\)?", name):  # an empty row, or the numbers of the columns
        return None
    rank = text("rank").rstrip(".")
    level = next((level for pattern, level in _RANKS if pattern.match(rank)), 9)
    of_years = {year: value for year, column in years.items() if (value := amount(column)) is not None}
    item = Item(number, level, name, amount(columns.get("quantity"), 1), amount(columns.get("price")))
    item.amount, item.years = amount(columns.get("amount")), of_years
    for words in TEXTS:
        setattr(item, words, text(words))
    if item.amount is None and of_years:
        item.amount = sum(of_years.values(), Decimal(0))
    return item


def _tree(items):
    """The rows directly below each row, as numbers."""
    below, path = [[] for _ in items], []
    for number, item in enumerate(items):
        while path and items[path[-1]].level >= item.level:
            path.pop()
        if path:
            below[path[-1]].append(number)
        path.append(number)
    return below


def _sum(number, items, below):
    if below[number]:
        return sum((_sum(child, items, below) for child in below[number]), Decimal(0))
    item = items[number]
    if item.amount is None and item.quantity and item.price:
        return item.quantity * item.price
    return item.amount or Decimal(0)


def _check_item(table, item, columns, column):
    costed = item.quantity * item.price if item.quantity and item.price else None
    if item.amount is None:
        item.amount = costed
    elif costed is not None:
        _compare(table, item, column, costed, "Quantity × unit price is %(sum)s, here stands %(found)s.")
    if item.years and "amount" in columns:
        years = sum(item.years.values(), Decimal(0))
        _compare(table, item, column, years, "The years add up to %(sum)s, here stands %(found)s.")
    if item.amount is not None and item.amount < 0:
        table.problems.append(Problem(cell_name(item.row, column), "An estimate cannot be negative.", {}))


def _compare(table, item, column, total, message="The rows below add up to %(sum)s, here stands %(found)s."):
    """What is written may be rounded to the scale of the table."""
    if item.amount is not None and abs(item.amount - total) > max(table.scale, 1) // 2:
        values = {"sum": f"{total:,.0f}".replace(",", "."), "found": f"{item.amount:,.0f}".replace(",", ".")}
        table.problems.append(Problem(cell_name(item.row, column), message, values))
