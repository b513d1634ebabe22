"""The timeline of the whole nation over a year: a plan of nine milestones, each waiting for the one before it, of which
every commune has its own.

Measured are the queries in the large tree; the baseline is the same page in the small one.
"""

import json
from contextlib import ExitStack, contextmanager
from statistics import median

from data import DEADLINES
from measure import Figure, Wrong, expect, in_turn, stopwatch

GOAL = "ratio 1"
REPETITIONS = 7
LARGEST = 50_000  # bytes of an answer
# Milestones on the deadlines of the tasks; those of the units are reached where the deadline is long past.
DEMANDS = """
    INSERT INTO child_plan_milestone (task_id, name, due_on, lag_days)
    SELECT id, 'Step ' || id, due_on, 1 FROM child_plan_task WHERE due_on IS NOT NULL
"""
LINKS = """
    INSERT INTO child_plan_milestone_depends_rel (milestone_id, depends_on_id)
    SELECT id, before FROM (SELECT id, lag(id) OVER (ORDER BY due_on) AS before FROM child_plan_milestone) AS each
     WHERE before IS NOT NULL
"""
COPIES = """
    INSERT INTO child_plan_milestone (task_id, assignment_id, demand_id, demanded, name, due_on, done_on)
    SELECT m.task_id, a.id, m.id, TRUE, m.name, m.due_on, CASE WHEN m.due_on < current_date - 15 THEN m.due_on END
      FROM child_plan_milestone m JOIN child_plan_assignment a ON a.task_id = m.task_id
"""


def run(trees):
    with ExitStack() as stack:
        envs = {name: stack.enter_context(_filled(tree)) for name, tree in trees.items()}

        def measure(name):
            with stopwatch(envs[name]) as watch:
                watch.page = envs[name]["child.plan.timeline"].get_page(zoom="year")
            return watch

        for name, tree in trees.items():
            _check(measure(name).page, tree.communes)  # fills the caches that a server keeps, too
        large, small = in_turn(lambda: measure("large"), lambda: measure("small"), REPETITIONS)
    times = [median(1000 * watch.seconds for watch in watches) for watches in (large, small)]
    figure = Figure(
        [watch.queries for watch in large],
        [watch.queries for watch in small],
        "queries",
        "{:.0f} ms beside {:.0f} ms".format(*times),
    )
    if figure.value != figure.baseline:
        raise Wrong(f"{figure.value} queries in the large tree, {figure.baseline} in the small one")
    return figure


@contextmanager
def _filled(tree):
    with tree.as_user("leader") as env:
        for statement in (DEMANDS, LINKS, COPIES, "ANALYZE child_plan_milestone"):
            env.cr.execute(statement)
        yield env


def _check(page, communes):
    (row,) = page["rows"]
    reached = {True: communes, False: 0}
    past = sorted(day for day in DEADLINES if day is not None)
    shown = [(mark["n"], mark["reached"]) for mark in row["milestones"]]
    expect("milestones", shown, [(communes, reached[day < -15]) for day in past[: len(shown)]])
    expect("small enough", len(json.dumps(page)) <= LARGEST, True)
