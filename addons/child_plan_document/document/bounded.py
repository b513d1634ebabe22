"""Reading a document in a process of its own, with bounds of time and memory (``child_plan/lib/bounded.py``)."""

from dataclasses import asdict
from pathlib import Path

from .errors import BrokenDocument, DocumentError, DocumentTooLarge, ReadingTimeout
from .items import Plan
from .reader import read_plan
from .readers import LARGEST, read_source
from .source import Source

_FOLDER = Path(__file__).resolve().parents[1]
_LONGEST_NAME = 120
_EXCEEDED = {"time": ReadingTimeout, "memory": DocumentTooLarge, "broken": BrokenDocument}


def read_bounded(run, data, filename="", **bounds):
    """(:class:`Source`, :class:`Plan`) of a file; every row's ``start`` and ``end`` are offsets into ``source.text``.

    ``run`` is ``run_bounded`` and ``bounds`` its bounds. Raises the :class:`DocumentError` that reading here would
    raise; :class:`ReadingTimeout` and :class:`DocumentTooLarge` where a bound is met.
    """
    if len(data) > LARGEST:
        raise DocumentTooLarge()
    try:
        values = run(_FOLDER, f"{__package__.rpartition('.')[2]}.bounded:read", data, _plain_name(filename), **bounds)
    except Exception as error:
        kind = _EXCEEDED.get(getattr(error, "kind", None))
        if not kind:
            raise
        raise kind() from error
    if "error" in values:
        raise _error(**values["error"])
    source = Source(**values["source"])
    source.bold, source.rows = [tuple(span) for span in source.bold], [tuple(row) for row in source.rows]
    return source, Plan.from_fields(values["plan"])


def _plain_name(filename):
    """A name that may be an argument: no control characters, not too long, its ending kept."""
    return "".join(char for char in filename if char.isprintable())[-_LONGEST_NAME:]


def _error(code, message, values):
    kind = next((cls for cls in DocumentError.__subclasses__() if cls.code == code), DocumentError)
    return kind(message, **values)


def read(data, filename):
    """What is read out of the file, or why it could not be, as JSON can say it."""
    try:
        source = read_source(data, filename)
        return {"source": asdict(source), "plan": asdict(read_plan(source))}
    except DocumentError as error:
        return {"error": {"code": error.code, "message": error.message, "values": error.values}}
