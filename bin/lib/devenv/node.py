"""Provides the packages of package-lock.json: the checkers of bin/lint, and axe-core for the tests of accessibility."""

import shutil

from . import apt
from .base import CACHE, ROOT, STATE, locked, run_logged, say

NODE = STATE / "node"
FILES = ("package.json", "package-lock.json", ".npmrc")
AXE = NODE / "node_modules" / "axe-core" / "axe.min.js"


def ensure():
    """Install the packages in NODE, unless they are there."""
    if not shutil.which("npm"):
        apt.install("nodejs", "npm")
    with locked("node"):
        wanted = "".join((ROOT / name).read_text() for name in FILES)
        stamp = NODE / "installed"
        if stamp.exists() and stamp.read_text() == wanted:
            return
        say("Installing prettier, eslint and axe-core …")
        shutil.rmtree(NODE, ignore_errors=True)
        NODE.mkdir()
        for name in FILES:
            shutil.copy(ROOT / name, NODE)
        run_logged(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", f"--cache={CACHE / 'npm'}"],
            "npm",
            "npm could not install prettier, eslint and axe-core; check the network, then run this again",
            cwd=NODE,
        )
        stamp.write_text(wanted)
