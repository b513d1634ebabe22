"""Names of cells, and what is wrong with a table as a whole."""

from dataclasses import dataclass

from openpyxl.utils import get_column_letter


class SheetError(Exception):
    """What is wrong with a table as a whole: an English msgid, which the addon translates."""


def cell_name(row, column):
    """``E12`` of the numbers of a row and a column, counted from 0."""
    return f"{get_column_letter(column + 1)}{row + 1}"


@dataclass
class Problem:
    """``message`` is an English msgid with ``values``; ``cell`` its place, like E12."""

    cell: str
    message: str
    values: dict


def costing_formula(quantity, price):
    """The formula of quantity × price, as the form that is handed out has it."""
    return f'=IF(OR({quantity}="",{price}=""),"",{quantity}*{price})'
