"""Messages of ``lib/word_template.py``, listed here for translation because that module imports no Odoo."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

TERMS = (
    _lt("This is no Word file of a paper's words. Download it here first, and change that one."),
    _lt("A table cannot be taken in here; write the name in braces that stands for it."),
    _lt("This line is numbered by Word; switch that off and type the number."),
)
