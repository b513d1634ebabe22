"""One archive for the dumps of all versions, which are nearly the same: together they are hardly larger than one."""

import io
import lzma
import re
import shutil
import tarfile
from pathlib import Path

HERE = Path(__file__).parent
FILE = HERE / "dumps.tar.xz"
SQL, FILES = "database.sql", "filestore"
# The window reaches from a dump to that of the version before.
PACKED = [{"id": lzma.FILTER_LZMA2, "preset": 9, "dict_size": 2**27}]
# a COPY statement, its rows, and the end of these
COPY = re.compile(r"^(COPY .* FROM stdin;)\n((?:.*\n)*?)\\\.\n", re.MULTILINE)


def pack(folder):
    partial = folder / FILE.name
    with lzma.open(partial, "wb", filters=PACKED) as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        paths = [path for path in folder.glob("19.0.*/**/*") if path.is_file()]
        for path in sorted(paths, key=lambda path: (path.name != SQL, str(path))):
            tar.add(path, str(path.relative_to(folder)), filter=nameless)
    shutil.move(partial, FILE)


def nameless(member):
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    return member


def unpack(folder, version=None):
    """Unpack the dump of ``version`` (default: of all) to a folder of its name."""
    with lzma.open(FILE) as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
        for member in tar:
            if version is None or member.name.startswith(f"{version}/"):
                tar.extract(member, folder, filter="data")


def load(cursor, sql):
    """Run a plain SQL dump as psql does, which need not be there: statements, and rows for COPY."""
    at = 0
    for found in COPY.finditer(sql):
        run(cursor, sql[at : found.start()])
        cursor.copy_expert(found[1], io.StringIO(found[2]))
        at = found.end()
    run(cursor, sql[at:])


def run(cursor, statements):
    if any(line and not line.startswith("--") for line in statements.splitlines()):
        cursor.execute(statements)
