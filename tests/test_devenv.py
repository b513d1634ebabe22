"""The set-up behind bin/serve and bin/test: what it chooses, when it builds anew, what it tells the user."""

import gzip
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from devenv import apt, base, databases, debian, documents, odoo_source, postgres, pytest_plugin, test, venv


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


def name_debian(folder, version):
    """The folder of an Odoo that was unpacked from Debian's package of `version`."""
    changelog = folder / "usr" / "share" / "doc" / "odoo-19" / "changelog.Debian.gz"
    changelog.parent.mkdir(parents=True)
    changelog.write_bytes(gzip.compress(f"odoo ({version}) unstable; urgency=medium\n".encode()))
    return make_odoo(folder / "usr" / "lib" / "python3" / "dist-packages", 19)


def test_the_odoo_that_was_tested_is_named_without_a_warning(tmp_path, monkeypatch, capsys):
    tested = odoo_source.TESTED["debian"]["version"]
    monkeypatch.setenv("ODOO_PATH", str(name_debian(tmp_path, tested)))
    odoo_source.tell()
    said = capsys.readouterr().err
    assert f"odoo-19 {tested}" in said
    assert "Warning" not in said


def test_another_release_of_odoo_is_named_with_a_warning(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ODOO_PATH", str(name_debian(tmp_path, "19.0.9+dfsg-9")))
    odoo_source.tell()
    said = capsys.readouterr().err
    assert "odoo-19 19.0.9+dfsg-9" in said
    assert "Warning: that is not the Odoo" in said


def test_a_clone_is_named_by_its_commit(tmp_path, monkeypatch, capsys):
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-C", make_odoo(tmp_path, 19)]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "a"]):
        subprocess.run([*git, *command], check=True)
    commit = subprocess.run([*git, "rev-parse", "HEAD"], capture_output=True, text=True).stdout.strip()
    monkeypatch.setenv("ODOO_PATH", str(tmp_path))
    odoo_source.tell()
    assert f"commit {commit[:12]} of a clone" in capsys.readouterr().err
    monkeypatch.setitem(odoo_source.TESTED["clone"], "commit", commit)
    odoo_source.tell()
    assert "Warning" not in capsys.readouterr().err


def test_the_odoo_under_a_running_command_stays(state, tmp_path, monkeypatch):
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.setattr(odoo_source.sysconfig, "get_path", lambda name: site)
    (site / "odoo.pth").write_text("/one\n")
    monkeypatch.setenv("ODOO_PATH", str(make_odoo(tmp_path / "other", 19)))
    with base.using(), pytest.raises(base.Problem, match="runs with the Odoo in /one; stop it"):
        odoo_source.ensure()
    assert (site / "odoo.pth").read_text() == "/one\n"
    odoo_source.ensure()
    assert (site / "odoo.pth").read_text() == f"{tmp_path / 'other'}\n"


def test_without_any_source_of_odoo_everything_tried_is_named(monkeypatch):
    def fails(reason):
        def make():
            raise base.Problem(reason)

        return make

    monkeypatch.setattr(odoo_source, "unpack_debian", fails("apt-get is missing"))
    monkeypatch.setattr(odoo_source, "clone", fails("no network"))
    with pytest.raises(base.Problem, match=r"ODOO_PATH is not set.*apt-get is missing; no network\. Set ODOO_PATH"):
        odoo_source.get()


@pytest.mark.parametrize(("release", "found"), [("bookworm", True), ("stable", True), ("trixie", False)])
def test_the_mirror_is_the_one_of_the_own_suite_by_whatever_name(monkeypatch, release, found):
    codename = "bookworm" if found else release
    listed = f"http://security.example/ {codename}-security {codename}-security main Debian\n"
    listed += f"http://other.example/ {release} {codename} main Other\n"
    listed += f"http://mirror.example/ {release} {codename} main Debian\n"
    monkeypatch.setattr(debian.subprocess, "run", lambda *_args, **_options: SimpleNamespace(stdout=listed))
    monkeypatch.setattr(debian.platform, "freedesktop_os_release", lambda: {"VERSION_CODENAME": "bookworm"})
    if found:
        assert debian.mirror() == "http://mirror.example/"
    else:
        with pytest.raises(base.Problem, match="no Debian mirror"):
            debian.mirror()


@pytest.fixture
def dpkg_lock(tmp_path, monkeypatch):
    """A lock file of apt's kind, in place of the machine's."""
    lock = tmp_path / "lock"
    lock.touch()
    monkeypatch.setattr(apt, "LOCKS", (str(lock),))
    monkeypatch.setattr(apt.shutil, "which", lambda name: name)
    monkeypatch.setattr(apt.os, "geteuid", lambda: 0)
    return lock


def hold(lock):
    """A program that has `lock`, as dpkg has its own."""
    program = (
        "import fcntl, sys; f = open(sys.argv[1], 'w'); fcntl.lockf(f, fcntl.LOCK_EX); print(1, flush=True); input()"
    )
    holder = subprocess.Popen([sys.executable, "-c", program, lock], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    holder.stdout.readline()
    return holder


def test_apt_waits_for_another_program_and_says_which(dpkg_lock, monkeypatch, capsys):
    ran = []
    monkeypatch.setattr(apt, "run_logged", lambda command, *_rest: ran.append(command))
    with hold(dpkg_lock) as holder:
        monkeypatch.setattr(apt.time, "sleep", lambda _seconds: holder.communicate(b"\n"))
        apt.install("hello")
    assert f"(process {holder.pid}), which holds apt's lock" in capsys.readouterr().err
    assert [command[-1] for command in ran] == ["update", "hello"]
    assert all("DPkg::Lock::Timeout=600" in command for command in ran)


def test_apt_does_not_wait_for_ever(dpkg_lock, monkeypatch):
    monkeypatch.setattr(apt, "PATIENCE", -1)
    with hold(dpkg_lock) as holder:
        with pytest.raises(base.Problem, match=rf"process {holder.pid}\) has held apt's lock"):
            apt.install("hello")
        holder.communicate(b"\n")


def test_serving_goes_on_without_programs_that_cannot_be_installed(monkeypatch, capsys):
    def refuse(*packages):
        raise base.Problem(f"only root can install {' '.join(packages)}")

    monkeypatch.setattr(documents.shutil, "which", lambda name: None)
    monkeypatch.setattr(apt, "install", refuse)
    documents.offer()
    said = capsys.readouterr().err
    assert "tesseract-ocr-vie" in said
    assert "libreoffice-writer-nogui" in said
    assert "fonts-liberation2" in said
    with pytest.raises(base.Problem):
        documents.ensure()


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
    depends = {
        "child_plan": ["mail"],
        "child_plan_money": ["child_plan"],
        "child_plan_other": ["child_plan", "account"],
    }
    for name, names in depends.items():
        (state / name / "tests").mkdir(parents=True)
        (state / name / "__manifest__.py").write_text(str({"depends": names}))
    bridge = state / "child_plan_other"
    assert databases.product() == [state / "child_plan", state / "child_plan_money"]
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


def test_commits_wait_for_the_disk_but_in_databases_that_can_be_made_again():
    with databases.scratch("commits") as name:
        assert databases.execute("SHOW synchronous_commit", database=name) == [("off",)]
    assert databases.execute("SHOW synchronous_commit") == [("on",)]


@pytest.mark.parametrize("module", ["hashlib", "psycopg2", "devenv"])
def test_a_callers_python_path_changes_nothing(tmp_path, module):
    (tmp_path / f"{module}.py").write_text("raise SystemExit('the wrong one')\n")
    python = base.ROOT / "bin" / "lib" / "python"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONSTARTUP": str(tmp_path / f"{module}.py")}
    program = "import hashlib, psycopg2, devenv.base; print('the right one')"
    done = subprocess.run([python, "-c", program], capture_output=True, text=True, env=environment)
    assert done.stdout == "the right one\n", done.stderr


def test_libraries_under_a_running_command_stay(state, monkeypatch):
    folder = state / "venv-run"
    folder.mkdir()
    (folder / "requirements.sha256").write_text("of another day")
    monkeypatch.setattr(venv, "install", lambda *_arguments: None)
    with base.using(), pytest.raises(base.Problem, match="changed under a running command"):
        venv.ensure("run")
    venv.ensure("run")
    assert (folder / "requirements.sha256").read_text() != "of another day"


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
