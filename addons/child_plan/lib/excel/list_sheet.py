"""Writes a list of the screen as a workbook: title, day and filter above the headings, one row a record.

What a file is read back by stands in a hidden row and in hidden columns on the left, see ``STAMPS``.
"""

from xlsxwriter.utility import xl_col_to_name

from .writer import Book

HEAD = 4  # row of the headings, counted from 0; the row above it is hidden and names the fields
STAMPS = 2  # hidden columns on the left of a file that can be read back: the record's id, and a stamp of its values
NARROWEST, WIDEST = 10, 60
MOST_ROWS = 45_000  # fewer than are read back


def write_list(title, lines, columns, rows, stamps=()):
    """Return a workbook as bytes.

    :param lines: texts below the title: the day, the filter
    :param columns: ``[(name, heading, style or None)]``; a column with the style "open" is one to fill in
    :param rows: a list of values for each record: text, number, date, datetime, bool or None
    :param stamps: ``[(id, stamp)]`` for each row where the file can be read back
    """
    book = Book()
    style = book.style
    sheet = book.add_sheet()
    first = STAMPS if stamps else 0
    sheet.write_string(0, first, title, style["bold"])
    for number, line in enumerate(lines[: HEAD - 2], 1):
        sheet.write_string(number, first, line)
    names, headings = [name for name, *_more in columns], [heading for _name, heading, _style in columns]
    if stamps:
        names, headings = ["id", "stamp", *names], ["", "", *headings]
    sheet.write_texts(HEAD - 1, 0, names, None)
    sheet.set_row(HEAD - 1, None, None, {"hidden": True})
    sheet.write_texts(HEAD, 0, headings, style["head"])
    widths = [len(heading) + 4 for _name, heading, _style in columns]
    for line, values in enumerate(rows, HEAD + 1):
        if stamps:
            sheet.write_texts(line, 0, map(str, stamps[line - HEAD - 1]), None)
        for column, value in enumerate(values):
            length = sheet.write_value(line, first + column, value, columns[column][2])
            widths[column] = max(widths[column], length)
    sheet.set_widths([0] * first + [max(NARROWEST, min(width, WIDEST)) for width in widths])
    if first:
        sheet.set_column(0, first - 1, 0, None, {"hidden": True})
    sheet.autofilter(HEAD, first, HEAD + len(rows), first + len(columns) - 1)
    sheet.hold_head(HEAD)
    sheet.print_wide()
    return book.finish()


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
