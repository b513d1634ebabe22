"""Work inside a database with Odoo, for commands that check it: bin/check, bin/verify-journal."""

import os
from contextlib import contextmanager

import psycopg2

from . import postgres
from .backup import add_places, data_dir
from .base import Problem
from .shell import environment

NO_ADDON = "{} has no child_plan of this version; install or update the addon there first"


def add_options(parser):
    parser.add_argument("--lang", help="language of the words (default: the administrator's)")
    add_places(parser)


@contextmanager
def inside(options):
    """Yield an environment of the superuser in `options.database`; the transaction is committed at the end."""
    folder = data_dir(options)
    with postgres.server(options.config), environment():
        os.environ["ODOO_DATA_DIR"] = str(folder)
        import odoo  # noqa: PLC0415 - only importable once `environment` has provided it
        from odoo import SUPERUSER_ID, api  # noqa: PLC0415
        from odoo.modules.registry import Registry  # noqa: PLC0415

        odoo.tools.config.parse_config(["--no-http", "--log-level=critical"], setup_logging=True)
        try:
            registry = Registry(options.database)
        except psycopg2.Error as error:
            raise Problem(postgres.first_line(error)) from error
        if "child.plan.check" not in registry:
            raise Problem(NO_ADDON.format(options.database))
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            try:
                lang = options.lang or env.ref("base.user_admin").lang
                yield env(context={"lang": lang})
            except (psycopg2.errors.UndefinedTable, psycopg2.errors.UndefinedColumn) as error:
                raise Problem(NO_ADDON.format(options.database)) from error
