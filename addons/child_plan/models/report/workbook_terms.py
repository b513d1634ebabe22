"""Messages of ``lib/excel/workbook.py``, listed here for translation because that module imports no Odoo."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

TERMS = (
    _lt("This file is too large to be read."),
    _lt("This file is damaged or no Excel workbook (.xlsx). Save it again in Excel."),
    _lt("This workbook is empty."),
    _lt("This file holds parts that a table never needs, so it was not opened."),
    _lt("This table has too many rows."),
    _lt("Reading this file takes too long, so it was stopped."),
)
