"""Databases of national size: a nation, its provinces, communes with their departments and schools, a year of work.

They are filled by COPY; the level columns and sums are then computed by the addon's own methods. Databases are kept: a
run on another day, or after a change of code, updates them as ``bin/serve`` would. What benchmarks write is either
rolled back or is ordinary work (states change, the journal grows), so that the next run can use them.

Units get work from three kinds of plans: a national programme of ten tasks for all communes, six times a year; four
provincial plans of ten tasks; one plan of each commune, of sixteen tasks, for its departments and schools. Beyond a
million assignments, the rows belong to earlier years: almost all of that work is done, and its journal only says that
it was given.
"""

import datetime
import math
import random
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from measure import PASSWORD

from odoo import SUPERUSER_ID, api
from odoo.fields import Command
from odoo.modules.registry import Registry

from devenv import databases
from devenv.base import say, sha256

YEAR = 1_000_000  # assignments of a year in the nation
PROVINCES, COMMUNES, MINISTRIES = 34, 3_321, 25
OF_PROVINCE, OF_COMMUNE = 15, 12  # departments and facilities of one
NATIONAL_PLANS, PROVINCIAL_PLANS, TASKS, COMMUNE_TASKS = 6, 4, 10, 16
TODAY = datetime.date.today()
OFFICERS = 60
STATES = ("not_started", "in_progress", "returned", "submitted", "done", "suspended", "cancelled")


class National(NamedTuple):
    database: str
    assignments: int

    @contextmanager
    def as_user(self, login):
        """Yield a transaction of the user ``login``; it is rolled back."""
        with closing(Registry(self.database).cursor()) as cr:
            user = api.Environment(cr, SUPERUSER_ID, {})["res.users"].search([("login", "=", login)])
            yield api.Environment(cr, user.id, dict(user.context_get()))


def kept(assignments, base):
    """Return the database with about ``assignments`` rows. Create it from the database ``base()`` if it is missing."""
    made_from = f"{sha256(Path(__file__))[:16]}"
    name = f"cp_{databases.CHECKOUT}_national_{assignments}"
    data, _, addon = databases.key(name).partition(" ")
    if data != made_from:
        databases.create(name, base())
        say(f"Copying {assignments:,} assignments …")
        with Registry(name).cursor() as cr:
            Filler(api.Environment(cr, SUPERUSER_ID, {}), assignments).fill()
        addon = databases.addon_key()
    elif addon != databases.addon_key():
        say(f"Updating child_plan in database {name} …")
        addons = ",".join(addon.name for addon in databases.product())
        databases.odoo(name, "--update=child_plan", f"--init={addons}")
        addon = databases.addon_key()
    else:
        return National(name, assignments)
    databases.execute("VACUUM ANALYZE", database=name)
    databases.mark(name, f"{made_from} {addon}")
    return National(name, assignments)


