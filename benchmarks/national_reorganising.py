"""A reform of the nation: all communes are merged, three into one, with their offices, people and open work.

Measures ``_apply``, what the job does after somebody has pressed the button: units, people, work with its deliverables,
journal, reports and what is kept for undoing, in one transaction, which is rolled back. The baseline is one
hand-written UPDATE that cancels the same open work, without heirs, journal, history or a way back.
"""

import time

from data import TODAY
from measure import Figure, expect, stopwatch

from odoo import SUPERUSER_ID

GOALS = {"reorganise_nation": "15 min for a million"}
OPEN = ("not_started", "in_progress", "returned", "submitted", "suspended")
INTO_ONE = 3


def reorganise_nation(nation):
    with nation.as_user("admin") as env:
        env = env(user=SUPERUSER_ID)
        start = time.perf_counter()
        row = prepare(env)
        prepared = time.perf_counter() - start
        ended = row.line_ids.filtered(lambda line: line.kind == "merge").unit_id
        work = [("unit_id", "in", ended.ids), ("state", "in", OPEN)]
        carried = env["child.plan.assignment"].search_count(work)
        with stopwatch(env) as baseline:
            cancel(env, row)
    with nation.as_user("admin") as env:
        env = env(user=SUPERUSER_ID)
        row = prepare(env)
        with stopwatch(env) as watch:
            row._apply()
        left = env["child.plan.assignment"].search_count(
            [*work[:1], ("state", "in", OPEN), ("plan_id.state", "=", "issued")]
        )
        expect("open work left behind", left, 0)
        heirs = row.new_unit_ids.unit_id
        expect("communes", len(heirs), -(-len(ended) // INTO_ONE))
        remark = (
            f"{nation.assignments:,} assignments, {carried:,} open ones of {len(ended):,} communes that go into "
            f"{len(heirs):,}; {len(row.line_ids):,} lines prepared in {prepared:.0f} s"
        )
    return Figure([watch.seconds], [baseline.seconds], "s", remark)


def prepare(env):
    """Return a draft that merges each three communes of a province, with lines for their offices."""
    units = env["child.plan.unit"]
    communes = units.search([("level", "=", "commune"), ("kind", "=", "authority")], order="parent_id, id")
    root = units.search([("parent_id", "=", False), ("level", "=", "national")], limit=1, order="id")
    row = env["child.plan.reorganisation"].create({"name": "Reform", "authority_id": root.id, "day": TODAY.isoformat()})
    lines = []
    for number in range(0, len(communes), INTO_ONE):
        new = {"name": f"New {number}", "parent_id": communes[number].parent_id.id}
        lines += [{"unit_id": unit.id, "kind": "merge", "new": new} for unit in communes[number : number + INTO_ONE]]
    row._add_lines(lines)
    row.action_fill_below()
    expect("problems", row._problems(), [])
    return row


def cancel(env, row):
    """Cancel the open work of the units that end by one UPDATE."""
    env.cr.execute(
        "UPDATE child_plan_assignment SET state = 'cancelled' WHERE unit_id = ANY(%s) AND state = ANY(%s)",
        [row._ended_ids(), list(OPEN)],
    )
