"""bin/test [ARGUMENTS OF PYTEST]: all tests, or those that pytest's arguments name, on a fresh database.

The database is a clone of one that is kept until a file of the addon changes, so that a run starts in seconds.
"""

import os
import subprocess
import sys

from . import browser, databases, ocr
from .base import ROOT, command, say
from .shell import environment

PLANS = ROOT.parent / "shared" / "plans"


def main(arguments):
    browser.ensure()
    ocr.ensure()
    if PLANS.is_dir():
        os.environ["CHILD_PLAN_SHARED"] = str(PLANS.parent)
    else:
        say(f"{PLANS} is not there: tests on the real plan documents are left out.")
    with environment(), databases.scratch("test") as database:
        options = ["-p", "devenv.pytest_plugin", f"--odoo-database={database}", "--odoo-http"]
        return subprocess.run([sys.executable, "-m", "pytest", *options, *arguments], cwd=ROOT).returncode


if __name__ == "__main__":
    command(main)
