"""Lets the tests that need no Odoo run without it and without a database: ``pytest -p no:odoo FILE``.

The folders of the addon are made packages here, so that importing a module of theirs does not import the models.
"""

import sys
from pathlib import Path
from types import ModuleType

ADDON = Path(__file__).parent / "addons" / "child_plan"


def pytest_configure(config):
    if config.pluginmanager.has_plugin("odoo"):
        return
    tests = ADDON / "tests"
    areas = {f"child_plan.tests.{folder.name}": folder for folder in tests.iterdir() if folder.is_dir()}
    for name, folder in {"child_plan": ADDON, "child_plan.tests": tests, **areas}.items():
        package = sys.modules.setdefault(name, ModuleType(name))
        package.__path__ = [str(folder)]
