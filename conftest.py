"""Lets the tests that need no Odoo run without it and without a database: ``pytest -p no:odoo FILE``.

The folders of the addons are made packages here, so that importing a module of theirs does not import the models.
"""

import sys
from pathlib import Path
from types import ModuleType

from hypothesis import settings

ADDONS = Path(__file__).parent / "addons"

# How long an example takes says more of the machine than of the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_configure(config):
    if config.pluginmanager.has_plugin("odoo"):
        return
    for addon in (manifest.parent for manifest in ADDONS.glob("*/__manifest__.py")):
        folders = [addon, addon / "tests", *(folder for folder in (addon / "tests").glob("*/") if folder.is_dir())]
        for folder in folders:
            name = ".".join(folder.relative_to(ADDONS).parts)
            package = sys.modules.setdefault(name, ModuleType(name))
            package.__path__ = [str(folder)]
