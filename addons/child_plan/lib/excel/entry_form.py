"""A form for many new rows in Excel: headings, lists to choose from, yellow rows to fill in. Written and read here."""

from xlsxwriter.utility import xl_col_to_name

from .list_sheet import HEAD
from .writer import Book

ROWS = 500  # that can be filled in


def write_entry_form(title, lines, columns, rows=(), choices=None):
    """Return the form as bytes.

    :param columns: ``[(name, heading, width)]``
    :param rows: texts that stand in it already
    :param choices: ``{name: texts}`` to choose from
    """
    book = Book()
    sheet, lists = book.add_sheet(title[:31]), book.add_sheet("#")
    lists.hide()
    sheet.write_string(0, 0, title, book.style["bold"])
    for number, line in enumerate(lines[: HEAD - 2], 1):
        sheet.write_string(number, 0, line)
    sheet.write_texts(HEAD - 1, 0, [name for name, *_more in columns], None)
    sheet.set_row(HEAD - 1, None, None, {"hidden": True})
    sheet.write_texts(HEAD, 0, [heading for _name, heading, _width in columns], book.style["head"])
    for line in range(ROWS):
        row = rows[line] if line < len(rows) else [""] * len(columns)
        sheet.write_texts(HEAD + 1 + line, 0, row, book.style["open"])
    for column, (name, _heading, _width) in enumerate(columns):
        texts = (choices or {}).get(name)
        if texts:
            lists.write_column(0, column, texts)
            letter = xl_col_to_name(column)
            source = f"='#'!${letter}$1:${letter}${len(texts)}"
            # what is not in the list is checked when the form is read: several roles are written with commas
            options = {"validate": "list", "source": source, "show_error": False}
            sheet.data_validation(HEAD + 1, column, HEAD + ROWS, column, options)
    sheet.set_widths([width for _name, _heading, width in columns])
    sheet.hold_head(HEAD)
    return book.finish()


def read_entries(rows, names):
    """Return ``[(row number as Excel counts it, {name: text})]``; None if it is not the form with these ``names``."""
    if len(rows) <= HEAD or [*rows[HEAD - 1][: len(names)]] != [*names]:
        return None
    entries = []
    for number, row in enumerate(rows[HEAD + 1 :], HEAD + 2):
        texts = [str(value).strip() if value is not None else "" for value in row[: len(names)]]
        if any(texts):
            entries.append((number, dict(zip(names, texts + [""] * (len(names) - len(texts)), strict=True))))
    return entries
