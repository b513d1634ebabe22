"""What of the addon's `lib/` the commands use too: it needs no Odoo."""

import importlib.util

from .base import ADDON


def load(name):
    spec = importlib.util.spec_from_file_location(f"child_plan_{name}", ADDON / "lib" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


backup_archive = load("backup_archive")
