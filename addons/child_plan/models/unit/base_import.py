"""Odoo's own import of CSV and Excel files reads numbers and days of our models as offices write them.

Odoo takes "1.250" for one and a quarter. Here the parser of the whole product reads it; what is unclear is refused at
its row, and then nothing is taken in. Numbers that are number cells of a workbook are taken as they are.
"""

import io
from decimal import Decimal

import openpyxl

from odoo import models

from ...compat import ImportValidationError
from ...lib.days import looks_like_day, parse_day
from ...lib.numbers import NotANumber, UnclearNumber, parse_number
from .given_links import OURS

MOST_PROBLEMS = 200


class NumberCell(str):
    """The text that Odoo makes of a number cell, with a decimal point."""


class BaseImport(models.TransientModel):
    _inherit = "base_import.import"

    def _child_plan_ours(self, model=None):
        return bool(OURS.match(model or self.res_model or ""))

    # -- the cells of a file --

    def _read_xlsx(self, options):
        length, rows = super()._read_xlsx(options)
        if self._child_plan_ours():
            book = openpyxl.load_workbook(io.BytesIO(self.file or b""), data_only=True)
            _mark_numbers(rows, ([cell.value for cell in row] for row in book[options["sheet"]].rows))
        return length, rows

    def _read_xls_book(self, book, sheet_name):
        length, rows = super()._read_xls_book(book, sheet_name)
        if self._child_plan_ours():
            sheet = book.sheet_by_name(sheet_name)
            _mark_numbers(rows, map(sheet.row_values, range(sheet.nrows)))
        return length, rows

    # -- what they say --

    def _parse_import_data(self, data, import_fields, options):
        if not self._child_plan_ours():
            return super()._parse_import_data(data, import_fields, options)
        problems = []
        for column, path in enumerate(import_fields):
            if read := self._child_plan_reader(path):
                for number, row in enumerate(data, options.get("skip") or 0):
                    try:
                        row[column] = read(row[column])
                    except ValueError as error:
                        problem = self._child_plan_problem(number, path, row[column], error)
                        line = number + 1 + bool(options.get("has_headers"))
                        told = self.env._("Row %(row)s: %(problem)s", row=line, problem=problem["message"])
                        problems.append({**problem, "told": told})
        if problems:
            error = ImportValidationError(problems[0]["message"])
            error.problems = problems[:MOST_PROBLEMS]
            raise error
        return super()._parse_import_data(data, import_fields, options)

    def _parse_import_data_recursive(self, model, prefix, data, import_fields, options):
        """Leave out the columns that have been read already."""
        if self._child_plan_ours():
            import_fields = [f"{path}#" if self._child_plan_reader(path) else path for path in import_fields]
        return super()._parse_import_data_recursive(model, prefix, data, import_fields, options)

    def _child_plan_reader(self, path):
        """Return the function that reads the cells of the field at ``path``; None where Odoo reads them."""
        *way, name = path.split("/")
        model = self.env[self.res_model]
        for step in way:
            field = model._fields.get(step)
            if not field or not field.relational:
                return None
            model = self.env[field.comodel_name]
        field = model._fields.get(name)
        if not field or not self._child_plan_ours(model._name):
            return None
        readers = {"float": _number, "monetary": _number, "integer": _whole_number, "date": _day}
        return None if name in ("id", ".id") else readers.get(field.type)

    def _child_plan_problem(self, number, path, value, error):
        shown = str(value)[:40]
        if isinstance(error, UnclearNumber):
            first, second = (f"{reading.normalize():f}".replace(".", ",") for reading in error.readings)
            message = self.env._(
                "“%(value)s” can be %(first)s or %(second)s: write it so that it is clear.",
                value=shown,
                first=first,
                second=second,
            )
        elif isinstance(error, NotANumber):
            message = self.env._("“%s” is not a number.", shown)
        elif isinstance(error, NotWhole):
            message = self.env._("“%s” is not a whole number.", shown)
        elif looks_like_day(value):
            message = self.env._("“%s” is no day: the calendar does not have it.", shown)
        else:
            message = self.env._("“%s” is no day. Write it like this: 31/12/2026.", shown)
        rows = {"from": number, "to": number}
        place = {"record": number, "rows": rows, "field": path, "field_path": path.split("/")}
        return {"type": "error", "message": message, "value": shown, **place}

    def execute_import(self, fields, columns, options, dryrun=False):
        result = super().execute_import(fields, columns, options, dryrun=dryrun)
        if problems := next(iter(result.get("messages") or [{}]), {}).get("problems"):
            result["messages"] = problems
        return result


class NotWhole(ValueError):
    """A number with decimals where a whole one is wanted."""


def _number(value):
    if isinstance(value, NumberCell):
        return str(value)
    number = parse_number(value) if value else None
    return "" if number is None else f"{number:f}"


def _whole_number(value):
    text = _number(value)
    if text and Decimal(text) % 1:
        raise NotWhole(value)
    return str(int(Decimal(text))) if text else ""


def _day(value):
    return parse_day(value).isoformat() if value and str(value).strip() else ""


def _mark_numbers(rows, raw_rows):
    """Mark the texts in ``rows`` that Odoo made of number cells; ``raw_rows`` has the empty rows, too."""
    filled = (raw for raw in raw_rows if any(value is not None and str(value).strip() for value in raw))
    for row, raw in zip(rows, filled, strict=True):
        for column, value in enumerate(raw):
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            if is_number and isinstance(row[column], str):
                row[column] = NumberCell(row[column])
