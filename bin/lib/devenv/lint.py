"""bin/lint [HOOK] [OPTIONS OF pre-commit run]: run the checks of .pre-commit-config.yaml on all files not ignored."""

import os
import subprocess

from . import node, venv
from .base import ROOT, STATE, command


def main(arguments):
    python = venv.ensure("lint")
    node.ensure()
    path = f"{python.parent}:{node.NODE / 'node_modules' / '.bin'}:{os.environ['PATH']}"
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"]
    names = subprocess.check_output(listed, cwd=ROOT, text=True).split("\0")
    files = [name for name in names if (ROOT / name).is_file()]
    return subprocess.run(
        ["pre-commit", "run", "--show-diff-on-failure", *arguments, "--files", *files],
        cwd=ROOT,
        env={**os.environ, "PATH": path, "PRE_COMMIT_HOME": str(STATE / "pre-commit")},
    ).returncode


if __name__ == "__main__":
    command(main)
