"""Tests of the pure reading of money tables: ``sheet`` is imported by itself, without Odoo."""

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "addons" / "child_plan_budget" / "lib")]
