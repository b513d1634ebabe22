"""Drafts the plan of every commune from the national one: seconds for 3,321 drafts of ten tasks.

Measures what the job does, chunk by chunk, in one transaction that is rolled back. The baseline is one batch ``create``
of as many tasks with a unit each, in plans that are there: a twentieth of them, as seconds for all.
"""

from data import TASKS
from measure import Figure, expect, in_turn, stopwatch

from odoo import SUPERUSER_ID
from odoo.fields import Command

GOAL = "60 s or less"
REPETITIONS = 2
MARGIN, SAMPLE = 10, 20


def run(trees):
    tree = trees["large"]
    values, baselines = in_turn(lambda: hand_down(tree), lambda: create(tree), REPETITIONS)
    return Figure(values, baselines, "s", f"{tree.communes:,} drafts, {tree.communes * TASKS:,} tasks")


def national(env):
    plan = env["child.plan"].search([("issuer_id.level", "=", "national"), ("state", "=", "issued")], limit=1)
    return plan.with_user(SUPERUSER_ID).sudo()


def draft_all(plan, at_once=100):
    units = plan._without_plan()
    for at in range(0, len(units), at_once):
        plan._cascade(units[at : at + at_once], MARGIN)
    return plan.implemented_by_ids


def hand_down(tree):
    with tree.as_user("standing") as env:
        plan = national(env)
        with stopwatch(plan.env) as watch:
            drafts = draft_all(plan)
        expect("drafts", len(drafts), tree.communes)
        expect("tasks", plan.env["child.plan.task"].search_count([("plan_id", "in", drafts.ids)]), len(drafts) * TASKS)
        return watch.seconds


def create(tree):
    with tree.as_user("standing") as env:
        plan = national(env)
        tasks, unit = plan.env["child.plan.task"], plan.issuer_id
        own = plan.create({"name": "Draft", "issuer_id": unit.id})
        line = [Command.create({"unit_id": unit.id})]
        rows = [
            {"plan_id": own.id, "name": f"Task {n}", "timing": "continuous", "line_ids": line} for n in range(TASKS)
        ]
        number = max(tree.communes // SAMPLE, 1)
        with stopwatch(plan.env) as watch:
            tasks.create(rows * number)
        return watch.seconds * tree.communes / number
