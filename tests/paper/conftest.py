"""The writer of papers and the reader of documents side by side, both imported by themselves, without Odoo."""

import sys
from pathlib import Path
from types import ModuleType

ADDONS = Path(__file__).resolve().parents[2] / "addons"
sys.path.insert(0, str(ADDONS / "child_plan_document"))
papers = sys.modules.setdefault("paper_lib", ModuleType("paper_lib"))
papers.__path__ = [str(ADDONS / "child_plan_paper" / "lib")]
