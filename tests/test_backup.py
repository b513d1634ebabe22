"""bin/backup and bin/restore: everything comes back under another name, and nothing is overwritten."""

import argparse
import hashlib
import json
import stat
import tarfile

import psycopg2
import pytest

from devenv import backup, base, databases, postgres, restore

FILE = "Biên bản họp tháng 10".encode()
WRITE = """
INSERT INTO ir_attachment (name, type, store_fname, checksum, file_size)
VALUES ('minutes.txt', 'binary', %s, %s, %s)
"""
COUNTS = {
    "tables": "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
    "indexes": "SELECT count(*) FROM pg_class WHERE relkind = 'i' AND relnamespace = 'public'::regnamespace",
    "triggers": "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": "SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace",
    "constraints": "SELECT count(*) FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "users": "SELECT md5(string_agg(login, ',' ORDER BY login)) FROM res_users",
    "units": "SELECT md5(string_agg(name::text, ',' ORDER BY id)) FROM child_plan_unit",
    "work": "SELECT md5(string_agg(state, ',' ORDER BY id)) FROM child_plan_assignment",
}


def figures(name):
    return {what: databases.execute(query, database=name)[0][0] for what, query in COUNTS.items()}


@pytest.fixture(scope="module")
def original():
    """A database with the demonstration and a file of its own in the store."""
    with databases.scratch("backup") as name:
        digest = hashlib.sha1(FILE).hexdigest()
        path = databases.FILESTORE / name / digest[:2] / digest
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(FILE)
        databases.execute(WRITE, f"{digest[:2]}/{digest}", digest, len(FILE), database=name)
        yield name, path


@pytest.fixture
def copy():
    """The name of a database that is to be made."""
    name = f"cp_{base.CHECKOUT}_restored"
    databases.drop(name)
    yield name
    databases.drop(name)


@pytest.fixture(scope="module")
def archive(original, tmp_path_factory):
    file = tmp_path_factory.mktemp("backup") / "monday.tar"
    assert backup.main([original[0], str(file)]) == 0
    return file


def test_everything_comes_back_under_another_name(original, archive, copy, capsys):
    """And searching without accents is as quick as before: the function for it is immutable, so that it has indexes."""
    assert restore.main([str(archive), copy]) == 0
    assert figures(copy) == figures(original[0])
    path = databases.FILESTORE / copy / original[1].relative_to(databases.FILESTORE / original[0])
    assert path.read_bytes() == FILE
    assert f"Database {copy}" in capsys.readouterr().out
    volatility = "SELECT DISTINCT provolatile FROM pg_proc WHERE proname = 'unaccent' AND pronargs = 1"
    assert databases.execute(volatility, database=copy) == [("i",)]
    invalid = "SELECT count(*) FROM pg_index WHERE NOT indisvalid"
    assert databases.execute(invalid, database=copy) == [(0,)]


def test_what_was_restored_is_checked(archive, copy, capfd):
    assert restore.main([str(archive), copy]) == 0
    assert "✓" in capfd.readouterr().out
    query = "UPDATE child_plan_unit SET parent_path = '1/' WHERE id = (SELECT max(id) FROM child_plan_unit)"
    databases.execute(query, database=copy)
    places = argparse.Namespace(database=copy, config=None, data_dir=None)
    assert restore.checked(places, {"addons": {"child_plan": databases.manifest()["version"]}}) == restore.WRONG
    assert "✗" in capfd.readouterr().out
    assert restore.checked(places, {"addons": {"child_plan": "19.0.1.0.0"}}) == 0
    assert "update it, then run bin/check" in capfd.readouterr().err


def test_an_archive_says_what_it_is_and_is_its_owners_alone(original, archive):
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    with tarfile.open(archive) as tar:
        about = json.load(tar.extractfile(backup.ABOUT))
        files = [name for name in tar.getnames() if name.startswith(backup.FILES)]
    assert about["database"] == original[0]
    assert about["addons"]["child_plan"].startswith("19.0.")
    assert about["files"] == len(files) > 0
    assert about["missing"] == []


def test_files_that_no_row_names_stay_out(original, archive, tmp_path):
    stray = original[1].with_name("f" * 40)
    stray.write_bytes(b"left by a transaction that was rolled back")
    try:
        backup.main([original[0], str(tmp_path / "a.tar")])
    finally:
        stray.unlink()
    with tarfile.open(tmp_path / "a.tar") as tar:
        assert not [name for name in tar.getnames() if name.endswith(stray.name)]


def test_an_archive_is_never_overwritten(original, tmp_path):
    file = tmp_path / "a.tar"
    file.write_text("of last week")
    with pytest.raises(base.Problem, match="exists and is not overwritten"):
        backup.main([original[0], str(file)])
    assert file.read_text() == "of last week"


def test_a_database_is_never_overwritten(original, archive):
    before = figures(original[0])
    with pytest.raises(base.Problem, match=f"database {original[0]} exists and is not overwritten"):
        restore.main([str(archive), original[0]])
    assert figures(original[0]) == before


def test_a_file_store_is_never_overwritten(archive, copy):
    (databases.FILESTORE / copy).mkdir()
    with pytest.raises(base.Problem, match="exists and is not overwritten; move it away"):
        restore.main([str(archive), copy])
    assert copy not in databases.comments()


