"""People who work on the cluster and note what they see: errors, what they wait for, and whether they read what they
have just written.
"""

import itertools
import json
import re
import ssl
import threading
import time
from dataclasses import dataclass, field

import requests
import websocket

from . import cluster_config as config
from .base import Problem
from .people import Person

LOGINS = ("yte", "giaoduc", "vanhoa", "mattran", "trungtamyte", "phuong.bode", "phuong.ngoclam", "phuong.ducgiang")
ASSIGNMENT = "child.plan.assignment"
PAUSE = 0.5  # seconds between two steps of a person
MARK = "Thử cụm máy"


class Refused(Exception):
    """Odoo answered with an error."""


@dataclass
class Seen:
    """What all people saw together."""

    answers: list = field(default_factory=list)  # (end, seconds, "read" | "write")
    errors: list = field(default_factory=list)  # (moment, "read" | "write", words)
    acknowledged: dict = field(default_factory=dict)  # {assignment: the last number that was confirmed}
    writes: int = 0
    reads_back: int = 0
    stale: int = 0

    def longest(self, kind=None):
        return max((seconds for _end, seconds, each in self.answers if kind in (None, each)), default=0)

    def failed(self, kind=None):
        return sum(kind in (None, each) for _moment, each, _words in self.errors)


class Worker(Person):
    """Somebody who looks at pages and lists, and reports on the own work."""

    def __init__(self, site, number, seen):
        super().__init__(site, f"127.0.{20 + number // 200}.{1 + number % 200}")
        self.seen, self.name = seen, LOGINS[number % len(LOGINS)]
        if self.login(self.name).status_code != 303:
            raise Problem(f"{self.name} could not log in")

    def ask(self, kind, model, method, *args, **kwargs):
        """Call a method; note how long it took, or the error, which is None as an answer."""
        began = time.monotonic()
        try:
            answer = self.answer(model, method, *args, **kwargs)
        except (requests.RequestException, ValueError, Refused) as error:
            self.note(kind, error)
            return None
        finally:
            self.seen.answers.append((time.monotonic(), time.monotonic() - began, kind))
        return answer

    def note(self, kind, error):
        self.seen.errors.append((time.monotonic(), kind, f"{type(error).__name__}: {error}"[:200]))

    def answer(self, model, method, *args, **kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        answer = self.post(f"/web/dataset/call_kw/{model}/{method}", json={"params": params})
        answer.raise_for_status()
        answer = answer.json()
        if "error" in answer:
            raise Refused(answer["error"].get("data", {}).get("message") or answer["error"].get("message"))
        return answer["result"]

    def take(self, taken):
        """Choose an assignment whose result this person may write, and nobody else does here."""
        found = self.answer(
            ASSIGNMENT, "search", [["state", "in", ["not_started", "in_progress", "returned"]]], limit=60
        )
        for assignment in found:
            if assignment in taken:
                continue
            try:
                self.answer(ASSIGNMENT, "write", [assignment], {"result": f"{MARK} 0"})
            except Refused:
                continue
            taken.add(assignment)
            self.assignment = assignment
            return
        raise Problem(f"{self.name} has no work to report on")

    def round(self, number):
        """Yield after each step of a round."""
        specification = {"display_name": {}, "result": {}, "due_on": {}}
        self.page()
        yield
        self.ask("read", ASSIGNMENT, "get_status_counts", [])
        yield
        self.ask("read", ASSIGNMENT, "web_search_read", [], specification, limit=40)
        yield
        self.ask("read", ASSIGNMENT, "web_read", [self.assignment], specification)
        yield
        # A number that was not confirmed may have been written, or not.
        written = self.ask("write", ASSIGNMENT, "write", [self.assignment], {"result": f"{MARK} {number}"})
        if written is not None:
            self.seen.acknowledged[self.assignment] = number
            self.seen.writes += 1
        if row := self.ask("read", ASSIGNMENT, "read", [self.assignment], ["result"]):
            self.seen.reads_back += 1
            self.seen.stale += number_in(row[0]["result"]) < self.seen.acknowledged.get(self.assignment, 0)
        yield

    def page(self):
        began = time.monotonic()
        try:
            self.get("/odoo/action-child_plan.child_plan_assignment_action").raise_for_status()
        except requests.RequestException as error:
            self.note("read", error)
        self.seen.answers.append((time.monotonic(), time.monotonic() - began, "read"))


def number_in(text):
    found = re.search(rf"{MARK} (\d+)", text or "")
    return int(found[1]) if found else 0


class Load:
    """People at work, in threads, until told to stop."""

    def __init__(self, at, users):
        self.seen, self.over, taken = Seen(), threading.Event(), set()
        self.people = [Worker(at, number, self.seen) for number in range(users)]
        for person in self.people:
            person.take(taken)
        self.threads = [threading.Thread(target=self.work, args=(person,)) for person in self.people]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def work(self, person):
        for number in itertools.count(1):
            for _step in person.round(number):
                if self.over.wait(PAUSE):
                    return

    def lost(self, connection):
        """Return how many people's last confirmed write is not on the primary."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT id, result FROM child_plan_assignment WHERE id = ANY(%s)", (list(self.seen.acknowledged),)
            )
            rows = dict(cursor.fetchall())
        return sum(number_in(rows.get(id_)) < number for id_, number in self.seen.acknowledged.items())


class Messages:
    """Live messages: sent by one person, heard by the same person's open page."""

    def __init__(self, at):
        self.person, self.at = Worker(at, len(LOGINS) * 20, Seen()), at
        self.sent, self.heard, self.over = set(), set(), threading.Event()
        self.settings = self.person.answer("res.users.settings", "search", [])
        self.threads = [threading.Thread(target=self.listen), threading.Thread(target=self.send)]

    __enter__ = Load.__enter__
    __exit__ = Load.__exit__

    def connect(self, last):
        cookie = "; ".join(f"{name}={value}" for name, value in self.person.web.cookies.items())
        bus = websocket.create_connection(
            f"wss://localhost:{self.at.tls}/websocket?version=19.0-2",
            sslopt={"cert_reqs": ssl.CERT_NONE},
            cookie=cookie,
            origin=self.at.url.rpartition(":")[0],
            timeout=5,
        )
        bus.send(json.dumps({"event_name": "subscribe", "data": {"channels": [], "last": last}}))
        return bus

    def listen(self):
        """Hear what is told, as the browser does: when the connection breaks, connect again, from the last one on."""
        bus, last = None, 0
        while not self.over.is_set():
            try:
                bus = bus or self.connect(last)
                for told in json.loads(bus.recv()):
                    last = max(last, told["id"])
                    self.heard.add(str(told["message"].get("payload", {}).get("push_to_talk_key")))
            except websocket.WebSocketTimeoutException:
                continue
            except (OSError, ValueError, websocket.WebSocketException):
                bus = None
                self.over.wait(1)

    def send(self):
        for number in itertools.count(1):
            if self.over.wait(2):
                return
            values = {"push_to_talk_key": str(number)}
            if self.person.ask("write", "res.users.settings", "set_res_users_settings", self.settings, values):
                self.sent.add(str(number))


def main(options, at, connect):
    """People work for a while; print what they saw. Return 1 if something was lost, stale or failed."""
    with Load(at, options.users) as load:
        time.sleep(options.seconds)
    with connect(at, config.DATABASE) as connection:
        lost = load.lost(connection)
    seen = load.seen
    print(
        f"{len(seen.answers)} requests in {options.seconds} s, {len(seen.errors)} errors, "
        f"longest {seen.longest():.1f} s; "
        f"{seen.stale} of {seen.reads_back} reads of an own write stale; {lost} of {seen.writes} writes lost"
    )
    for _moment, kind, words in seen.errors[:5]:
        print(f"  {kind}: {words}")
    return int(bool(seen.errors or seen.stale or lost))
