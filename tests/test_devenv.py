"""The set-up behind bin/serve and bin/test: what it chooses, when it builds anew, what it tells the user."""

import os
import socket
import subprocess
import sys
from types import SimpleNamespace

import pytest

from devenv import base, databases, odoo_source, postgres, pytest_plugin, serve, test, venv


@pytest.fixture
def state(tmp_path, monkeypatch):
    """An empty state folder for every module."""
    for module in (base, databases, odoo_source, postgres, venv):
        for name in ("STATE", "HOME", "DATA", "FILESTORE", "ADDON"):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, tmp_path)
    return tmp_path


def make_odoo(folder, version):
    release = folder / "odoo" / "release.py"
    release.parent.mkdir(parents=True)
    release.write_text(f"version_info = ({version}, 0, FINAL, 0, '')\n")
    return folder


def test_the_odoo_that_the_user_names_comes_first(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_PATH", str(make_odoo(tmp_path, 19)))
    assert odoo_source.find() == tmp_path


def test_another_version_of_odoo_is_refused_by_name(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_PATH", str(make_odoo(tmp_path, 18)))
    with pytest.raises(base.Problem, match="holds no Odoo 19.0"):
        odoo_source.find()


def test_without_any_source_of_odoo_everything_tried_is_named(monkeypatch):
    def fails(reason):
        def make():
            raise base.Problem(reason)

        return make

    monkeypatch.setattr(odoo_source, "unpack_debian", fails("apt-get is missing"))
    monkeypatch.setattr(odoo_source, "clone", fails("no network"))
    with pytest.raises(base.Problem, match=r"ODOO_PATH is not set.*apt-get is missing; no network\. Set ODOO_PATH"):
        odoo_source.get()


@pytest.fixture
def conf(tmp_path, monkeypatch):
    """Writes an odoo.conf, with no server named by the environment."""
    for name in postgres.LIBPQ.values():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(postgres, "ROOT", tmp_path)

    def write(*lines):
        (tmp_path / "odoo.conf").write_text("\n".join(["[options]", *lines]))

    return write


def test_no_server_is_named_by_the_conf_as_it_comes(conf):
    conf("db_host = False", "db_user = odoo", "unaccent = True")
    assert postgres.named_server() is None


def test_the_environment_wins_over_the_conf_as_in_odoo(conf, monkeypatch):
    conf("db_host = db.example", "db_user = odoo")
    monkeypatch.setenv("PGHOST", "other.example")
    assert postgres.named_server() == {"PGHOST": "other.example", "PGUSER": "odoo"}


def test_a_lock_file_of_a_killed_server_is_removed_and_that_of_a_living_one_kept(state):
    lock = state / "postmaster.pid"
    cluster = postgres.Cluster.__new__(postgres.Cluster)
    for arguments, kept in (([], False), ([str(state)], True)):
        with subprocess.Popen(["cat", "-", *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            process.stdin.write(b"it runs")
            process.stdin.flush()
            process.stdout.read(1)
            lock.write_text(f"{process.pid}\n")
            cluster.forget_dead_server()
            assert lock.exists() == kept
            process.stdin.close()


def test_only_files_that_a_database_takes_over_change_the_key(state):
    (state / "models").mkdir()
    (state / "tests").mkdir()
    (state / "models" / "unit.py").write_text("a")
    before = databases.addon_key()
    (state / "tests" / "test_unit.py").write_text("a")
    (state / "models" / "__pycache__").mkdir()
    (state / "models" / "__pycache__" / "unit.pyc").write_text("a")
    assert databases.addon_key() == before
    (state / "models" / "unit.py").write_text("b")
    assert databases.addon_key() != before


def test_a_database_with_bridges_is_another_one_when_a_file_of_theirs_changes(state, monkeypatch):
    monkeypatch.setattr(databases, "ADDONS", state)
    monkeypatch.setattr(databases, "ADDON", state / "child_plan")
    for name in ("child_plan", "child_plan_other"):
        (state / name / "tests").mkdir(parents=True)
        (state / name / "__manifest__.py").write_text("{}")
    bridge = state / "child_plan_other"
    assert databases.bridges() == [bridge]
    before = databases.addon_key(), databases.bridges_key()
    (bridge / "tests" / "test_it.py").write_text("a")
    assert databases.bridges_key() == before[1]
    (bridge / "models.py").write_text("a")
    assert databases.bridges_key() != before[1]
    assert databases.addon_key() == before[0], "the database without the bridges stays"


def test_a_kept_database_is_built_once_and_again_after_an_interruption(monkeypatch):
    keys, built = {}, []
    monkeypatch.setattr(databases, "key", lambda name: keys.get(name, ""))
    monkeypatch.setattr(databases, "mark", keys.__setitem__)
    name = databases.kept("base", "first", built.append)
    assert databases.kept("base", "first", built.append) == name
    assert built == [name]
    keys[name] = ""  # as `create` leaves it until the build has ended
    databases.kept("base", "first", built.append)
    databases.kept("base", "second", built.append)
    assert built == [name] * 3


def test_somebody_elses_database_is_not_replaced(monkeypatch):
    monkeypatch.setattr(databases, "comments", lambda: {"shop": None})
    with pytest.raises(base.Problem, match="was not made by this checkout; choose another name with --db"):
        databases.create("shop")


def test_a_taken_port_is_said_with_the_way_out():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(base.Problem, match="choose another one with --port"):
            serve.free_port(other.getsockname()[1])


def test_the_logins_are_a_table(tmp_path, monkeypatch):
    monkeypatch.setattr(serve, "LOGINS", tmp_path / "logins.csv")
    serve.LOGINS.write_text("login,role,unit\nan,officer,Phòng Y tế\nbinh.minh,leader,UBND quận\n")
    assert serve.logins().splitlines() == [
        "login      role     unit",
        "-" * len("an         officer  Phòng Y tế"),
        "an         officer  Phòng Y tế",
        "binh.minh  leader   UBND quận",
    ]


@pytest.mark.parametrize(
    ("results", "expected"),
    [([0], 0), ([5], 5), ([0, 5], 0), ([5, 0], 0), ([5, 5], 5), ([1, 0], 1), ([0, 1], 1), ([5, 2], 2)],
)
def test_two_runs_have_one_result(results, expected):
    assert test.verdict(results) == expected


@pytest.mark.parametrize(("bridges", "ran", "left"), [(False, "child_plan", True), (True, "child_plan_other", False)])
def test_tests_of_bridge_addons_wait_for_a_database_that_has_them(state, monkeypatch, bridges, ran, left):
    monkeypatch.setattr(databases, "bridges", lambda: [state / "child_plan_other"])
    file = state / "left"
    options = SimpleNamespace(bridges=bridges, bridges_left=None if bridges else file)
    config = SimpleNamespace(option=options, hook=SimpleNamespace(pytest_deselected=lambda items: None))
    items = [SimpleNamespace(path=state / name / "tests" / "test_it.py") for name in ("child_plan", "child_plan_other")]
    pytest_plugin.pytest_collection_modifyitems(config, items)
    assert [item.path.parents[1].name for item in items] == [ran]
    assert file.exists() == left


@pytest.mark.parametrize(
    ("reason", "outcome"), [("Chrome executable not found", "1 failed"), ("not on this day", "1 skipped")]
)
def test_a_test_skipped_for_want_of_a_browser_fails(tmp_path, reason, outcome):
    test = tmp_path / "test_it.py"
    test.write_text(f"import unittest\ndef test_it():\n    raise unittest.SkipTest({reason!r})\n")
    options = ["-p", "no:odoo", "-p", "devenv.pytest_plugin", "--rootdir", tmp_path]
    environment = {name: value for name, value in os.environ.items() if name != "ODOO_RC"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, test], capture_output=True, text=True, cwd=tmp_path, env=environment
    )
    assert outcome in done.stdout
