"""bin/cluster: what it refuses, what it ends, which calls may be asked twice, a node that dies while people work."""

import os
import stat
import subprocess
import sys
from types import SimpleNamespace

import pytest

from devenv import base, cluster_calls, cluster_config, cluster_processes, cluster_programs, databases, nginx

LONG = os.environ.get("CHILD_PLAN_LONG")


def patroni(folder, version):
    path = folder / "patroni"
    path.write_text(f"#!/bin/sh\necho patroni {version}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.parametrize("version", ["3.0.2", "3.3.9", "2.1"])
def test_a_patroni_that_loses_writes_is_refused(tmp_path, version):
    with pytest.raises(base.Problem, match=f"Patroni {version}: before 4 it loses confirmed writes"):
        cluster_programs.check_patroni(patroni(tmp_path, version))


def test_a_newer_patroni_is_taken(tmp_path):
    for version in ("4.0.0", "4.1.5", "10.2"):
        cluster_programs.check_patroni(patroni(tmp_path, version))
    with pytest.raises(base.Problem, match="is missing; name your Patroni"):
        cluster_programs.check_patroni(tmp_path / "nowhere")


def test_a_missing_program_is_named(tmp_path, monkeypatch):
    def unreachable(_suite, packages):
        raise base.Problem(f"apt-get could not fetch {packages[0]}")

    monkeypatch.setattr(cluster_programs, "STATE", tmp_path)
    monkeypatch.setattr(cluster_programs, "FOLDERS", ())
    monkeypatch.setattr(cluster_programs.shutil, "which", lambda _name: None)
    monkeypatch.setattr(cluster_programs.debian, "fetch", unreachable)
    with pytest.raises(base.Problem, match="haproxy is missing; install Debian's package haproxy"):
        cluster_programs.program("haproxy")


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster_processes, "KEPT", tmp_path / "processes.json")
    monkeypatch.setattr(cluster_processes, "LOGS", tmp_path)
    return tmp_path


def test_only_what_was_started_is_ended(home):
    other = subprocess.Popen(["sleep", "60"])
    try:
        cluster_processes.start("mine", ["sleep", "60"])
        kept = cluster_processes.known()
        number, _begin = kept["mine"]
        # as if the number had been given to another program since
        cluster_processes.KEPT.write_text(f'{{"mine": [{other.pid}, 1.0]}}')
        cluster_processes.stop("mine")
        assert other.poll() is None
        cluster_processes.KEPT.write_text(f'{{"mine": [{number}, {kept["mine"][1]}]}}')
        cluster_processes.stop("mine")
        assert cluster_processes.running("mine") is None
    finally:
        other.kill()
        other.wait()


def test_what_ends_is_started_again_until_it_is_stopped(home):
    cluster_processes.start("again", ["sleep", "60"], again=True)
    loop = cluster_processes.running("again")
    first = cluster_processes.wait_until(loop.children, 10)[0]
    first.kill()
    second = cluster_processes.wait_until(lambda: [child for child in loop.children() if child != first], 10)[0]
    cluster_processes.stop("again")
    assert cluster_processes.running("again") is None
    assert not second.is_running()


def test_calls_that_write_on_one_model_are_not_asked_twice_there():
    def reading(_self):
        pass

    def writing(_self):
        pass

    reading._readonly = True
    base_model = type("base", (), {"get_page": reading, "web_save": writing})
    plain, strict = type("plain", (base_model,), {}), type("strict", (base_model,), {"get_page": writing})
    strict.get_page._readonly = False
    usual, others = cluster_calls.calls({"plain": plain, "other": plain, "strict": strict})
    assert usual == {"get_page": True}
    assert others == {("strict", "get_page"): False}


def test_nginx_sends_reading_calls_to_where_they_are_asked_again(tmp_path):
    with databases.scratch("calls") as database:
        listed = subprocess.run(
            [sys.executable, "-m", "devenv.cluster", "nginx-calls", database],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    lines = {line.strip() for line in listed.splitlines()}
    for method in (
        "web_search_read",
        "web_read",
        "get_views",
        "get_status_counts",
        "get_summary",
        "get_review",
        "what_if",
    ):
        assert f"{method} odoo_reads;" in lines, method
    assert "child.plan.database.server/web_search_read odoo;" in lines
    for method in ("web_save", "write", "create", "action_issue", "remind_overdue"):
        assert not any(line.split("/")[-1].startswith(f"{method} ") for line in lines), method
    (tmp_path / "calls.conf").write_text(listed)
    first = "map $request_method $login_from"
    changes = {
        first: f"include {tmp_path}/calls.conf;\n{first}",
        "listen 443": "listen 127.0.0.1:1443",
        "listen 80": "listen 127.0.0.1:1080",
    }
    _pem, command = nginx.write(tmp_path, changes)
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr


def test_the_examples_are_what_is_tried(tmp_path, monkeypatch):
    """Each file is the example with other places, and holds the settings without which writes are lost."""
    monkeypatch.setattr(cluster_config, "HOME", tmp_path)
    monkeypatch.setattr(cluster_config, "DATA", tmp_path / "odoo")
    monkeypatch.setattr(cluster_config, "CALLS", tmp_path / "nginx" / "calls.conf")
    paths = dict.fromkeys(("etcd", "haproxy", "pgbouncer", "nginx", "patroni", "postgres", "session_db"), "/x")
    commands = cluster_config.write(SimpleNamespace(**paths), cluster_config.places(9000))
    assert set(commands) == {"etcd", "db1", "db2", "haproxy", "pgbouncer", "app1", "app2", "nginx"}
    server = (tmp_path / "db2.yml").read_text()
    for kept in ("synchronous_mode: true", "synchronous_commit: remote_apply", "max_standby_streaming_delay: 3s"):
        assert kept in server
    assert "change-me" not in server
    assert stat.S_IMODE((tmp_path / "db2.yml").stat().st_mode) == 0o600
    assert "OPTIONS /sync" in (tmp_path / "haproxy.cfg").read_text()
    assert "postgres = host=127.0.0.1 port=9025 pool_mode=session" in (tmp_path / "pgbouncer.ini").read_text()


@pytest.mark.parametrize("name", ["node", "primary"] if LONG else ["node"])
def test_nothing_is_lost_or_stale_when_a_machine_dies(name):
    if cluster_processes.KEPT.exists():
        pytest.skip("a cluster is running; bin/cluster down ends it")
    cluster, port = base.ROOT / "bin" / "cluster", 20000 + os.getpid() % 200 * 50
    assert subprocess.run([cluster, "up", "--port", str(port)]).returncode == 0
    try:
        row = subprocess.run(
            [cluster, "fault", "--users", "4", "--seconds", "40", name], capture_output=True, text=True
        ).stdout.splitlines()[-1]
    finally:
        subprocess.run([cluster, "down"], check=True)
    requests, errors, stale, lost = map(float, row.split()[1:5])
    assert requests > 50
    assert errors <= 4
    assert (stale, lost) == (0, 0)
