"""The probe: every model of plans, every role, every way of asking, made from the registry; no word of foreign rows.

Each text of each row is replaced by a mark that names the row. What a user of another tree is answered, in values or in
words of errors, may hold marks of rows that this user can read, or of what such rows show, and no others. A new model
or field is probed without being listed.
"""

import json
import logging
import re
import time
from contextlib import suppress
from unittest.mock import Mock, patch

from markupsafe import Markup
from psycopg2 import IntegrityError

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..common import ROLES, PlanCase

_logger = logging.getLogger(__name__)

MARK = re.compile(r"zq([a-z_]+)\.(\d+)qz")
MECHANICAL = {"parent_path", "state", "status_on_day"}  # texts that the code itself reads
SHOWN = ("char", "text", "html", "many2one", "reference")  # what is read with words
PICKED = 1  # rows of each model that are tried


@tagged("probe")
class TestProbe(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.models = sorted(
            name for name, model in cls.registry.items() if name.startswith("child.plan") and not model._abstract
        )
        cls._make_world()
        cls.users = {role: cls.user(f"t_probe_{role}", role, cls.district_b) for role in ROLES}
        cls.users["standing"].child_plan_unit_ids = cls.office_b
        cls.env.flush_all()
        with mute_logger("odoo.sql_db"):
            cls._mark()
        cls.leaks, cls.probes = [], 0

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
                    column = SQL.identifier(field.name)
                    with suppress(IntegrityError), cls.env.cr.savepoint(flush=False):  # digits and the like stay
                        cls.env.cr.execute(SQL("UPDATE %s SET %s = %s", SQL.identifier(model._table), column, text))
        cls.env.invalidate_all(flush=False)
        cls.registry.clear_all_caches()

    def setUp(self):
        super().setUp()
        # developer mode, as far as the server lets the user have it
        self.startPatcher(patch("odoo.addons.base.models.res_users.request", Mock(session=Mock(debug="1"))))

    def test_no_word_of_foreign_rows_by_any_way(self):
        began = time.process_time()
        with mute_logger("odoo.addons.base.models.ir_rule", "odoo.sql_db", "odoo.models.unlink", "odoo.tests"):
            for role, user in self.users.items():
                self._begin(role, user)
                for name in self.models:
                    self._probe(name)
                _logger.info("probe: %s: %s probes, %s leaks so far", role, self.probes, len(self.leaks))
        seconds = time.process_time() - began
        _logger.info("probe: %s probes, %s leaks, %.0f s", self.probes, len(self.leaks), seconds)
        self.assertFalse(self.leaks, "\n".join(["", *self.leaks[:60]]))
        self.assertGreater(self.probes, 2000)
        self.assertLess(seconds, 240)

    def _begin(self, role, user):
        self.role, self.uid_env = role, self.env(user=user.id, context={"lang": "en_US"})
        self.visible, self.shown = {}, None
        for name in self.models:
            model = self.uid_env[name].with_context(active_test=False)
            self.visible[name] = set(model.search([]).ids) if model.has_access("read") else set()
        self.hidden = {}
        for name in self.models:
            if not self.env[name]._transient:
                ids = self.env[name].with_context(active_test=False).search([], order="id desc").ids
                self.hidden[name] = [id_ for id_ in ids if id_ not in self.visible[name]][:PICKED]

    def _probe(self, name):
        model, hidden = self.uid_env[name], self.hidden.get(name, [])
        fields = list(model.fields_get()) if model.has_access("read") else []
        texts = [f for f in fields if model._fields[f].type in ("char", "text") and model._fields[f].store]
        if hidden:
            rows = model.browse(hidden)
            spec = {f: {} for f in fields}
            self._ask(name, "read", lambda: rows.read(fields or ["display_name"]))
            self._ask(name, "web_read", lambda: rows.web_read(spec or {"display_name": {}}))
            self._ask(name, "export", lambda: rows.export_data(["display_name", *texts]))
            self._ask(name, "copy", lambda: rows[:1].copy_data())
            self._ask(name, "write", lambda: rows.write({"active": True} if "active" in fields else {}))
            self._ask(name, "unlink", lambda: rows.unlink())
            for text in texts:
                for domain in (
                    [("id", "in", hidden), (text, "ilike", "zq")],
                    [(text, "in", [self._mark_of(name, hidden)])],
                ):
                    self._ask(name, f"blind {text}", lambda d=domain: ["zq.leak"] * model.search_count(d))
            self._probe_messages(name, rows)
        if fields:
            words = [field for field in fields if model._fields[field].type in SHOWN]
            self._ask(name, "search", lambda: model.search_read([], words, limit=30))
            self._ask(name, "names", lambda: model.name_search("", limit=30))
            for field in fields:
                if model._fields[field].store and model._fields[field].type == "many2one":
                    self._ask(name, f"group {field}", lambda f=field: model.formatted_read_group([], [f], ["__count"]))
        self._probe_links(name, fields)

    def _mark_of(self, name, ids):
        return f"zq{self.env[name]._table}.{ids[0]}qz"

    def _probe_links(self, name, fields):
        """Links to foreign rows: in unsaved values, defaults, and in what is saved."""
        model = self.uid_env[name]
        spec = {}
        for field in fields:
            relational = model._fields[field].relational
            spec[field] = {"fields": {"display_name": {}}} if relational else {}
        for field in model._fields.values():
            hidden = self.hidden.get(field.comodel_name) if field.relational else None
            if not hidden:
                continue
            single = field.type == "many2one"
            value = hidden[0] if single else [Command.set(hidden)]
            for given in [value, {"id": hidden[0]}] if single else [value, [Command.link(hidden[0])]]:
                self._ask(
                    name,
                    f"onchange {field.name}",
                    lambda v=given, f=field.name: model.onchange({f: v}, [f], {**spec, f: spec.get(f, {})}),
                )
            default = model.with_context(**{f"default_{field.name}": value})
            self._ask(name, f"default {field.name}", lambda m=default: m.onchange({}, [], spec))
            self._ask(name, f"default_get {field.name}", lambda m=default, f=field.name: m.default_get([f]))
            if model.has_access("create"):
                self._ask(
                    name,
                    f"save {field.name}",
                    lambda v=value, f=field.name: model.web_save(
                        {"name": "X", f: v} if "name" in fields else {f: v}, spec
                    ),
                )

    def _probe_messages(self, name, rows):
        if "message_ids" not in rows._fields:
            return
        row, partner = rows[:1], rows.env.user.partner_id.ids
        for what, call in {
            "message_post": lambda: row.message_post(body=Markup("X")).read(["record_name"]),
            "message_notify": lambda: row.message_notify(body="X", partner_ids=partner).read(["record_name"]),
            "message_subscribe": lambda: row.message_subscribe(partner_ids=partner),
            "activity_schedule": lambda: row.activity_schedule("mail.mail_activity_data_todo").read(["res_name"]),
            "messages": lambda: row.env["mail.message"].search_read([("model", "=", name)], ["record_name", "body"]),
            "notifications": lambda: row.env["mail.notification"].formatted_read_group([], ["mail_message_id"]),
            "activities": lambda: row.env["mail.activity"].search_read([], ["res_name", "summary"]),
            "attachments": lambda: row.env["ir.attachment"].search_read(
                [("res_model", "=", name)], ["res_name", "name"]
            ),
            "activity onchange": lambda: (
                row.env["mail.activity"]
                .with_context(default_res_model=name, default_res_id=row.id)
                .onchange({}, [], {"res_name": {}, "res_model": {}, "res_id": {}})
            ),
            "attachment onchange": lambda: row.env["ir.attachment"].onchange(
                {"res_model": name, "res_id": row.id}, ["res_id"], {"res_name": {}}
            ),
            "composer": lambda: (
                row.env["mail.compose.message"]
                .with_context(default_model=name, default_res_ids=row.ids, default_composition_mode="comment")
                .onchange({}, [], {"subject": {}, "record_name": {}, "body": {}})
            ),
        }.items():
            self._ask(name, what, call)

    def _ask(self, name, way, call):
        type(self).probes += 1
        answer = None
        try:
            with self.env.cr.savepoint(flush=False):
                answer = json.dumps(call(), default=str)
                raise _Undo
        except Exception as error:  # whatever the caller is told
            answer = str(error) if answer is None else answer
        self.env.invalidate_all(flush=False)
        if "zq.leak" in answer:
            self.leaks.append(f"{self.role}: {name} {way} counts foreign rows")
        for table, id_ in set(MARK.findall(answer)):
            model = table.replace("_", ".")
            if int(id_) not in self.visible.get(model, ()) and (table, id_) not in self._shown_marks():
                self.leaks.append(f"{self.role}: {name} {way} tells of {model} {id_}")

    def _shown_marks(self):
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
