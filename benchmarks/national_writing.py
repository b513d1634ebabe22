"""Writing at national size: eight and sixteen writers below one province while a leader's page is read.

Each writer is a forked process, as in a server's workers, that does what a server does for a request: it changes the
progress of one assignment through the ORM as an officer of the unit, holds the transaction for 20 ms, commits, and
retries on a serialization conflict. Meanwhile another process reads the leader's sums continuously, a third merges the
changes, and a fourth seals the journal.
"""

import logging
import random
import time
from multiprocessing import get_context

from measure import Figure, expect, in_turn

import odoo
from odoo import SUPERUSER_ID, api, models
from odoo.modules.registry import Registry
from odoo.service.model import retrying

SECONDS, HOLD, ROUNDS = 4, 0.02, 3
CHANGES = 100  # changes in one measurement of write_journaled
GOALS = {
    "write_with_rollup": "0.9 or more",
    "recount": "0",
    "write_journaled": "0.5 or more",
    "verify_journal": "60 s for a million rows",
}
TRIGGERS = ("insert", "update", "delete")


def write_with_rollup(db):
    """State changes a second while the sums are maintained, compared with the triggers switched off."""
    values, baselines, more = [], [], []
    for _ in range(ROUNDS):
        values.append(written(db, 8))
        switch(db, "DISABLE")
        try:
            baselines.append(written(db, 8))
        finally:
            switch(db, "ENABLE")
            rebuilt(db)
        more.append(written(db, 16))
    return Figure(
        values, baselines, "changes/s", f"8 writers; {sum(more) / len(more):,.0f} with 16 writers and the sums kept"
    )


def recount(db):
    """How far the stored sums differ from a recount after merging, some writers having been killed."""
    from odoo.addons.child_plan_national.models.rollup_schema import KEY  # known once a registry is loaded

    rebuilt(db)
    written(db, 8, killed=3)
    written(db, 16, killed=4)
    with Registry(db.database).cursor() as cr:
        rollup = api.Environment(cr, SUPERUSER_ID, {})["child.plan.assignment.rollup"]
        while rollup._merge_changes():
            cr.commit()
        kept = f"SELECT node_id, {KEY}, number, progress FROM child_plan_assignment_rollup"
        of_rows = rollup._sums_of_rows()
        cr.execute(f"({kept}) EXCEPT ({of_rows.code})", of_rows.params)
        surplus = cr.fetchall()
        cr.execute(f"({of_rows.code}) EXCEPT ({kept})", of_rows.params)
        missing = cr.fetchall()
    expect("sums that differ from a recount", (len(surplus), len(missing)), (0, 0))
    return Figure([0], [1], "differences", "24 writers, 7 of them killed; the baseline is a unit")


def write_journaled(db):
    """State changes a second by an officer of the unit, one after the other, each in a committed transaction.

    The baseline is Odoo's own ``write`` of the state of the same rows by the same officer: model access, record rules,
    the UPDATE, the triggers of the sums and the commit, but no table of transitions, no journal and no chatter.
    """
    registry = Registry(db.database)
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        officer = env["res.users"].search([("login", "=", "officer_commune")])
        own = [("is_mine", "=", True), ("state", "=", "not_started"), ("plan_id.state", "=", "issued")]
        ids = env["child.plan.assignment"].with_user(officer).search(own).ids
        before = journaled(cr)

    def changed(write):
        """Change the states there and back, so that every measurement begins with the same rows."""
        start = time.perf_counter()
        for n in range(CHANGES):
            row, turn = n % len(ids), n // len(ids)
            with registry.cursor() as cr:
                work = api.Environment(cr, officer.id, {})["child.plan.assignment"].browse(ids[row])
                write(work, {"state": "not_started" if turn % 2 else "in_progress"})
        seconds = time.perf_counter() - start
        with registry.cursor() as cr:
            cr.execute("UPDATE child_plan_assignment SET state = 'not_started' WHERE id = ANY(%s)", [ids])
        return CHANGES / seconds

    values, baselines = in_turn(
        lambda: changed(lambda work, vals: work.write(vals)),
        lambda: changed(models.BaseModel.write),
        ROUNDS,
    )
    with registry.cursor() as cr:
        added = tuple(now - then for now, then in zip(journaled(cr), before, strict=True))
        expect("rows of journal and chatter", added, (ROUNDS * CHANGES,) * 2)
    return Figure(values, baselines, "changes/s", f"{len(ids)} assignments of an officer, one change a transaction")


