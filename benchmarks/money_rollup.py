"""Sums money by province, source and stage over a million entries, for the leader of the nation.

The baseline is one hand-written SQL aggregate under the same access rule, in the simplest form.
"""

import money
from measure import Figure, expect, in_turn, stopwatch

GOAL = "ratio 1.5 or less"
REPETITIONS = 5
ENTRIES = 1_000_000
BY_HAND = """
    SELECT unit.province_id, entry.source_id, entry.stage, SUM(entry.amount)
      FROM child_plan_budget_entry entry
      JOIN child_plan_unit unit ON unit.id = entry.unit_id
      JOIN child_plan plan ON plan.id = entry.plan_id
      JOIN child_plan_unit issuer ON issuer.id = plan.issuer_id
     WHERE plan.state != 'draft' AND (unit.parent_path LIKE %(below)s OR issuer.parent_path LIKE %(below)s)
       AND entry.day <= %(day)s
     GROUP BY unit.province_id, entry.source_id, entry.stage
"""


def run(trees):
    tree = trees["large"]
    with tree.as_user("leader") as env:
        money.entries(env(su=True), ENTRIES)
        values, baselines = in_turn(lambda: tally(env), lambda: by_hand(env), REPETITIONS)
    return Figure(values, baselines, "ms", f"{ENTRIES:,} entries")


def tally(env):
    with stopwatch(env) as watch:
        sums = env["child.plan.budget.line"]._money_tally([], ("unit_id.province_id", "source_id"))
    expect("queries", watch.queries < 20, True)
    expect("allotted", sum(group["allotted"] for group in sums.values()), ENTRIES // 5 * money.AMOUNTS["allotment"])
    return 1000 * watch.seconds


def by_hand(env):
    unit = env.user.child_plan_unit_ids
    with stopwatch(env) as watch:
        env.cr.execute(BY_HAND, {"below": f"{unit.parent_path}%", "day": money.TODAY})
        rows = env.cr.fetchall()
    expect("allotted", sum(row[3] for row in rows if row[2] == "allotment"), ENTRIES // 5 * money.AMOUNTS["allotment"])
    return 1000 * watch.seconds
