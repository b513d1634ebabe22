"""Users of a server with two workers over HTTP: each has a session, and every answer is timed.

The server gets its listening socket as it would from systemd, with a long backlog. By itself Odoo lets only eight
connections wait for each worker, so the fifty-first of fifty users would have to retry a second later; in production
the proxy in front keeps connections waiting.
"""

import http.client
import json
import os
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from measure import PASSWORD, Wrong

from devenv.screenshots import free_port
from devenv.serve import running

WORKERS, WAITING = 2, 128
PATIENCE = 120  # seconds


@contextmanager
def served(database):
    """Run a server on ``database``; yield its port."""
    with socket.create_server(("127.0.0.1", 0), backlog=WAITING) as listening:
        listening.setblocking(False)
        port = listening.getsockname()[1]
        options = (f"--workers={WORKERS}", f"--gevent-port={free_port()}")
        with running(database, port, *options, listening=listening):
            yield port


class Visitor:
    """A user with a session."""

    def __init__(self, port, database, login):
        self.port, self.login, self.cookie = port, login, ""
        answer, _size = self.post("/web/session/authenticate", {"db": database, "login": login, "password": PASSWORD})
        if not answer.get("uid"):
            raise Wrong(f"{login} cannot log in")
        self.user_id = answer["uid"]

    def call(self, model, method, *args, **kwargs):
        """Call a method as the web client does. Return (result, size of the answer in bytes)."""
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self.post(f"/web/dataset/call_kw/{model}/{method}", params)

    def post(self, path, params):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
            connection.request("POST", path, body, {"Content-Type": "application/json", "Cookie": self.cookie})
            response = connection.getresponse()
            text = response.read()
            cookie = response.getheader("Set-Cookie") or ""
        except OSError as error:
            raise Wrong(f"{self.login} had no answer from {path}: {error!r}") from error
        finally:
            connection.close()
        if cookie.startswith("session_id="):
            self.cookie = cookie.split(";")[0]
        answer = json.loads(text)
        if "error" in answer:
            raise Wrong(f"{self.login} met an error at {path}: {answer['error'].get('data', answer['error'])}")
        return answer["result"], len(text)


def visit(port, database, logins):
    """Return a visitor for each login. Logging in is slow by design, so it is done before measuring."""
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(lambda login: Visitor(port, database, login), logins))


def together(visitors, work):
    """Run ``work(visitor)`` for all visitors at the same time. Return their results, which are lists, as one list."""
    with ThreadPoolExecutor(len(visitors)) as pool:
        return [result for of_visitor in pool.map(work, visitors) for result in of_visitor]


def timed(ask):
    """Return ``(ask(), milliseconds)``."""
    start = time.perf_counter()
    result = ask()
    return result, 1000 * (time.perf_counter() - start)


def p95(numbers):
    numbers = sorted(numbers)
    return numbers[int(0.95 * (len(numbers) - 1))]


def load():
    """Describe how busy the machine is."""
    return f"load {os.getloadavg()[0]:.0f}"
