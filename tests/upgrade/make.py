"""bin/lib/python tests/upgrade/make.py [VERSION…]: make the dumps of versions anew. Read README.md first.

Each database is made and described by the code of its version, which is taken from the history of this repository.
Versions that are not named stay as they are in the archive.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import archive  # noqa: E402

from devenv import databases, postgres  # noqa: E402
from devenv.base import CHECKOUT, ROOT, Problem, command, say  # noqa: E402
from devenv.shell import environment  # noqa: E402

# the last commit that had this version
COMMITS = {
    "19.0.1.0.0": "24868f7",
    "19.0.2.0.0": "defccdc",
    "19.0.3.0.0": "e707908",
    "19.0.4.0.0": "040d77b",
    "19.0.5.0.0": "b0b62fd",
    "19.0.6.0.0": "e602d48",
    "19.0.7.0.0": "277894b",
    "19.0.8.0.0": "f149499",
    "19.0.9.0.0": "b779c23",
}
# What Odoo makes anew, and what no test reads.
THIN = """
    DELETE FROM ir_attachment WHERE url LIKE '/web/assets/%';
    DELETE FROM ir_attachment WHERE res_model = 'ir.module.module';
    DELETE FROM ir_logging;
    DELETE FROM bus_bus;
    UPDATE res_users SET password = NULL;
    UPDATE ir_config_parameter SET value = 'of a dump'
     WHERE key IN ('database.secret', 'mail.web_push_vapid_private_key');
    UPDATE ir_config_parameter SET value = 'http://localhost:8069' WHERE key = 'web.base.url';
"""
# The functions come with the database in which a dump is loaded, and its server may lack those of pg_trgm. The settings
# are those of one version of PostgreSQL.
LEFT_OUT = re.compile(r"^-- Name: (EXTENSION|unaccent|pg_trgm|FUNCTION unaccent|SCHEMA public|public; Type: SCHEMA)\b")
SETTING = re.compile(r"^(SET|SELECT pg_catalog\.set_config|\\(un)?restrict)\b.*$", re.MULTILINE)


def main(arguments):
    versions = arguments or list(COMMITS)
    if unknown := set(versions) - set(COMMITS):
        raise Problem(f"no commit is known of version {', '.join(sorted(unknown))}")
    with environment(), tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        if archive.FILE.exists():
            archive.unpack(folder)
        for version in versions:
            say(f"Version {version} …")
            with checkout(COMMITS[version], folder) as code:
                make(version, code, folder)
        archive.pack(folder)
    print(f"{archive.FILE}: {archive.FILE.stat().st_size / 2**20:.2f} MB")
    return 0


@contextmanager
def checkout(commit, folder):
    code = folder / f"code-{commit}"
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(code), commit], check=True)
    try:
        yield code
    finally:
        subprocess.run([*git, "remove", "--force", str(code)], check=True)


def make(version, code, folder):
    addons = [name for name in installed_by_hand(code)]
    name = f"cp_{CHECKOUT}_dump"
    kept = Path(folder, version)
    shutil.rmtree(kept, ignore_errors=True)
    kept.mkdir()
    databases.create(name, base(code))
    try:
        run(name, code, f"--init={','.join(addons)}", "--without-demo")
        script(name, code, "world.py", "make(env)")
        today = script(name, code, "world.py", "print('TODAY', TODAY)").partition("TODAY ")[2].split()[0]
        before = script(name, code, "describe.py", describing(today))
        (HERE / "before" / f"{version}.json").write_text(before_text(before))
        databases.execute(THIN, database=name)
        dump(name, kept)
    finally:
        databases.drop(name)


def describing(today):
    return f"import json; print('BEFORE', json.dumps(describe(env, '{today}'), ensure_ascii=False))"


def before_text(printed):
    """Return what was true before as JSON with one line for each row or user."""

    def line(value):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    parts = []
    for name, value in json.loads(printed.partition("BEFORE ")[2].splitlines()[0]).items():
        if isinstance(value, dict):
            value = "{\n" + ",\n".join(f"  {line(key)}: {line(of)}" for key, of in value.items()) + "\n }"
        else:
            value = line(value)
        parts.append(f" {line(name)}: {value}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def installed_by_hand(code):
    """Return the addons of a version that need no app of Odoo beside what the core depends on."""
    manifests = {path.parent.name: databases.manifest(path.parent) for path in code.glob("addons/*/__manifest__.py")}
    within = {*manifests, *manifests["child_plan"]["depends"]}
    return [name for name, manifest in manifests.items() if set(manifest["depends"]) <= within]


def base(code):
    """Return a database with what the version depends on, without demonstration; it is kept for the next version."""
    depends = ",".join(sorted(databases.manifest(code / "addons" / "child_plan")["depends"]))

    def build(name):
        databases.create(name)
        run(name, code, f"--init={depends}", "--load-language=vi_VN", "--without-demo")

    return databases.kept(f"dumpbase_{len(depends)}", depends, build)


def run(name, code, *options, shell=(), stdin=None):
    command = [sys.executable, "-m", "odoo", *shell, "-d", name, "--no-http", f"--addons-path={code / 'addons'}"]
    command += [*options] if shell else ["--stop-after-init", *options]
    done = subprocess.run(command, input=stdin, text=True, capture_output=True, env=os.environ)
    if done.returncode or "Traceback" in done.stderr:
        raise Problem(f"Odoo failed on {name}: {done.stderr[-6000:]}")
    return done.stdout


def script(name, code, file, last):
    text = (HERE / file).read_text()
    return run(name, code, "--log-level=warn", shell=["shell"], stdin=f"{text}\n{last}\n")


def dump(name, kept):
    """Write the SQL and the files that the database names."""
    options = ["--no-owner", "--no-acl", f"--dbname={name}"]
    text = subprocess.run([postgres.client("pg_dump"), *options], capture_output=True, text=True, check=True).stdout
    parts = re.split(r"(?m)^--\n(?=-- Name: )", text)
    parts = [part for part in parts if not LEFT_OUT.match(part) and "gin_trgm_ops" not in part]
    (kept / archive.SQL).write_text(SETTING.sub("", "".join(parts)))
    query = "SELECT DISTINCT store_fname FROM ir_attachment WHERE store_fname IS NOT NULL"
    for (file,) in databases.execute(query, database=name):
        target = kept / archive.FILES / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(databases.FILESTORE / name / file, target)


if __name__ == "__main__":
    command(main)
