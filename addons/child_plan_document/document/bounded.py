"""Reading a document in a process of its own, with bounds of time and memory (``child_plan/lib/bounded.py``).

A file with scanned pages is read in several calls: the first raises :class:`PagesWanted`, each page is read by a call
of its own, and the last is given the texts of all pages.
"""

import json
from dataclasses import asdict
from pathlib import Path

from .errors import BrokenDocument, DocumentError, DocumentTooLarge, ReadingTimeout
from .items import Plan
from .reader import read_plan
from .readers import LARGEST, read_page, read_source
from .readers.ocr import PagesWanted
from .source import Source
from .targets import figures_of_item

_FOLDER = Path(__file__).resolve().parents[1]
_LONGEST_NAME = 120
_EXCEEDED = {"time": ReadingTimeout, "memory": DocumentTooLarge, "broken": BrokenDocument}


def read_bounded(run, data, filename="", known=None, **bounds):
    """(:class:`Source`, :class:`Plan`) of a file; every row's ``start`` and ``end`` are offsets into ``source.text``.

    ``run`` is ``run_bounded`` and ``bounds`` its bounds; ``known``: ``{number: text}`` of scanned pages read so far.
    Raises the :class:`DocumentError` that reading here would raise; :class:`ReadingTimeout` and
    :class:`DocumentTooLarge` where a bound is met; :class:`PagesWanted` where pages have to be read first.
    """
    if len(data) > LARGEST:
        raise DocumentTooLarge()
    pages = json.dumps(list((known or {}).items())).encode()
    framed = len(pages).to_bytes(8, "big") + pages + data
    values = _call(run, "read", framed, _plain_name(filename), **bounds)
    if "pages" in values:
        raise PagesWanted(values["pages"])
    source = Source(**values["source"])
    source.bold, source.rows = [tuple(span) for span in source.bold], [tuple(row) for row in source.rows]
    return source, Plan.from_fields(values["plan"])


def page_bounded(run, data, number, **bounds):
    """The text of a scanned page. Raises as :func:`read_bounded`."""
    return _call(run, "page", data, str(number), **bounds)["text"]


def again_bounded(run, source, hints=None, **bounds):
    """The :class:`Plan` of a text that was read before. ``hints``: see ``reader.read_plan``."""
    data = json.dumps({"source": asdict(source), "hints": list((hints or {}).items())}).encode()
    return Plan.from_fields(_call(run, "again", data, **bounds)["plan"])


def targets_bounded(run, text, **bounds):
    """``[{"text", "comparator", "value", "unit", "year"}]``: the numbers to reach that a text states."""
    return _call(run, "targets", text.encode(), **bounds)["targets"]


def _call(run, function, data, *arguments, **bounds):
    try:
        values = run(_FOLDER, f"{__package__.rpartition('.')[2]}.bounded:{function}", data, *arguments, **bounds)
    except Exception as error:
        kind = _EXCEEDED.get(getattr(error, "kind", None))
        if not kind:
            raise
        raise kind() from error
    if "error" in values:
        raise _error(**values["error"])
    return values


def _plain_name(filename):
    """A name that may be an argument: no control characters, not too long, its ending kept."""
    return "".join(char for char in filename if char.isprintable())[-_LONGEST_NAME:]


def _error(code, message, values):
    kind = next((cls for cls in DocumentError.__subclasses__() if cls.code == code), DocumentError)
    return kind(message, **values)


# --- in the process of its own: bytes -> what JSON can say ---


def _told(function):
    """The function with its :class:`DocumentError` as a value."""

    def wrapped(*arguments):
        try:
            return function(*arguments)
        except DocumentError as error:
            return {"error": {"code": error.code, "message": error.message, "values": error.values}}
        except PagesWanted as wanted:
            return {"pages": wanted.numbers}

    return wrapped


@_told
def read(framed, filename):
    """What is read out of a file, or the numbers of the pages that have to be read first."""
    size = int.from_bytes(framed[:8], "big")
    source = read_source(framed[8 + size :], filename, dict(json.loads(framed[8 : 8 + size])))
    return {"source": asdict(source), "plan": asdict(read_plan(source))}


@_told
def page(data, number):
    return {"text": read_page(data, int(number))}


@_told
def again(data):
    values = json.loads(data)
    return {"plan": asdict(read_plan(Source(**values["source"]), dict(values["hints"])))}


@_told
def targets(data):
    text = data.decode()
    return {"targets": [{"text": text[a:b], **asdict(figure)} for a, b, figure in figures_of_item(text)]}
