"""bin/cluster up | status | load | fault NAME | down: several machines, tried on one, with engines that exist.

Two PostgreSQL servers under Patroni with etcd, HAProxy, PgBouncer, two Odoo with workers and nginx, with the
demonstration plans and the configuration of docs/examples/cluster. All of it listens on 127.0.0.1 and lies in
.run/cluster. "bin/cluster nginx-calls DATABASE" prints the calls that a proxy may ask twice. Exit codes: 0 as it should
be, 1 not, with the reason.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import psutil
import psycopg2

from . import cluster_config as config
from . import cluster_processes as processes
from . import cluster_programs, databases, postgres, restore, serve
from .base import LOGS, Problem, alone, command, locked, say
from .cluster_calls import maps
from .cluster_processes import HOME
from .inside import add_options, inside
from .shell import environment

STATE = HOME / "cluster.json"
PATIENCE = 120  # seconds for a part to begin


def main(arguments):
    parser = argparse.ArgumentParser(prog="bin/cluster", description="Several machines, tried on one.")
    commands = parser.add_subparsers(dest="command", required=True)
    begin = commands.add_parser("up", help="start it; it stays after this command has ended")
    begin.add_argument("--port", type=int, default=8200, help="first of about fifty ports (default %(default)s)")
    commands.add_parser("status", help="tell which parts run, who leads and how far the standby is behind")
    commands.add_parser("down", help="end it; its data stay for the next time")
    for name, words in (("load", "people work on it"), ("fault", "make a fault while people work on it")):
        each = commands.add_parser(name, help=words)
        each.add_argument("--users", type=int, default=10)
        each.add_argument("--seconds", type=int, default=60)
    each.add_argument("name", help="name of a fault, or “all”")
    listed = commands.add_parser("nginx-calls", help="print the calls that may be asked twice")
    listed.add_argument("database")
    add_options(listed)
    options = parser.parse_args(arguments)
    return COMMANDS[options.command](options)


def up(options):
    if any(processes.running(name) for name in processes.known()):
        raise Problem("the cluster is running; bin/cluster down ends it")
    at = config.places(options.port)
    for port in at.ports.values():
        serve.free_port(port)
    programs = cluster_programs.find()
    HOME.mkdir(exist_ok=True)
    with alone("bin-cluster", "another bin/cluster is at work"):
        began = time.monotonic()
        with environment():
            with locked("databases"):
                source = databases.with_addon()
            stamp = f"{source} {databases.key(source)} {programs.postgres}"
            if read_state().get("made_from") != stamp:
                forget()
                dump(source)
            list_calls(source)
        start(programs, at, stamp)
    say(f"Up after {time.monotonic() - began:.0f} s.")
    print(f"child_plan is served on {at.url} (its certificate: {at.pem}); bin/cluster down ends it")
    return 0


def read_state():
    return json.loads(STATE.read_text()) if STATE.exists() else {}


def present():
    """Return the ports and addresses of the cluster that runs."""
    if not any(processes.running(name) for name in processes.known()):
        raise Problem("the cluster is not running; bin/cluster up starts it")
    return config.places(read_state()["port"])


def forget():
    """Delete the data of an earlier cluster, which were made from other files."""
    for path in HOME.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def dump(source):
    """Save the database `source` of the private server, and its files."""
    subprocess.run(
        [postgres.client("pg_dump"), "-Fc", "--no-owner", "--no-acl", "-f", HOME / "dump", source], check=True
    )
    store = config.DATA / "filestore" / config.DATABASE
    shutil.copytree(databases.FILESTORE / source, store, copy_function=os.link)


def list_calls(source):
    """Write what nginx has to know of the calls that only read, unless that is done."""
    config.CALLS.parent.mkdir(exist_ok=True)
    if config.CALLS.exists():
        return
    part = config.CALLS.with_suffix(".part")
    with part.open("w") as file:
        listed = [sys.executable, "-m", "devenv.cluster", "nginx-calls", source]
        if subprocess.run(listed, stdout=file).returncode:
            raise Problem("the calls that only read could not be listed")
    part.rename(config.CALLS)


def start(programs, at, stamp):
    commands, variables = config.write(programs, at), config.environment(programs, at)
    kept = {"port": at.tls, "commands": {name: list(map(str, line)) for name, line in commands.items()}}
    STATE.write_text(json.dumps({**read_state(), **kept}))

    def run(*names, again=False):
        for name in names:
            processes.start(name, commands[name], variables, again)

    run("etcd")
    wait("etcd", lambda: answers(f"http://127.0.0.1:{at.etcd}/health"))
    run(*config.SERVERS, "haproxy")
    wait("a synchronous standby", lambda: roles(at).get("sync_standby"))
    if not read_state().get("made_from"):
        fill(at)
        STATE.write_text(json.dumps({**kept, "made_from": stamp}))
    run("pgbouncer")
    run(*config.NODES, again=True)
    for node in config.NODES:
        wait(node, lambda node=node: answers(f"http://127.0.0.1:{at.ports[node]}/web/health"))
    run("nginx")
    wait("nginx", lambda: connects(at.tls))


def wait(name, condition):
    """Wait for a part to work; raise a Problem if it takes too long or ends."""

    def decided():
        return condition() or (name in processes.known() and not processes.running(name))

    if not processes.wait_until(decided, PATIENCE) or not condition():
        raise Problem(f"{name} does not work; see {LOGS}/cluster-*.log, then bin/cluster down")


def fetch(url, timeout=3):
    """Return (status, body) of a page, 0 if nobody answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=timeout) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
    except OSError:
        return 0, b""


