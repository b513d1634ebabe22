"""bin/restore FILE DATABASE: create a database with its file store from an archive of bin/backup.

The name may differ from the archive's. Nothing that exists is overwritten, and an incomplete restoration is removed
again. What was restored is checked, if the addons are of the archive's version. Exit codes: 0 restored and in order (or
not checked), 1 not restored, 2 restored, but the check found something.
"""

import argparse
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path

from . import databases, postgres
from .addon_lib import backup_archive
from .backup import ABOUT, DUMP, FILES, FORMAT, add_places, data_dir, run
from .base import ADDON, Problem, command, say
from .check import WRONG
from .shell import environment

# Created beforehand by `databases.add_extensions`: a dump does not preserve that `unaccent` is IMMUTABLE, without which
# its indexes cannot be created; and the server may lack extensions of the dumped one.
OURS = re.compile(r" (EXTENSION - |COMMENT - EXTENSION |FUNCTION public )(pg_trgm|unaccent)\b")


def main(arguments):
    parser = argparse.ArgumentParser(prog="bin/restore", description="Make a database out of an archive of bin/backup.")
    parser.add_argument("file", type=Path)
    parser.add_argument("database", help="name of the new database; an existing one is never overwritten")
    parser.add_argument("--no-check", action="store_true", help="leave the check to bin/check")
    parser.add_argument(
        "--neutralize", action="store_true", help="for a copy to try things in: it sends no letters and runs no jobs"
    )
    add_places(parser)
    options = parser.parse_args(arguments)
    store = data_dir(options) / FILES / options.database
    with archive(options.file) as (about, tar), postgres.server(options.config):
        if options.database in databases.comments():
            raise Problem(f"database {options.database} exists and is not overwritten; name another one")
        if store.exists():
            raise Problem(f"{store} exists and is not overwritten; move it away, or name another database")
        store.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=store.parent, prefix=".restore-") as folder:
            unpack(tar, about, Path(folder))
            load(options.database, Path(folder, DUMP))
            try:
                if options.neutralize:
                    neutralize(options.database)
                (Path(folder) / FILES).rename(store)
            except BaseException:
                databases.execute(f"DROP DATABASE {databases.quoted(options.database)} WITH (FORCE)")
                raise
    print(f"Database {options.database} and {about['files']} files as of {about['made']} are restored.")
    if about["missing"]:
        say(f"{len(about['missing'])} files were missing already when the archive was made.")
    return 0 if options.no_check else checked(options, about)


@contextmanager
def archive(file):
    """Return (content of backup.json, the open tar) of an archive."""
    try:
        with tarfile.open(file, "r:") as tar:
            first = tar.next()
            about = json.load(tar.extractfile(first)) if first and first.name == ABOUT else {}
            if about.get("format") != FORMAT:
                raise Problem(f"{file} is no archive of this version of bin/backup")
            yield about, tar
    except FileNotFoundError as error:
        raise Problem(f"{error.filename} is not there") from error
    except (tarfile.TarError, json.JSONDecodeError, EOFError) as error:
        raise Problem(f"{file} is no complete archive of bin/backup ({error})") from error


def unpack(tar, about, folder):
    """Unpack the archive to `folder`; raise a `Problem` if anything in it is missing or damaged."""
    (folder / FILES).mkdir()
    count = 0
    for member in tar:
        if member.name == ABOUT:
            continue
        tar.extract(member, folder, filter="data")
        if member.name == DUMP:
            sound = backup_archive.digest(folder / DUMP, "sha256") == about["dump_sha256"]
        else:
            count += 1
            sound = backup_archive.digest(folder / member.name, "sha1") == Path(member.name).name
        if not sound:
            raise Problem(f"{member.name} in the archive is not what was put there; use another archive")
    if count != about["files"] or not (folder / DUMP).exists():
        raise Problem(f"the archive is not complete: {count} of {about['files']} files are there; use another archive")


def load(database, dump):
    """Create `database` from pg_dump's file; leave nothing behind if that fails."""
    say(f"Restoring database {database} …")
    databases.make(database, lasting=True)
    try:
        fill(database, dump)
        databases.mark(database, "restored")
    except BaseException:
        databases.execute(f"DROP DATABASE {databases.quoted(database)} WITH (FORCE)")
        raise


def fill(database, dump):
    """Load pg_dump's file into a `database` that `databases.make` has made."""
    listed = run("pg_restore", "--list", dump).splitlines(keepends=True)
    chosen = dump.with_suffix(".list")
    chosen.write_text("".join(line for line in listed if not OURS.search(line)))
    options = ("--exit-on-error", "--no-owner", "--no-acl", "--jobs=2", f"--use-list={chosen}")
    run("pg_restore", *options, f"--dbname={database}", dump)
    databases.execute("ANALYZE", database=database)


def checked(options, about):
    """Check what was restored by bin/check; return the exit code. The scheduled jobs have not run here yet."""
    name, version = ADDON.name, databases.manifest()["version"]
    if about["addons"].get(name) != version:
        say(f"It has {name} {about['addons'].get(name)}, here is {version}: update it, then run bin/check.")
        return 0
    say("Checking it …")
    places = [option for named in ("config", "data_dir") if (option := place(options, named))]
    done = subprocess.run([sys.executable, "-m", "devenv.check", options.database, "--without-jobs", *places])
    if done.returncode == 1:
        say(f"It could not be checked; run bin/check {options.database}.")
    return WRONG if done.returncode else 0


def place(options, name):
    value = getattr(options, name)
    return value and f"--{name.replace('_', '-')}={value}"


def neutralize(database):
    with environment():
        done = subprocess.run(
            [sys.executable, "-m", "odoo", "neutralize", "-d", database], capture_output=True, text=True
        )
    if done.returncode:
        raise Problem(f"the copy could not be neutralized: {' '.join(done.stderr.split())[-300:]}")


if __name__ == "__main__":
    command(main)
