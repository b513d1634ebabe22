"""A file read in a process of its own, with a bound of time and memory: what a hostile file breaks is that process.

The caller may be a worker with threads and connections, so nothing is forked: a fresh interpreter gets the bytes on its
standard input (``python -m document.bounded SECONDS MEMORY NAME``) and prints JSON.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from .errors import BrokenDocument, DocumentError, DocumentTooLarge, ReadingTimeout
from .items import Plan
from .reader import read_plan
from .readers import LARGEST, read_source
from .source import Source

SECONDS = 100
MEMORY = 2 * 1024**3
_GRACE = 2  # seconds between the friendly signal, at which the programs it runs are ended too, and the other one
_LONGEST_NAME = 120


def read_bounded(data, filename="", seconds=SECONDS, memory=MEMORY):
    """(:class:`Source`, :class:`Plan`) of a file; every row's ``start`` and ``end`` are offsets into ``source.text``.

    ``seconds``: of the clock; ``memory``: bytes of address space. Raises the :class:`DocumentError` that reading here
    would raise; :class:`ReadingTimeout` and :class:`DocumentTooLarge` where a bound is met.
    """
    if len(data) > LARGEST:
        raise DocumentTooLarge()
    process = subprocess.Popen(
        [sys.executable, "-m", "document.bounded", str(seconds), str(memory), _plain_name(filename)],
        env=_environment(),
        start_new_session=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        output = process.communicate(data, timeout=seconds)[0]
    except BaseException as error:
        _end(process)
        if isinstance(error, subprocess.TimeoutExpired):
            raise ReadingTimeout() from error
        raise
    return _result(output, process.returncode)


def _plain_name(filename):
    """A name that may be an argument: no control characters, not too long, its ending kept."""
    return "".join(char for char in filename if char.isprintable())[-_LONGEST_NAME:]


def _environment():
    """Little more than where Python finds this package and the libraries that the caller has."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "TESSDATA_PREFIX") if name in os.environ}
    package = str(Path(__file__).resolve().parents[1])
    paths = dict.fromkeys([package, *(path for path in sys.path if path)])
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}


def _end(process):
    process.terminate()
    try:
        process.communicate(timeout=_GRACE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _result(output, code):
    if code in (-signal.SIGKILL, -signal.SIGABRT):  # the system, or a library in C, ran out of memory
        raise DocumentTooLarge()
    if code == -signal.SIGXCPU:
        raise ReadingTimeout()
    try:
        values = json.loads(output)
    except ValueError as error:
        raise BrokenDocument() from error
    if "error" in values:
        raise _error(**values["error"])
    source = Source(**values["source"])
    source.bold, source.rows = [tuple(span) for span in source.bold], [tuple(row) for row in source.rows]
    return source, Plan.from_fields(values["plan"])


def _error(code, message, values):
    kind = next((cls for cls in DocumentError.__subclasses__() if cls.code == code), DocumentError)
    return kind(message, **values)


def main(seconds, memory, filename):
    """Read standard input within the bounds and print what was read, or why it could not be."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    for kind, most in (
        (resource.RLIMIT_AS, int(memory)),
        (resource.RLIMIT_CPU, int(float(seconds)) + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    try:
        source = read_source(sys.stdin.buffer.read(), filename)
        result = {"source": asdict(source), "plan": asdict(read_plan(source))}
        text = json.dumps(result, ensure_ascii=False)
    except DocumentError as error:
        text = _failure(error)
    except MemoryError:
        text = _failure(DocumentTooLarge())
    except RecursionError:
        text = _failure(BrokenDocument())
    sys.stdout.write(text)


def _failure(error):
    return json.dumps({"error": {"code": error.code, "message": error.message, "values": error.values}})


if __name__ == "__main__":
    main(*sys.argv[1:])
