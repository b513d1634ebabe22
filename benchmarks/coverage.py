"""Coverage of the national plan over all communes: ms for the sums and the first page of its list.

A third of the communes has a draft, a third an issued plan, a third none. The baseline is one hand-written aggregate
over the plan's assignments and the tasks that answer to its own.
"""

from cascade import draft_all, national
from data import TASKS
from measure import Figure, expect, in_turn, stopwatch

GOAL = "300 ms or less"
REPETITIONS = 5
PLAIN = """
    SELECT count(*), count(task.id) FROM child_plan_assignment AS work
      LEFT JOIN (child_plan_task AS task JOIN child_plan AS plan ON plan.id = task.plan_id)
        ON task.superior_task_id = work.task_id AND plan.issuer_id = work.unit_id
     WHERE work.plan_id = %s
"""


def run(trees):
    tree = trees["large"]
    with tree.as_user("standing") as env:
        plan = national(env)
        drafts = draft_all(plan)
        env.cr.execute("UPDATE child_plan SET state = 'issued' WHERE id = ANY(%s)", [drafts.ids[: len(drafts) // 3]])
        env.cr.execute(
            "UPDATE child_plan_task SET state = 'given' WHERE plan_id = ANY(%s)", [drafts.ids[: len(drafts) // 3]]
        )
        env.cr.execute("DELETE FROM child_plan_task WHERE plan_id = ANY(%s)", [drafts.ids[-len(drafts) // 3 :]])
        env.cr.execute("ANALYZE child_plan, child_plan_task")
        env.invalidate_all(flush=False)
        values, baselines = in_turn(lambda: page(env, plan, tree), lambda: plain(env, plan), REPETITIONS)
    return Figure(values, baselines, "ms", f"{tree.communes * TASKS:,} pairs of a task and a commune")


def page(env, plan, tree):
    rows = env["child.plan.coverage"]
    of_plan = [("plan_id", "=", plan.id)]
    with stopwatch(env) as watch:
        groups = rows.formatted_read_group(of_plan, ["task_id", "state"], ["__count"])
        rows.search_fetch(of_plan, ["task_id", "unit_id", "state"], limit=80)
    expect("pairs", sum(group["__count"] for group in groups), tree.communes * TASKS)
    return 1000 * watch.seconds


def plain(env, plan):
    with stopwatch(env) as watch:
        env.cr.execute(PLAIN, [plan.id])
        env.cr.fetchall()
    return 1000 * watch.seconds
