"""Databases to measure in: a small and a large tree of communes, each with one issued national plan.

Each database holds a nation with its provinces and communes, an officer in every commune, and a plan of ten tasks for
all communes. They are kept, and used again on the same day as long as neither the addon nor this file changes.
Benchmarks leave them unchanged: what they write is rolled back.
"""

import datetime
import math
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from measure import PASSWORD

import odoo
from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.modules.registry import Registry

from devenv import databases, odoo_source
from devenv.base import locked, say, sha256

TODAY = datetime.date.today()
SMALL = 50  # communes in the small tree
PROVINCE = 100  # communes in a province
# Days from today to the deadline of each task, None for no deadline. The plan was issued 60 days ago.
DEADLINES = (-40, -30, -20, -10, -1, 2, 10, 20, 40, None)
TASKS = len(DEADLINES)
ISSUED = TODAY - datetime.timedelta(days=60)


class Tree(NamedTuple):
    database: str
    communes: int

    @contextmanager
    def as_user(self, login):
        """Yield a transaction of the user ``login`` with only the server's own caches filled; it is rolled back."""
        with closing(Registry(self.database).cursor()) as cr:
            user = api.Environment(cr, SUPERUSER_ID, {})["res.users"].search([("login", "=", login)])
            yield api.Environment(cr, user.id, dict(user.context_get()))


@contextmanager
def opened():
    """Reserve the databases for this process."""
    odoo.tools.config.parse_config(["--no-http", "--log-level=warn"], setup_logging=True)
    with locked("benchmarks"):
        yield


def trees(communes):
    """Return ``{"small": Tree, "large": Tree}``, the large one with ``communes``."""
    return {"small": Tree(_kept("small", SMALL), SMALL), "large": Tree(_kept("large", communes), communes)}


def _key():
    return f"{odoo_source.identity()} {databases.addon_key()} {TODAY}"


def base():
    """Return a database with the addon and Odoo Project, without any data."""

    def with_project(name):
        databases.create(name, databases.with_addon(demo=False))
        say("Installing project …")
        databases.odoo(name, "--init=project")

    return databases.kept("benchmarks_base", _key(), with_project)


def _kept(size, communes):
    def filled(name):
        databases.create(name, base())
        say(f"Making a tree of {communes:,} communes …")
        with Registry(name).cursor() as cr:
            _fill(api.Environment(cr, SUPERUSER_ID, {}), communes)
        databases.execute("VACUUM ANALYZE", database=name)

    return databases.kept(f"benchmarks_{size}", f"{_key()} {communes} {sha256(Path(__file__))[:16]}", filled)


def _fill(env, communes):
    units = env["child.plan.unit"]
    nation = units.create({"name": "Nation", "kind": "authority", "level": "national"})
    office = units.create({"name": "Ministry", "parent_id": nation.id, "level": "national"})
    provinces = units.create(
        [
            {"name": f"Province {i}", "kind": "authority", "level": "province", "parent_id": nation.id}
            for i in range(math.ceil(communes / PROVINCE))
        ]
    )
    authorities = units.create(
        [
            {
                "name": f"Commune {i}",
                "kind": "authority",
                "level": "commune",
                "parent_id": provinces[i // PROVINCE].id,
            }
            for i in range(communes)
        ]
    )
    collective = units.create(
        {
            "name": "All communes",
            "kind": "collective",
            "level": "national",
            "parent_id": nation.id,
            "member_kind": "authority",
            "member_level": "commune",
        }
    )
    _plan(env, nation, office, collective)._issue(ISSUED)
    # Set only now, so that no mail about this plan is queued in the database.
    _users(env, [("leader", "leader", nation), ("standing", "standing", office)])
    env["res.users"].search([("login", "=", "leader")]).password = PASSWORD
    _users(env, [(f"officer{i}", "officer", commune) for i, commune in enumerate(authorities)])


def _plan(env, nation, office, collective):
    days = [day is not None and TODAY + datetime.timedelta(days=day) for day in DEADLINES]
    return env["child.plan"].create(
        {
            "name": "Programme of ten tasks",
            "next_working_day": False,  # so that counts do not depend on the day of the week
            "issuer_id": nation.id,
            "standing_unit_id": office.id,
            "task_ids": [
                Command.create(
                    {
                        "name": f"Carry out task {i}",
                        "timing": "one_off" if due_on else "continuous",
                        "due_on": due_on,
                        "line_ids": [Command.create({"unit_id": collective.id})],
                        "deliverable_ids": [Command.create({"name": "Report", "kind": "report"})],
                    }
                )
                for i, due_on in enumerate(days)
            ],
        }
    )


def _users(env, rows):
    env["res.users"].with_context(no_reset_password=True).create(
        [
            {
                "name": login,
                "login": login,
                "email": f"{login}@example.com",
                "group_ids": [Command.set(env.ref(f"child_plan.child_plan_group_{role}").ids)],
                "child_plan_unit_ids": [Command.set(unit.ids)],
            }
            for login, role, unit in rows
        ]
    )
