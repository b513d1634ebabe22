"""Faults that bin/cluster makes while people work, what they saw of them, and what is acceptable.

Only processes that bin/cluster has started itself are harmed. Each fault ends with the cluster whole again.
"""

import json
import signal
import threading
import time
from contextlib import closing

import psycopg2

from . import cluster, cluster_load
from . import cluster_config as config
from . import cluster_processes as processes
from .base import Problem, say
from .cluster_processes import HOME, wait_until

BEFORE = 10  # seconds of undisturbed work before a fault
AWAY = 25  # seconds for which a machine is away or stands still: longer than Patroni's ttl
PAUSED = 12  # seconds
HEARD_WITHIN = 90  # seconds for a live message: after an error, Odoo's bus sleeps for 50
ADMINISTRATOR = "quantri"  # of the authority whose officers work
RIGHT_WITHIN = 0.5  # seconds after which a right that was withdrawn on one node is gone on the other


class Cluster:
    """What a fault works on: the places of the cluster, its command lines, and who is who just now."""

    def __init__(self, at, programs):
        self.at = at
        self.commands, self.variables = cluster.read_state()["commands"], config.environment(programs, at)

    def role(self, role):
        return cluster.roles(self.at).get(role)

    def machine(self, server):
        """Return all processes of a database machine: Patroni, PostgreSQL and what they started."""
        own = processes.below(processes.running(server))
        return own + processes.below(processes.postmaster(HOME / server / "data"))

    def boot(self, server):
        processes.start(server, self.commands[server], self.variables)

    def whole(self):
        """Wait until both servers are synchronous again and both nodes answer."""

        def is_whole():
            roles = cluster.roles(self.at)
            nodes = all(cluster.answers(f"http://127.0.0.1:{self.at.ports[node]}/web/health") for node in config.NODES)
            return "leader" in roles and "sync_standby" in roles and nodes

        if not wait_until(is_whole, 180, pause=1):
            raise Problem("the cluster did not become whole again; see bin/cluster status")

    def connect(self, database, port=None):
        return closing(cluster.connect(self.at, database, port=port))

    def writable(self):
        try:
            with self.connect("postgres") as connection, connection.cursor() as cursor:
                cursor.execute("SELECT NOT pg_is_in_recovery()")
                return cursor.fetchone()[0]
        except psycopg2.Error:
            return False


def node(these):
    """An Odoo machine dies: its master, workers and the process for live messages. It is started again at once."""
    loop = processes.running("app1")
    processes.send(processes.below(loop)[1:], signal.SIGKILL)
    began = time.monotonic()
    address = f"http://127.0.0.1:{these.at.app1}/web/health"
    wait_until(lambda: not cluster.answers(address), 5, pause=0.1)
    wait_until(lambda: cluster.answers(address), 120)
    return {"back": time.monotonic() - began}


def primary(these):
    """The machine of the primary dies, and is there again after a while."""
    leader = these.role("leader")
    processes.send(these.machine(leader), signal.SIGKILL)
    began = time.monotonic()
    wait_until(these.writable, 120)
    without = time.monotonic() - began
    time.sleep(max(0, AWAY - without))
    these.boot(leader)
    return {"primary": without}


def frozen(these):
    """The machine of the primary stands still, as one that is moved or paused, and goes on after Patroni's ttl."""
    leader = these.role("leader")
    machine = these.machine(leader)
    processes.send(machine, signal.SIGSTOP)
    began = time.monotonic()
    try:
        wait_until(lambda: these.role("leader") not in (None, leader) and these.writable(), AWAY)
        without = time.monotonic() - began
        time.sleep(max(0, AWAY - without))
    finally:
        processes.send(machine, signal.SIGCONT)
    return {"primary": without}


def replica(these):
    """The machine of the synchronous standby dies, and is there again after a while."""
    standby = these.role("sync_standby")
    processes.send(these.machine(standby), signal.SIGKILL)
    time.sleep(AWAY)
    these.boot(standby)
    return {}


def paused(these):
    """The standby stops to replay what it gets."""
    standby = these.role("sync_standby")
    with these.connect("postgres", these.at.ports[standby]) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_wal_replay_pause()")
        time.sleep(PAUSED)
        cursor.execute("SELECT pg_wal_replay_resume()")
    return {}


def conflict(these):
    """Somebody reads a table on the standby for long, which the primary changes."""
    standby = these.role("sync_standby")
    with these.connect("postgres") as changing, changing.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS conflict (number int)")
        with these.connect("postgres", these.at.ports[standby]) as reading:
            reading.autocommit = False
            with reading.cursor() as reader:
                reader.execute("SELECT count(*) FROM conflict")
                began = time.monotonic()
                cursor.execute("ALTER TABLE conflict ADD COLUMN IF NOT EXISTS other int")
                waited = time.monotonic() - began
        cursor.execute("DROP TABLE conflict")
    return {"conflict": waited}


