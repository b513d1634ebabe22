"""The content of a paper, from which Word, PDF and the preview on the screen are written.

A paper says what stands where; the form of Decree 30/2020 (sizes, capitals, margins, numbers, `Số:`, `- …;`) is made
by the writers. So names are given as a sentence has them ("Ủy ban nhân dân", "Kế hoạch", "Phó Chủ tịch"), lists without
their marks and punctuation, and a number or day that is not known yet is left empty.

``to_json`` gives what is kept with an issued paper, ``from_json`` the same tree again. A field that is added later
needs a default, so that papers kept before are printed as they were.

Text is a list of runs; wherever it is asked for, a string, a ``Run`` or a list of both will do::

    Paragraph(["Hoàn thành ", Run("12", ref=Ref("child.plan.report", 7, "done_on_time")), " nhiệm vụ."])
"""

from dataclasses import dataclass, field, fields
from datetime import date

# Levels of a heading, as Decree 30 numbers them.
PART, CHAPTER, ARTICLE = "part", "chapter", "article"  # Phần I, Chương I: title below; Điều 1.: text on the same line
ROMAN, ARABIC, LETTER = "roman", "arabic", "letter"  # I. CAPITALS, 1., a)
LEVELS = (PART, CHAPTER, ROMAN, ARTICLE, ARABIC, LETTER)

LEFT, CENTRE, RIGHT, JUSTIFIED = "left", "centre", "right", "justified"

GROUP, TOTAL = "group", "total"  # kinds of a row


@dataclass
class Ref:
    """The field of a record that a figure stands for; the preview opens it."""

    model: str
    id: int
    field: str = ""


@dataclass
class Run:
    text: str
    bold: bool = False
    italic: bool = False
    ref: Ref | None = None


Text = list[Run]


def runs(value):
    """Return the runs of a string, a run, or a sequence of both."""
    parts = [value] if isinstance(value, str | Run) else value
    return [Run(part) if isinstance(part, str) else part for part in parts if part != ""]


def plain(text):
    """Return the characters of a list of runs."""
    return "".join(run.text for run in text)


@dataclass
class Head:
    """The cells 1 to 5, 10 and 11: who issues what, when, how secret and urgent, and who may have it.

    ``parent`` and ``issuer`` are lines: a People's Committee has no parent and two lines of issuer ("Ủy ban nhân dân",
    "xã Ngọc Hồi"), an office ("Sở Y tế") has its committee as parent. ``number`` and ``day`` stay empty until signing;
    ``year`` is what is printed of a day that is empty. Without ``kind`` the paper is a letter (công văn), and
    ``subject`` is what follows `V/v`.
    """

    issuer: list[str]
    subject: str
    kind: str = ""
    parent: list[str] = field(default_factory=list)
    number: str = ""
    symbol: str = ""  # "KH-UBND"
    place: str = ""
    day: date | None = None
    year: int | None = None
    secrecy: str = ""  # "Mật", "Tối mật", "Tuyệt mật"
    urgency: str = ""  # "Khẩn", "Thượng khẩn", "Hỏa tốc"
    circulation: str = ""  # "Lưu hành nội bộ", "Xem xong trả lại"

    @property
    def is_letter(self):
        return not self.kind


@dataclass
class Heading:
    """A part, chapter, article or item with its number.

    ``number`` is the mark without its punctuation ("II", "3.1", "đ"); None counts on within the level above, "" prints
    none. ``titled`` tells a title (bold) from a numbered paragraph; letters are never bold by themselves.
    """

    level: str
    text: Text
    number: str | None = None
    titled: bool = True

    def __post_init__(self):
        self.text = runs(self.text)


@dataclass
class Paragraph:
    text: Text
    align: str = JUSTIFIED  # JUSTIFIED has the indent of a first line; the others have none

    def __post_init__(self):
        self.text = runs(self.text)


@dataclass
class Item:
    """A line of a list: depth 1 has `-`, depth 2 `+`."""

    text: Text
    depth: int = 1

    def __post_init__(self):
        self.text = runs(self.text)


@dataclass
class Column:
    """``width`` is a share of the table's width. Neighbours with the same ``over`` have a common head above theirs."""

    title: str
    width: float = 1
    align: str = LEFT  # figures RIGHT, numbers of rows and days CENTRE
    over: str = ""


