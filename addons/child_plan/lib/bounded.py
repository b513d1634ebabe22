"""A function run on a file in a process of its own, with bounds of time and memory: uploaded files are hostile.

What a file breaks is that process. The caller may be a worker with threads and connections, so nothing is forked: a
fresh interpreter runs this file, gets the bytes on its standard input and prints the result as JSON.
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
_GRACE = 2  # seconds between the friendly signal, at which the programs it runs are ended too, and the other one


class Exceeded(Exception):
    """The file was too much: ``kind`` is "time", "memory", or "broken" where the process died of something else."""

    def __init__(self, kind):
        super().__init__(kind)
        self.kind = kind


def run_bounded(folder, function, data, *arguments, seconds=SECONDS, memory=MEMORY):
    """What ``function(data, *arguments)`` returns, run apart; it has to be something that JSON can say.

    :param folder: what ``function`` is imported from
    :param function: "package.module:name", importable without Odoo
    :param arguments: texts
    :param seconds: of the clock
    :param memory: bytes of address space
    :raise Exceeded: where a bound is met or the process dies
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
    """Little more than where Python finds the function and the libraries that the caller has."""
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
    if code in (-signal.SIGKILL, -signal.SIGABRT):  # the system, or a library in C, ran out of memory
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
    """Run the function on standard input within the bounds and print what it returns."""
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
