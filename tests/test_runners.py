"""Every runner sees every test: Odoo takes what an addon's `tests/__init__.py` imports, pytest what lies there."""

import subprocess
import sys

import pytest

from devenv import base

ADDONS = [manifest.parent for manifest in sorted(base.ADDONS.glob("*/__manifest__.py"))]
IMPORTED = """
import sys
from odoo.tests.loader import get_test_modules
from odoo.tools import config
config.parse_config(["--log-level=error"], setup_logging=True)
for module in get_test_modules(sys.argv[1]):
    print(module.__name__)
"""


def imported(addon):
    """The test modules that Odoo's loader takes, as paths below the addon."""
    command = [sys.executable, "-c", IMPORTED, addon.name]
    done = subprocess.run(command, capture_output=True, text=True, cwd=base.ROOT)
    assert done.returncode == 0, done.stderr
    return sorted(line.removeprefix(f"odoo.addons.{addon.name}.") for line in done.stdout.splitlines())


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_odoos_own_runner_sees_every_test_module(addon):
    files = [path.relative_to(addon).with_suffix("") for path in (addon / "tests").rglob("test_*.py")]
    assert imported(addon) == sorted(".".join(path.parts) for path in files)


def test_no_two_test_modules_of_an_addon_have_one_name():
    """The second one would take the first one's place in the package."""
    for addon in ADDONS:
        names = [path.stem for path in (addon / "tests").rglob("test_*.py")]
        assert len(names) == len(set(names)), addon.name
