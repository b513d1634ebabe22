"""bin/test [ARGUMENTS OF PYTEST]: run all tests, or those that the arguments select, on a fresh database.

The database is a clone of one that is kept until a file of the addon changes, so that a run starts in seconds. Without
arguments the tests are spread over the processors, each process with a clone of its own. If tests of bridge addons are
selected, they follow in a second run, on a database that also has the bridge addons.

bin/test --long [ARGUMENTS]: the same, with the probe of rights in full, which takes hours, and with updates from every
earlier version.

bin/test --addons A,B [ARGUMENTS]: run the tests of addon B on a database with only the addons A and B.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from . import browser, databases, documents, node, odoo_source, postgres
from .base import ROOT, command, say
from .shell import environment

PLANS = ROOT.parent / "shared" / "plans"
# How they are spread is decided by pytest_plugin.
SPREAD = ("--numprocesses=auto", "--maxprocesses=4", "--dist=loadscope", "--durations=20")
# Odoo limits the memory of a process that serves requests; one that runs all tests needs more.
UNLIMITED = {"ODOO_LIMIT_MEMORY_HARD": "0"}


def main(arguments):
    if "--long" in arguments:
        arguments = [argument for argument in arguments if argument != "--long"]
        os.environ["CHILD_PLAN_LONG"] = "1"
    browser.ensure()
    documents.ensure()
    node.ensure()
    os.environ["CHILD_PLAN_AXE"] = str(node.AXE)
    if PLANS.is_dir():
        os.environ["CHILD_PLAN_SHARED"] = str(PLANS.parent)
    else:
        say(f"{PLANS} is not there: tests on the real plan documents are left out.")
    if arguments[:1] == ["--addons"]:
        return alone(arguments[1].split(","), arguments[2:])
    with environment(), tempfile.TemporaryDirectory() as folder:
        odoo_source.tell()
        left = Path(folder) / "left"
        with databases.scratch("test") as database:
            results = [run(database, arguments or SPREAD, f"--bridges-left={left}")]
        if left.exists():
            with databases.scratch("bridgetest", databases.with_bridges) as database:
                results.append(run(database, arguments, "--bridges"))
    return verdict(results)


def alone(names, arguments):
    """Run the tests of the last addon named, on a database with the named addons and no others of the product."""
    with environment(), databases.scratch("alone", lambda: databases.with_only(names)) as database:
        return run(database, [*SPREAD, f"addons/{names[-1]}", *arguments])


def run(database, arguments, *options):
    options = ["-p", "devenv.pytest_plugin", f"--odoo-database={database}", "--odoo-http", *options]
    # pytest-odoo makes the clones for its processes by createdb.
    variables = {**os.environ, **UNLIMITED, "PATH": f"{postgres.client('createdb').parent}:{os.environ['PATH']}"}
    return subprocess.run([sys.executable, "-m", "pytest", *options, *arguments], cwd=ROOT, env=variables).returncode


def verdict(results):
    """Return the first failure among pytest's `results`. That one run had no tests is no failure if the other
    had some.
    """
    none = int(pytest.ExitCode.NO_TESTS_COLLECTED)
    failed = [result for result in results if result not in (0, none)]
    return failed[0] if failed else min(results)


if __name__ == "__main__":
    command(main)
