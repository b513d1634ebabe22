"""The estimate table of a plan, as offices draw it up: items with quantity × unit price, years, subtotals.

The heading may stand over several rows with merged cells; "Đơn vị tính: triệu đồng" above or in it gives the scale.
A row with rows below it (by its number: A, I, 1, 1.1, -) is a subtotal. Subtotals, totals, quantity × price and the
sum of the years are checked against what is written; what does not agree is an error at its cell. Columns whose heads
name sources of money hold the parts of the amount; a column with numbers that is not understood is said at its head.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from .cells import Problem, SheetError, cell_name, costing_formula
from .sources import is_source
from .values import amount_of, is_below, is_total, is_uncalculated, normalise_cell, problem_of, scale_of

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
    rank: str = ""
    problems: list[Problem] = field(default_factory=list)  # cells that could not be read
    quantity: Decimal | None = None
    price: Decimal | None = None
    amount: Decimal | None = None
    years: dict[int, Decimal] = field(default_factory=dict)
    parts: dict[int, Decimal] = field(default_factory=dict)  # by the column of a source
    source: str = ""
    unit: str = ""
    chapter: str = ""
    category: str = ""
    item: str = ""
    note: str = ""


@dataclass
class Table:
    """The leaves of an estimate table, what is wrong in it, and in which column what stands."""

    items: list[Item]
    problems: list[Problem]
    scale: int = 1
    subtotals: int = 0
    left_out: int = 0  # rows below the table: the sum in words, who signs
    hidden: list[int] = field(default_factory=list)  # rows of items that are hidden or filtered out, from 0
    columns: dict[str, int] = field(default_factory=dict)
    parts: dict[int, tuple[int | None, str]] = field(default_factory=dict)  # column -> year, source that its head names
    unread: list[Problem] = field(default_factory=list)  # heads of columns with numbers that are not understood

    def cell(self, item, name):
        """Where ``name`` of ``item`` stands, or would stand."""
        return cell_name(item.row, self.columns.get(name, self.columns["name"]))


def read_estimate(rows, parse_number, left_out=(), sources=()):
    """A :class:`Table` of the leaves of the estimate table in ``rows``. Raises SheetError where there is none.

    :param parse_number: reads numbers that are texts (``lib/numbers.py`` of the core)
    :param left_out: numbers of rows, from 0, that are not to be read, as they are hidden
    :param sources: names of sources of money, as normalise_cell() gives them
    """
    start, first, columns, years, parts = _heading(rows, sources)
    scale = scale_of(rows[: start + 1])
    table = Table([], [], scale, columns=columns, parts=parts)
    reader = _Reader(rows, columns, years, scale, parse_number, parts)
    for place in [place for place in parts if not reader.has_numbers(start + 1, place)]:
        del parts[place]  # it names the source in words, or is empty
        columns.setdefault("source", place)
    read = (reader.item(number) for number in range(start + 1, len(rows)) if number not in left_out)
    rows_read = _without_what_is_below([item for item in read if item], table)
    table.problems = [problem for item in rows_read for problem in item.problems]
    table.hidden = [item.row for item in rows_read if item.row in getattr(rows, "hidden", ())]
    table.unread = reader.unread(rows_read, first, start)
    items = [item for item in rows_read if not _adds_up(item)]
    totals = [item for item in rows_read if _adds_up(item)]
    below = _tree(items)
    column = columns.get("amount", next(iter(years.values()), 0))
    for number, item in enumerate(items):
        children = [items[child] for child in below[number]]
        if children:
            table.subtotals += 1
            _compare(table, item, column, sum((_sum(child, items, below) for child in below[number]), Decimal(0)))
            _compare_parts(table, item, [items[leaf] for leaf in _leaves(number, below)])
        else:
            _check_item(table, item, columns, column)
            table.items.append(item)
    top = [n for n, item in enumerate(items) if not any(n in children for children in below)]
    whole = sum((_sum(n, items, below) for n in top), Decimal(0))
    for total in totals:
        table.subtotals += 1
        _compare(table, total, column, whole)
        _compare_parts(table, total, table.items)
    if not table.items:
        raise SheetError("No estimate was found in this table.")
    return table


def _adds_up(item):
    return not item.rank and is_total(item.name)


def _without_what_is_below(items, table):
    """Leave out what stands below the table: rows at its end that have neither a number nor an amount, after a total or
    from the first that says so itself.
    """
    end = len(items)
    while end and not (items[end - 1].rank or _has_amount(items[end - 1]) or _adds_up(items[end - 1])):
        end -= 1
    if not (end and _adds_up(items[end - 1])):
        end = next((n for n in range(end, len(items)) if is_below(items[n].name)), len(items))
    table.left_out = len(items) - end
    return items[:end]


def _has_amount(item):
    """Whether the row has a number, or a text with one: names of those who sign stand in any column."""
    numbers = (item.quantity, item.price, item.amount, *item.parts.values())
    unread = (problem.values["value"] for problem in item.problems)
    return any(number is not None for number in numbers) or any(map(re.compile(r"\d").search, unread))


def _heading(rows, sources):
    """The last and the first row of the heading, ``{column name: number}``, ``{year: number}`` and ``Table.parts``."""
    for first in range(min(len(rows), HEADING_ROWS)):
        columns, *_rest = _columns([rows[first]], sources)
        if "name" not in columns:
            continue
        last = first
        while last + 1 < len(rows) and last < first + 3:
            if not _goes_on(rows[first], rows[last + 1], columns["name"], sources):
                break
            last += 1
        columns, years, parts = _columns(rows[first : last + 1], sources)
        if "name" in columns and ("amount" in columns or years or parts):
            return last, first, columns, years, parts
    raise SheetError("No heading was found: a column for the content and one for the amount or the years are needed.")


def _goes_on(first, row, column, sources):
    """Whether ``row`` still belongs to the heading that began with ``first``: merged with it, or years and sources."""
    if column < len(row) and row[column] == first[column]:
        return True
    words = [normalise_cell(value) for value in row if value is not None]
    return bool(words) and all(
        _YEAR.search(word) or is_source(word, sources) or word in ("tong so", "tong cong", "cong") for word in words
    )


def _heads(heading, column):
    """What the rows of the heading say of a column, from above, each once."""
    values = (row[column] for row in heading if column < len(row) and row[column] is not None)
    return list(dict.fromkeys(map(normalise_cell, values)))


def _columns(heading, sources):
    columns, years, parts = {}, {}, {}
    for column in range(max(map(len, heading))):
        words = _heads(heading, column)
        match = next((m for word in words if (m := _YEAR.search(word))), None)
        if words and is_source(words[-1], sources):
            parts[column] = (int(match[1]) if match else None, words[-1])
            continue
        if match:
            years.setdefault(int(match[1]), column)
            continue
        for name, beginnings in HEADINGS.items():
            if name not in columns and any(word.startswith(beginnings) for word in words):
                columns[name] = column
                break
    if "amount" in columns and columns["amount"] in years.values():
        del columns["amount"]
    if len(years) == 1:
        parts = {column: (next(iter(years)), source) for column, (_year, source) in parts.items()}
    elif years:  # without a year it cannot be told whose part it is
        parts = {column: part for column, part in parts.items() if part[0]}
    return columns, years, parts


@dataclass
class _Reader:
    """Reads the rows below the heading."""

    rows: list
    columns: dict[str, int]
    years: dict[int, int]
    scale: int
    parse_number: Callable
    parts: dict[int, tuple[int | None, str]]

    def unread(self, items, first, last):
        """A problem at the head of each column that holds numbers beside these items and is not understood."""
        known = {*self.columns.values(), *self.years.values(), *self.parts}
        problems, heading = [], self.rows[first : last + 1]
        for column in range(max(map(len, self.rows))):
            beside = [self.value(item.row, column) for item in items]
            left = [self.value(item.row, column - 1) for item in items] if column else []
            merged = column and beside == left and _heads(heading, column) == _heads(heading, column - 1)
            if column in known or merged or not any(map(self.is_number, beside)):
                continue
            words = [str(row[column]) for row in heading if column < len(row) and row[column] is not None]
            message = "The column “%(value)s” holds numbers, and it is not known what they are."
            problems.append(Problem(cell_name(last, column), message, {"value": " ".join(words[-1:])}))
        return problems

    def has_numbers(self, start, column):
        return any(self.is_number(self.value(number, column)) for number in range(start, len(self.rows)))

    def is_number(self, value):
        try:
            return amount_of(value, self.parse_number) is not None
        except ValueError as error:
            return is_uncalculated(value) or bool(getattr(error, "readings", ()))

    def item(self, number):
        """The :class:`Item` of a row; None for an empty row or one with the numbers of the columns."""
        name, rank = self.text(number, "name"), self.text(number, "rank").rstrip(".")
        rank = "" if rank == name.rstrip(".") else rank  # merged with the name
        name = name or rank
        if not name or re.fullmatch(r"\(?\d+\)?", name):
            return None
        level = next((level for pattern, level in _RANKS if pattern.match(rank)), 9)
        columns, scale = self.columns, self.scale
        item = Item(number, level, name, rank if self.text(number, "name") else "")
        item.quantity, item.price = (
            self.amount(item, columns.get("quantity"), 1),
            self.amount(item, columns.get("price"), scale),
        )
        item.amount = self.amount(item, columns.get("amount"), scale)
        of_years = {year: self.amount(item, column, scale) for year, column in self.years.items()}
        item.years = {year: value for year, value in of_years.items() if value is not None}
        parts = {column: self.amount(item, column, scale) for column in self.parts}
        item.parts = {column: value for column, value in parts.items() if value is not None}
        for words in TEXTS:
            setattr(item, words, self.text(number, words))
        for words in ("name", *TEXTS):
            if is_uncalculated(value := self.value(number, columns.get(words))):
                item.problems.append(problem_of(cell_name(number, columns[words]), value, None))
        if item.amount is None and (item.years or item.parts):
            item.amount = sum((item.years or item.parts).values(), Decimal(0))
        return item

    def value(self, number, column):
        row = self.rows[number]
        return row[column] if column is not None and column < len(row) else None

    def text(self, number, name):
        value = self.value(number, self.columns.get(name))
        return " ".join(str(value).split()) if value is not None else ""

    def amount(self, item, column, scale):
        value = self.value(item.row, column)
        if value == self.costing(item.row):  # quantity × price follows from the row itself
            return None
        try:
            return amount_of(value, self.parse_number, scale)
        except ValueError as error:
            item.problems.append(problem_of(cell_name(item.row, column), value, error))
            return None

    def costing(self, number):
        """The formula of the form that is handed out; its result is missing if another program has saved the form."""
        places = (self.columns.get(name) for name in ("quantity", "price"))
        return costing_formula(*(cell_name(number, place) if place is not None else "" for place in places))


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


def _leaves(number, below):
    return [leaf for child in below[number] for leaf in _leaves(child, below)] if below[number] else [number]


def _compare_parts(table, item, leaves):
    """Compare what a subtotal says of each source with what the rows below it say."""
    for column, value in item.parts.items():
        total = sum((leaf.parts.get(column, Decimal(0)) for leaf in leaves), Decimal(0))
        _compare(table, item, column, total, found=value)


def _check_item(table, item, columns, column):
    costed = item.quantity * item.price if item.quantity and item.price else None
    if item.amount is None:
        item.amount = costed
    elif costed is not None:
        _compare(table, item, column, costed, "Quantity × unit price is %(sum)s, here stands %(found)s.")
    if item.years and "amount" in columns:
        years = sum(item.years.values(), Decimal(0))
        _compare(table, item, column, years, "The years add up to %(sum)s, here stands %(found)s.")
    if item.parts or not item.source:
        _check_parts(table, item, column)
    if item.amount is not None and item.amount < 0:
        table.problems.append(Problem(cell_name(item.row, column), "An estimate cannot be negative.", {}))


def _check_parts(table, item, column):
    """The parts by source add up to the amount, of each year where the table has years."""
    for year in dict.fromkeys(year for year, _source in table.parts.values()):
        parts = [item.parts.get(place, Decimal(0)) for place, part in table.parts.items() if part[0] == year]
        found = item.years.get(year) if year and item.years else item.amount
        message = "The sources add up to %(sum)s, here stands %(found)s."
        _compare(table, item, column, sum(parts, Decimal(0)), message, found)


def _compare(
    table, item, column, total, message="The rows below add up to %(sum)s, here stands %(found)s.", found=None
):
    """What is written may be rounded to the scale of the table."""
    found = item.amount if found is None else found
    if found is not None and abs(found - total) > max(table.scale, 1) // 2:
        values = {"sum": f"{total:,.0f}".replace(",", "."), "found": f"{found:,.0f}".replace(",", ".")}
        table.problems.append(Problem(cell_name(item.row, column), message, values))
