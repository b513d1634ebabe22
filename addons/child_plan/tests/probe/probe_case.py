"""The world of the probe: every model of plans with rows of a foreign tree, each text of which names its row.

What a user of another tree is answered, in values or in words of errors, may hold marks of rows that this user can
read, or of what such rows show, and no others.
"""

import json
import os
import re
import time
from contextlib import suppress
from unittest.mock import Mock, patch

from markupsafe import Markup
from psycopg2 import Error, IntegrityError

from odoo.fields import Command
from odoo.tools import SQL, mute_logger

from ...models.unit.wrong_values import WRONG
from ..common import ROLES, PlanCase

MARK = re.compile(r"zq([a-z_]+)\.(\d+)qz")
MECHANICAL = {"parent_path", "state", "status_on_day"}  # texts that the code itself reads
SHOWN = ("char", "text", "html", "many2one", "reference")  # what is read with words
LONG = bool(os.environ.get("CHILD_PLAN_LONG"))  # bin/test --long
PICKED = 4 if LONG else 1  # rows of each model that are tried
# What mail and files keep beside records: the columns with words, and those that name the record.
BESIDE = {
    "mail_message": (("subject", "body"), "model", "res_id"),
    "mail_activity": (("summary", "note", "res_name"), "res_model", "res_id"),
    "mail_scheduled_message": (("subject", "body"), "model", "res_id"),
    "ir_attachment": (("name", "description"), "res_model", "res_id"),
}
MUTED = (
    "odoo.addons.base.models.ir_rule",
    "odoo.sql_db",
    "odoo.models.unlink",
    "odoo.tests",
    "odoo.http",
    "odoo.models",
)


