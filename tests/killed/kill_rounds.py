"""Kill the server, the database, or both while people and jobs work; print what was wrong afterwards as JSON.

    kill_rounds.py ARCHIVE FOLDER ROUNDS SEED

ARCHIVE is one of bin/backup; FOLDER is for a PostgreSQL server of this program's own. A round: a forked server works in
several threads until it is killed; another one does what is left and compares.
"""

import json
import os
import random
import signal
import sys
import threading
import time
from pathlib import Path

from devenv import base, databases, postgres, restore

THREADS, LONGEST = 3, 4  # seconds until a kill
NAME = f"cp_{base.CHECKOUT}_killed_{os.getpid()}"
KINDS = ("server", "database", "both")


def main(archive, folder, rounds, seed):
    chance = random.Random(int(seed))
    postgres.HOME, postgres.DATA = Path(folder), Path(folder, "data")
    cluster = postgres.Cluster()
    cluster.start()
    try:
        assert restore.main([archive, NAME]) == 0
        result = attempt(cluster, int(rounds), chance)
    finally:
        databases.drop(NAME)
        cluster.stop()
    print(json.dumps(result))


def attempt(cluster, rounds, chance):
    import odoo
    from odoo.modules.registry import Registry
    from odoo.sql_db import close_all

    odoo.tools.config.parse_config(["--no-http", "--log-level=critical"], setup_logging=True)
    import work  # only importable once Odoo knows the folder of the addons

    Registry(NAME)
    work.small_chunks()
    world = work.request(NAME, work.make_world)
    close_all()  # a fork must not use its parent's connections
    told, result = [], {"rounds": dict.fromkeys(KINDS, 0), "acknowledged": 0, "wrong": []}
    for _ in range(rounds):
        kind = chance.choice(KINDS)
        new = work.read_told(killed(cluster, world, kind, chance))
        told += new
        problem = from_fork(lambda send, told=told: send({"wrong": work.finish(NAME, told)}))
        result["rounds"][kind] += 1
        result["acknowledged"] += len(new)
        words = json.loads(problem)["wrong"] if problem else ["the server that came after ended"]
        if words:
            result["wrong"].append([sum(result["rounds"].values()), kind, words])
        print(f"{sum(result['rounds'].values())} {kind}: {len(new)} acknowledged, {words}", file=sys.stderr, flush=True)
    return result


def killed(cluster, world, kind, chance):
    """Let a server work and kill it, the database, or both. Return what it acknowledged until then."""
    import work

    there, here = os.pipe()
    seeds, wait = [chance.random() for _ in range(THREADS)], chance.uniform(0.2, LONGEST)
    child = os.fork()
    if not child:
        os.close(there)

        def tell(row):
            os.write(here, (json.dumps(row) + "\n").encode())

        for number, seed in enumerate(seeds):
            own = work.Work(NAME, world, world["wards"][number::THREADS], random.Random(seed), tell)
            threading.Thread(target=own.go_on).start()
        threading.Event().wait()
    os.close(here)
    time.sleep(wait)
    if kind != "server":
        kill_database(cluster)
        time.sleep(0.3 * (kind == "database"))  # the server lives on and meets a database that is away
    os.kill(child, signal.SIGKILL)
    with os.fdopen(there) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    cluster.start()
    return text


def kill_database(cluster):
    """Kill every process of the database server at once."""
    postmaster = int((postgres.DATA / "postmaster.pid").read_text().split()[0])
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    os.kill(postmaster, signal.SIGKILL)
    for child in children:
        try:
            os.kill(int(child), signal.SIGKILL)
        except ProcessLookupError:
            pass
    end = time.monotonic() + 30
    while Path("/proc", str(postmaster)).exists() and time.monotonic() < end:
        time.sleep(0.05)  # until then a new server takes it for a living one


def from_fork(call):
    """Return what `call(send)` sends from a forked process."""
    there, here = os.pipe()
    child = os.fork()
    if not child:
        code = 1
        try:
            os.close(there)
            call(lambda value: os.write(here, json.dumps(value).encode()))
            code = 0
        except BaseException:
            import traceback

            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(here)
    with os.fdopen(there) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return text


if __name__ == "__main__":
    main(*sys.argv[1:])
