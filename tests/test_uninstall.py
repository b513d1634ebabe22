"""Uninstalling the addon leaves nothing of it in the database."""

import subprocess
import sys

from devenv import databases

UNINSTALL = """
env["ir.module.module"].search([("name", "=", "child_plan")]).button_immediate_uninstall()
env.cr.commit()
"""
LEFT = {
    "tables": "SELECT relname FROM pg_class WHERE relname ~ '^child_plan'",
    "functions": "SELECT proname FROM pg_proc WHERE proname ~ '^child_plan'",
    "triggers": "SELECT tgname FROM pg_trigger WHERE tgname ~ '^child_plan'",
    "columns": "SELECT attname FROM pg_attribute WHERE attname ~ '^child_plan' AND NOT attisdropped",
    "models": "SELECT model FROM ir_model WHERE model LIKE 'child.plan%'",
    "jobs": "SELECT cron_name FROM ir_cron WHERE cron_name LIKE 'Plans:%'",
    # demonstration users stay as long as rows of other addons name them
    "names": "SELECT name FROM ir_model_data WHERE module LIKE 'child_plan%' AND model NOT IN ('res.users', 'res.partner')",
}


def test_nothing_is_left():
    with databases.scratch("uninstall") as name:
        tables = databases.execute(LEFT["tables"], database=name)
        assert ("child_plan_assignment_rollup_change",) in tables
        shell = [sys.executable, "-m", "odoo", "shell", "-d", name, "--no-http", "--log-level=warn"]
        done = subprocess.run(shell, input=UNINSTALL, text=True, capture_output=True, timeout=300)
        assert done.returncode == 0, done.stderr
        left = {what: databases.execute(query, database=name) for what, query in LEFT.items()}
        assert not any(left.values()), {what: rows[:5] for what, rows in left.items() if rows}
