"""Names of cells, and what is wrong with a table as a whole."""

from openpyxl.utils import get_column_letter


class SheetError(Exception):
    """What is wrong with a table as a whole: an English msgid, which the addon translates."""


def cell_name(row, column):
    """``E12`` of the numbers of a row and a column, counted from 0."""
    return f"{get_column_letter(column + 1)}{row + 1}"
