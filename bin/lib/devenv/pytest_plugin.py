"""Turns a test that was skipped for want of a browser into a failed one: those tests are not optional."""

import pytest

# as in "Chrome executable not found", "websocket-client module is not installed"
WANTING = ("chrome", "websocket")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple):
        _path, _line, reason = report.longrepr
        if any(word in reason.lower() for word in WANTING):
            report.outcome = "failed"
            report.longrepr = f"{item.nodeid} did not run in a browser. {reason}"
    return report