class ProbeCase(PlanCase):
    developer = True  # in developer mode, as far as the server lets the user have it

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.models = sorted(
            name for name, model in cls.registry.items() if name.startswith("child.plan") and not model._abstract
        )
        cls._make_world()
        cls._fill()
        cls.users = {role: cls.user(f"t_probe_{role}", role, cls.district_b) for role in ROLES}
        cls.users["standing"].child_plan_unit_ids = cls.office_b
        cls.env.flush_all()
        with mute_logger("odoo.sql_db"):
            cls._mark()
        cls.leaks, cls.probes, cls.crashes, cls.began = [], 0, set(), time.process_time()

    @classmethod
    def _make_world(cls):
        """Create work in several places, with the records that belong to it."""
        for plan, units, keeper in (
            (cls.plan(name="A"), (cls.health, cls.ward_1), cls.user_office),
            (cls.plan(name="B", issuer_id=cls.district_b.id, standing_unit_id=cls.office_b.id),)
            + ((cls.health_b, cls.ward_b), cls.user_office_b),
        ):
            task = cls.task(plan, units, deliverables=["Báo cáo"])
            task.write({"milestone_ids": [Command.create({"name": "Bước", "due_on": "2026-03-20"})]})
            cls.env["child.plan.target"].create({"plan_id": plan.id, "name": "Chỉ tiêu", "value": 1})
            cls.env["child.plan.basis"].create({"plan_id": plan.id, "number": "1"})
            cls.env["child.plan.section"].create({"plan_id": plan.id, "name": "I"})
            work = cls.issue(plan, keeper)[:1]
            asked = {"assignment_id": work.id, "asked_due_on": "2026-05-01", "reason": "Xin"}
            cls.env["child.plan.extension"].create(asked)
            work.message_post(body=Markup("Trao đổi"))
            work.activity_schedule("mail.mail_activity_data_todo", user_id=keeper.id, summary="Nhắc")
            file = {"name": "Tệp", "raw": b"x", "res_model": work._name, "res_id": work.id}
            cls.env["ir.attachment"].create(file)

    @classmethod
    def _fill(cls):
        """Put a row of the foreign tree into each model that has none, so that a new one is probed, too. By SQL, since
        some rows are made by the server alone.
        """
        links = {
            "child.plan": cls.env["child.plan"].search([("name", "=", "A")], limit=1),
            "child.plan.unit": cls.health,
        }
        links["res.users"] = cls.user_office
        for name in cls.models:
            model = cls.env[name]
            if not model._auto or model._transient or model.with_context(active_test=False).search_count([], limit=1):
                continue
            given = {}
            for field in model._fields.values():
                linked = links.get(field.comodel_name) if field.type == "many2one" else None
                if field.store and field.column_type and (linked or field.required):
                    given[field.name] = linked.id if linked else cls._some(field)
            columns = SQL(", ").join(map(SQL.identifier, given))
            values = SQL(", ").join(map(SQL, ["%s"] * len(given), given.values()))
            with suppress(Error), cls.env.cr.savepoint():
                cls.env.cr.execute(
                    SQL("INSERT INTO %s (%s) VALUES (%s)", SQL.identifier(model._table), columns, values)
                )

    @classmethod
    def _some(cls, field):
        if field.type == "many2one":
            return cls.env[field.comodel_name].search([], limit=1).id
        if field.type == "selection":
            return field.get_values(cls.env)[0]
        return {"date": "2026-01-05", "datetime": "2026-01-05 08:00:00", "boolean": True, "integer": 1, "float": 1}.get(
            field.type, "1"
        )

    @classmethod
    def _mark(cls):
        for name in cls.models:
            model = cls.env[name]
            if not model._auto or model._transient:
                continue
            for field in model._fields.values():
                if (
                    field.store
                    and field.column_type
                    and field.type in ("char", "text")
                    and field.name not in MECHANICAL
                ):
                    if field.related or getattr(field, "compute", None):
                        continue
                    text = SQL("'zq' || %s || '.' || id || 'qz'", model._table)
                    if field.translate:
                        text = SQL("jsonb_build_object('en_US', %s, 'vi_VN', %s)", text, text)
                    cls._mark_column(model._table, field.name, text)
        for table, (columns, model, record) in BESIDE.items():
            text = SQL(
                "'zq' || replace(%s, '.', '_') || '.' || %s || 'qz'", SQL.identifier(model), SQL.identifier(record)
            )
            for column in columns:
                cls._mark_column(table, column, text, SQL("%s LIKE 'child.plan%%'", SQL.identifier(model)))
        cls.env.invalidate_all(flush=False)
        cls.registry.clear_all_caches()

    @classmethod
    def _mark_column(cls, table, column, text, condition=None):
        with suppress(IntegrityError), cls.env.cr.savepoint(flush=False):  # digits and the like stay
            cls.env.cr.execute(
                SQL(
                    "UPDATE %s SET %s = %s WHERE %s",
                    SQL.identifier(table),
                    SQL.identifier(column),
                    text,
                    condition or SQL("TRUE"),
                )
            )

    def setUp(self):
        super().setUp()
        if self.developer:
            self.startPatcher(patch("odoo.addons.base.models.res_users.request", Mock(session=Mock(debug="1"))))
        muted = mute_logger(*MUTED)
        muted.__enter__()
        self.addCleanup(muted.__exit__, None, None, None)

    def begin(self, role):
        """Become the user of ``role``: find out which rows they can read, and pick some that they cannot."""
        self.role = role
        self.uid_env = self.env(user=self.users[role].id, context={"lang": "en_US"})
        self.visible, self.shown = {}, None
        for name in self.models:
            model = self.uid_env[name].with_context(active_test=False)
            self.visible[name] = set(model.search([]).ids) if model.has_access("read") else set()
        self.hidden = {}
        for name in self.models:
            if not self.env[name]._transient:
                ids = self.env[name].with_context(active_test=False).search([], order="id desc").ids
                self.hidden[name] = [id_ for id_ in ids if id_ not in self.visible[name]][:PICKED]

    def finish(self, least):
        """Fail if anything leaked; say how much was tried."""
        seconds = time.process_time() - self.began
        way, crashes = self._testMethodName.removeprefix("test_"), sorted(self.crashes)
        told = [f"probe: {way}: {self.probes} probes, {len(self.leaks)} leaks, {len(crashes)} breaks, {seconds:.0f} s"]
        print("\n".join([*told, *(crashes if LONG else ())]))  # pylint: disable=print-used
        leaks, probes = self.leaks, self.probes
        cls = type(self)
        cls.leaks, cls.probes, cls.crashes, cls.began = [], 0, set(), time.process_time()
        self.assertFalse(leaks, "\n".join(["", *leaks[:60]]))
        self.assertGreater(probes, least)

    def mark_of(self, name, ids):
        return f"zq{self.env[name]._table}.{ids[0]}qz"

    def ask(self, name, way, call):
        """Try ``call`` and undo it; what it answers, or says in an error, must not speak of hidden rows."""
        type(self).probes += 1
        answer = None
        try:
            with suppress(_Undo), self.env.cr.savepoint(flush=False):
                answer = json.dumps(call(), default=str)
                raise _Undo
        except WRONG as error:  # the server says so in words that do not depend on the error
            answer = answer or ""
            self.crashes.add(f"{name} {way}: {type(error).__name__}: {str(error)[:80]}")
        except Exception as error:  # whatever the caller is told
            answer = str(error) if answer is None else answer
        self.env.invalidate_all(flush=False)
        self.judge(name, way, answer)

    def judge(self, name, way, answer):
        if "zq.leak" in answer:
            self.leaks.append(f"{self.role}: {name} {way} counts foreign rows")
        for table, id_ in set(MARK.findall(answer)):
            model = table.replace("_", ".")
            if int(id_) not in self.visible.get(model, ()) and (table, id_) not in self.shown_marks():
                self.leaks.append(f"{self.role}: {name} {way} tells of {model} {id_}")

    def shown_marks(self):
        """The marks in what the user's own rows show."""
        if self.shown is None:
            self.shown = set()
            for name in self.models:
                model = self.uid_env[name].with_context(active_test=False)
                if self.visible[name]:
                    names = [f for f, d in model.fields_get().items() if d["type"] in SHOWN]
                    rows = model.browse(sorted(self.visible[name])[-500:])
                    self.shown |= set(MARK.findall(json.dumps(rows.read(names), default=str)))
        return self.shown


class _Undo(Exception):
    pass