class Filler:
    def __init__(self, env, assignments):
        self.env, self.cr = env, env.cr
        self.random = random.Random(assignments)
        self.years = max(1, round(assignments / YEAR))
        self.scale = min(1, assignments / YEAR)
        self.last = {}  # {table: the last id used}

    def fill(self):
        self.cr.execute("SET LOCAL session_replication_role = replica")  # no triggers: the rows are consistent
        self.make_units()
        self.copy("child_plan_unit", self.units)
        plans, tasks, work = [], [], []
        for year in range(self.years):
            self.make_plans(year, plans, tasks, work)
        self.copy("child_plan", plans)
        self.copy("child_plan_task", tasks)
        journal = []
        rows = (self.assignment(journal, *row_of_work) for row_of_work in work)
        self.copy("child_plan_assignment", rows)
        journal.sort(key=lambda row: row["day"])
        self.copy("child_plan_journal", journal)
        self.cr.execute("SET LOCAL session_replication_role = origin")
        self.env.invalidate_all()
        roots = self.env["child.plan.unit"].search([("parent_id", "=", False)])
        roots._store_levels()
        self.env["child.plan.assignment.rollup"]._rebuild()
        self.make_users()

    def copy(self, table, rows):
        """COPY dicts with the same keys into ``table``."""
        rows = iter(rows)
        first = next(rows)
        with closing(self.cr._cnx.cursor()) as cursor:
            cursor.copy_expert(
                f"COPY {table} ({', '.join(first)}) FROM STDIN", Lines(row for part in ([first], rows) for row in part)
            )
        self.cr.execute(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))")

    def new_id(self, table):
        if table not in self.last:
            self.cr.execute(f"SELECT COALESCE(max(id), 0) FROM {table}")
            self.last[table] = self.cr.fetchone()[0]
        self.last[table] += 1
        return self.last[table]

    def unit(self, name, parent, kind, level):
        id_ = self.new_id("child_plan_unit")
        row = {
            "id": id_,
            "name": name,
            "parent_id": parent and parent["id"],
            "parent_path": f"{parent['parent_path'] if parent else ''}{id_}/",
            "kind": kind,
            "level": level,
            "sequence": 10,
            "active": True,
            "external": False,
        }
        self.units.append(row)
        return row

    def make_units(self):
        self.units = []
        self.nation = self.unit("Nation", None, "authority", "national")
        self.ministries = [self.unit(f"Ministry {n}", self.nation, "department", "national") for n in range(MINISTRIES)]
        self.tree = {}  # {province: {commune: its departments}}
        self.departments = {}
        for n in range(PROVINCES):
            province = self.unit(f"Province {n}", self.nation, "authority", "province")
            self.departments[n] = [
                self.unit(f"Department {i} of {n}", province, "department", "province") for i in range(OF_PROVINCE)
            ]
            self.tree[n] = (province, [])
        for n in range(math.ceil(COMMUNES * self.scale)):
            province, communes = self.tree[n % PROVINCES]
            commune = self.unit(f"Commune {n}", province, "authority", "commune")
            units = [
                self.unit(f"{'School' if i % 2 else 'Office'} {i} of {n}", commune, "facility", "commune")
                for i in range(OF_COMMUNE)
            ]
            communes.append((commune, units))

    def make_plans(self, year, plans, tasks, work):
        """Create plans; append ``(plan, task, unit, due, age of the plan in years)`` to ``work``."""
        communes = [commune for _province, communes in self.tree.values() for commune, _units in communes]
        ministry = self.ministries[0]
        for _ in range(NATIONAL_PLANS):
            self.make_plan(year, self.nation, ministry, TASKS, communes, plans, tasks, work)
        for n, (province, of_province) in self.tree.items():
            units = [commune for commune, _units in of_province] + self.departments[n]
            for _ in range(PROVINCIAL_PLANS):
                self.make_plan(year, province, self.departments[n][0], TASKS, units, plans, tasks, work)
            for commune, units in of_province:
                self.make_plan(year, commune, units[0], COMMUNE_TASKS, units, plans, tasks, work)

    def make_plan(self, year, issuer, office, number, units, plans, tasks, work):
        given_on = TODAY - datetime.timedelta(days=300 + 365 * year)
        plan = {
            "id": self.new_id("child_plan"),
            "name": f"Programme of {issuer['name']}",
            "issuer_id": issuer["id"],
            "standing_unit_id": office["id"],
            "period_start": given_on,
            "period_end": given_on + datetime.timedelta(days=364),
            "state": "issued",
            "activated_on": given_on,
            "soon_days": 3,
            "confirm_days": 5,
            "next_working_day": False,
            "active": True,
        }
        plans.append(plan)
        for n in range(number):
            due_on = n and given_on + datetime.timedelta(days=self.random.randrange(20, 364))
            task = {
                "id": self.new_id("child_plan_task"),
                "name": f"Carry out task {n}",
                "plan_id": plan["id"],
                "timing": "one_off" if due_on else "continuous",
                "due_on": due_on or None,
                "state": "given",
                "weight": 1.0,
                "sequence": n,
            }
            tasks.append(task)
            work.extend((plan, task, unit, year) for unit in units)

    def assignment(self, journal, plan, task, unit, year):
        due_on, given_on = task["due_on"], plan["activated_on"]
        state = self.state(due_on, year)
        submitted_on = None
        if state in ("submitted", "done"):
            submitted_on = min((due_on or TODAY) + datetime.timedelta(days=self.random.randrange(-15, 3)), TODAY)
            submitted_on = max(submitted_on, given_on)
        id_ = self.new_id("child_plan_assignment")
        common = {"plan_id": plan["id"], "task_id": task["id"], "unit_id": unit["id"]}
        facts = [(given_on, "not_started", None)]
        if state != "not_started" and not year:
            day = submitted_on or given_on + datetime.timedelta(days=self.random.randrange(1, 290))
            facts.append((day, "submitted" if submitted_on else state, submitted_on))
            if state == "done":
                facts.append((min(day + datetime.timedelta(days=2), TODAY), "done", submitted_on))
        elif state != "not_started":
            facts = [(given_on, state, submitted_on)]
        for day, new, handed_in in facts:
            journal.append(
                {
                    **common,
                    "assignment_id": id_,
                    "day": day,
                    "happened_at": day,
                    "user_id": SUPERUSER_ID,
                    "kind": "given" if day == given_on else "state",
                    "new_value": new,
                    "state": new,
                    "due_on": due_on,
                    "submitted_on": handed_in,
                }
            )
        return {
            **common,
            "id": id_,
            "role": "lead",
            "requested": False,
            "state": state,
            "given_on": given_on,
            "due_on": due_on,
            "in_time_until": due_on,
            "first_due_on": due_on,
            "submitted_on": submitted_on,
            "progress": 100 if state == "done" else self.random.randrange(100) if state != "not_started" else 0,
            "soon_days": 3,
            "extension_pending": state == "in_progress" and self.random.random() < 0.05,
        }

    def state(self, due_on, year):
        chance = self.random.random()
        if year:
            return "cancelled" if chance < 0.01 else "in_progress" if chance < 0.02 else "done"
        if due_on is None:
            weights = (10, 60, 0, 0, 20, 5, 5)
        elif due_on < TODAY:
            weights = (3, 6, 1, 6, 82, 1, 1)
        else:
            weights = (40, 28, 1, 9, 20, 1, 1)
        return self.random.choices(STATES, weights)[0]

    def make_users(self):
        province, communes = self.tree[0]
        commune, units = communes[0]
        users = [
            ("leader_nation", "leader", self.nation),
            ("observer_nation", "observer", self.nation),
            ("standing_ministry", "standing", self.ministries[0]),
            ("leader_province", "leader", province),
            ("standing_province", "standing", self.departments[0][0]),
            ("leader_commune", "leader", commune),
            ("officer_commune", "officer", commune),
            ("officer_school", "officer", units[1]),
        ]
        users += [(f"officer{n}", "officer", commune) for n, (commune, _units) in enumerate(communes[:OFFICERS])]
        self.env["res.users"].with_context(no_reset_password=True).create(
            [
                {
                    "name": login,
                    "login": login,
                    "password": PASSWORD,
                    "email": f"{login}@example.com",
                    "group_ids": [Command.set(self.env.ref(f"child_plan.child_plan_group_{role}").ids)],
                    "child_plan_unit_ids": [Command.set([unit["id"]])],
                }
                for login, role, unit in users
            ]
        )


class Lines:
    """A file-like object for COPY that generates the text of the rows while it is read."""

    def __init__(self, rows):
        self.rows, self.rest = rows, ""

    def read(self, size):
        parts, length = [self.rest], len(self.rest)
        for row in self.rows:
            parts.append("\t".join("\\N" if value is None else str(value) for value in row.values()) + "\n")
            length += len(parts[-1])
            if length >= size:
                break
        text = "".join(parts)
        self.rest = text[size:]
        return text[:size]
