"""A server of national size over HTTP with two workers: the leader's page, and a mix of daily work.

``dashboard_http``: five users at a time, then fifty, request the nation's page again as soon as they have received it.
Its baseline is the roll-up query alone, in this process. ``http_mix``: fifty users of one province, most of them
officers, open lists and pages, change the state of work, and pause a few seconds to read in between.
"""

import random
import time
from itertools import cycle, islice
from statistics import median

import screens
from measure import Figure, Wrong, expect, stopwatch
from web import load, p95, served, timed, together, visit

GOALS = {
    "dashboard_http": "p95 below 300 ms for 5 users, below 1,000 ms for 50",
    "http_mix": "p95 below 1,000 ms, no errors",
}
REPETITIONS = 2
REQUESTS = 8  # requests of each user
SIZE = 50_000  # maximum size of the page in bytes
MANY = 50
READING = (1, 5)  # seconds that a user takes to read
OTHER = {"not_started": "in_progress", "in_progress": "not_started"}


def dashboard_http(db):
    login = "leader_nation"
    with db.as_user(login) as env:
        unit = env["child.plan.unit"].browse(env.user.child_plan_unit_ids.ids)
        total = env["child.plan.assignment"].search_count([("state", "!=", "cancelled")])
        first, *parts = [measure(env, unit) for _n in range(2 * REPETITIONS + 1)]
    queries, pages = zip(*parts, strict=True)

    def work(visitor):
        answers = [timed(lambda: visitor.call("child.plan.dashboard", "get_page")) for _n in range(REQUESTS)]
        for (page, size), _milliseconds in answers:
            expect("work on the page", page["measures"]["total"]["count"], total)
            if size > SIZE:
                raise Wrong(f"the page has {size:,} bytes")
        return [(milliseconds, size) for (_page, size), milliseconds in answers]

    with served(db.database) as port:
        visitors = visit(port, db.database, [login] * MANY)
        together(visitors[:4], work)  # every worker has served the page before
        few, many = ([together(visitors[:n], work) for _n in range(REPETITIONS)] for n in (5, MANY))
    (few_times, many_times) = ([p95([t for t, _size in storm]) for storm in storms] for storms in (few, many))
    remark = (
        f"{MANY} users: {median(many_times):,.0f} ms ({Figure.spread(many_times)}); {many[0][0][1] / 1000:.0f} kB; "
        f"page {median(pages):,.0f} ms, the first of the day {first[1]:,.0f} ms, roll-up {median(queries):,.0f} ms; "
        f"{load()}"
    )
    return Figure(few_times, list(queries), "ms", remark)


def measure(env, unit):
    """Return the milliseconds of the roll-up query alone and of the whole page."""
    with stopwatch(env) as query:
        env["child.plan.assignment"]._count_work(by="unit", unit=unit)
    with stopwatch(env) as page:
        env["child.plan.dashboard"].get_page()
    return 1000 * query.seconds, 1000 * page.seconds


def http_mix(db):
    leaders = ["leader_nation", "leader_province", "standing_province", "leader_commune", "observer_nation"]
    with db.as_user("officer0") as env:
        officers = env["res.users"].sudo().search([("login", "=like", "officer%")]).mapped("login")
        logins = [*leaders, *islice(cycle(officers), MANY - len(leaders))]
        fields = screens.specification(env, "child_plan.child_plan_assignment_view_list_work")
        states = {login: open_work(env, login) for login in logins if login not in leaders}
    with served(db.database) as port:
        people = [
            Person(visitor, states.get(visitor.login), fields, random.Random(visitor.login))
            for visitor in visit(port, db.database, logins)
        ]
        rounds = [together(people, Person.work) for _n in range(REPETITIONS)]
    by_kind = {}
    for kind, milliseconds in (answer for answers in rounds for answer in answers):
        by_kind.setdefault(kind, []).append(milliseconds)
    expect("kinds of steps", sorted(by_kind), ["change", "counts", "form", "list", "page"])
    remark = ", ".join(f"{kind} {p95(times):,.0f} ({len(times)})" for kind, times in sorted(by_kind.items()))
    values = [p95([milliseconds for _kind, milliseconds in answers]) for answers in rounds]
    return Figure(values, [1000], "ms", f"{MANY} users; p95 by kind: {remark}; {load()}")


def open_work(env, login):
    """Return ``{id: state}`` of work that an officer may start or take back."""
    units = env["res.users"].sudo().search([("login", "=", login)]).child_plan_unit_ids
    rows = env["child.plan.assignment"].sudo().search([("unit_id", "in", units.ids), ("state", "in", tuple(OTHER))])
    return {row.id: row.state for row in rows}


class Person:
    """A user who sends a request, reads the answer, and continues."""

    def __init__(self, visitor, states, fields, choice):
        self.visitor, self.states, self.fields, self.choice = visitor, states, fields, choice

    def work(self):
        """Return [(kind of request, milliseconds)]."""
        answers = []
        for _n in range(REQUESTS):
            time.sleep(self.choice.uniform(*READING))
            step = self.choice.choice([self.open_list, self.open_list, self.open_form, self.change])
            answers += step() if self.states else self.open_page()
        return answers

    def ask(self, kind, model, method, *args, **kwargs):
        _answer, milliseconds = timed(lambda: self.visitor.call(model, method, *args, **kwargs))
        return kind, milliseconds

    def open_page(self):
        return [self.ask("page", "child.plan.dashboard", "get_page")]

    def open_list(self):
        model, domain = "child.plan.assignment", [["is_mine", "=", True], ["state_on", "not in", ["done", "cancelled"]]]
        options = {"specification": self.fields, "limit": 80, "order": "due_on, id", "count_limit": 10_001}
        return [
            self.ask("list", model, "web_search_read", domain, **options),
            self.ask("counts", model, "get_status_counts", domain),
        ]

    def open_form(self):
        id_ = self.choice.choice(list(self.states))
        return [self.ask("form", "child.plan.assignment", "web_read", [id_], specification=self.fields)]

    def change(self):
        id_ = self.choice.choice(list(self.states))
        self.states[id_] = OTHER[self.states[id_]]
        return [self.ask("change", "child.plan.assignment", "write", [id_], {"state": self.states[id_]})]
