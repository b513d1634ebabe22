"""The one look of all workbooks that are handed out. What is written as text stays text: a wording that begins with "="
is no formula, and no address becomes a link. Imports no Odoo.
"""

import io
from datetime import date, datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top", "text_wrap": True}
STYLES = {
    "title": {"bold": True, "font_size": 14, "align": "center", "text_wrap": False},
    "bold": {"bold": True, "text_wrap": False},
    "aside": {"italic": True, "align": "right", "text_wrap": False},
    "head": {"bold": True, "align": "center", "valign": "vcenter", "border": 1},
    "text": {"border": 1},
    "number": {"border": 1, "num_format": "#,##0.##"},
    "money": {"border": 1, "num_format": "#,##0"},
    "plain": {"border": 1, "num_format": "0"},
    "date": {"border": 1, "num_format": "dd/mm/yyyy"},
    "moment": {"border": 1, "num_format": "dd/mm/yyyy hh:mm"},
    "sum": {"border": 1, "num_format": "#,##0", "bold": True},
    "sum_number": {"border": 1, "num_format": "#,##0.##", "bold": True},
    "sum_text": {"border": 1, "bold": True},
    "open": {"border": 1, "num_format": "#,##0.##", "locked": False, "bg_color": "#FFF8E1"},
    "open_date": {"border": 1, "num_format": "dd/mm/yyyy", "locked": False, "bg_color": "#FFF8E1"},
}
#: The colours of the statuses as on the screen (static/src/status/status.scss).
COLOURS = {
    "done_on_time": "28A745",
    "done_late": "FFAC00",
    "in_time": "17A2B8",
    "due_soon": "FD7E14",
    "overdue": "DC3545",
    "no_deadline": "6C757D",
    "submitted": "6F42C1",
    "left_open": "495057",
    "suspended": "6C757D",
    "cancelled": "ADB5BD",
}
LONGEST = 32_767  # characters that Excel keeps in a cell
A4 = 9  # Excel's number of the paper


class Sheet(Worksheet):
    """A sheet whose rows and columns are counted from 0; ``formats`` are the book's styles."""

    def set_widths(self, widths):
        for column, width in enumerate(widths):
            self.set_column(column, column, width)

    def write_texts(self, row, column, texts, style):
        """Write ``texts`` side by side."""
        for place, text in enumerate(texts, column):
            self.write_string(row, place, text, style)

    def write_known(self, row, column, value, style):
        """Write a number; None leaves the cell empty, which is not zero."""
        if value is None:
            self.write_blank(row, column, None, style)
        else:
            self.write_number(row, column, value, style)

    def write_value(self, row, column, value, style=None):
        """Write a value as what it is: a date as a date, a number as a number, all else as text.

        :param style: the name of a style in ``STYLES``; by default that of the value's kind
        :return: how many characters wide the value is
        """
        match value:
            case str():
                self.write_string(row, column, value[:LONGEST], self.formats[style or "text"])
                return max(map(len, value.split("\n"))) if "\n" in value else len(value)
            case bool() | None:
                self.write_string(row, column, "x" if value else "", self.formats[style or "text"])
                return 1
            case datetime() | date():
                moment = isinstance(value, datetime)
                self.write_datetime(row, column, value, self.formats[style or ("moment" if moment else "date")])
                return 16 if moment else 10
        whole = abs(value - round(value)) < 0.005  # as it is shown
        self.write_number(row, column, value, self.formats[style or ("money" if whole else "number")])
        return len(f"{value:,.0f}" if whole else f"{value:,.2f}")

    def write_across(self, row, last, text, style):
        """Write ``text`` over all columns up to ``last``."""
        self.merge_range(row, 0, row, last, "", style)
        self.write_string(row, 0, text, style)

    def hold_head(self, row, columns=0):
        """Keep what stands down to the headings in ``row``, and so many columns, in sight; print the headings on each
        page, a landscape A4 that holds all columns.
        """
        self.freeze_panes(row + 1, columns)
        self.repeat_rows(row)
        self.set_landscape()
        self.set_paper(A4)
        self.fit_to_pages(1, 0)
        self.set_footer("&C&P/&N")

    def colour(self, first, column, last, texts):
        """Show cells of a column that hold one of ``texts`` ``{text: status}`` in the colour of the status."""
        for text, status in texts.items():
            rule = {"type": "cell", "criteria": "==", "value": '"{}"'.format(text.replace('"', '""'))}
            self.conditional_format(first, column, last, column, {**rule, "format": self.formats[status]})


class Book(Workbook):
    """A workbook; ``style`` has its formats by name.

    :param long: keep the rows on disk until the end; each sheet is then written row by row, downwards
    """

    def __init__(self, long=False):
        self.buffer = io.BytesIO()
        kept = {"constant_memory": long, "in_memory": not long}
        super().__init__(self.buffer, {**kept, "strings_to_formulas": False, "strings_to_urls": False})
        self.style = {name: self.add_format({**FONT, **style}) for name, style in STYLES.items()}
        for status, colour in COLOURS.items():
            pale, dark = _mixed(colour, 0xFF, 0.85), _mixed(colour, 0, 0.6)
            self.style[status] = self.add_format({"bg_color": pale, "font_color": dark})

    def add_sheet(self, name=None):
        sheet = self.add_worksheet(name, Sheet)
        sheet.formats = self.style
        return sheet

    def finish(self):
        """Return the workbook as bytes."""
        self.close()
        return self.buffer.getvalue()


def _mixed(colour, tone, share):
    """Return ``colour`` with that ``share`` of white (``0xFF``) or black (0) in it."""
    parts = (int(colour[at : at + 2], 16) for at in (0, 2, 4))
    return "#" + "".join(f"{round(part + (tone - part) * share):02X}" for part in parts)
