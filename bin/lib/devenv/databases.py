"""Databases with the addon: built in steps that are kept, and cloned from these.

A `kept` database is built once for each key: one with the modules that the core depends on, one with the product (the
core and the addons beside it), and one with the bridge addons as well, which link it to other apps of Odoo. A finished
database has the comment "child_plan CHECKOUT KEY"; without a key it was interrupted, and is built again.
"""

import ast
import datetime
import hashlib
import os
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg2.errors
from psycopg2.extensions import quote_ident

from . import odoo_source
from .base import ADDON, ADDONS, CHECKOUT, DATA_DIR, DiskFull, Problem, locked, run_logged, say, tree_hash
from .postgres import connect, first_line

FILESTORE = DATA_DIR / "filestore"
MARK = f"child_plan {CHECKOUT}"
# Files of the addon that do not affect a database.
NOT_INSTALLED = ("tests", "static/tests", "static/description", "readme", "README.rst", "HISTORY.md", "LICENSE")
# Used if the server lacks the extension unaccent: handles letters that decompose into accents, and đ.
UNACCENT = """
    CREATE FUNCTION unaccent(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT translate(regexp_replace(normalize($1, NFD), '[\\u0300-\\u036f]', '', 'g'), 'đĐ', 'dD')
    $$
"""


def execute(query, *values, database="postgres"):
    """Run one statement; return its rows if it has any."""
    connection = connect(database)
    try:
        with connection.cursor() as cursor:
            cursor.execute(query, values or None)
            return cursor.fetchall() if cursor.description else []
    except psycopg2.errors.InsufficientPrivilege as error:
        raise Problem(f"{first_line(error)}; give the database user the right CREATEDB, or name another one") from error
    except psycopg2.errors.DiskFull as error:
        raise DiskFull from error
    except psycopg2.Error as error:
        raise Problem(f"PostgreSQL: {first_line(error)}") from error
    finally:
        connection.close()


def quoted(name):
    connection = connect("postgres")
    try:
        return quote_ident(name, connection)
    finally:
        connection.close()


def comments():
    """Return {name: comment} of all databases."""
    return dict(execute("SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database"))


def key(name):
    """Return the key from which the database `name` was built; "" if it is missing or unfinished."""
    comment = comments().get(name) or ""
    return comment.removeprefix(MARK).strip() if comment.startswith(MARK) else ""


def mark(name, made_from=""):
    execute(f"COMMENT ON DATABASE {quoted(name)} IS '{MARK} {made_from}'")


def create(name, template="template0", lasting=False):
    """Create the database `name`, replacing an earlier one of this checkout.

    Commits wait for the disk only in a `lasting` database; all others can be built again.
    """
    known = comments()
    if name in known and not (known[name] or "").startswith(MARK):
        raise Problem(f"database {name} exists and was not made by this checkout; choose another name with --db")
    drop(name)
    make(name, template, lasting)
    if (FILESTORE / template).exists():
        # Clones can share the files of the store, because these never change.
        shutil.copytree(FILESTORE / template, FILESTORE / name, copy_function=os.link)


def make(name, template="template0", lasting=False):
    """Create the database `name`, which must not exist, without files."""
    # C collation, as Odoo creates databases: prefix searches on parent_path rely on it.
    collation = "LC_COLLATE 'C' ENCODING 'UTF8'" if template == "template0" else ""
    execute(f"CREATE DATABASE {quoted(name)} {collation} TEMPLATE {quoted(template)}")
    if not lasting:
        execute(f"ALTER DATABASE {quoted(name)} SET synchronous_commit = off")
    mark(name)
    if template == "template0":
        add_extensions(name)


def add_extensions(name):
    for extension in ("pg_trgm", "unaccent"):
        try:
            execute(f"CREATE EXTENSION {extension}", database=name)
        except Problem:
            if extension == "unaccent":
                execute(UNACCENT, database=name)
    execute("ALTER FUNCTION unaccent(text) IMMUTABLE", database=name)
    execute("GRANT CREATE ON SCHEMA public TO PUBLIC", database=name)


def drop(name):
    execute(f"DROP DATABASE IF EXISTS {quoted(name)} WITH (FORCE)")
    shutil.rmtree(FILESTORE / name, ignore_errors=True)


def odoo(database, *options):
    """Run Odoo on `database` until it has carried out `options`; print its warnings."""
    log = run_logged(
        [sys.executable, "-m", "odoo", "-d", database, "--no-http", "--stop-after-init", *options],
        database,
        f"Odoo failed on database {database}",
    )
    lines = log.read_text(errors="replace").splitlines()
    for line in lines:
        if " WARNING " in line or " ERROR " in line or " CRITICAL " in line:
            say(line)
    if any("demo data failed to install" in line for line in lines):
        raise Problem(f"the demonstration data could not be installed; see {log}")


def manifest(addon=ADDON):
    return ast.literal_eval((addon / "__manifest__.py").read_text())


def product():
    """Return the folders of the product's addons: the core first, then those that need no other app of Odoo."""
    folders = [path.parent for path in sorted(ADDONS.glob("*/__manifest__.py"))]
    within = {folder.name for folder in folders} | set(manifest()["depends"])
    others = [folder for folder in folders if folder != ADDON and set(manifest(folder)["depends"]) <= within]
    return [ADDON, *others]


