"""bin/backup DATABASE FILE: save a database and its file store, as of one moment, in one archive.

Odoo may keep running. The archive is a tar of `backup.json` (a description), `database.dump` (pg_dump's custom format)
and `filestore/`, with exactly the files that the database refers to. Exit codes for monitoring: 0 saved, 1 not saved, 2
saved, but files were missing or damaged.
"""

import argparse
import datetime
import hashlib
import io
import json
import os
import subprocess
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from . import postgres
from .base import DATA_DIR, DiskFull, Problem, command, say, settings

FORMAT = 1
ABOUT, DUMP, FILES = "backup.json", "database.dump", "filestore"
INCOMPLETE = 2


def main(arguments):
    parser = argparse.ArgumentParser(prog="bin/backup", description="Write a database and its files into one archive.")
    parser.add_argument("database")
    parser.add_argument("file", type=Path, help="the archive to be made; an existing one is never overwritten")
    add_places(parser)
    options = parser.parse_args(arguments)
    if options.file.exists():
        raise Problem(f"{options.file} exists and is not overwritten; name another file")
    if not options.file.parent.is_dir():
        raise Problem(f"the folder {options.file.parent} does not exist")
    with postgres.server(options.config):
        return save(options.database, data_dir(options) / FILES / options.database, options.file)


def add_places(parser):
    """Add the options for a database that does not belong to bin/serve."""
    parser.add_argument("-c", "--config", type=Path, help="odoo.conf that names the server (default: the checkout's)")
    parser.add_argument("--data-dir", type=Path, help="Odoo's data_dir (default: as odoo.conf says, else bin/serve's)")


def data_dir(options):
    if options.config and not options.config.is_file():
        raise Problem(f"{options.config} is not there")
    named = settings(options.config).get("data_dir") if options.config else None
    return options.data_dir or Path(named or DATA_DIR)


def save(database, store, file):
    """Write the archive `file`; return the exit code."""
    with snapshot(database) as (cursor, snapshot_id), tempfile.TemporaryDirectory(dir=file.parent) as folder:
        dump, partial = Path(folder, DUMP), Path(folder, "archive")
        say(f"Dumping database {database} …")
        run("pg_dump", "--format=custom", f"--snapshot={snapshot_id}", f"--file={dump}", f"--dbname={database}")
        cursor.execute("SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL ORDER BY 1")
        names = [name for (name,) in cursor.fetchall()]
        harmed = [name for name in names if not unharmed(store / name)]
        about = {
            "format": FORMAT,
            "database": database,
            "made": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "addons": addons(cursor),
            "files": len(names) - len(harmed),
            "missing": harmed,
            "dump_sha256": digest(dump, "sha256"),
        }
        say(f"Adding {about['files']} files …")
        with partial.open("xb") as output:
            os.fchmod(output.fileno(), 0o600)  # the archive contains everything, including password hashes
            with tarfile.open(fileobj=output, mode="w") as archive:
                text = json.dumps(about, indent=1).encode()
                head = tarfile.TarInfo(ABOUT)
                head.size = len(text)
                archive.addfile(head, io.BytesIO(text))
                archive.add(dump, DUMP)
                for name in sorted(set(names) - set(harmed)):
                    archive.add(store / name, f"{FILES}/{name}", recursive=False)
            output.flush()
            os.fsync(output.fileno())
        os.link(partial, file)  # unlike a rename, this fails if the file exists
    print(f"{file}: database {database} and {about['files']} files, {file.stat().st_size / 2**20:.1f} MB")
    if harmed:
        say(f"bin/backup: {len(harmed)} files that the database names are missing or harmed in {store}: {harmed[0]} …")
        return INCOMPLETE
    return 0


@contextmanager
def snapshot(database):
    """Yield (cursor, id) of a snapshot of the database; until then no file of the store is removed."""
    try:
        connection = psycopg2.connect(dbname=database)
    except psycopg2.OperationalError as error:
        raise Problem(postgres.first_line(error)) from error
    connection.set_session(isolation_level="REPEATABLE READ")
    try:
        with connection.cursor() as cursor:
            # Odoo needs a SHARE lock of this table to remove files, which conflicts with this one; writers are not
            # affected.
            cursor.execute("LOCK TABLE ir_attachment IN SHARE UPDATE EXCLUSIVE MODE")
            cursor.execute("SELECT pg_export_snapshot()")
            yield cursor, cursor.fetchone()[0]
    except psycopg2.errors.UndefinedTable as error:
        raise Problem(f"{database} is no database of Odoo") from error
    finally:
        connection.close()


def addons(cursor):
    """Return {name: version} of the installed addons."""
    cursor.execute("SELECT name, latest_version FROM ir_module_module WHERE state = 'installed' ORDER BY name")
    return dict(cursor.fetchall())


def unharmed(path):
    """Return whether a file of the store exists with the content that its name states."""
    return path.is_file() and digest(path, "sha1") == path.name


def digest(path, algorithm):
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()


def run(name, *arguments):
    """Run pg_dump or pg_restore without fsync: an incomplete result is thrown away."""
    options = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True}
    quick = {**os.environ, "PGOPTIONS": "-c synchronous_commit=off"}
    done = subprocess.run([postgres.client(name), *arguments], env=quick, **options)
    if "No space left on device" in done.stderr:
        raise DiskFull
    if done.returncode:
        raise Problem(f"{name} failed: {' '.join(done.stderr.split())[:500]}")
    return done.stdout


if __name__ == "__main__":
    command(main)
