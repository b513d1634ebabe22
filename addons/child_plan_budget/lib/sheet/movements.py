"""Rows of a treasury export: which column holds what, and the values of each row."""

from dataclasses import dataclass, field

from .cells import SheetError, cell_name
from .values import amount_of, day_of, is_below, is_total, normalise_cell, problem_of, scale_of

#: Target -> how the headings of such columns begin, as normalise_cell() gives them. The first that fits is proposed.
TARGETS = {
    "line": ("ma khoan", "khoan kinh phi", "ma kinh phi"),
    "day": ("ngay",),
    "stage": ("loai but toan", "giai doan"),
    "amount": ("so tien", "so thanh toan", "thanh toan", "phat sinh"),
    "reference": ("so chung tu", "chung tu", "so ct", "so qd", "quyet dinh"),
    "budget_code": ("ma dvqhns", "dvqhns", "ma qhns", "ma don vi", "ma so dvqhns"),
    "unit": ("don vi",),
    "chapter": ("chuong", "ma chuong"),
    "category": ("loai-khoan", "loai - khoan", "loai khoan", "loai, khoan", "ma nganh"),
    "item": ("tieu muc", "muc", "ma ndkt"),
    "source": ("nguon", "ma nguon"),
    "note": ("noi dung", "dien giai", "ghi chu"),
}
NEEDED = ("day", "amount")
STAGES = {
    "du toan": "estimate",
    "giao du toan": "allotment",
    "dieu chinh": "adjustment",
    "cam ket chi": "commitment",
    "tam ung": "advance",
    "hoan ung": "clearance",
    "thanh toan tam ung": "clearance",
    "thu hoi tam ung": "advance_return",
    "nop tra tam ung": "advance_return",
    "giai ngan": "disbursement",
    "thanh toan": "disbursement",
    "quyet toan": "settlement",
    "thu hoi": "return",
}
HEADING_ROWS = 40
FRACTION = "“%(value)s” is no whole number of đồng: write above the table in what unit its amounts are."


@dataclass
class Row:
    """A row of the export; ``texts`` has the columns that are words, as they stand there."""

    number: int
    day: object = None
    amount: object = None
    stage: str = ""
    texts: dict[str, str] = field(default_factory=dict)


def find_heading(rows):
    """The number of the heading row: the first with three words or more, one of them for a day or an amount."""
    for number, row in enumerate(rows[:HEADING_ROWS]):
        words = [normalise_cell(value) for value in row if isinstance(value, str) and value.strip()]
        known = [word for word in words if any(word.startswith(TARGETS[name]) for name in NEEDED)]
        if len(words) >= 3 and known:
            return number
    raise SheetError("No heading was found: columns for the day and the amount are needed.")


def propose(heading, remembered=None):
    """``{column: target}`` of the headings: as remembered for that heading, else the first that fits."""
    targets, taken = {}, set()
    remembered = remembered or {}
    for column, value in enumerate(heading):
        word = normalise_cell(value)
        target = remembered.get(word)
        if target is None:
            target = next((name for name, begins in TARGETS.items() if word.startswith(begins)), "")
        if word and target and target not in taken:
            targets[column] = target
            taken.add(target)
    return targets


def read_movements(rows, heading, columns, parse_number, left_out=()):
    """``(rows, problems)`` below the row ``heading``; empty rows, totals and what stands below the table are left out.

    :param parse_number: reads numbers that are texts (``lib/numbers.py`` of the core)
    :param left_out: numbers of rows, from 0, that are not to be read, as they are hidden
    """
    movements, problems = [], []
    place = {target: column for column, target in columns.items()}
    scale = scale_of(rows[: heading + 1])
    for number in range(heading + 1, len(rows)):
        values = rows[number]

        def cell(target, values=values):
            column = place.get(target)
            return values[column] if column is not None and column < len(values) else None

        if number in left_out or all(value is None for value in values) or _is_total(values, cell("day")):
            continue
        if cell("day") is None and cell("amount") is None and any(is_below(value) for value in values):
            break
        row = Row(number)
        row.texts = {name: str(cell(name) if cell(name) is not None else "").strip() for name in place}
        row.stage = STAGES.get(normalise_cell(cell("stage")), "") if "stage" in place else ""
        if row.texts.get("stage") and not row.stage:
            problems.append(_problem(number, place["stage"], "“%(value)s” is no stage of money.", cell("stage")))
        try:
            row.day = day_of(cell("day"))
        except ValueError:
            problems.append(_problem(number, place["day"], "“%(value)s” is no date.", cell("day")))
        try:
            row.amount = amount_of(cell("amount"), parse_number, scale)
            if not row.amount:
                raise ValueError
            if round(row.amount, 2) % 1:
                problems.append(_problem(number, place["amount"], FRACTION, cell("amount")))
        except ValueError as error:
            problems.append(
                problem_of(cell_name(number, place["amount"]), cell("amount"), error, "“%(value)s” is no amount.")
            )
        movements.append(row)
    return movements, problems


def _is_total(values, day):
    """A row that adds up others has no day; its whole name may stand in any column, that of the day, too."""
    words = [value for value in values if isinstance(value, str) and value.strip()]
    return (day is None or is_total(day)) and any(map(is_total, words))


def _problem(number, column, message, value):
    return problem_of(cell_name(number, column), value, None, message)
