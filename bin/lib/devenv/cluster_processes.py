"""Processes that bin/cluster has started and left running. Only these are ended: each is known by its number and the
moment at which it began, so that another program with the same number later is left alone.
"""

import json
import os
import signal
import subprocess
import time

import psutil

from .base import LOGS, STATE

HOME = STATE / "cluster"
KEPT = HOME / "processes.json"
PATIENCE = 20  # seconds for a process to end by itself
# Stands in for systemd's Restart=always, RestartSec=2.
AGAIN = ["bash", "-c", 'while :; do "$@"; sleep 2; done', "again"]


def log(name):
    return LOGS / f"cluster-{name}.log"


def known():
    """Return {name: [number, begin]} of what was started, running or not."""
    return json.loads(KEPT.read_text()) if KEPT.exists() else {}


def start(name, command, environment=None, again=False):
    """Start `command` in the background; if `again`, as often as it ends."""
    with log(name).open("a") as output:
        process = subprocess.Popen(
            [*(AGAIN if again else ()), *map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=environment,
            start_new_session=True,
        )
    kept = {**known(), name: [process.pid, psutil.Process(process.pid).create_time()]}
    KEPT.write_text(json.dumps(kept, indent=1))


def running(name):
    """Return the process of this name; None if it has ended."""
    number, begin = known().get(name, (0, 0))
    try:
        process = psutil.Process(number)
        if abs(process.create_time() - begin) < 0.1 and process.status() != psutil.STATUS_ZOMBIE:
            return process
    except psutil.NoSuchProcess:
        pass
    return None


def below(process):
    """Return the process and all that it started, itself first; [] for None."""
    try:
        return [process, *process.children(recursive=True)] if process else []
    except psutil.NoSuchProcess:
        return []


def send(processes, signal_number):
    for process in processes:
        try:
            process.send_signal(signal_number)
        except psutil.NoSuchProcess:
            continue


def end(processes):
    """Ask to end, the first of them first; kill what has not ended in time."""
    send(processes, signal.SIGTERM)
    _gone, left = psutil.wait_procs(processes, PATIENCE)
    send(left, signal.SIGKILL)
    psutil.wait_procs(left, PATIENCE)


def stop(name):
    """End a process and what it started."""
    process = running(name)
    if not process:
        return
    if process.cmdline()[: len(AGAIN)] == AGAIN:
        # the loop first, or it would start another one
        inner = process.children()
        send([process], signal.SIGKILL)
        end(inner)
    else:
        end([process])


def postmaster(folder):
    """Return the PostgreSQL server whose data are in `folder`; None if there is none."""
    try:
        number = int((folder / "postmaster.pid").read_text().split()[0])
        process = psutil.Process(number)
        return process if os.path.samefile(process.cwd(), folder) else None
    except (OSError, ValueError, IndexError, psutil.Error):
        return None


def wait_until(condition, seconds, pause=0.3):
    """Wait until `condition()` is true; return its value, or None after so many seconds."""
    end_at = time.monotonic() + seconds
    while time.monotonic() < end_at:
        if value := condition():
            return value
        time.sleep(pause)
    return None
