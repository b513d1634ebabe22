"""bin/serve: what it serves where, and that the server comes back whatever ends it."""

import socket
from contextlib import contextmanager
from types import SimpleNamespace

import psycopg2
import pytest

from devenv import base, databases, postgres, serve


@pytest.fixture
def state(tmp_path, monkeypatch):
    """An empty state folder."""
    monkeypatch.setattr(base, "STATE", tmp_path)
    monkeypatch.setattr(serve, "LOGS", tmp_path)


def test_what_is_served_is_not_served_twice(state):
    with base.alone("serve-plans", "served already"):
        with pytest.raises(base.Problem, match="served already"), base.alone("serve-plans", "served already"):
            pass
        with base.alone("serve-others", "served already"):
            pass


class Process:
    """A server that ends after so many looks at it."""

    returncode = 3

    def __init__(self, looks):
        self.looks = looks

    def poll(self):
        self.looks -= 1
        return None if self.looks >= 0 else self.returncode


@pytest.fixture
def lifeline():
    connection = postgres.connect("postgres")
    yield connection
    connection.close()


def test_a_server_that_ends_by_itself_is_noticed(lifeline, monkeypatch):
    monkeypatch.setattr(serve.time, "sleep", lambda _seconds: None)
    assert serve.trouble(Process(looks=3), lifeline) == "The server ended by itself (exit code 3)"


def test_a_server_whose_database_went_away_is_noticed(lifeline, monkeypatch):
    def end_connection(_seconds):
        databases.execute("SELECT pg_terminate_backend(%s)", lifeline.info.backend_pid)

    monkeypatch.setattr(serve.time, "sleep", end_connection)
    assert serve.trouble(Process(looks=1000), lifeline).startswith("PostgreSQL was away")


def test_a_server_is_started_again_until_the_user_ends_it(state, monkeypatch, capsys):
    started = []

    @contextmanager
    def running(database, port):
        started.append((database, port))
        if len(started) == 3:
            raise base.Problem("it ended while it started")
        if len(started) == 4:
            raise KeyboardInterrupt
        yield Process(looks=0), "http://localhost:1", "log"

    monkeypatch.setattr(serve, "PAUSE", 0)
    monkeypatch.setattr(serve, "running", running)
    options = SimpleNamespace(db="plans", port=1, demo=False)
    assert serve.serve(options, lambda: None) == 0
    assert started == [("plans", 1)] * 4
    said = capsys.readouterr()
    assert said.out.count("is served on") == 1
    assert said.err.count("exit code 3") == 2
    assert "it ended while it started; trying again" in said.err


def test_a_server_that_never_starts_is_not_tried_again(state, monkeypatch):
    @contextmanager
    def running(database, port):
        raise base.Problem("it ended while it started")
        yield

    monkeypatch.setattr(serve, "running", running)
    with pytest.raises(base.Problem, match="ended while it started"):
        serve.serve(SimpleNamespace(db="plans", port=1, demo=False), lambda: None)


def test_postgresql_is_waited_for(monkeypatch, capsys):
    tries = []

    def start():
        tries.append(1)
        if len(tries) < 3:
            raise psycopg2.OperationalError("the database system is starting up")

    monkeypatch.setattr(serve, "PAUSE", 0)
    serve.connected(start).close()
    assert len(tries) == 3
    assert capsys.readouterr().err.count("is starting up") == 1


def test_the_logins_are_a_table(tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "LOGINS", tmp_path / "logins.csv")
    serve.LOGINS.write_text("login,role,unit\nan,officer,Phòng Y tế\nbinh.minh,leader,UBND quận\n")
    assert serve.logins().splitlines() == [
        "login      role     unit",
        "-" * len("an         officer  Phòng Y tế"),
        "an         officer  Phòng Y tế",
        "binh.minh  leader   UBND quận",
    ]


def test_a_taken_port_is_said_with_the_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(base.Problem, match="choose another one with --port"):
            serve.free_port(other.getsockname()[1])


def test_links_lead_to_the_port_that_is_served():
    address = """
        SELECT value FROM ir_config_parameter WHERE key IN ('web.base.url', 'web.base.url.freeze') ORDER BY key
    """
    with databases.scratch("address") as name:
        databases.set_address(name, "http://localhost:8123")
        databases.set_address(name, "http://localhost:8124")
        assert databases.execute(address, database=name) == [("http://localhost:8124",), ("True",)]
        own = "UPDATE ir_config_parameter SET value = 'https://plans.example' WHERE key = 'web.base.url'"
        databases.execute(own, database=name)
        databases.set_address(name, "http://localhost:8124")
        assert databases.execute(address, database=name)[0] == ("https://plans.example",)
