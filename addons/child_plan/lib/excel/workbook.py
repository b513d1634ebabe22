"""Reads the first sheet of an XLSX file, in a separate process and with limits: uploaded files can be hostile.

Every workbook that a user uploads as a table or form passes through :func:`read_workbook`.
"""

import io
import math
import re
import zipfile
from datetime import date, datetime, time, timedelta
from html import unescape
from pathlib import Path

import openpyxl
from openpyxl.utils import column_index_from_string

from ..bounded import Exceeded, run_bounded

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 150 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS = 50_000
MOST_COLUMNS = 60
LONGEST_CELL = 5_000
SECONDS = 30
MEMORY = 1024**3

TOO_LARGE = "This file is too large to be read."
BROKEN = "This file is damaged or no Excel workbook (.xlsx). Save it again in Excel."
_EXCEEDED = {"time": "Reading this file takes too long, so it was stopped.", "memory": TOO_LARGE, "broken": BROKEN}


class Uncalculated(str):
    """A formula that was never calculated: the file holds no result of it, which is not an empty cell."""

    uncalculated = True


class Rows(list):
    """The rows of a sheet; ``hidden`` holds the numbers, from 0, of those that are hidden or filtered out."""

    hidden = frozenset()


class WorkbookError(Exception):
    """An error of the file. The message is an English msgid that the addon translates
    (``models/report/workbook_terms.py``).
    """


def read_workbook(data, merged=False, seconds=SECONDS, memory=MEMORY):
    """Return :func:`read_rows` of ``data``, run in a separate process. Raise WorkbookError."""
    if len(data) > LARGEST_FILE:
        raise WorkbookError(TOO_LARGE)
    options = ["merged"] if merged else []
    try:
        answer = run_bounded(
            Path(__file__).resolve().parents[2],
            "lib.excel.workbook:read",
            data,
            *options,
            seconds=seconds,
            memory=memory,
        )
    except Exceeded as error:
        raise WorkbookError(_EXCEEDED[error.kind]) from error
    if "error" in answer:
        raise WorkbookError(answer["error"])
    rows = Rows(
        [_DECODERS[value[0]](value[1]) if isinstance(value, list) else value for value in row] for row in answer["rows"]
    )
    rows.hidden = frozenset(answer["hidden"])
    return rows


def read(data, *options):
    """Return the rows or the error in a form that JSON can hold; dates and times become ``[kind, text]``."""
    try:
        rows = read_rows(data, "merged" in options)
        return {"rows": [[_encoded(value) for value in row] for row in rows], "hidden": sorted(rows.hidden)}
    except WorkbookError as error:
        return {"error": str(error)}


_DECODERS = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "seconds": lambda number: timedelta(seconds=number),
    "formula": Uncalculated,
}


def _encoded(value):
    match value:
        case Uncalculated():
            return ["formula", str(value)[:LONGEST_CELL]]
        case datetime():
            return ["datetime", value.isoformat()]
        case date():
            return ["date", value.isoformat()]
        case time():
            return ["time", value.isoformat()]
        case timedelta():
            return ["seconds", value.total_seconds()]
        case float() if not math.isfinite(value):
            return str(value)
        case None | bool() | int() | float():
            return value
    return str(value)[:LONGEST_CELL]


def read_rows(data, merged=False):
    """Return the :class:`Rows` of the first sheet that has any, each a list of values; empty cells are None, formulas
    without a result :class:`Uncalculated`.

    :param merged: give every cell of a merged area the value of its first cell
    """
    _check(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=not merged, data_only=True)
        numbers = range(len(book.worksheets))
        visible = [number for number in numbers if book.worksheets[number].sheet_state == "visible"]
        for number in visible or numbers:
            sheet, source = book.worksheets[number], _source(data, number)
            rows = Rows(_values(sheet))
            _mark_formulas(rows, source)
            if any(value is not None for row in rows for value in row):
                rows.hidden = _hidden(source)
                return _fill(sheet, rows) if merged else rows
    except (WorkbookError, MemoryError):
        raise
    except Exception as error:  # openpyxl raises many kinds of errors on a damaged workbook
        raise WorkbookError(BROKEN) from error
    raise WorkbookError("This workbook is empty.")


# A formula with its cell where no result follows it; openpyxl gives the same None for it as for an empty cell.
_UNCALCULATED = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)</(?:\w+:)?f>)\s*"
    rb"(<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_TEXT = re.compile(rb"""\bt=["']str["']""")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_NUMBER = re.compile(rb"""\br=["'](\d{1,7})["']""")


def _source(data, number):
    """Return the XML of a sheet: openpyxl keeps hidden rows only of sheets that it reads as a whole."""
    path = openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets[number]._worksheet_path
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(path)


def _hidden(source):
    """Return the numbers, from 0, of the rows that are hidden, by hand or by a filter."""
    tags = (tag for tag in _ROW.findall(source) if _HIDDEN.search(tag))
    return frozenset(int(number[1]) - 1 for tag in tags if (number := _NUMBER.search(tag)))


def _mark_formulas(rows, source):
    """Put an :class:`Uncalculated` wherever a formula stands without a result; an empty text is one."""
    for attributes, formula, result in _UNCALCULATED.findall(source):
        place = _PLACE.search(attributes)
        if place and not (result and _TEXT.search(attributes)):
            row, column = int(place[2]) - 1, column_index_from_string(place[1].decode()) - 1
            if row < len(rows) and column < len(rows[row]) and rows[row][column] is None:
                rows[row][column] = Uncalculated(f"={unescape(formula.decode(errors='replace'))}")


def _check(data):
    if len(data) > LARGEST_FILE:
        raise WorkbookError(TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise WorkbookError(TOO_LARGE)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        head = stream.read(4096)
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        raise WorkbookError("This file holds parts that a table never needs, so it was not opened.")
    except (WorkbookError, MemoryError):
        raise
    except Exception as error:  # zipfile and zlib raise many kinds of errors on a damaged archive
        raise WorkbookError(BROKEN) from error


def _values(sheet):
    if (sheet.max_row or 0) > 20 * MOST_ROWS:  # a single cell far below would make us create all rows above it
        raise WorkbookError("This table has too many rows.")
    rows = []
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)):
        if number >= MOST_ROWS:
            if any(value is not None for value in row):
                raise WorkbookError("This table has too many rows.")
            break
        rows.append(list(row))
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    return rows


def _fill(sheet, rows):
    for area in list(sheet.merged_cells.ranges)[:MOST_ROWS]:
        if area.min_row > len(rows):
            continue
        value = rows[area.min_row - 1][area.min_col - 1] if area.min_col <= MOST_COLUMNS else None
        for row in rows[area.min_row - 1 : min(area.max_row, len(rows))]:
            for column in range(area.min_col - 1, min(area.max_col, len(row))):
                row[column] = value
    return rows