def answers(url):
    return fetch(url, timeout=30)[0] == 200


def connects(port):
    try:
        serve.free_port(port)
    except Problem:
        return True
    return False


def members(at):
    """Return what Patroni says of its servers, [] if no one answers."""
    for server in config.SERVERS:
        status, body = fetch(f"http://127.0.0.1:{at.ports[f'rest{server[-1]}']}/cluster", timeout=2)
        if status == 200:
            return json.loads(body)["members"]
    return []


def roles(at):
    """Return {"leader" | "sync_standby" | "replica": name} of the servers that run."""
    return {each["role"]: each["name"] for each in members(at) if each["state"] in ("running", "streaming")}


def connect(at, database="postgres", user="postgres", port=None):
    connection = psycopg2.connect(
        host="127.0.0.1",
        port=port or at.primary,
        user=user,
        password=config.password(),
        dbname=database,
        connect_timeout=5,
    )
    connection.autocommit = True
    return connection


def fill(at):
    """Make the accounts and databases on the primary."""
    wait("haproxy", lambda: reachable(at))
    os.environ.update(PGHOST="127.0.0.1", PGPORT=str(at.primary), PGUSER="postgres", PGPASSWORD=config.password())
    # pg_monitor: for the operator's page; a cluster of one's own is worked on as its own user, never as postgres
    databases.execute(f"CREATE ROLE odoo LOGIN CREATEDB PASSWORD '{config.password()}' IN ROLE pg_monitor")
    for name in (config.DATABASE, config.SESSIONS):
        databases.make(name, lasting=True)
        databases.execute(f"ALTER DATABASE {name} OWNER TO odoo")
    say("Restoring the demonstration on the primary …")
    os.environ["PGUSER"] = "odoo"
    restore.fill(config.DATABASE, HOME / "dump")
    databases.set_address(config.DATABASE, at.url)


def reachable(at):
    try:
        connect(at).close()
    except psycopg2.OperationalError:
        return False
    return True


def status(_options):
    at = present()
    for name in processes.known():
        process = processes.running(name)
        print(f"{name:12}{f'runs (process {process.pid})' if process else 'has ended'}")
    for each in members(at):
        print(f"{each['name']:12}{each['role']}, {each['state']}, lag {each.get('lag', 0)}")
    for node in config.NODES:
        code, body = fetch(f"http://127.0.0.1:{at.ports[node]}/child_plan/health", timeout=10)
        print(
            f"{node:12}{code or 'does not answer'} {body.decode(errors='replace')[:200] if code in (200, 503) else ''}"
        )
    return 0


def down(_options):
    with alone("bin-cluster", "another bin/cluster is at work"):
        for name in reversed(processes.known()):
            processes.stop(name)
        for server in config.SERVERS:
            if process := processes.postmaster(HOME / server / "data"):
                processes.send([process], signal.SIGINT)
                psutil.wait_procs([process], processes.PATIENCE)
        processes.KEPT.unlink(missing_ok=True)
    return 0


def load(options):
    from . import cluster_load  # noqa: PLC0415 - both need this module

    return cluster_load.main(options, present(), connect)


def fault(options):
    from . import cluster_faults  # noqa: PLC0415 - both need this module

    at = present()
    with alone("bin-cluster", "another bin/cluster is at work"):
        return cluster_faults.main(options, at, cluster_programs.find())


def nginx_calls(options):
    with inside(options) as env:
        print(maps(env.registry), end="")
    return 0


COMMANDS = {"up": up, "status": status, "load": load, "fault": fault, "down": down, "nginx-calls": nginx_calls}


if __name__ == "__main__":
    command(main)
