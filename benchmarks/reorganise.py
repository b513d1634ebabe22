"""Merges 100 communes with 10,000 open assignments into 35: seconds until everything is carried over.

Measures ``action_apply`` by the system: units, people, work with its deliverables, journal, reports and what is kept
for undoing. Then the kept sums are recounted (``child_plan_national``), and all is undone and compared. The baseline is
the hand-over of single rows from unit to unit as a standing office does it: of three communes, as seconds for 10,000.
"""

import time

from data import PROVINCE, TASKS, TODAY
from measure import Figure, expect, in_turn, stopwatch

from odoo import SUPERUSER_ID
from odoo.fields import Command

GOAL = "20 s or less, recount difference 0"
REPETITIONS = 3
ROWS, HEIRS, SAMPLE = 10_000, 35, 3
OPEN = ("not_started", "in_progress", "returned", "submitted", "suspended")


def run(trees):
    tree = trees["large"]
    undone = []
    values, baselines = in_turn(lambda: merge(tree, undone), lambda: hand_over(tree), REPETITIONS)
    return Figure(values, baselines, "s", f"{ROWS:,} rows; undone in {sorted(undone)[len(undone) // 2]:.1f} s")


def fill(env):
    """Give the communes of a province ``ROWS`` open assignments; return province and communes."""
    units = env["child.plan.unit"]
    province = units.search([("level", "=", "province")], limit=1, order="id")
    communes = units.search([("parent_id", "=", province.id), ("level", "=", "commune")])
    expect("communes", len(communes), PROVINCE)
    collective = units.create(
        {
            "name": "Communes of the province",
            "kind": "collective",
            "level": "province",
            "parent_id": province.id,
            "member_kind": "authority",
            "member_level": "commune",
        }
    )
    plan = env["child.plan"].create(
        {
            "name": "Plan of the province",
            "issuer_id": province.id,
            "task_ids": [
                Command.create(
                    {
                        "name": f"Carry out task {number} of the province",
                        "timing": "continuous",
                        "line_ids": [Command.create({"unit_id": collective.id})],
                        "deliverable_ids": [Command.create({"name": "Report", "kind": "report"})],
                    }
                )
                for number in range(ROWS // PROVINCE - TASKS)
            ],
        }
    )
    plan._issue()
    if "child.plan.assignment.rollup" in env:
        env["child.plan.assignment.rollup"]._rebuild()
    open_work = [("unit_id", "in", communes.ids), ("state", "in", OPEN)]
    expect("open assignments", env["child.plan.assignment"].search_count(open_work), ROWS)
    return province, communes


def state(env):
    env.flush_all()
    env.cr.execute(
        """SELECT count(DISTINCT (task_id, period_start)), count(*), sum(due_on - DATE '2020-01-01')
             FROM child_plan_assignment WHERE state = ANY(%s)""",
        [list(OPEN)],
    )
    return env.cr.fetchone()


def merge(tree, undone):
    with tree.as_user("standing") as env:
        env = env(user=SUPERUSER_ID)
        province, communes = fill(env)
        before = state(env)
        row = env["child.plan.reorganisation"].create(
            {"name": "Merger", "authority_id": province.id, "day": TODAY.isoformat()}
        )
        new = [{"name": f"New commune {number}", "parent_id": province.id} for number in range(HEIRS)]
        lines = [
            {"unit_id": unit.id, "kind": "merge", "new": new[number % HEIRS]} for number, unit in enumerate(communes)
        ]
        row._add_lines(lines)
        with stopwatch(env) as watch:
            row.action_apply()
        check(env, row, communes)
        start = time.perf_counter()
        row.action_undo()
        env.flush_all()
        undone.append(time.perf_counter() - start)
        expect("open work after undoing", state(env), before)
    return watch.seconds


def check(env, row, communes):
    work = env["child.plan.assignment"]
    heirs = row.new_unit_ids.unit_id
    expect("left behind", work.search_count([("unit_id", "in", communes.ids), ("state", "in", OPEN)]), 0)
    made = work.search_count([("unit_id", "in", heirs.ids), ("state", "in", OPEN)])
    expect("assignments of the heirs", made, HEIRS * ROWS // PROVINCE)
    env.cr.execute("SELECT sum(quantity) FROM child_plan_deliverable WHERE unit_id = ANY(%s)", [heirs.ids])
    expect("quantity owed", env.cr.fetchone()[0], ROWS)
    people = env["res.users"].search_count([("child_plan_unit_ids", "in", heirs.ids)])
    expect("people", people, PROVINCE)
    if "child.plan.assignment.rollup" in env:
        expect("the sums are still read", env["child.plan.assignment.rollup"]._state().trusted, True)
        expect("recount", env["child.plan.check"]._check_rollup()[1], [])


def hand_over(tree):
    with tree.as_user("standing") as env:
        env = env(user=SUPERUSER_ID)
        province, communes = fill(env)
        new = env["child.plan.unit"].create(
            [
                {"name": f"New {n}", "kind": "authority", "level": "commune", "parent_id": province.id}
                for n in range(SAMPLE)
            ]
        )
        work = env["child.plan.assignment"].search([("unit_id", "in", communes[:SAMPLE].ids), ("state", "in", OPEN)])
        with stopwatch(env) as watch:
            for heir, unit in zip(new, communes[:SAMPLE], strict=True):
                work.filtered(lambda row, unit=unit: row.unit_id == unit)._transfer(heir, "Merger")
        return watch.seconds * ROWS / len(work)
