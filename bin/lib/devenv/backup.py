"""bin/backup DATABASE FILE: save a database and its file store, as of one moment, in one archive.

Odoo may keep running. The archive is that of the button in Odoo (`addons/child_plan/lib/backup_archive.py`). Exit codes
for monitoring: 0 saved, 1 not saved, 2 saved, but files were missing or damaged.
"""

import argparse
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from . import postgres
from .addon_lib import backup_archive
from .base import DATA_DIR, DiskFull, Problem, command, say, settings

ABOUT, DUMP, FILES, FORMAT = backup_archive.ABOUT, backup_archive.DUMP, backup_archive.FILES, backup_archive.FORMAT
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
    with snapshot(database) as (cursor, snapshot_id):
        about = backup_archive.write(file, cursor, snapshot_id, store, lambda *options: run("pg_dump", *options), say)
    print(f"{file}: database {database} and {about['files']} files, {file.stat().st_size / 2**20:.1f} MB")
    if harmed := about["missing"]:
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
            yield cursor, backup_archive.export_snapshot(cursor)
    except psycopg2.errors.UndefinedTable as error:
        raise Problem(f"{database} is no database of Odoo") from error
    finally:
        connection.close()


def run(name, *arguments):
    """Run pg_dump or pg_restore of the server's version."""
    try:
        return backup_archive.run(postgres.client(name), *arguments)
    except backup_archive.ProgramFailed as failed:
        if str(failed) == backup_archive.NO_SPACE:
            raise DiskFull from failed
        raise Problem(f"{name} failed: {failed}") from failed


if __name__ == "__main__":
    command(main)
