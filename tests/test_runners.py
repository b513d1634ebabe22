"""Every runner sees every test: Odoo takes what an addon's `tests/__init__.py` imports, pytest what lies there."""

import subprocess
import sys
from functools import cache

import pytest

from devenv import base

ADDONS = [manifest.parent for manifest in sorted(base.ADDONS.glob("*/__manifest__.py"))]
IMPORTED = """
import sys
import unittest
from odoo.tests.loader import get_test_modules, make_suite
from odoo.tools import config
config.parse_config(["--log-level=error"], setup_logging=True)
addon = sys.argv[1]
every = {test.id() for module in get_test_modules(addon)
         for test in unittest.TestLoader().loadTestsFromModule(module)._tests for test in test}
taken = {test.id() for position in ("at_install", "post_install") for test in make_suite([addon], position)}
print(*(module.__name__ for module in get_test_modules(addon)))
print(*sorted(every - taken))
"""


@cache
def taken(addon):
    """(the test modules that Odoo's loader takes, as paths below the addon; the tests in them that it leaves out)."""
    command = [sys.executable, "-c", IMPORTED, addon.name]
    done = subprocess.run(command, capture_output=True, text=True, cwd=base.ROOT)
    assert done.returncode == 0, done.stderr
    modules, left = (line.split() for line in done.stdout.split("\n")[:2])
    return sorted(name.removeprefix(f"odoo.addons.{addon.name}.") for name in modules), left


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_odoos_own_runner_sees_every_test_module(addon):
    files = [path.relative_to(addon).with_suffix("") for path in (addon / "tests").rglob("test_*.py")]
    assert taken(addon)[0] == sorted(".".join(path.parts) for path in files)


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_odoos_own_runner_leaves_no_test_out(addon):
    """It passes over classes without tags: one without Odoo has them from `PureCase`."""
    assert taken(addon)[1] == []


def test_no_two_test_modules_of_an_addon_have_one_name():
    """The second one would take the first one's place in the package."""
    for addon in ADDONS:
        names = [path.stem for path in (addon / "tests").rglob("test_*.py")]
        assert len(names) == len(set(names)), addon.name