def addon_key():
    """Return a key that changes with every file of the product that affects a database."""
    return hashlib.sha256(" ".join(tree_hash(addon, NOT_INSTALLED) for addon in product()).encode()).hexdigest()[:16]


def bridges():
    """Return the folders of the bridge addons, which link the product to other apps of Odoo."""
    return [path.parent for path in sorted(ADDONS.glob("*/__manifest__.py")) if path.parent not in product()]


def bridges_key():
    return " ".join(tree_hash(bridge, NOT_INSTALLED)[:16] for bridge in bridges())


def kept(step, made_from, build):
    """Return the name of the finished database of this `step`. Build it by `build(name)` if it is missing."""
    name = f"cp_{CHECKOUT}_{step}"
    if key(name) != made_from:
        build(name)
        mark(name, made_from)
    return name


def with_dependencies(lang, demo):
    """Return a database with all modules that the addon depends on, and the languages."""
    depends = manifest()["depends"]

    def build(name):
        say(f"Building a database with {', '.join(depends)} (a minute, once) …")
        create(name)
        languages = ",".join(dict.fromkeys([lang, "vi_VN", "en_US"]))
        odoo(name, f"--init={','.join(depends)}", f"--load-language={languages}", *(["--with-demo"] if demo else []))

    return kept(f"base_{lang}_{'demo' if demo else 'bare'}", f"{odoo_source.identity()} {','.join(depends)}", build)


def with_addon(lang="vi_VN", demo=True):
    """Return a database with the product as its files are now. The dates of its demonstration data are relative to
    today.
    """

    def build(name):
        base = with_dependencies(lang, demo)
        names = ",".join(addon.name for addon in product())
        say(f"Installing {names} …")
        create(name, base)
        odoo(name, f"--init={names}", *(["--with-demo"] if demo else []))

    made_from = f"{odoo_source.identity()} {addon_key()} {datetime.date.today()}"
    return kept(f"addon_{lang}_{'demo' if demo else 'bare'}", made_from, build)


def with_only(names):
    """Return a database with only the named addons and their dependencies."""

    def build(name):
        base = with_dependencies("vi_VN", demo=True)
        say(f"Installing {', '.join(names)} alone …")
        create(name, base)
        odoo(name, f"--init={','.join(names)}", "--with-demo")

    made_from = f"{odoo_source.identity()} {addon_key()} {datetime.date.today()}"
    return kept(f"only_{'_'.join(names)}", made_from, build)


def with_bridges(lang="vi_VN", demo=True):
    """Return a database with the addon, the bridge addons and the apps of Odoo that these need.

    Those apps have no demonstration data.
    """

    def build(name):
        addon, names = with_addon(lang, demo), ",".join(bridge.name for bridge in bridges())
        say(f"Installing {names} (two minutes, until a file changes) …")
        create(name, addon)
        odoo(name, f"--init={names}")

    made_from = f"{odoo_source.identity()} {addon_key()} {bridges_key()} {datetime.date.today()}"
    return kept(f"bridged_{lang}_{'demo' if demo else 'bare'}", made_from, build)


def ensure(name, lang, demo, bridged=False):
    """Create the database `name`, or update the addon in it, and those bridge addons that are installed."""
    with locked("databases"):
        wanted = f"{addon_key()} {bridges_key()}"
        current = key(name)
        if not current:
            create(name, with_bridges(lang, demo) if bridged else with_addon(lang, demo), lasting=True)
        elif current != wanted:
            say(f"Updating child_plan in database {name} …")
            update(name)
        mark(name, wanted)


def update(name):
    """Update the product in the database `name`, and install those of its addons that are new.

    They follow in a second run: an addon that takes over models of the core is installed by the core's migration, with
    the rows that are there.
    """
    odoo(name, "--update=child_plan", "--i18n-overwrite")
    query = "SELECT name FROM ir_module_module WHERE state = 'installed'"
    installed = {module for (module,) in execute(query, database=name)}
    if new := [addon.name for addon in product() if addon.name not in installed]:
        odoo(name, f"--init={','.join(new)}")


def set_address(name, address):
    """Set the base URL of links in letters and calendars, unless an administrator has set another machine's."""
    execute(
        """
        UPDATE ir_config_parameter SET value = %s
         WHERE key = 'web.base.url' AND value ~ '^http://(localhost|127[.]0[.]0[.]1)(:[0-9]+)?/?$'
        """,
        address,
        database=name,
    )
    # Otherwise Odoo changes it to the address at which an administrator logs in.
    execute(
        """
        INSERT INTO ir_config_parameter (key, value) VALUES ('web.base.url.freeze', 'True') ON CONFLICT (key) DO NOTHING
        """,
        database=name,
    )


@contextmanager
def scratch(purpose, made=with_addon):
    """Yield a fresh clone of the database that ``made()`` returns, for this process only.

    Clones that killed processes have left behind are dropped, with those that pytest-odoo named after them ("…-gw0").
    """
    prefix = f"cp_{CHECKOUT}_{purpose}_"
    name = f"{prefix}{os.getpid()}"
    with locked("databases"):
        for left in comments():
            if left.startswith(prefix) and not Path("/proc", left.removeprefix(prefix).split("-")[0]).exists():
                drop(left)
        create(name, made())
    try:
        yield name
    finally:
        drop(name)
