"""Paths, messages, locks, and errors that the user sees as one line."""

import configparser
import errno
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
ADDONS = ROOT / "addons"
ADDON = ADDONS / "child_plan"
STATE = ROOT / ".run"
LOGS = STATE / "log"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "child_plan"
# Distinguishes the checkouts of one machine in a shared PostgreSQL and in /tmp.
CHECKOUT = hashlib.sha256(str(ROOT).encode()).hexdigest()[:6]
MIN_FREE = 200 * 2**20  # bytes; with less free space, failures are attributed to the full disk


class Problem(Exception):
    """An error, with a way out of it, in one line for the user."""


class DiskFull(Problem):
    """The disk is full; retrying is useless."""

    def __init__(self):
        super().__init__(f"the disk is full; free some space (a set-up takes 3 GB in {STATE} and {CACHE}), try again")


def say(message):
    """Print progress to standard error; standard output is reserved for results."""
    print(message, file=sys.stderr, flush=True)


def command(main):
    """Run `main(arguments)` as a command: exit with its result, or print a `Problem` as one line."""
    name = Path(sys.argv[0]).stem
    try:
        make_folders()
        sys.exit(main(sys.argv[1:]))
    except Problem as problem:
        sys.exit(f"{name}: {problem}")
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            sys.exit(f"{name}: {DiskFull()}")
        raise


def make_folders():
    try:
        LOGS.mkdir(parents=True, exist_ok=True)
        CACHE.mkdir(parents=True, exist_ok=True)
    except PermissionError as error:
        raise Problem(f"{error.filename} cannot be made; run as the user who owns {ROOT}") from error
    if STATE.stat().st_uid != os.geteuid():
        raise Problem(f"{STATE} was made by another user; run as that user, or delete the folder")


def settings(file=ROOT / "odoo.conf"):
    """Return the options that an odoo.conf sets, as {name: text}."""
    options = configparser.RawConfigParser()
    options.read(file)
    written = dict(options.items("options")) if options.has_section("options") else {}
    return {name: value for name, value in written.items() if value not in ("", "False")}


DATA_DIR = Path(settings().get("data_dir") or STATE / "data")


def run_logged(arguments, log, problem, **options):
    """Run a program with its output in LOGS/`log`.log. If it fails, raise `problem` (one line) with the log's path."""
    path = LOGS / f"{log}.log"
    with path.open("w") as output:
        done = subprocess.run(arguments, stdin=subprocess.DEVNULL, stdout=output, stderr=output, **options)
    if done.returncode:
        written = path.read_text(errors="replace")
        if "No space left on device" in written or shutil.disk_usage(STATE).free < MIN_FREE:
            raise DiskFull
        say("".join(written.splitlines(keepends=True)[-15:]))
        raise Problem(f"{problem} (all of it in {path})")
    return path


@contextmanager
def using():
    """Keep other commands of this checkout from changing what this one uses, until the end of the block."""
    with (STATE / "in_use.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def in_use():
    """Return whether any command is in a block of `using`."""
    with (STATE / "in_use.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@contextmanager
def alone(name, problem):
    """Be the only process that does `name`; raise `problem` if another one does it."""
    with (STATE / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Problem(problem) from error
        yield


@contextmanager
def locked(name, folder=STATE):
    """Let only one process of this checkout (or of this user, with `folder=CACHE`) do `name`; others wait."""
    with (folder / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tree_hash(folder, leave_out=()):
    """Return a hash of names and contents of the files in `folder`, except the relative paths in `leave_out`."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        skip = "__pycache__" in relative.parts or any(relative.is_relative_to(name) for name in leave_out)
        if path.is_file() and not skip:
            digest.update(f"{relative}\0{sha256(path)}\n".encode())
    return digest.hexdigest()
