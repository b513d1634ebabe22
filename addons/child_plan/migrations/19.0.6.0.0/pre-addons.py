"""Move to addons of their own what 19.0.5.0.0 moves: a database that took that number before it did so keeps its money,
documents and sums in the core, and would lose them.
"""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

SPLITS = ("budget", "document", "national")
IN_CORE = "SELECT FROM ir_model_data WHERE module = 'child_plan' AND name = 'model_child_plan_budget_line'"


def migrate(cr, version):
    cr.execute(IN_CORE)
    if not cr.fetchall():
        return
    for name in SPLITS:
        path = Path(__file__).parents[1] / "19.0.5.0.0" / f"pre-{name}.py"
        spec = spec_from_file_location(f"child_plan_split_{name}", path)
        script = module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(cr, version)
