"""The timeline at national size: one request of the leader of the nation and of a province.

The baseline, in the same run, are the two simplest queries for its rows, without access rules, statuses and
dependencies: deadlines by plan, week and state, and how many units have reached each milestone.
"""

import datetime
import json

from measure import Figure, Wrong, in_turn, stopwatch

from devenv import databases
from devenv.base import say

GOALS = {"timeline": "4 or less, under 50 kB"}
REPETITIONS = 5
SIZE = 50_000  # maximum size of the answer in bytes
LEADERS = ("leader_nation", "leader_province")
PLAIN = (
    """SELECT plan_id, date_trunc('week', due_on), state, count(*) FROM child_plan_assignment
        WHERE due_on BETWEEN %(start)s AND %(end)s AND state != 'cancelled' AND {column} = %(unit)s GROUP BY 1, 2, 3""",
    """SELECT m.demand_id, count(*), count(m.done_on), max(m.done_on)
         FROM child_plan_milestone m JOIN child_plan_assignment a ON a.id = m.assignment_id
        WHERE m.due_on BETWEEN %(start)s AND %(end)s AND m.demand_id IS NOT NULL AND {column} = %(unit)s GROUP BY 1""",
)
# One milestone ten days before each deadline of a national or provincial plan, with a copy for every unit; nine of ten
# past ones are reached. Within a plan each waits for the one before. For a hundredth of the work, more time was
# requested.
MILESTONES = """
    WITH demand AS (
        INSERT INTO child_plan_milestone (task_id, plan_id, name, due_on, demanded, lag_days)
        SELECT task.id, task.plan_id, 'Milestone of ' || task.name, task.due_on - 10, FALSE, 0
          FROM child_plan_task task JOIN child_plan plan ON plan.id = task.plan_id
          JOIN child_plan_unit unit ON unit.id = plan.issuer_id
         WHERE task.due_on IS NOT NULL AND unit.level IN ('national', 'province')
        RETURNING id, task_id, plan_id, name, due_on
    ), links AS (
        INSERT INTO child_plan_milestone_depends_rel (milestone_id, depends_on_id)
        SELECT id, before FROM (
            SELECT id, lag(id) OVER (PARTITION BY plan_id ORDER BY due_on, id) AS before FROM demand) AS chain
         WHERE before IS NOT NULL
    )
    INSERT INTO child_plan_milestone
           (task_id, plan_id, name, due_on, demanded, lag_days, demand_id, assignment_id, unit_id, done_on)
    SELECT demand.task_id, demand.plan_id, demand.name, demand.due_on, TRUE, 0, demand.id, a.id, a.unit_id,
           CASE WHEN demand.due_on < %(today)s AND a.id %% 10 > 0 THEN demand.due_on + (a.id %% 7)::integer - 4 END
      FROM demand JOIN child_plan_assignment a ON a.task_id = demand.task_id
"""
EXTENSIONS = """
    INSERT INTO child_plan_extension
           (assignment_id, plan_id, unit_id, reason, old_due_on, asked_due_on, state, asked_on, asked_by)
    SELECT id, plan_id, unit_id, 'More time', due_on, due_on + 20, 'asked', %(today)s, 1
      FROM child_plan_assignment WHERE id %% 100 = 0 AND due_on IS NOT NULL AND state = 'in_progress'
"""


def timeline(db):
    milestones = fill(db)
    remarks, both = [], []
    for login in LEADERS:
        both.append(measured(db, login))
        values, baselines, size = both[-1]
        spread = f"{Figure.spread(values)} ms beside {Figure.spread(baselines)}"
        remarks.append(f"{login} {spread}, {size / 1000:.0f} kB")
    values, baselines = (
        [sum(column) for column in zip(*of_leaders, strict=True)]
        for of_leaders in zip(*(parts[:2] for parts in both), strict=True)
    )
    remark = f"{'; '.join(remarks)}; {db.assignments:,} rows, {milestones:,} milestones"
    return Figure(values, baselines, "ms", remark)


def measured(db, login):
    """Return the milliseconds of the timeline and of the simple queries, and the size of its answer."""
    with db.as_user(login) as env:
        page = env["child.plan.timeline"].get_page()
        size = len(json.dumps(page))
        if size > SIZE:
            raise Wrong(f"the timeline of {login} has {size:,} bytes")
        if not page["rows"]:
            raise Wrong(f"the timeline of {login} shows nothing")
        return *in_turn(lambda: drawn(env), lambda: asked(env, page, login), REPETITIONS), size


def drawn(env):
    with stopwatch(env) as watch:
        env["child.plan.timeline"].get_page()
    return 1000 * watch.seconds


def asked(env, page, login):
    of_all = login == "leader_nation"
    values = {"start": page["start"], "end": page["end"], "unit": page["unit"]["id"]}
    with stopwatch(env) as watch:
        for query, alias in zip(PLAIN, ("", "a."), strict=True):
            env.cr.execute(query.format(column="%(unit)s" if of_all else f"{alias}province_id"), values)
            env.cr.fetchall()
    return 1000 * watch.seconds


def fill(db):
    """Return the number of milestones; create them if there are none."""
    with db.as_user("admin") as env:
        env.cr.execute("SELECT count(*) FROM child_plan_milestone")
        (number,) = env.cr.fetchone()
        if number:
            return number
        say("Making milestones …")
        today = {"today": datetime.date.today()}
        env.cr.execute(MILESTONES, today)
        number = env.cr.rowcount
        env.cr.execute(EXTENSIONS, today)
        env.cr.commit()
    databases.execute("VACUUM ANALYZE child_plan_milestone, child_plan_extension", database=db.database)
    return number
