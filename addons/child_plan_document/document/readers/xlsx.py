"""XLSX: the cells of every sheet that is shown, a row a line, as ``| a | b |`` from column A on.

Source: ECMA-376 part 1, 18.3 (worksheets), 18.4 (shared strings), 18.8 (styles). Read with own bounds:
a cell's address or a merged range says nothing about how much is kept. A formula counts for the result saved with it.
"""

import posixpath
import re
from collections import defaultdict
from datetime import datetime
from itertools import islice

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from ..source import Source, clean
from .archive import EXCEL, parse_xml, part

MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 30, 5000, 40
LONGEST_CELL = 5000
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FAILED = "#VALUE!"


def read_xlsx(archive):
    """A :class:`Source` of a workbook's archive. Past a bound of sheets or rows the rest is left out, with a note."""
    book = _Book(archive)
    lines, rows, cut = [], [], False
    for count, (name, path) in enumerate(book.sheets()):
        if count >= MOST_SHEETS or len(lines) >= MOST_ROWS:
            cut = True
            break
        for number, cells in islice(book.rows(path), MOST_ROWS - len(lines) + 1):
            lines.append(f"| {' | '.join(cells)} |")
            rows.append((name, number))
    cut = cut or len(lines) > MOST_ROWS
    text = "\n".join(lines[:MOST_ROWS])
    return Source(text, "xlsx", notes=["truncated"] if cut else [], rows=rows[:MOST_ROWS])


class _Book:
    def __init__(self, archive):
        self.archive = archive
        self.root = self._xml(EXCEL)
        self.strings = [_text(item) for item in self._children("xl/sharedStrings.xml", "si")]
        properties = self.root.find(f"{_S}workbookPr")
        old = properties is not None and properties.get("date1904") in ("1", "true")
        self.epoch = CALENDAR_MAC_1904 if old else CALENDAR_WINDOWS_1900
        self.dates = self._date_styles()

    def _xml(self, name):
        data = part(self.archive, name)
        return parse_xml(data) if data else None

    def _children(self, name, tag):
        root = self._xml(name)
        return root.iterchildren(f"{_S}{tag}") if root is not None else ()

    def _date_styles(self):
        """The indexes of the cell styles that show a number as a date."""
        root = self._xml("xl/styles.xml")
        if root is None:
            return set()
        own = {f.get("numFmtId"): f.get("formatCode", "") for f in root.iter(f"{_S}numFmt")}
        styles = root.find(f"{_S}cellXfs")
        numbers = [style.get("numFmtId", "0") for style in styles] if styles is not None else []
        forms = {n: own.get(n) or (BUILTIN_FORMATS.get(int(n), "") if n.isdigit() else "") for n in set(numbers)}
        return {str(at) for at, n in enumerate(numbers) if is_date_format(forms[n])}

    def sheets(self):
        """(name, part) of the sheets that are not hidden, in the order of their tabs."""
        links = self._xml("xl/_rels/workbook.xml.rels")
        targets = {link.get("Id"): link.get("Target", "") for link in links} if links is not None else {}
        for sheet in self.root.iter(f"{_S}sheet"):
            target = targets.get(sheet.get(_R))
            if target and sheet.get("state", "visible") == "visible":
                path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
                yield clean(sheet.get("name", "")).replace("\n", " ").strip(), path

    def rows(self, path):
        """(number, cells) of the rows that hold anything; a cell merged over rows stands in each of them."""
        root = self._xml(path)
        if root is None:
            return
        merged, above = _merged(root), {}  # column: (text, last row)
        for row in root.iter(f"{_S}row"):
            number, values = _number(row.get("r")), {}
            for cell in row.iterchildren(f"{_S}c"):
                match = _REFERENCE.fullmatch(cell.get("r", ""))
                column = column_index_from_string(match[1]) if match else len(values) + 1
                number = int(match[2]) if match else number
                value = self._value(cell)
                if column <= MOST_COLUMNS and value:
                    values[column] = value
            for column, last in merged.get(number, ()):
                above[column] = (values.get(column, ""), last)
            above = {column: held for column, held in above.items() if number <= held[1]}
            values = {**{column: text for column, (text, _) in above.items()}, **values}
            if any(values.values()):
                yield number, [values.get(column, "") for column in range(1, max(values) + 1)]

    def _value(self, cell):
        """What a cell shows, on one line: a date as ``31/10/2026``, a whole number without a point."""
        kind, value = cell.get("t", "n"), cell.findtext(f"{_S}v")
        if kind == "inlineStr":
            inline = cell.find(f"{_S}is")
            value = _text(inline) if inline is not None else ""
        elif kind == "s":
            at = _number(value, -1)
            value = self.strings[at] if 0 <= at < len(self.strings) else _FAILED
        elif not value:
            value = _FAILED if cell.find(f"{_S}f") is not None else ""
        elif kind == "n":
            value = self._printed(value, cell.get("s", "0"))
        text = re.sub(r"\s+", " ", clean(value)).replace("|", "/").strip()
        return text[:LONGEST_CELL]

    def _printed(self, value, style):
        try:
            number = float(value)
            if style in self.dates:
                day = from_excel(number, self.epoch)
                return day.strftime("%d/%m/%Y") if isinstance(day, datetime) and day.year > 1900 else value
        except (ValueError, OverflowError, TypeError):
            return value
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value.replace(".", ",")


def _merged(root):
    """{first row: [(column, last row)]} of the ranges merged over rows; only their first column is filled down."""
    found = defaultdict(list)
    for element in islice(root.iter(f"{_S}mergeCell"), MOST_ROWS):
        ends = [_REFERENCE.fullmatch(end) for end in element.get("ref", "").split(":")]
        if len(ends) == 2 and all(ends) and ends[0][2] != ends[1][2]:
            column = column_index_from_string(ends[0][1])
            if column <= MOST_COLUMNS:
                found[int(ends[0][2])].append((column, int(ends[1][2])))
    return found


def _text(element):
    """The text of a string item; what explains its sounds (``rPh``) is left out."""
    runs = (t for t in element.iter(f"{_S}t") if t.getparent().tag != f"{_S}rPh")
    return "".join(t.text or "" for t in runs)


def _number(text, default=0):
    return int(text) if text and re.fullmatch(r"\d{1,9}", text) else default
