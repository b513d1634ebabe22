"""Uninstalling an addon leaves nothing of it in the database."""

import subprocess
import sys

import pytest

from devenv import databases

UNINSTALL = """
env["ir.module.module"].search([("name", "=", "{addon}")]).button_immediate_uninstall()
env.cr.commit()
"""
# Work can be written afterwards: no trigger is left that would fail.
WRITE = """
env["child.plan.assignment"].search([], limit=1).write({"progress": 7})
env["child.plan.unit"].search([], limit=1).write({"name": "Tên mới"})
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


SUMS = {
    "tables": "SELECT relname FROM pg_class WHERE relname ~ '^child_plan_assignment_rollup'",
    "functions": "SELECT proname FROM pg_proc WHERE proname ~ '^child_plan_assignment_rollup'",
    "triggers": "SELECT tgname FROM pg_trigger WHERE tgname ~ '^child_plan_assignment_rollup'",
    "models": "SELECT model FROM ir_model WHERE model IN ('child.plan.assignment.rollup', 'child.plan.dashboard.cache')",
    "jobs": "SELECT id FROM ir_act_server WHERE code ~ '_cron_merge_changes'",
    "names": "SELECT name FROM ir_model_data WHERE module = 'child_plan_national'",
}


def shell(database, code):
    command = [sys.executable, "-m", "odoo", "shell", "-d", database, "--no-http", "--log-level=warn"]
    done = subprocess.run(command, input=code, text=True, capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr


@pytest.mark.parametrize(
    ("addon", "queries", "after"), [("child_plan", LEFT, ""), ("child_plan_national", SUMS, WRITE)]
)
def test_nothing_is_left(addon, queries, after):
    with databases.scratch("uninstall") as name:
        assert ("child_plan_assignment_rollup_change",) in databases.execute(queries["tables"], database=name)
        shell(name, UNINSTALL.format(addon=addon))
        left = {what: databases.execute(query, database=name) for what, query in queries.items()}
        assert not any(left.values()), {what: rows[:5] for what, rows in left.items() if rows}
        if after:
            shell(name, after)