def test_a_missing_file_is_told_and_the_rest_is_kept(original, tmp_path, copy, capsys):
    path = original[1]
    path.rename(tmp_path / "away")
    try:
        assert backup.main([original[0], str(tmp_path / "a.tar")]) == backup.INCOMPLETE
    finally:
        (tmp_path / "away").rename(path)
    assert "1 files that the database names are missing or harmed" in capsys.readouterr().err
    assert restore.main([str(tmp_path / "a.tar"), copy, "--neutralize"]) == 0
    assert "missing already" in capsys.readouterr().err
    jobs = "SELECT count(*) > 0 FROM ir_cron WHERE active AND cron_name LIKE 'Plans:%'"
    assert databases.execute(jobs, database=original[0]) == [(True,)]
    assert databases.execute(jobs, database=copy) == [(False,)], "a neutralized copy runs no jobs"


def test_a_file_whose_content_changed_is_told(original, tmp_path):
    original[1].write_bytes(b"something else")
    try:
        assert backup.main([original[0], str(tmp_path / "a.tar")]) == backup.INCOMPLETE
    finally:
        original[1].write_bytes(FILE)


@pytest.mark.parametrize("member", [backup.DUMP, backup.FILES])
def test_a_harmed_archive_leaves_nothing(archive, copy, tmp_path, member):
    with tarfile.open(archive) as tar:
        at = next(found.offset_data for found in tar if found.name.startswith(member) and found.size)
    harmed = bytearray(archive.read_bytes())
    harmed[at] ^= 1
    (tmp_path / "a.tar").write_bytes(harmed)
    with pytest.raises(base.Problem, match="is not what was put there"):
        restore.main([str(tmp_path / "a.tar"), copy])
    assert copy not in databases.comments()
    assert not (databases.FILESTORE / copy).exists()
    assert not list(databases.FILESTORE.glob(".restore-*"))


@pytest.mark.parametrize("share", [0.3, 0.99])
def test_half_an_archive_leaves_nothing(archive, copy, tmp_path, share):
    whole = archive.read_bytes()
    (tmp_path / "a.tar").write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(base.Problem, match="complete"):
        restore.main([str(tmp_path / "a.tar"), copy])
    assert copy not in databases.comments()


@pytest.mark.parametrize("content", [b"", b"no archive at all", b"\0" * 10240])
def test_what_is_no_archive_is_refused(copy, tmp_path, content):
    (tmp_path / "a.tar").write_bytes(content)
    with pytest.raises(base.Problem, match="archive"):
        restore.main([str(tmp_path / "a.tar"), copy])


def test_what_is_not_there_is_said(tmp_path, copy):
    with pytest.raises(base.Problem, match="is not there"):
        restore.main([str(tmp_path / "none.tar"), copy])
    with pytest.raises(base.Problem, match="does not exist"):
        backup.main(["no_such_database", str(tmp_path / "a.tar")])
    with pytest.raises(base.Problem, match="no database of Odoo"):
        backup.main(["postgres", str(tmp_path / "a.tar")])
    with pytest.raises(base.Problem, match="folder .* does not exist"):
        backup.main(["postgres", str(tmp_path / "no" / "a.tar")])
    assert not list(tmp_path.iterdir())


def test_a_restore_that_breaks_leaves_nothing(archive, copy, monkeypatch):
    def breaks(name, *_arguments):
        if name == "pg_restore" and "--exit-on-error" in _arguments:
            raise base.Problem("pg_restore failed")
        return ""

    monkeypatch.setattr(restore, "run", breaks)
    with pytest.raises(base.Problem, match="pg_restore failed"):
        restore.main([str(archive), copy])
    assert copy not in databases.comments()
    assert not (databases.FILESTORE / copy).exists()


def test_no_file_is_removed_while_the_archive_is_made(original):
    """Odoo's removal of unused files waits, writers do not."""
    with backup.snapshot(original[0]):
        connection = postgres.connect(original[0])
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
            with pytest.raises(psycopg2.errors.LockNotAvailable):
                cursor.execute("BEGIN; LOCK ir_attachment IN SHARE MODE")
            cursor.execute("ROLLBACK")
            cursor.execute("UPDATE ir_attachment SET name = name WHERE id = (SELECT min(id) FROM ir_attachment)")
        connection.close()


def test_programs_of_the_servers_version_are_taken(tmp_path, monkeypatch):
    folders = {}
    for major in (9, 15, 16, 99):
        folder = tmp_path / str(major) / "bin"
        folder.mkdir(parents=True)
        (folder / "pg_dump").write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {major}.1'\n")
        (folder / "pg_dump").chmod(0o755)
        folders[major] = folder
    monkeypatch.setattr(postgres, "wheel_binaries", lambda: list(folders.values()))
    monkeypatch.setattr(postgres, "INSTALLED", tmp_path / "none")
    connection = postgres.connect("postgres")
    server = connection.server_version // 10000
    connection.close()
    assert postgres.client("pg_dump") == folders[min(major for major in folders if major >= server)] / "pg_dump"
    monkeypatch.setattr(postgres, "wheel_binaries", lambda: [folders[9]])
    with pytest.raises(base.Problem, match=f"install postgresql-client-{server}"):
        postgres.client("pg_dump")
