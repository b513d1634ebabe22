"""Tests of the pure part of the addon: ``document`` is imported by itself, without Odoo."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "addons" / "child_plan_document"), str(HERE)]
