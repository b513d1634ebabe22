"""Tests of the pure reading of money tables: ``sheet`` is imported by itself, without Odoo."""

import sys
from pathlib import Path

ADDONS = Path(__file__).resolve().parents[2] / "addons"
sys.path[:0] = [str(ADDONS / "child_plan_budget" / "lib"), str(ADDONS / "child_plan")]
