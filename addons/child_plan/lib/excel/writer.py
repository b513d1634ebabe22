"""The one look of all workbooks that are handed out. What is written as text stays text: a wording that begins with "="
is no formula, and no address becomes a link. Imports no Odoo.
"""

import io

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
    "sum": {"border": 1, "num_format": "#,##0", "bold": True},
    "sum_number": {"border": 1, "num_format": "#,##0.##", "bold": True},
    "open": {"border": 1, "num_format": "#,##0.##", "locked": False, "bg_color": "#FFF8E1"},
}


class Sheet(Worksheet):
    """A sheet whose rows and columns are counted from 0."""

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

    def write_across(self, row, last, text, style):
        """Write ``text`` over all columns up to ``last``."""
        self.merge_range(row, 0, row, last, "", style)
        self.write_string(row, 0, text, style)

    def hold_head(self, row, columns=0):
        """Keep what stands down to the headings in ``row``, and so many columns, in sight; print the headings on each
        page.
        """
        self.freeze_panes(row + 1, columns)
        self.repeat_rows(row)

    def print_wide(self):
        """Print on landscape pages, all columns on one."""
        self.set_landscape()
        self.fit_to_pages(1, 0)


class Book(Workbook):
    """A workbook in memory; ``style`` has its formats by name."""

    def __init__(self):
        self.buffer = io.BytesIO()
        super().__init__(self.buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        self.style = {name: self.add_format({**FONT, **style}) for name, style in STYLES.items()}

    def add_sheet(self, name=None):
        return self.add_worksheet(name, Sheet)

    def finish(self):
        """Return the workbook as bytes."""
        self.close()
        return self.buffer.getvalue()
