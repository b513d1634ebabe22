"""bin/serve: the addon with its demonstration plans in a browser."""

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

from . import databases
from .base import ADDON, LOGS, Problem, command, say
from .shell import environment

ODOO = Path(__file__).parents[1] / "server" / "run_odoo.py"
LOGINS = ADDON / "demo" / "unit" / "logins.csv"


def main(arguments):
    options = parse(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    free_port(options.port)
    with environment():
        databases.ensure(options.db, options.lang, options.demo, options.bridges)
        return serve(options)


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


def serve(options):
    """Run the server until it ends or the user interrupts it."""
    try:
        with running(options.db, options.port) as (server, address, log):
            print(f"\nchild_plan is served on {address} (Ctrl-C stops it; log: {log})\n")
            print(logins() if options.demo and LOGINS.exists() else "Log in as admin, password admin.", flush=True)
            return server.wait()
    except KeyboardInterrupt:
        say("Stopping …")
        return 0


@contextmanager
def running(database, port, *options, listening=None):
    """A server on `database`, with more `options`, as (its process, its address, its log), to the end of the block.

    It opens its own socket on `port`, or is given the one that is `listening` there, as systemd does.
    """
    log = LOGS / f"serve-{database}.log"
    with log.open("w") as output:
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
        address = f"http://localhost:{port}"
        wait_for(f"{address}/web/login", server, log)
        yield server, address, log
    finally:
        server.terminate()
        server.wait()


def wait_for(address, server, log):
    """Return once the page at `address` is there."""
    while server.poll() is None:
        try:
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(address, timeout=60).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
    say("".join(log.read_text(errors="replace").splitlines(keepends=True)[-15:]))
    raise Problem(f"the server ended while it started; see {log}")


def logins():
    """A table of the demonstration users, as demo/unit/logins.csv lists them."""
    with LOGINS.open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])


if __name__ == "__main__":
    command(main)
