"""Reads the first sheet of an XLSX file, in a separate process and with limits: uploaded files can be hostile.

Every workbook that a user uploads as a table or form passes through :func:`read_workbook`.
"""

import io
import math
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl

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
    return [
        [_DECODERS[value[0]](value[1]) if isinstance(value, list) else value for value in row] for row in answer["rows"]
    ]


def read(data, *options):
    """Return the rows or the error in a form that JSON can hold; dates and times become ``[kind, text]``."""
    try:
        return {"rows": [[_encoded(value) for value in row] for row in read_rows(data, "merged" in options)]}
    except WorkbookError as error:
        return {"error": str(error)}


_DECODERS = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "seconds": lambda number: timedelta(seconds=number),
}


def _encoded(value):
    match value:
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
    """Return the rows of the first sheet that has any, each a list of values; empty cells are None.

    :param merged: give every cell of a merged area the value of its first cell
    """
    _check(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=not merged, data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        for sheet in sheets:
            rows = _values(sheet)
            if any(value is not None for row in rows for value in row):
                return _fill(sheet, rows) if merged else rows
    except (WorkbookError, MemoryError):
        raise
    except Exception as error:  # openpyxl raises many kinds of errors on a damaged workbook
        raise WorkbookError(BROKEN) from error
    raise WorkbookError("This workbook is empty.")


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
