"""Read mutated files as the product does, each in a process of its own, and print what became of them as JSON.

    read_mutated.py KIND FOLDER SEED COUNT

FOLDER holds the sound files of that kind. A child is forked for each file: it has the bounds of `lib/bounded.py`, and
its time in seconds and the peak of its memory in MiB are those of the file alone.
"""

import json
import os
import random
import resource
import signal
import sys
from pathlib import Path

from mutate import mutated

ADDONS = Path(__file__).resolve().parents[2] / "addons"
SECONDS, MEMORY = 10, 2 * 1024**3  # of the processor: a busy machine does not count
NO_PAGES = b"[]"


def main(kind, folder, seed, count):
    sound = [path.read_bytes() for path in sorted(Path(folder).iterdir())]
    read = reader(kind)
    for data in sound:
        assert read(data) == "read", f"a sound file of {folder} is not read"
    result = {"read": 0, "refused": 0, "faults": [], "slowest": 0.0, "peak": 0}
    for number in range(int(seed), int(seed) + int(count)):
        chance = random.Random(number)
        data = mutated(chance.choice(sound), chance)
        outcome, usage = apart(read, data)
        result["slowest"] = round(max(result["slowest"], usage.ru_utime + usage.ru_stime), 2)
        result["peak"] = max(result["peak"], usage.ru_maxrss // 1024)
        if outcome in ("read", "refused"):
            result[outcome] += 1
        else:
            result["faults"].append([number, outcome])
    print(json.dumps(result))


def reader(kind):
    """Return a function of a file's bytes that returns "read" or "refused"."""
    sys.path[:0] = [str(ADDONS / "child_plan_document"), str(ADDONS / "child_plan")]
    if kind == "workbook":
        from lib.excel.workbook import read  # noqa: PLC0415

        return lambda data: "refused" if "error" in read(data) else "read"
    from document.bounded import read  # noqa: PLC0415

    frame = len(NO_PAGES).to_bytes(8, "big") + NO_PAGES
    return lambda data: "refused" if "error" in read(frame + data, f"plan.{kind}") else "read"


def apart(read, data):
    """Return what became of `data` in a forked process, and what it used."""
    there, here = os.pipe()
    child = os.fork()
    if not child:
        os.close(there)
        os.write(here, in_child(read, data).encode()[:400])
        os._exit(0)
    os.close(here)
    with os.fdopen(there, "rb") as pipe:
        outcome = pipe.read().decode(errors="replace")
    _, status, usage = os.wait4(child, 0)
    if os.WIFSIGNALED(status):
        outcome = f"ended by {signal.Signals(os.WTERMSIG(status)).name}"
    return outcome, usage


def in_child(read, data):
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for stream in (1, 2):  # libraries print
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    signal.alarm(20 * SECONDS)
    try:
        return read(data)
    except Exception as error:  # noqa: BLE001 - whatever the reader lets out is what is looked for
        return f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    main(*sys.argv[1:])
