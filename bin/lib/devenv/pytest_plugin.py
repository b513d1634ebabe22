"""Selects the tests for the database, and makes skipped browser tests fail.

Browser tests are not optional: one that is skipped because there is no browser counts as failed. A database either has
the bridge addons or not; their tests run only on the former, all others only on the latter.
"""

import os
import shutil
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
import pytest_odoo
from xdist.scheduler import LoadScopeScheduling

from . import databases
from .base import ROOT

# as in "Chrome executable not found", "websocket-client module is not installed", "axe-core is not here"
WANTING = ("chrome", "websocket", "axe-core")
# in files of tests that start a browser
BROWSER = ("HttpCase", "TourCase", "HootCase", "GuideCase")


def pytest_addoption(parser):
    parser.addoption("--bridges", action="store_true", help="run the tests of the bridge addons, and nothing else")
    parser.addoption("--bridges-left", type=Path, metavar="FILE", help="make FILE if tests of bridge addons are left")


@pytest.hookimpl(trylast=True)  # after -k and -m have selected
def pytest_collection_modifyitems(config, items):
    folders = databases.bridges()
    of_bridges = [item for item in items if any(item.path.is_relative_to(folder) for folder in folders)]
    others = [item for item in items if item not in of_bridges]
    items[:], left = (of_bridges, others) if config.option.bridges else (others, of_bridges)
    config.hook.pytest_deselected(items=left)
    if left and config.option.bridges_left:
        config.option.bridges_left.touch()


@contextmanager
def own_files(original, database):
    """Give a process its own links to the files of the original database.

    After each class of tests Odoo deletes the files that the process's own database does not know. In a store shared by
    the processes, as pytest-odoo has it, those would be files that another process has not committed yet.
    """
    if database == original:
        yield
        return
    own = databases.FILESTORE / database
    shutil.rmtree(own, ignore_errors=True)
    shutil.copytree(databases.FILESTORE / original, own, copy_function=os.link)
    try:
        yield
    finally:
        shutil.rmtree(own, ignore_errors=True)


pytest_odoo._shared_filestore = own_files


class OneBrowser(LoadScopeScheduling):
    """Runs the tests of a class or module in one process, and all that may start a browser in another: two browsers at
    once are too much for a small machine.
    """

    def _split_scope(self, nodeid):
        return "browser" if starts_browser(nodeid.partition("::")[0]) else super()._split_scope(nodeid)


@cache
def starts_browser(file):
    return any(word in (ROOT / file).read_text() for word in BROWSER)


def pytest_xdist_make_scheduler(config, log):
    return OneBrowser(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple):
        _path, _line, reason = report.longrepr
        if any(word in reason.lower() for word in WANTING):
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} did not run in a browser. {reason}"
    return report


def pytest_terminal_summary(terminalreporter):
    """Print what the probe of rights has tried, also where it found nothing, and what the proxy was measured at."""
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            for line in report.capstdout.splitlines():
                if line.startswith(("probe: ", "proxy: ")):
                    terminalreporter.write_line(line)
