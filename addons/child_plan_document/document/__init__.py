"""Plan documents: bytes -> text -> paragraphs -> what the plan says. No Odoo import.

>>> from document import read_document
>>> plan = read_document(data, "ke-hoach.docx")      # doctest: +SKIP
>>> plan.as_dict()["tasks"]                          # doctest: +SKIP

``read_source`` gives the text alone (for the review screen), ``read_plan`` reads a source that is there already.
"""

from .errors import DocumentError
from .items import Plan
from .reader import read_plan
from .readers import read_source
from .source import Source


def read_document(data, filename=""):
    """The :class:`Plan` in the bytes of a file. Raises :class:`DocumentError` where the file cannot be read."""
    return read_plan(read_source(data, filename))


__all__ = ["DocumentError", "Plan", "Source", "read_document", "read_plan", "read_source"]
