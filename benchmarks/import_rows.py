"""A plan of ten tasks is given out to every commune: rows a second, beside a plain COPY of the same rows.

Measured is what issuing a big plan does in the background for a user of the standing office, chunk after chunk: each
assignment is checked and completed from its task, plan and unit, with its deliverable and its row of the journal. The
messages to the units are not part of it; ``fan_out`` has them. The baseline is COPY of the very rows that came out,
every column of them, into the same three tables with the same indexes, foreign keys and triggers.
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
    """Rows a second of giving out, which is then taken back; ``rows`` has them for COPY."""
    savepoint = env.cr.savepoint()
    with stopwatch(env) as watch:
        while plan._give_more(plan.given_on):
            pass
    with closing(env.cr._cnx.cursor()) as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table} LIMIT 0")
            columns = ", ".join(f'"{column.name}"' for column in cursor.description)
            condition = "TRUE" if table == TABLES[0] else "assignment_id IS NOT NULL"
            found, data = f"SELECT {columns} FROM {table} WHERE plan_id = {plan.id} AND {condition}", io.StringIO()
            cursor.copy_expert(f"COPY ({found}) TO STDOUT", data)
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