def verify_journal(db):
    """Seconds for verifying all rows of the journal, compared with PostgreSQL hashing the same rows."""
    seal_all(db)
    with Registry(db.database).cursor() as cr:
        seals = api.Environment(cr, SUPERUSER_ID, {})["child.plan.journal.seal"]
        rows = []

        def verified():
            start = time.perf_counter()
            verifier, problems = seals._verify()
            expect("problems", problems, [])
            rows.append(verifier.rows)
            return time.perf_counter() - start

        def hashed():
            start = time.perf_counter()
            cr.execute("SELECT count(sha256(convert_to(journal::text, 'UTF8'))) FROM child_plan_journal AS journal")
            return time.perf_counter() - start

        values, baselines = in_turn(verified, hashed, ROUNDS)
        cr.execute("SELECT count(*) FROM child_plan_journal")
        expect("rows verified", rows[-1], cr.fetchone()[0])
    return Figure(values, baselines, "s", f"{rows[-1]:,} rows")


def seal_all(db):
    with Registry(db.database).cursor() as cr:
        seals = api.Environment(cr, SUPERUSER_ID, {})["child.plan.journal.seal"]
        while seals._seal(everything=True):
            cr.commit()


def journaled(cr):
    """Return the number of state changes in the journal and in the chatter."""
    cr.execute("SELECT count(*) FROM child_plan_journal WHERE kind = 'state'")
    [journal] = cr.fetchone()
    cr.execute("SELECT count(*) FROM mail_message WHERE model = 'child.plan.assignment'")
    return journal, cr.fetchone()[0]


def switch(db, how):
    with Registry(db.database).cursor() as cr:
        for operation in TRIGGERS:
            cr.execute(f"ALTER TABLE child_plan_assignment {how} TRIGGER child_plan_assignment_rollup_{operation}")


def rebuilt(db):
    with Registry(db.database).cursor() as cr:
        api.Environment(cr, SUPERUSER_ID, {})["child.plan.assignment.rollup"]._rebuild()


def written(db, writers, killed=0):
    """Return the changes a second of ``writers`` processes, ``killed`` of which are killed halfway.

    Others read, merge and seal at the same time.
    """
    Registry(db.database)  # loaded before forking, so that all processes share it
    seal_all(db)
    odoo.sql_db.close_all()  # a connection that two processes share breaks
    context = get_context("fork")
    counts, start = context.RawArray("q", writers), context.Barrier(writers + 4)
    processes = [context.Process(target=write, args=(db.database, start, counts, number)) for number in range(writers)]
    processes += [context.Process(target=work, args=(db.database, start)) for work in (read, merge, seal)]
    for process in processes:
        process.start()
    start.wait()
    time.sleep(SECONDS / 2)
    for process in processes[:killed]:
        process.kill()
    for process in processes:
        process.join()
    failed = [process.exitcode for process in processes[killed:] if process.exitcode]
    expect("processes that met an error which would reach a user", failed, [])
    expect("writers that wrote nothing", [number for number, count in enumerate(counts[killed:]) if not count], [])
    return sum(counts) / SECONDS


def write(database, start, counts, number):
    logging.getLogger("odoo.sql_db").setLevel(logging.CRITICAL)  # conflicts are expected and retried
    choice = random.Random(f"{number} {time.time()}")
    registry = Registry(database)
    with registry.cursor() as cr:
        officers = api.Environment(cr, SUPERUSER_ID, {})["res.users"].search([("login", "=like", "officer%")])
        user = officers[number % len(officers)]
        env = api.Environment(cr, user.id, {})
        own = [("is_mine", "=", True), ("state", "in", ("not_started", "in_progress"))]
        ids = env["child.plan.assignment"].search(own).ids
    start.wait()
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        with registry.cursor() as cr:
            env = api.Environment(cr, user.id, {})
            row = env["child.plan.assignment"].browse(choice.choice(ids))

            def change(env=env, row=row):
                row.write({"state": "in_progress" if row.state == "not_started" else "not_started"})
                env.flush_all()
                time.sleep(HOLD)

            retrying(change, env)
            counts[number] += 1


def read(database, start):
    start.wait()
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        with Registry(database).cursor() as cr:
            user = api.Environment(cr, SUPERUSER_ID, {})["res.users"].search([("login", "=", "leader_province")])
            env = api.Environment(cr, user.id, {})
            unit = env["child.plan.unit"].browse(user.child_plan_unit_ids.ids)
            env["child.plan.assignment"]._count_work(by="unit", unit=unit)
        time.sleep(0.5)


def merge(database, start):
    start.wait()
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        with Registry(database).cursor() as cr:
            api.Environment(cr, SUPERUSER_ID, {})["child.plan.assignment.rollup"]._merge_changes()
        time.sleep(1)


def seal(database, start):
    start.wait()
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        with Registry(database).cursor() as cr:
            api.Environment(cr, SUPERUSER_ID, {})["child.plan.journal.seal"]._seal()
        time.sleep(1)
