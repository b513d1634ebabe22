"""Runs a function on an uploaded file in a separate process with limits of time and memory.

Uploaded files can be hostile; one that crashes the function crashes only that process. The process is a fresh
interpreter, not a fork, because the caller may be a worker with threads and database connections. The interpreter runs
this file, reads the bytes from standard input and prints the result as JSON.
"""

import importlib
import json
import os
import resource
import signal
import subprocess
import sys

SECONDS = 100
MEMORY = 2 * 1024**3
_GRACE = 2  # seconds between SIGTERM, on which the process also ends its child programs, and SIGKILL


class Exceeded(Exception):
    """The file exceeded a limit: ``kind`` is "time" or "memory", or "broken" if the process died otherwise."""

    def __init__(self, kind):
        super().__init__(kind)
        self.kind = kind


def run_bounded(folder, function, data, *arguments, seconds=SECONDS, memory=MEMORY):
    """Return ``function(data, *arguments)``, run in a process of its own. The result must be JSON serialisable.

    :param folder: the folder to import ``function`` from
    :param function: "package.module:name", importable without Odoo
    :param arguments: strings
    :param seconds: limit of time
    :param memory: limit of the address space in bytes
    :raise Exceeded: a limit is exceeded or the process dies
    """
    process = subprocess.Popen(
        [sys.executable, "-P", __file__, str(seconds), str(memory), function, *arguments],
        env=_environment(folder),
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
            raise Exceeded("time") from error
        raise
    return _result(output, process.returncode)


def _environment(folder):
    """Return a minimal environment in which Python finds the function and the caller's libraries."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "TESSDATA_PREFIX") if name in os.environ}
    paths = dict.fromkeys([str(folder), *(path for path in sys.path if path)])
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}


def _end(process):
    process.terminate()
    try:
        process.communicate(timeout=_GRACE)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _result(output, code):
    if code in (-signal.SIGKILL, -signal.SIGABRT):  # out of memory: killed by the system, or aborted by a C library
        raise Exceeded("memory")
    if code == -signal.SIGXCPU:
        raise Exceeded("time")
    try:
        values = json.loads(output)
    except ValueError as error:
        raise Exceeded("broken") from error
    if "exceeded" in values:
        raise Exceeded(values["exceeded"])
    return values["result"]


def main(seconds, memory, function, *arguments):
    """Run the function on standard input within the limits and print its result."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    for kind, most in (
        (resource.RLIMIT_AS, int(memory)),
        (resource.RLIMIT_CPU, int(float(seconds)) + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    try:
        module, name = function.split(":")
        result = getattr(importlib.import_module(module), name)(sys.stdin.buffer.read(), *arguments)
        text = json.dumps({"result": result}, ensure_ascii=False)
    except MemoryError:
        text = '{"exceeded": "memory"}'
    except RecursionError:
        text = '{"exceeded": "broken"}'
    sys.stdout.write(text)


if __name__ == "__main__":
    main(*sys.argv[1:])
