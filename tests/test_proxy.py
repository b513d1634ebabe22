"""docs/examples/nginx.conf: what the hardening guide says of the proxy is so, with the nginx of Debian."""

import json
import os
import threading
import time

import pytest
import requests
import websocket
from proxy_case import Person, proxied

from devenv import chromium, databases, serve

PEOPLE = 200 if os.environ.get("CHILD_PLAN_LONG") else 60  # most of the time goes into checking their passwords
READS = 3


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with databases.scratch("proxy") as database, proxied(database, tmp_path_factory.mktemp("proxy")) as site:
        yield site


@pytest.fixture
def officer(site):
    person = Person(site, "127.0.2.1")
    assert person.login("phuong.bode").status_code == 303
    yield person
    person.web.close()


def test_people_log_in_over_https_alone(site, officer):
    assert officer.call("child.plan", "search_count", []) > 0
    answer = requests.get(f"http://127.0.0.1:{site.plain}/odoo?x=1", allow_redirects=False, timeout=30)
    assert (answer.status_code, answer.headers["Location"]) == (301, "https://localhost/odoo?x=1")


def test_the_cookie_is_for_this_site_over_tls_alone(site):
    answer = Person(site, "127.0.2.2").get("/web/login")
    cookies = answer.raw.headers.getlist("Set-Cookie")
    (session,) = (cookie for cookie in cookies if cookie.startswith("session_id="))
    for flag in ("secure", "samesite=lax", "httponly"):
        assert session.lower().count(flag) == 1, session


def test_headers_tell_browsers_what_to_refuse_and_nobody_the_versions(site, officer):
    for path in ("/web/login", "/web/static/img/favicon.ico", "/nowhere", "/web/database/manager"):
        headers = officer.get(path).headers
        assert headers["Server"] == "nginx"
        assert "X-Powered-By" not in headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
        for rule in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'self'"):
            assert rule in headers["Content-Security-Policy"]


def test_doors_for_administrators_and_old_programs_are_shut(officer):
    for path in ("/web/database/manager", "/web/database/list", "/en/web/database/selector", "//web/database/create"):
        assert officer.get(path).status_code == 403, path
    for path in ("/xmlrpc/2/common", "/xmlrpc/2/object", "/jsonrpc", "/xmlrpc/common"):
        assert officer.post(path, data="x").status_code == 403, path


@pytest.mark.parametrize("way", ["/web/login", "/web/session/authenticate", "/en/web/login", "/web/reset_password"])
def test_passwords_cannot_be_tried_out(site, way):
    address = f"127.0.3.{1 + len(way)}"
    tried = [Person(site, address).post(way, data={"login": "x", "password": "y"}).status_code for _try in range(14)]
    assert 429 not in tried[:10]
    assert tried[-2:] == [429, 429]
    assert Person(site, address).get("/web/login").status_code == 200
    assert Person(site, "127.0.4.1").login("quansat").status_code == 303


def test_the_address_in_the_log_is_that_of_the_person(site):
    forged = {"X-Forwarded-For": "6.6.6.6", "X-Real-IP": "6.6.6.6", "Forwarded": "for=6.6.6.6"}
    assert Person(site, "127.0.5.5").login("yte", headers=forged).status_code == 303
    log = site.log.read_text()
    assert "6.6.6.6" not in log
    logged = [line for line in log.splitlines() if "login:yte" in line.replace("'", "")]
    assert any("127.0.5.5" in line for line in logged), logged


def test_the_bus_knows_who_listens(site, officer):
    """Without the name of the site in its headers, Odoo takes the listener for a stranger."""
    cookie = f"session_id={officer.web.cookies['session_id']}"
    options = {"cookie": cookie, "origin": "https://localhost", "sslopt": {"ca_certs": str(site.pem)}, "timeout": 60}
    bus = websocket.create_connection(f"wss://localhost:{site.tls}/websocket?version=19.0-2", **options)
    bus.send(json.dumps({"event_name": "subscribe", "data": {"channels": [], "last": 0}}))
    time.sleep(2)
    settings = officer.call("res.users.settings", "search", [])
    officer.call("res.users.settings", "set_res_users_settings", settings, {"push_to_talk_key": "k"})
    assert "res.users.settings" in str(bus.recv())
    bus.close()


def test_pages_work_under_the_policy_for_their_contents(site):
    with chromium.chromium() as browser, browser.page(1200, 900) as page:
        page.call("Security.setIgnoreCertificateErrors", ignore=True)
        page.go(f"{site.url}/web/login")
        page.type("input[name=login]", "lanhdao")
        page.type("input[name=password]", "lanhdao")
        page.click("button[type=submit]")
        page.find(".o_main_navbar")
        page.find(".o_action_manager > *")


def test_many_people_come_at_once(site):
    logins = [line.split()[0] for line in serve.logins().splitlines()[2:]]
    together, seconds, troubles = threading.Barrier(PEOPLE), {"login": [], "read": []}, []

    def work(number):
        person = Person(site, f"127.0.{10 + number // 200}.{1 + number % 200}")
        try:
            together.wait(60)
            began = time.monotonic()
            answer = person.login(logins[number % len(logins)])
            assert answer.status_code == 303, answer.status_code
            seconds["login"].append(time.monotonic() - began)
            for _read in range(READS):
                began = time.monotonic()
                person.call("child.plan.assignment", "search_read", [], fields=["name", "state"], limit=80)
                seconds["read"].append(time.monotonic() - began)
        except Exception as error:
            troubles.append(repr(error)[:200])
        finally:
            person.web.close()

    began = time.monotonic()
    people = [threading.Thread(target=work, args=(number,)) for number in range(PEOPLE)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    whole = time.monotonic() - began
    told = [f"{PEOPLE} people at once, {len(logins)} accounts, {len(troubles)} troubles, {whole:.0f} s"]
    for what, taken in seconds.items():
        taken = sorted(taken) or [0]
        told.append(f"{what}: {len(taken)}, median {taken[len(taken) // 2]:.1f} s, longest {taken[-1]:.1f} s")
    print("\nproxy: " + "; ".join(told))
    assert not troubles, troubles[:5]
    assert len(seconds["read"]) == PEOPLE * READS