@dataclass
class Cell:
    """``status`` is a class of ``child_plan/lib/status``; it colours the cell on the screen, and the text says it."""

    text: Text = field(default_factory=list)
    status: str = ""

    def __post_init__(self):
        self.text = runs(self.text)


@dataclass
class Row:
    """Cells in the order of the columns; a string or run will do for a cell.

    A GROUP row has one cell over the whole width, or one for its number and one over the rest; it is kept on the page
    of the row below it. A TOTAL row is bold.
    """

    cells: list[Cell]
    kind: str = ""

    def __post_init__(self):
        self.cells = [cell if isinstance(cell, Cell) else Cell(cell) for cell in self.cells]


@dataclass
class Table:
    """Its head is repeated on each page, and a row is not split over two pages where it fits on one."""

    columns: list[Column]
    rows: list[Row]


Block = Heading | Paragraph | Item | Table


@dataclass
class Signing:
    """Cell 7: lines of signing power ("TM. Ủy ban nhân dân", "KT. Chủ tịch"), the position, the name.

    The place between position and name stays free for the signatures, and so does the name of a paper not signed yet.
    """

    position: str
    power: list[str] = field(default_factory=list)
    name: str = ""


@dataclass
class Annex:
    """An annex on its own pages, with its own page numbers.

    ``label`` stands in the place of `Phụ lục` (which is numbered from two annexes on): "Kế hoạch" for a plan that a
    decision approves. ``reference`` stands in the place of `(Kèm theo …)`, which is made from the paper's head.
    """

    title: str
    body: list[Block] = field(default_factory=list)
    landscape: bool = False
    label: str = ""
    reference: str = ""


@dataclass
class Paper:
    """``authority`` is the line above the grounds of a decision ("Chủ tịch Ủy ban nhân dân xã Ngọc Hồi").

    ``addressees`` follow `Kính gửi:`, ``recipients`` stand below `Nơi nhận:`, the last being "Lưu: VT, …".
    ``drafter_mark`` is cell 12, who drafted it and how many copies there are ("PL.(300)"); ``contact`` is cell 13, the
    address line at the foot of the first page. Cell 14 belongs to the system that signs copies.
    """

    head: Head
    body: list[Block] = field(default_factory=list)
    authority: str = ""
    addressees: list[str] = field(default_factory=list)
    grounds: list[Text] = field(default_factory=list)
    signing: Signing | None = None
    recipients: list[str] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    drafter_mark: str = ""
    contact: str = ""

    def __post_init__(self):
        self.grounds = [runs(ground) for ground in self.grounds]

    def to_json(self):
        """Return the paper as values that JSON has."""
        return _packed(self)

    @classmethod
    def from_json(cls, values):
        """Return the paper of ``to_json``.

        :raise ValueError: the values are no paper
        """
        paper = _unpacked(values)
        if not isinstance(paper, cls):
            raise ValueError(f"no paper: {type(paper).__name__}")
        return paper

    def references(self):
        """Return the references of all figures in the paper, in order."""
        return [run.ref for run in _all_runs(self) if run.ref]


_TYPES = {
    each.__name__: each
    for each in (Paper, Head, Heading, Paragraph, Item, Table, Column, Row, Cell, Run, Ref, Signing, Annex)
}


def _packed(value):
    if isinstance(value, list):
        return [_packed(item) for item in value]
    if isinstance(value, date):
        return {"type": "date", "value": value.isoformat()}
    if type(value).__name__ in _TYPES:
        held = {name.name: _packed(getattr(value, name.name)) for name in fields(value)}
        return {"type": type(value).__name__, **held}
    return value


def _unpacked(value):
    if isinstance(value, list):
        return [_unpacked(item) for item in value]
    if isinstance(value, dict):
        held = {name: _unpacked(item) for name, item in value.items()}
        kind = held.pop("type", None)
        try:
            return date.fromisoformat(held["value"]) if kind == "date" else _TYPES[kind](**held)
        except (KeyError, TypeError) as error:
            raise ValueError(f"no part of a paper: {kind} {sorted(held)}") from error
    return value


def _all_runs(value):
    if isinstance(value, Run):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _all_runs(item)
    elif type(value).__name__ in _TYPES:
        for name in fields(value):
            yield from _all_runs(getattr(value, name.name))
