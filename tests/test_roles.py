"""The two roles of the hardening guide: the server works as one that owns nothing, and cannot touch the journal."""

import os
import re
from contextlib import contextmanager
from types import SimpleNamespace

import psycopg2
import pytest
import requests
from proxy_case import free_ports

from devenv import base, databases, serve

GUIDES = (base.ROOT / "docs" / "en" / "hardening.md", base.ROOT / "docs" / "vi" / "bao-ve-he-thong.md")
ROLE = f"child_plan_app_{base.CHECKOUT}"


def statements(guide):
    """The SQL that the guide tells to run, for the role of this test."""
    (block,) = re.findall(r"^```sql\n(.*?)^```", guide.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return block.replace("child_plan_app", ROLE)


def test_both_guides_say_the_same():
    assert statements(GUIDES[0]) == statements(GUIDES[1])


@contextmanager
def role():
    databases.execute(f"DROP ROLE IF EXISTS {ROLE}")
    databases.execute(f"CREATE ROLE {ROLE} LOGIN PASSWORD 'only here'")
    try:
        yield
    finally:
        databases.execute(f"DROP ROLE {ROLE}")


@pytest.fixture(scope="module")
def app():
    """A server that runs as the role without tables of its own."""
    with role(), databases.scratch("roles") as database:
        databases.execute(statements(GUIDES[0]), database=database)
        mine = {name: os.environ.get(name) for name in ("PGUSER", "PGPASSWORD")}
        os.environ.update(PGUSER=ROLE, PGPASSWORD="only here")
        (port,) = free_ports(1)
        try:
            with serve.running(database, port, "--http-interface=127.0.0.1") as (_server, url, log):
                yield SimpleNamespace(database=database, url=url, log=log)
        finally:
            for name, value in mine.items():
                os.environ.pop(name) if value is None else os.environ.update({name: value})


@pytest.fixture
def as_app(app):
    connection = psycopg2.connect(dbname=app.database)
    connection.autocommit = True
    yield connection.cursor()
    connection.close()


def test_the_server_works_and_adds_to_the_journal(app, as_app):
    web = requests.Session()
    web.trust_env = False

    def call(path, **params):
        answer = web.post(app.url + path, json={"params": params}, timeout=120).json()
        assert "error" not in answer, answer["error"]["data"]["message"]
        return answer["result"]

    def rows(model, method, *args, **kwargs):
        return call(f"/web/dataset/call_kw/{model}/{method}", model=model, method=method, args=args, kwargs=kwargs)

    as_app.execute("SELECT current_user, rolsuper, rolcreaterole FROM pg_roles WHERE rolname = current_user")
    assert as_app.fetchall() == [(ROLE, False, False)]
    as_app.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
    assert as_app.fetchone() == (0,)
    call("/web/session/authenticate", db=app.database, login="phuong.bode", password="phuong.bode")
    waiting = [("state", "=", "not_started")]
    work = rows("child.plan.assignment", "search", [*waiting, ("unit_id.user_ids.login", "=", "phuong.bode")], limit=1)
    as_app.execute("SELECT count(*) FROM child_plan_journal")
    (before,) = as_app.fetchone()
    assert rows("child.plan.assignment", "write", work, {"state": "in_progress", "result": "Đã bắt đầu"})
    as_app.execute("SELECT count(*) FROM child_plan_journal")
    assert as_app.fetchone()[0] > before
    assert " ERROR " not in app.log.read_text()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE child_plan_journal SET reason = 'x'",
        "DELETE FROM child_plan_journal",
        "TRUNCATE child_plan_journal CASCADE",
        "ALTER TABLE child_plan_journal DISABLE TRIGGER ALL",
        "DROP TABLE child_plan_journal CASCADE",
        "UPDATE child_plan_journal_seal SET id = id",
        "DELETE FROM child_plan_journal_seal",
        "SET session_replication_role = replica",
    ],
)
def test_the_database_refuses_to_change_the_journal(as_app, statement):
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        as_app.execute(statement)
