"""Tests of the pure part of the addon: ``document`` is imported by itself, without Odoo."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ADDONS = HERE.parents[1] / "addons"
sys.path[:0] = [str(ADDONS / "child_plan_document"), str(ADDONS / "child_plan"), str(HERE)]
