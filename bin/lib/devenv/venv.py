"""The virtual environments `run` (Odoo, addon, tests), `lint` and `cluster`, from requirements files with hashes.

As a program it updates the named environment and prints the path of its Python.
"""

import hashlib
import importlib.util
import os
import shutil
import sys

from . import apt
from .base import CACHE, ROOT, STATE, Problem, command, in_use, locked, run_logged, say

REQUIREMENTS = {
    "run": ["requirements.txt", "requirements-test.txt"],
    "lint": ["requirements-lint.txt"],
    "cluster": ["requirements-cluster.txt"],
}
OPTIONS = {"cluster": ["--no-deps"]}


def ensure(name):
    """Return the Python of environment `name`, which is created, or updated if its requirements have changed."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever has an older one is to be told
        raise Problem(f"python3 is {sys.version.split()[0]}, older than 3.11; put a newer python3 on the PATH")
    folder = STATE / f"venv-{name}"
    stamp = folder / "requirements.sha256"
    digest = hashlib.sha256(sys.version.encode())
    for file in REQUIREMENTS[name]:
        digest.update((ROOT / file).read_bytes())
    wanted = digest.hexdigest()
    with locked(name):
        if not stamp.exists() or stamp.read_text() != wanted:
            if name == "run" and stamp.exists() and in_use():
                raise Problem(f"{' or '.join(REQUIREMENTS[name])} has changed under a running command; stop that first")
            say(f"Installing Python libraries ({', '.join(REQUIREMENTS[name])}) …")
            if not stamp.exists():
                create(folder)
            stamp.unlink(missing_ok=True)
            files = [part for file in REQUIREMENTS[name] for part in ("-r", ROOT / file)]
            install(folder, name, [*OPTIONS.get(name, ()), *files])
            stamp.write_text(wanted)
    return folder / "bin" / "python"


def create(folder):
    if not importlib.util.find_spec("ensurepip"):
        apt.install("python3-venv")
    shutil.rmtree(folder, ignore_errors=True)
    run_logged([sys.executable, "-m", "venv", folder], "venv", "the virtual environment could not be made")


def install(folder, name, arguments):
    """pip-install `arguments`, checking every file against the hashes in the requirements."""
    run_logged(
        [folder / "bin" / "python", "-m", "pip", "install", "--require-hashes", *arguments],
        f"pip-{name}",
        "pip could not install the Python libraries; check the network, then run this again",
        env={**os.environ, "PIP_CACHE_DIR": str(CACHE / "pip")},
    )


if __name__ == "__main__":
    command(lambda names: print(ensure(*names)))
