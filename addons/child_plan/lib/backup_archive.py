"""The archive of a database and its file store, as of one moment: written by ``bin/backup`` and by the button.

A tar of ``backup.json`` (a description), ``database.dump`` (pg_dump's custom format) and ``filestore/``, with exactly
the files that the database refers to. It holds everything, the hashes of passwords too: only its owner may read it.
"""

import datetime
import hashlib
import io
import json
import os
import re
import subprocess
import tarfile
import tempfile
from pathlib import Path

FORMAT = 1
ABOUT, DUMP, FILES = "backup.json", "database.dump", "filestore"
# The rows that tell of archives are wrong in a copy: it has none, and would make the one that was being made again.
WITHOUT = ("--exclude-table-data=child_plan_backup",)
NO_SPACE = "No space left on device"


class ProgramFailed(Exception):
    """pg_dump or pg_restore failed; the message is what it said."""


def export_snapshot(cursor):
    """Return the id of a snapshot of the database, whose files stay until the transaction of ``cursor`` ends.

    The transaction must be REPEATABLE READ, and this its first statement. Odoo needs a SHARE lock of the table to
    remove files, which conflicts with this one; writers are not affected.
    """
    cursor.execute("LOCK TABLE ir_attachment IN SHARE UPDATE EXCLUSIVE MODE")
    cursor.execute("SELECT pg_export_snapshot()")
    return cursor.fetchone()[0]


def write(file, cursor, snapshot, store, dump, tell=lambda words: None):
    """Write the archive ``file``, which must not exist, of the database of ``cursor``; return its description.

    :param snapshot: what ``export_snapshot`` returned
    :param store: the folder with the files of the database
    :param dump: function that has pg_dump write to the path that it is given, with further options
    :param tell: function that is told what is done, as ``(words, number)``
    """
    cursor.execute("SELECT current_database()")
    database = cursor.fetchone()[0]
    cursor.execute("SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL ORDER BY 1")
    names = [name for (name,) in cursor.fetchall()]
    cursor.execute("SELECT name, latest_version FROM ir_module_module WHERE state = 'installed' ORDER BY name")
    addons = dict(cursor.fetchall())
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
        dumped, partial = Path(folder, DUMP), Path(folder, "archive")
        tell(f"Dumping database {database} …")
        dump(*WITHOUT, "--format=custom", f"--snapshot={snapshot}", f"--file={dumped}", f"--dbname={database}")
        harmed = [name for name in names if not unharmed(store / name)]
        about = {
            "format": FORMAT,
            "database": database,
            "made": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
            "addons": addons,
            "files": len(names) - len(harmed),
            "missing": harmed,
            "dump_sha256": digest(dumped, "sha256"),
        }
        tell(f"Adding {about['files']} files …")
        pack(partial, about, dumped, store, sorted(set(names) - set(harmed)))
        os.link(partial, file)  # unlike a rename, this fails if the file exists
    return about


def pack(partial, about, dumped, store, names):
    with partial.open("xb") as output:
        os.fchmod(output.fileno(), 0o600)
        with tarfile.open(fileobj=output, mode="w") as archive:
            text = json.dumps(about, indent=1).encode()
            head = tarfile.TarInfo(ABOUT)
            head.size = len(text)
            archive.addfile(head, io.BytesIO(text))
            archive.add(dumped, DUMP)
            dumped.unlink()
            for name in names:
                archive.add(store / name, f"{FILES}/{name}", recursive=False)
        output.flush()
        os.fsync(output.fileno())


def space_wanted(cursor):
    """Return how many bytes an archive of the database of ``cursor`` may take at most while it is made."""
    cursor.execute(
        """SELECT pg_database_size(current_database()) + COALESCE(sum(size), 0)
             FROM (SELECT max(file_size) AS size FROM ir_attachment
                    WHERE store_fname IS NOT NULL GROUP BY store_fname) AS file"""
    )
    return int(cursor.fetchone()[0])


def unharmed(path):
    """Return whether a file of the store exists with the content that its name states."""
    return path.is_file() and digest(path, "sha1") == path.name


def digest(path, algorithm):
    with path.open("rb") as file:
        return hashlib.file_digest(file, algorithm).hexdigest()


def run(program, *arguments, env=None):
    """Run pg_dump or pg_restore without fsync, as an incomplete result is thrown away; return what it printed.

    :raise ProgramFailed: with what it said
    """
    quick = {**(os.environ if env is None else env), "PGOPTIONS": "-c synchronous_commit=off"}
    done = subprocess.run([program, *arguments], env=quick, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        said = NO_SPACE if NO_SPACE in done.stderr else " ".join(done.stderr.split())[:500]
        raise ProgramFailed(said)
    return done.stdout


def suited(name, wanted, folders):
    """Return the path of the program ``name`` of PostgreSQL ``wanted``, or else of the next newer one; None if there is
    none in ``folders``.
    """
    found = [folder for folder in folders if (folder / name).exists() and major(folder, name) >= wanted]
    return min(found, key=lambda folder: major(folder, name)) / name if found else None


def major(folder, program="postgres"):
    """Return 18 for the programs of PostgreSQL 18.4; 0 if they print no version."""
    done = subprocess.run([folder / program, "--version"], capture_output=True, text=True)
    version = re.search(r"\) (\d+)", done.stdout)
    return int(version[1]) if version else 0
