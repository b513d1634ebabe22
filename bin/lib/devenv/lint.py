"""bin/lint [HOOK] [OPTIONS OF pre-commit run]: run the checks of .pre-commit-config.yaml on all files not ignored."""

import os
import shutil
import subprocess

from . import apt, venv
from .base import CACHE, ROOT, STATE, command, locked, run_logged, say

NODE = STATE / "node"
NODE_FILES = ("package.json", "package-lock.json", ".npmrc")


def main(arguments):
    python = venv.ensure("lint")
    ensure_node()
    path = f"{python.parent}:{NODE / 'node_modules' / '.bin'}:{os.environ['PATH']}"
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"]
    names = subprocess.check_output(listed, cwd=ROOT, text=True).split("\0")
    files = [name for name in names if (ROOT / name).is_file()]
    return subprocess.run(
        ["pre-commit", "run", "--show-diff-on-failure", *arguments, "--files", *files],
        cwd=ROOT,
        env={**os.environ, "PATH": path, "PRE_COMMIT_HOME": str(STATE / "pre-commit")},
    ).returncode


def ensure_node():
    """Install the packages of package-lock.json in NODE, unless they are there."""
    if not shutil.which("npm"):
        apt.install("nodejs", "npm")
    with locked("node"):
        wanted = "".join((ROOT / name).read_text() for name in NODE_FILES)
        stamp = NODE / "installed"
        if stamp.exists() and stamp.read_text() == wanted:
            return
        say("Installing prettier and eslint …")
        shutil.rmtree(NODE, ignore_errors=True)
        NODE.mkdir()
        for name in NODE_FILES:
            shutil.copy(ROOT / name, NODE)
        run_logged(
            ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", f"--cache={CACHE / 'npm'}"],
            "npm",
            "npm could not install prettier and eslint; check the network, then run this again",
            cwd=NODE,
        )
        stamp.write_text(wanted)


if __name__ == "__main__":
    command(main)
