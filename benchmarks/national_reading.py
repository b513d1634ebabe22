"""Reading at national size: sums for units below, counts with and without rules, growth, midnight.

Each ``NAME(db)`` alternates between a measurement, as a user of the role and through the ORM, and its baseline. Sums
are compared with those of the baseline, so that a wrong total fails the run.
"""

import datetime
import importlib
import time
from collections import Counter
from statistics import median
from unittest.mock import patch

import data
import national
from measure import Figure, expect, in_turn

REPETITIONS = 5
GOALS = {
    "national_by_province": "0.2 or less",
    "province_by_commune": "0.3 or less",
    "commune": "0.6 or less",
    "rule_cost": "1.1 or less",
    "growth": "1.5 or less",
    "midnight": "equal",
}


def in_ms(env, measured):
    """Return the milliseconds of ``measured()`` with an empty cache of records."""
    env.invalidate_all()
    start = time.perf_counter()
    measured()
    return 1000 * (time.perf_counter() - start)


def national_by_province(db):
    return sums(db, "leader_nation")


def province_by_commune(db):
    return sums(db, "leader_province")


def commune(db):
    return sums(db, "leader_commune")


def sums(db, login):
    """Sum by status, overdue and progress for each unit below the user's, compared with ``_read_group`` by
    ``child_of``.
    """
    with db.as_user(login) as env:
        unit = env["child.plan.unit"].browse(env.user.child_plan_unit_ids.ids)
        of_units = env["child.plan.assignment"]._count_work(by="unit", unit=unit)
        for status, number in sum(
            (Counter(counts["by_status"]) for counts in by_child_of(env, unit).values()), Counter()
        ).items():
            expect(status, sum(counts["by_status"][status] for counts in of_units.values()), number)
        values, baselines = in_turn(
            lambda: in_ms(env, lambda: env["child.plan.assignment"]._count_work(by="unit", unit=unit)),
            lambda: in_ms(env, lambda: by_child_of(env, unit)),
            REPETITIONS,
        )
        return Figure(values, baselines, "ms", f"{len(of_units)} units of {login}, {db.assignments:,} rows")


def by_child_of(env, unit):
    """Read all work below ``unit`` by unit and status with one ``_read_group``, and sum it by the tree in Python.

    That was the fastest way without level columns: one query for each unit below takes longer.
    """
    groups = env["child.plan.assignment"]._read_group(
        [("unit_id", "child_of", unit.id)], ["unit_id", "status"], ["__count", "progress:sum"]
    )
    depth = unit.parent_path.count("/")
    result = {}
    for owner, status, count, progress in groups:
        steps = owner.parent_path.split("/")
        counts = result.setdefault(steps[depth] or steps[depth - 1], {"by_status": Counter(), "progress": 0})
        counts["by_status"][status] += count
        counts["progress"] += progress or 0
    return result


def rule_cost(db):
    with db.as_user("leader_nation") as env:
        model = env["child.plan.assignment"]
        expect("rows of the nation", model.search_count([]), model.sudo().search_count([]))
        values, baselines = in_turn(
            lambda: in_ms(env, lambda: model.search_count([])),
            lambda: in_ms(env, lambda: model.sudo().search_count([])),
            2 * REPETITIONS,
        )
    return Figure(values, baselines, "ms", f"count of {db.assignments:,} rows by the nation's leader")


def growth(db):
    """Measure the page of the nation's leader five years on: five times the rows, the same units.

    The figure is for a server that has answered the first request of the day, which counts the rows. That first request
    and the sums are in the remark.
    """
    large = national.kept(5 * db.assignments, data.base)
    with large.as_user("leader_nation") as env, db.as_user("leader_nation") as small:

        def page(env):
            return in_ms(env, lambda: env["child.plan.dashboard"].get_page())

        def sums(env):
            unit = env["child.plan.unit"].browse(env.user.child_plan_unit_ids.ids)
            return in_ms(env, lambda: env["child.plan.assignment"]._count_work(by="unit", unit=unit))

        first = [page(env_of_size) for env_of_size in (env, small)]
        values, baselines = in_turn(lambda: page(env), lambda: page(small), REPETITIONS)
        more = [median(times) for times in in_turn(lambda: sums(env), lambda: sums(small), REPETITIONS)]
    remark = (
        f"{large.assignments:,} rows beside {db.assignments:,}; first of the day {first[0]:,.0f} ms beside "
        f"{first[1]:,.0f}; sums {more[0]:,.0f} ms beside {more[1]:,.0f}"
    )
    return Figure(values, baselines, "ms", remark)


def midnight(db):
    """Compare the overdue assignments by the stored sums with a count of the rows, around midnight in Vietnam.

    This is done one second before and one second after midnight, on three days.
    """
    values, baselines = [], []
    with db.as_user("leader_nation") as env:
        # can be imported only while a database is open
        clock = importlib.import_module("odoo.addons.child_plan.lib.clock")
        unit = env["child.plan.unit"].browse(env.user.child_plan_unit_ids.ids)
        for days in (0, 1, 8):
            end = datetime.datetime.combine(
                national.TODAY + datetime.timedelta(days=days + 1), datetime.time(), clock.TIME_ZONE
            )
            for moment in (end - datetime.timedelta(seconds=1), end + datetime.timedelta(seconds=1)):

                class Clock(datetime.datetime):
                    @classmethod
                    def now(cls, tz=None, moment=moment):
                        return moment.astimezone(tz)

                with patch.object(clock, "datetime", Clock):
                    day = clock.today()
                    counts = env["child.plan.assignment"]._count_work(unit=unit)[None]
                env.cr.execute(
                    """SELECT count(*) FROM child_plan_assignment
                        WHERE state IN ('not_started', 'in_progress', 'returned') AND due_on < %(day)s
                           OR state = 'submitted' AND due_on < COALESCE(submitted_on, %(day)s)""",
                    {"day": day},
                )
                values.append(counts["overdue"])
                baselines.append(env.cr.fetchone()[0])
                expect(f"overdue at {moment}", values[-1], baselines[-1])
        if len(set(values)) < 4:
            expect("days with figures of their own", len(set(values)), 4)
    return Figure(values, baselines, "overdue", "six moments around three midnights")
