"""Gives out a plan of ten tasks to every commune: rows a second, compared with a plain COPY of the same rows.

Measures what issuing a large plan does in the background, chunk by chunk: each assignment is checked and completed from
its task, plan and unit, with its deliverable and journal row. Messages to the units are left out; ``fan_out`` includes
them. The baseline is COPY of the resulting rows, with all columns, into the same three tables with the same indexes,
foreign keys and triggers.
"""

import io
from contextlib import closing

from data import TASKS
from measure import Figure, expect, in_turn, stopwatch

GOAL = "0.5 or more"
REPETITIONS = 5
TABLES = ("child_plan_assignment", "child_plan_deliverable", "child_plan_journal")


def run(trees):
    tree = trees["large"]
    with tree.as_user("standing") as env:
        plan = env["child.plan"].search([("state", "=", "issued")], limit=1).copy()
        plan._begin_issuing(tree.communes * TASKS)
        rows = {}
        values, baselines = in_turn(
            lambda: given(env, plan.sudo(), tree.communes * TASKS, rows), lambda: copied(env, rows), REPETITIONS
        )
    return Figure(values, baselines, "rows/s", f"{3 * tree.communes * TASKS:,} rows of three tables")


def given(env, plan, assignments, rows):
    """Return the rows a second of giving out, and roll it back. Puts the rows as text for COPY into ``rows``."""
    savepoint = env.cr.savepoint()
    with stopwatch(env) as watch:
        while plan._give_more(plan.activated_on):
            pass
    with closing(env.cr._cnx.cursor()) as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table} LIMIT 0")
            columns = ", ".join(f'"{column.name}"' for column in cursor.description)
            condition = "TRUE" if table == TABLES[0] else "assignment_id IS NOT NULL"
            query, data = f"SELECT {columns} FROM {table} WHERE plan_id = {plan.id} AND {condition}", io.StringIO()
            cursor.copy_expert(f"COPY ({query}) TO STDOUT", data)
            rows[table] = (columns, data.getvalue())
            expect(f"rows of {table}", rows[table][1].count("\n"), assignments)
    savepoint.close(rollback=True)
    return len(TABLES) * assignments / watch.seconds


def copied(env, rows):
    savepoint = env.cr.savepoint()
    with closing(env.cr._cnx.cursor()) as cursor, stopwatch(env) as watch:
        for table, (columns, data) in rows.items():
            cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", io.StringIO(data))
    savepoint.close(rollback=True)
    return sum(data.count("\n") for _columns, data in rows.values()) / watch.seconds
