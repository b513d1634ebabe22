"""Writes a list of the screen as a workbook: title, day and filter above the headings, one row a record, totals below;
a sheet for each level by which the rows are grouped.

What a file is read back by stands in a hidden row and in hidden columns on the left, see ``STAMPS``. The rows are
written as they come and are kept on disk, so that a long list takes no memory.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name

from .writer import Book

HEAD = 4  # row of the headings, counted from 0; the row above it is hidden and names the fields
STAMPS = 2  # hidden columns on the left of a file that can be read back: the record's id, and a stamp of its values
NARROWEST, WIDEST = 10, 60
MEASURED = 1_000  # rows by which the widths of the columns are chosen
MOST_STAMPED = 45_000  # rows that are read back
MOST_ROWS = 200_000
MOST_COMPARED = 20_000_000  # cells that the formulas of a sheet may compare; beyond, it holds figures alone


class Column(NamedTuple):
    name: str
    heading: str
    style: str | None = None  # by default that of the value's kind; "open" is one to fill in
    colours: Mapping = MappingProxyType({})  # {text: status in whose colour it is shown}
    is_summed: bool = False
    is_level: bool = False  # its values have a sheet with their numbers and sums


def write_list(title, lines, columns, rows, words, stamped=False, apart=None):
    """Return a workbook as bytes.

    :param lines: texts below the title: the day, the filter
    :param columns: each a :class:`Column`
    :param rows: an iterable of the values for each record: text, number, date, datetime, bool or None
    :param words: ``{"total", "number"}``, how these are called
    :param stamped: the file can be read back; each row then begins with its id and stamp, as texts
    :param apart: place of the column of whose values each has totals of its own, as they are not added up
    """
    book = Book(long=True)
    sheet, first = book.add_sheet(_sheet_name(title, book)), STAMPS if stamped else 0
    _write_head(sheet, title, lines, columns, first)
    last, widths, totals, levels = _write_rows(sheet, columns, rows, first)
    ranges = [_range(first + place, last) for place in range(len(columns))]
    summed = [place for place, column in enumerate(columns) if column.is_summed]
    if summed and totals[0] and apart is not None:
        _write_apart(book, sheet, columns[apart], levels[apart], first, last, ranges, summed, apart, words)
        summed = []
    elif summed and totals[0]:
        sheet.write_string(last + 1, first, words["total"], book.style["sum_text"])
        for place, total in zip(summed, totals[1:], strict=True):
            formula = f"=SUBTOTAL(109,{ranges[place]})"
            sheet.write_formula(last + 1, first + place, formula, book.style["sum_number"], total)
    sheet.set_widths([0] * first + [max(NARROWEST, min(width, WIDEST)) for width in widths])
    if first:
        sheet.set_column(0, first - 1, 0, None, {"hidden": True})
    sheet.autofilter(HEAD, first, last, first + len(columns) - 1)
    sheet.hold_head(HEAD)
    for place, column in enumerate(columns):
        sheet.colour(HEAD + 1, first + place, last, column.colours)
    places = [f"'{sheet.name}'!{cells}" for cells in ranges]
    for place, level in levels.items() if totals[0] else ():
        sums = [(columns[each], places[each]) for each in summed]
        level = {value: figures[: 1 + len(sums)] for value, figures in level.items()}
        _write_level(book, columns[place], places[place], level, totals[: 1 + len(sums)], sums, words)
    return book.finish()


def _write_apart(book, sheet, column, level, first, last, ranges, summed, apart, words):
    """Write the totals of each value of ``column``, one below the other."""
    for line, (value, figures) in enumerate(sorted(level.items(), key=_rank), last + 1):
        label = f"{words['total']}: {column.heading} {value or ''}".rstrip()
        sheet.write_string(line, first, label, book.style["sum_text"])
        for place, total in zip(summed, figures[1:], strict=True):
            same = f"SUBTOTAL(103,OFFSET({ranges[apart].partition(':')[0]},ROW({ranges[apart]})-{HEAD + 2},0))"
            wanted = f'"{value}"' if isinstance(value, str) else value or 0
            formula = f"=SUMPRODUCT({same}*({ranges[apart]}={wanted}),{ranges[place]})"
            sheet.write_formula(line, first + place, formula, book.style["sum_number"], total)


def _write_head(sheet, title, lines, columns, first):
    sheet.write_string(0, first, title, sheet.formats["bold"])
    for number, line in enumerate(lines[: HEAD - 2], 1):
        sheet.write_string(number, first, line)
    hidden = ["id", "stamp"][:first]
    sheet.write_texts(HEAD - 1, 0, [*hidden, *(column.name for column in columns)], None)
    sheet.set_row(HEAD - 1, None, None, {"hidden": True})
    sheet.write_texts(HEAD, 0, [*("" for _ in hidden), *(column.heading for column in columns)], sheet.formats["head"])


def _write_rows(sheet, columns, rows, first):
    """Return the last row, the widths of the columns, and how many rows there are and the sums of the summed columns:
    of all, and by the values of each level ``{place: {value: [number, sum…]}}``.
    """
    widths = [len(column.heading) + 4 for column in columns]
    summed = [place for place, column in enumerate(columns) if column.is_summed]
    levels = {place: {} for place, column in enumerate(columns) if column.is_level}
    totals, line = [0] * (1 + len(summed)), HEAD
    for line, row in enumerate(rows, HEAD + 1):
        values = row[first:]
        sheet.write_texts(line, 0, row[:first], None)
        for place, value in enumerate(values):
            width = sheet.write_value(line, first + place, value, columns[place].style)
            if line < MEASURED and width > widths[place]:
                widths[place] = width
        figures = [1, *(values[place] or 0 for place in summed)]
        for sums in [totals, *(level.setdefault(values[place], [0] * len(totals)) for place, level in levels.items())]:
            sums[:] = map(sum, zip(sums, figures, strict=True))
    return line, widths, totals, levels


def read_list(rows):
    """Return ``[(row number as Excel counts it, {field: value})]`` of a file that :func:`write_list` made with stamps;
    None if it is another file.
    """
    if len(rows) <= HEAD or [*rows[HEAD - 1][:STAMPS]] != ["id", "stamp"]:
        return None
    names = [str(name or "") for name in rows[HEAD - 1]]
    return [
        (number, dict(zip(names, row, strict=False)))
        for number, row in enumerate(rows[HEAD + 1 :], HEAD + 2)
        if row and row[0]
    ]


def column_letter(rows, name):
    """Return the letter of the column of the field ``name`` in the ``rows`` of a file."""
    return xl_col_to_name(rows[HEAD - 1].index(name))


def _range(column, last):
    letter = xl_col_to_name(column)
    return f"${letter}${HEAD + 2}:${letter}${last + 1}"


def _write_level(book, column, cells, level, totals, summed, words):
    """Add a sheet with the values of a column: how many rows each has, and their sums.

    :param cells: the cells of the column
    :param level: ``{value: [number of rows, sum…]}``
    :param summed: ``[(column, its cells)]`` of the sums
    """
    style = book.style
    sheet = book.add_sheet(_sheet_name(column.heading, book))
    headings = [column.heading, words["number"], *(each.heading for each, _cells in summed)]
    sheet.write_texts(0, 0, headings, style["head"])
    counts = len(level) * totals[0] <= MOST_COMPARED
    line = 0
    for line, (value, figures) in enumerate(sorted(level.items(), key=_rank), 1):
        sheet.write_value(line, 0, value)
        # a comparison, as COUNTIF takes "*" and "<" for its own signs
        same = f"--({cells}=$A${line + 1})"
        formulas = [f"=SUMPRODUCT({same})", *(f"=SUMPRODUCT({same},{each})" for _column, each in summed)]
        for place, (formula, figure) in enumerate(zip(formulas, figures, strict=True), 1):
            if counts:
                sheet.write_formula(line, place, formula, style["number"], figure)
            else:
                sheet.write_number(line, place, figure, style["number"])
    sheet.write_string(line + 1, 0, words["total"], style["sum_text"])
    for place, total in enumerate(totals, 1):
        letter = xl_col_to_name(place)
        formula = f"=SUM({letter}2:{letter}{line + 1})"
        sheet.write_formula(line + 1, place, formula, style["sum_number"], total)
    sheet.set_widths([WIDEST, *(18 for _ in totals)])
    sheet.colour(1, 0, line, column.colours)
    sheet.hold_head(0)


def _rank(item):
    """Order values of one kind; what is empty comes last."""
    value = item[0]
    empty = value in (None, "")
    return empty, isinstance(value, str), "" if empty else value


def _sheet_name(heading, book):
    """Return a name for a further sheet that Excel takes and that none has."""
    name = re.sub(r"[\[\]:*?/\\']", " ", heading).strip()[:28] or "#"
    taken = {sheet.name.casefold() for sheet in book.worksheets()}
    return next(
        each for each in (name, *(f"{name} {number}" for number in range(2, 99))) if each.casefold() not in taken
    )
