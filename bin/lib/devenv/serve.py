"""bin/serve: run the addons with their demonstration plans for use in a browser.

The server is restarted if it ends by itself, and if PostgreSQL has gone away: Odoo then continues without its scheduler
or, with several workers, ends.
"""

import argparse
import csv
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from . import databases, documents, odoo_source, postgres
from .base import ADDONS, LOGS, Problem, alone, command, say
from .shell import environment

ODOO = Path(__file__).parents[1] / "server" / "run_odoo.py"
PATIENCE = 300  # seconds for a started server to answer, and for a stopped one to end
PAUSE = 2  # seconds between two checks of the server
LOGINS = ADDONS / "child_plan_unit_vn" / "demo" / "logins.csv"  # where they sit after the reform of 2025


def main(arguments):
    options = parse(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    free_port(options.port)
    documents.offer()
    served = f"database {options.db} is being served by another bin/serve; choose another one with --db and --port"
    with environment() as start_postgres, alone(f"serve-{options.db}", served):
        odoo_source.tell()
        databases.ensure(options.db, options.lang, options.demo, options.bridges)
        databases.set_address(options.db, address(options.port))
        return serve(options, start_postgres)


def parse(arguments):
    parser = argparse.ArgumentParser(prog="bin/serve", description="Serve child_plan with its demonstration plans.")
    parser.add_argument("--port", type=int, default=8069, help="port of the web server (default %(default)s)")
    parser.add_argument("--db", default="child_plan", help="name of the database (default %(default)s)")
    parser.add_argument("--lang", default="vi_VN", help="default language of a new database (default %(default)s)")
    parser.add_argument("--no-demo", dest="demo", action="store_false", help="no demonstration data in a new database")
    parser.add_argument(
        "--bridges", action="store_true", help="a new database with the bridge addons and the Odoo apps they lead to"
    )
    return parser.parse_args(arguments)


def free_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise Problem(f"port {port} is taken or not allowed; choose another one with --port") from error


def address(port):
    return f"http://localhost:{port}"


def log_file(database):
    return LOGS / f"serve-{database}.log"


def serve(options, start_postgres):
    """Run the server until the user interrupts it."""
    log_file(options.db).unlink(missing_ok=True)
    greeting = logins() if options.demo and LOGINS.exists() else "Log in as admin, password admin."
    try:
        while True:
            lifeline = connected(start_postgres)
            try:
                with running(options.db, options.port) as (server, url, log):
                    if greeting:
                        print(
                            f"\nchild_plan is served on {url} (Ctrl-C stops it; log: {log})\n\n{greeting}", flush=True
                        )
                        greeting = None
                    say(f"{trouble(server, lifeline)}; starting it again …")
            except Problem as problem:
                if greeting:
                    raise
                say(f"{problem}; trying again …")
                time.sleep(PAUSE)
    except KeyboardInterrupt:
        say("Stopping …")
        return 0


def connected(start_postgres):
    """Wait for PostgreSQL. Return a connection that lives as long as it does."""
    announced = False
    while True:
        try:
            start_postgres()
            return postgres.connect("postgres")
        except (Problem, psycopg2.OperationalError) as error:
            if not announced:
                say(f"PostgreSQL does not answer ({postgres.first_line(error)}); waiting for it …")
                announced = True
            time.sleep(PAUSE)


def trouble(server, lifeline):
    """Wait until `server` has to be restarted; return the reason."""
    while server.poll() is None:
        try:
            with lifeline.cursor() as cursor:
                cursor.execute("SELECT 1")
        except psycopg2.Error:
            return "PostgreSQL was away, and the server has lost its scheduler"
        time.sleep(PAUSE)
    return f"The server ended by itself (exit code {server.returncode})"


@contextmanager
def running(database, port, *options, listening=None):
    """Run a server on `database` with further `options`; yield (its process, address, log).

    It opens its own socket on `port`, or takes over the one that is `listening` there, as from systemd.
    """
    log = log_file(database)
    with log.open("a") as output:
        # A session of its own keeps Ctrl-C from reaching it twice; --pdeathsig ends it even if this process is killed.
        odoo = [sys.executable, ODOO, "-d", database, f"--http-port={port}", "--max-cron-threads=1", *options]
        if listening:
            hand_over = f'exec 3<&{listening.fileno()}; LISTEN_FDS=1 LISTEN_PID=$$ exec "$@"'
            odoo = ["bash", "-c", hand_over, "bash", *odoo]
        server = subprocess.Popen(
            ["setpriv", "--pdeathsig=TERM", *odoo],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            pass_fds=[listening.fileno()] if listening else [],
        )
    try:
        wait_for(f"{address(port)}/web/login", server, log)
        yield server, address(port), log
    finally:
        server.terminate()
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_for(page, server, log):
    """Wait until the page at the address `page` can be loaded."""
    end = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < end:
        try:
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(page, timeout=60).close()
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    say("".join(log.read_text(errors="replace").splitlines(keepends=True)[-15:]))
    reason = "did not answer" if server.poll() is None else "ended while it started"
    raise Problem(f"the server {reason}; see {log}")


def logins():
    """Return a table of the demonstration users, from ``LOGINS``."""
    with LOGINS.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


if __name__ == "__main__":
    command(main)
