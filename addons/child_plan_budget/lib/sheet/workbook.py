"""The first sheet of an XLSX file as rows of values, opened with bounds: uploaded files are hostile."""

import io
import zipfile

import openpyxl
from openpyxl.utils import get_column_letter

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 150 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS = 50_000
MOST_COLUMNS = 60


class SheetError(Exception):
    """What is wrong with a file as a whole: an English msgid, which the addon translates."""


def cell_name(row, column):
    """``E12`` of the numbers of a row and a column, counted from 0."""
    return f"{get_column_letter(column + 1)}{row + 1}"


def read_rows(data, merged=False):
    """The rows of the first sheet that has any, each a list of values; empty cells are None.

    :param merged: give every cell of a merged area the value of its first one
    """
    _check(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=not merged, data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        for sheet in sheets:
            rows = _values(sheet)
            if any(value is not None for row in rows for value in row):
                return _fill(sheet, rows) if merged else rows
    except SheetError:
        raise
    except Exception as error:  # a damaged workbook breaks openpyxl in many ways
        raise SheetError("This file is damaged or no Excel workbook (.xlsx). Save it again in Excel.") from error
    raise SheetError("This workbook is empty.")


def _check(data):
    if len(data) > LARGEST_FILE:
        raise SheetError("This file is too large to be read.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise SheetError("This file is too large to be read.")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        head = stream.read(4096)
                    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                        raise SheetError("This file holds parts that a table never needs, so it was not opened.")
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise SheetError("This file is damaged or no Excel workbook (.xlsx). Save it again in Excel.") from error


def _values(sheet):
    if (sheet.max_row or 0) > 20 * MOST_ROWS:  # a lone cell far below; the rows before it would be made one by one
        raise SheetError("This table has too many rows.")
    rows = []
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)):
        if number >= MOST_ROWS:
            if any(value is not None for value in row):
                raise SheetError("This table has too many rows.")
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
