"""The leader's page of the nation over HTTP, for five users at a time and for fifty, on a server with two workers.

Measured is the 95th percentile of the time of an answer in milliseconds, for five users; the baseline is the roll-up
query alone, in this process. The remark tells of fifty users, of the page's size, and of the server part beside the
roll-up query.
"""

import json
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar

from data import TASKS
from measure import Figure, expect, stopwatch

from devenv.screenshots import free_port
from devenv.serve import running

GOAL = "p95 below 300 ms for 5 users, below 1,000 ms for 50"
REPETITIONS = 3
REQUESTS = 8  # of each user
PATIENCE = 20  # times that a user asks again whose connection was broken
LOGIN = "leader"


def run(trees):
    tree = trees["large"]
    with tree.as_user(LOGIN) as env:
        unit = env.user.child_plan_unit_ids
        parts = [measure(env, unit) for _n in range(REPETITIONS + 1)][1:]  # the first fills the caches of the server
    with running(tree.database, free_port(), "--workers=2", f"--gevent-port={free_port()}") as (_server, address, _log):
        few, many = ([storm(address, tree, users) for _n in range(REPETITIONS)] for users in (5, 50))
    queries, pages = zip(*parts, strict=True)
    size = max(each[1] for each in few)
    broken = [sum(each[2] for each in storms) for storms in (few, many)]
    expect("broken connections of five users", broken[0], 0)
    remark = (
        f"50 users: {median_of(each[0] for each in many):,.0f} ms, "
        f"{broken[1]} connections broken; {size / 1000:.0f} kB; "
        f"page {median_of(pages):,.0f} ms, roll-up {median_of(queries):,.0f} ms"
    )
    return Figure([each[0] for each in few], list(queries), "ms", remark)


def measure(env, unit):
    """Milliseconds of the roll-up query alone and of the whole page."""
    dashboard, assignments = env["child.plan.dashboard"], env["child.plan.assignment"]
    with stopwatch(env) as query:
        assignments._tally(by="unit", unit=unit)
    with stopwatch(env) as page:
        dashboard.get_page()
    return 1000 * query.seconds, 1000 * page.seconds


def median_of(numbers):
    numbers = sorted(numbers)
    return numbers[len(numbers) // 2]


def storm(address, tree, users):
    """(95th percentile in ms, size of the answer in bytes, broken connections) of ``users`` who ask again and again at
    the same time. Who has no answer asks again, and has waited as long.
    """
    opener = logged_in(address, tree.database)

    def ask_again(_user):
        return [ask(opener, address, tree) for _n in range(REQUESTS)]

    with ThreadPoolExecutor(users) as pool:
        answers = [answer for of_user in pool.map(ask_again, range(users)) for answer in of_user]
    times = sorted(seconds for seconds, _size, _broken in answers)
    p95 = 1000 * times[int(0.95 * (len(times) - 1))]
    return p95, max(size for _seconds, size, _broken in answers), sum(broken for *_rest, broken in answers)


def logged_in(address, database):
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    call(opener, f"{address}/web/session/authenticate", {"db": database, "login": LOGIN, "password": LOGIN})
    return opener


def ask(opener, address, tree):
    start = time.perf_counter()
    params = {"model": "child.plan.dashboard", "method": "get_page", "args": [], "kwargs": {}}
    url, broken = f"{address}/web/dataset/call_kw/child.plan.dashboard/get_page", 0
    body = None
    while body is None:
        try:
            body = call(opener, url, params)
        except OSError:
            broken += 1
            if broken > PATIENCE:
                raise
    seconds = time.perf_counter() - start
    answer = json.loads(body)
    expect("errors", answer.get("error"), None)
    expect("work on the page", answer["result"]["measures"]["total"]["count"], tree.communes * TASKS)
    return seconds, len(body), broken


def call(opener, url, params):
    body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with opener.open(request, timeout=120) as answer:
        return answer.read()
