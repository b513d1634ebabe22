"""The programs of bin/cluster: the machine's own, or those of Debian's packages, unpacked and not installed, since
installing them would start servers. Patroni and session_db come from requirements-cluster.txt.
"""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import SimpleNamespace

from . import debian, nginx, postgres, venv
from .base import STATE, Problem

#: program -> Debian's packages that hold it and those libraries that a machine may lack
PACKAGES = {
    "etcd": ["etcd-server"],
    "haproxy": ["haproxy", "liblua5.3-0", "libopentracing-c-wrapper0", "libopentracing1"],
    "pgbouncer": ["pgbouncer", "libc-ares2", "libevent-2.1-7"],
}
FOLDERS = ("usr/bin", "usr/sbin")
LEAST_PATRONI = 4  # an older one loses writes that were confirmed, when a primary that stood still goes on (#2689)


def find():
    """Return where each program is, as an object: ``etcd``, ``haproxy``, ``pgbouncer``, ``nginx``, ``patroni``,
    ``postgres`` (the folder of PostgreSQL's programs), ``session_db`` (a folder for ``addons_path``), ``libraries``.
    """
    paths = {name: program(name) for name in PACKAGES}
    own = venv.ensure("cluster").parent
    patroni = Path(os.environ.get("PATRONI") or own / "patroni")
    check_patroni(patroni)
    (session_db,) = own.parent.glob("lib/python3*/site-packages/odoo/addons")
    return SimpleNamespace(
        **paths,
        nginx=nginx.binary(),
        patroni=patroni,
        postgres=server_programs(),
        session_db=session_db,
        libraries=":".join(map(str, STATE.glob("cluster-*/usr/lib/*-linux-gnu"))),
    )


def program(name):
    """Return the path of a program; raise a Problem that names it, if it cannot be had."""
    places = [shutil.which(name), *(Path("/", folder, name) for folder in FOLDERS)]
    if own := next((path for path in places if path and Path(path).exists()), None):
        return Path(own)
    folder = STATE / f"cluster-{name}"
    if not folder.exists():
        try:
            files = debian.fetch(debian.own_suite(), PACKAGES[name])
        except Problem as problem:
            raise Problem(f"{name} is missing; install Debian's package {PACKAGES[name][0]} ({problem})") from problem
        work = Path(tempfile.mkdtemp(dir=STATE, prefix=f"{name}-"))
        debian.unpack(files, work)
        work.chmod(0o755)
        work.rename(folder)
    return next(path for where in FOLDERS if (path := folder / where / name).exists())


def check_patroni(path):
    """Refuse a Patroni that loses writes, and one that is not there."""
    try:
        told = subprocess.run([path, "--version"], capture_output=True, text=True).stdout
    except OSError as error:
        raise Problem(f"{path} is missing; name your Patroni by PATRONI, or unset it") from error
    version = re.search(r"\d+(?:\.\d+)*", told)
    if not version or int(version[0].split(".")[0]) < LEAST_PATRONI:
        raise Problem(
            f"{path} is Patroni {version[0] if version else '?'}: before {LEAST_PATRONI} it loses confirmed writes "
            "when a primary that stood still goes on; take a newer one (PostgreSQL's own packages, or PyPI)"
        )


def server_programs():
    """Return the folder with PostgreSQL's programs, the newest that has pg_rewind."""
    folders = sorted(postgres.INSTALLED.glob("*/bin"), key=lambda path: -postgres.major(path))
    for folder in [*folders, *postgres.wheel_binaries()]:
        if (folder / "pg_rewind").exists() and (folder / "initdb").exists():
            return folder
    raise Problem("PostgreSQL's server with pg_rewind is missing; install Debian's package postgresql")
