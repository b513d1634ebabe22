"""Loads the country's provinces and communes with their bodies: units a second, compared with COPY of the same rows.

Measures what the screen's job does, province by province: what is there is recognised, each unit gets its names, days,
place and bodies. The baseline is COPY of the resulting rows, with all columns, into the same table with its indexes and
foreign keys. A smaller tree is as many provinces as have so many communes.
"""

import io
from contextlib import closing
from unittest.mock import patch

from measure import Figure, expect, in_turn, stopwatch

GOAL = "0.5 or more"
REPETITIONS = 5


def run(trees):
    with trees["small"].as_user("admin") as env:
        env["child.plan.unit"].search([("kind", "=", "authority")]).write({"code": False})
        rows = {}
        communes = trees["large"].communes
        values, baselines = in_turn(lambda: loaded(env, communes, rows), lambda: copied(env, rows), REPETITIONS)
    return Figure(values, baselines, "rows/s", f"{rows['data'].count(chr(10)):,} units")


def loaded(env, communes, rows):
    """Return the rows a second of loading, and roll it back. Puts the rows as text for COPY into ``rows``."""
    savepoint = env.cr.savepoint()
    last = env["child.plan.unit"].search([], order="id desc", limit=1).id
    load = env["child.plan.unit.load"].browse(env["child.plan.unit.load"].action_open()["res_id"])
    number = 0
    for place in load.place_ids:
        place.chosen = number < communes
        number += place.chosen and place.number - 1
    places = load.place_ids.filtered("chosen")
    with stopwatch(env) as watch, patch.object(env.cr, "commit", env.cr.flush):
        load.action_load()
        env["child.plan.unit.load"].sudo()._cron_load()
    expect("state", load.state, "done")
    expect("authorities", load.done, number + len(places))
    if communes == 3_321:
        expect("communes", number, communes)
    with closing(env.cr._cnx.cursor()) as cursor:
        cursor.execute("SELECT * FROM child_plan_unit LIMIT 0")
        columns, data = ", ".join(f'"{column.name}"' for column in cursor.description), io.StringIO()
        query = f"SELECT {columns} FROM child_plan_unit WHERE id > {last} ORDER BY id"
        cursor.copy_expert(f"COPY ({query}) TO STDOUT", data)
    rows["columns"], rows["data"] = columns, data.getvalue()
    expect("units", rows["data"].count("\n"), load.created)
    savepoint.close(rollback=True)
    env.invalidate_all()
    return rows["data"].count("\n") / watch.seconds


def copied(env, rows):
    savepoint = env.cr.savepoint()
    with closing(env.cr._cnx.cursor()) as cursor, stopwatch(env) as watch:
        cursor.copy_expert(f"COPY child_plan_unit ({rows['columns']}) FROM STDIN", io.StringIO(rows["data"]))
    savepoint.close(rollback=True)
    return rows["data"].count("\n") / watch.seconds