def right(these):
    """On one node an officer is moved to another unit; on the other the officer goes on writing for the first."""
    officer = person(these.at, "app2", cluster_load.LOGINS[0])
    administrator = person(these.at, "app1", ADMINISTRATOR)
    officer.take(set())
    users, units = [], []
    for login in cluster_load.LOGINS[:2]:
        users.append(administrator.answer("res.users", "search", [["login", "=", login]]))
        (row,) = administrator.answer("res.users", "read", users[-1], ["child_plan_unit_ids"])
        units.append({"child_plan_unit_ids": [[6, 0, row["child_plan_unit_ids"]]]})
    accepted, over = [], threading.Event()

    def go_on():
        number = 0
        while not over.wait(0.02):
            number, began = number + 1, time.monotonic()
            values = {"result": f"{cluster_load.MARK} {number}"}
            if officer.ask("write", cluster_load.ASSIGNMENT, "write", [officer.assignment], values):
                accepted.append(began)

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        time.sleep(3)
        administrator.answer("res.users", "write", users[0], units[1])
        gone = time.monotonic()
        time.sleep(5)
    finally:
        over.set()
        thread.join()
        administrator.answer("res.users", "write", users[0], units[0])
    return {
        "before": sum(began < gone for began in accepted),
        "after": sum(began > gone + RIGHT_WITHIN for began in accepted),
    }


def person(at, name, login):
    """Return somebody who is at this node itself, past the proxy."""

    class Site:
        url, pem = f"http://127.0.0.1:{at.ports[name]}", at.pem

    worker = cluster_load.Worker.__new__(cluster_load.Worker)
    cluster_load.Person.__init__(worker, Site, "127.0.0.1")
    worker.seen, worker.name = cluster_load.Seen(), login
    if worker.login(login).status_code != 303:
        raise Problem(f"{login} could not log in")
    return worker


# {name: (fault, {what is measured: the most that is acceptable})}. Goals of all: nothing lost, nothing stale.
FAULTS = {
    "node": (node, {"read_errors": 0, "write_errors": 2, "back": 20, "longest": 3}),
    "primary": (primary, {"errors": "users", "primary": 25, "longest": 30, "unheard": 0, "jobs": 120}),
    "frozen": (frozen, {"errors": "users", "primary": 25, "longest": 30}),
    "replica": (replica, {"errors": 0, "longest_write": 10}),
    "paused": (paused, {"errors": 0, "longest_write": 10}),
    "conflict": (conflict, {"errors": 0, "longest_write": 5, "conflict": 5}),
    "right": (right, {"after": 0}),
}


def make(name, these, users, seconds):
    """Make a fault while people work; return {what was measured: number}."""
    fault, _goals = FAULTS[name]
    if name == "right":
        return fault(these)
    began = time.monotonic()
    with cluster_load.Load(these.at, users) as load, cluster_load.Messages(these.at) as messages:
        time.sleep(BEFORE)
        moment = time.time()
        measured = fault(these)
        time.sleep(max(0, seconds - (time.monotonic() - began)))
        # What a node missed in a failover it tells with the next message, when it listens again.
        sent = set(messages.sent)
        wait_until(lambda: sent <= messages.heard, HEARD_WITHIN)
    these.whole()
    seen = load.seen
    with these.connect(config.DATABASE) as connection:
        lost = load.lost(connection)
        if "jobs" in FAULTS[name][1]:
            measured["jobs"] = job_after(connection, moment)
    for _moment, kind, words in seen.errors[:3]:
        say(f"  {kind}: {words}")
    return {
        **measured,
        "requests": len(seen.answers),
        "errors": seen.failed(),
        "read_errors": seen.failed("read"),
        "write_errors": seen.failed("write"),
        "longest": seen.longest(),
        "longest_write": seen.longest("write"),
        "stale": seen.stale,
        "writes": seen.writes,
        "lost": lost,
        "unheard": len(sent - messages.heard),
        "sent": len(sent),
    }


def job_after(connection, moment):
    """Return the seconds from the end of the fault until a job ran on each node that has run any."""

    def first():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT extract(epoch FROM min(create_date)) - %s FROM ir_cron_progress "
                "WHERE create_date > to_timestamp(%s) AT TIME ZONE 'UTC' + interval '15 s'",
                (moment, moment),
            )
            return cursor.fetchone()[0]

    return float(wait_until(first, 180, pause=2) or 999)


def failures(name, measured, users):
    """Return which goals were missed, in words."""
    goals = {"stale": 0, "lost": 0, **FAULTS[name][1]}
    limits = {goal: users if most == "users" else most for goal, most in goals.items()}
    missed = [f"{goal} {measured[goal]:.1f} > {most}" for goal, most in limits.items() if measured.get(goal, 0) > most]
    return missed if measured.get("before", 1) else [*missed, "nothing was written before"]


COLUMNS = ("requests", "errors", "stale", "lost", "longest", "longest_write", "primary", "back", "conflict", "jobs")


def main(options, at, programs):
    """Make one fault or all; print a table. Return 1 if a goal was missed."""
    names = list(FAULTS) if options.name == "all" else [options.name]
    if unknown := [name for name in names if name not in FAULTS]:
        raise Problem(f"there is no fault {unknown[0]}; there are {', '.join(FAULTS)} and all")
    these, missed = Cluster(at, programs), 0
    these.whole()
    print("fault     " + "".join(f"{column:>14}" for column in COLUMNS) + "  goals", flush=True)
    for name in names:
        measured = make(name, these, options.users, options.seconds)
        wrong = failures(name, measured, options.users)
        missed += bool(wrong)
        cells = (f"{measured[column]:14.1f}" if column in measured else f"{'–':>14}" for column in COLUMNS)
        others = {key: round(value, 1) for key, value in measured.items() if key not in COLUMNS}
        print(
            f"{name:10}{''.join(cells)}  {'missed: ' + ', '.join(wrong) if wrong else 'met'}  {json.dumps(others)}",
            flush=True,
        )
    return int(bool(missed))
