"""Issues a plan of ten tasks to every commune: assignments a second, compared with tasks of Odoo Project.

Measures the whole of ``action_issue`` by a user of the standing office and of the job that it starts, up to the last
commit (a flush here): each assignment with a copy of its deliverable and a journal row, the expected reports, and one
message to the officer of every commune. The baseline creates a tenth as many ``project.task`` in one batch, without
tracking, logging, subscriptions and access checks.
"""

from unittest.mock import patch

from data import TASKS
from measure import Figure, expect, in_turn, stopwatch

from odoo import SUPERUSER_ID

GOAL = "2,000 rows/s or more, ratio 4 or more"
REPETITIONS = 5
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
}


def run(trees):
    tree = trees["large"]
    values, baselines = in_turn(lambda: issue(tree), lambda: create_tasks(tree), REPETITIONS)
    return Figure(values, baselines, "rows/s", f"{tree.communes * TASKS:,} rows")


def issue(tree):
    with tree.as_user("standing") as env:
        plan = env["child.plan"].search([]).copy()
        with stopwatch(env) as watch:
            plan.action_issue()
            with patch.object(env.cr, "commit", env.cr.flush):
                env(user=SUPERUSER_ID)["child.plan"]._cron_issue()
        check(env, plan, tree.communes)
    return tree.communes * TASKS / watch.seconds


def check(env, plan, communes):
    for what, table, condition in (
        ("assignments", "child_plan_assignment", "state = 'not_started'"),
        ("rows of the journal", "child_plan_journal", "kind = 'given'"),
        ("deliverables", "child_plan_deliverable", "assignment_id IS NOT NULL"),
    ):
        env.cr.execute(f"SELECT count(*) FROM {table} WHERE plan_id = %s AND {condition}", [plan.id])
        expect(what, env.cr.fetchone()[0], communes * TASKS)
    env.cr.execute("SELECT count(DISTINCT unit_id) FROM child_plan_assignment WHERE plan_id = %s", [plan.id])
    expect("units", env.cr.fetchone()[0], communes)
    notified = env["mail.message"].sudo().search([("model", "=", "child.plan"), ("res_id", "=", plan.id)])
    notified_partners = notified.notified_partner_ids - env.user.partner_id  # the issuer is notified at the end
    expect("users told", len(notified_partners), communes)


def create_tasks(tree):
    with tree.as_user("standing") as env:
        project = env["project.project"].sudo().create({"name": "Programme of ten tasks"})
        rows = [
            {"name": f"Carry out task {i}", "project_id": project.id, "date_deadline": "2040-12-31"}
            for i in range(tree.communes)
        ]
        with stopwatch(env) as watch:
            tasks = env["project.task"].sudo().with_context(**QUIET).create(rows)
        expect("project.task", len(tasks), tree.communes)
    return tree.communes / watch.seconds
