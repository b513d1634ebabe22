"""The probe: every model, every role, every way of asking, made from the registry; no word of foreign rows.

A new model, field or method is probed without being listed. ``bin/test --long`` tries more rows, roles, methods and
arguments.
"""

import inspect
from unittest.mock import Mock, patch

from markupsafe import Markup

from odoo.fields import Command
from odoo.models import BaseModel
from odoo.service.model import get_public_method
from odoo.tests import tagged

from .probe_case import LONG, SHOWN, ProbeCase

# Every argument of a method is one of these; "hidden" stands for the id of a foreign row.
HOSTILE = ("hidden", ["hidden"], {"id": "hidden"}, "9999-12-31")
HOSTILE += (None, [], -1, 10**20, "0001-01-01", "x" * 100_000, [[["hidden"]]], [("id", "=", "hidden")]) if LONG else ()
METHOD_ROLES = ("officer", "standing", "leader")
# of Odoo: they wait for something, or write to the file system
LEFT_OUT = {"web_override_translations"}


@tagged("probe")
class TestProbe(ProbeCase):
    def test_ways_to_read(self):
        for role in self.users:
            self.begin(role)
            for name in self.models:
                self.probe_rows(name)
                self.probe_lists(name)
                self.probe_links(name)
        self.finish(4000)

    def test_public_methods(self):
        for role in self.users if LONG else METHOD_ROLES:
            self.begin(role)
            for name in self.models:
                self.probe_methods(name, self.own_methods)
        if LONG:
            self.begin("officer")
            for name in self.models:
                self.probe_methods(name, self.inherited_methods)
        self.finish(2000)

    def test_what_odoo_keeps_beside(self):
        for role in self.users:
            self.begin(role)
            for name, model in self.registry.items():
                if not model._abstract and model._auto and name not in self.models:
                    self.probe_beside(name)
            for name in self.models:
                self.probe_messages(name)
            user = self.uid_env.user
            self.ask("res.users", "calendar feed", lambda u=user: u._child_plan_calendar().decode())
            self.ask("res.users", "activities", lambda u=user: u._get_activity_groups())
            self.ask("ir.websocket", "channels", self.channels)
            self.ask("res.users", "filters", lambda: self.uid_env["ir.filters"].get_filters("child.plan"))
        self.finish(800)

    def test_the_probe_finds_what_is_left_open(self):
        self.begin("officer")
        model = self.registry["child.plan.milestone"]
        with patch.object(model, "_child_plan_check_links", lambda *_args: None, create=True):
            self.probe_links("child.plan.milestone")
        self.assertTrue(self.leaks)
        type(self).leaks = []

    # -- rows, lists, links --

    def fields_of(self, name):
        model = self.uid_env[name]
        return list(model.fields_get()) if model.has_access("read") else []

    def texts_of(self, name):
        model = self.uid_env[name]
        return [f for f in self.fields_of(name) if model._fields[f].type in ("char", "text") and model._fields[f].store]

    def probe_rows(self, name):
        """Ask for rows that the user may not read."""
        hidden = self.hidden.get(name, [])
        if not hidden:
            return
        model, fields, texts = self.uid_env[name], self.fields_of(name), self.texts_of(name)
        rows, spec = model.browse(hidden), {f: {} for f in fields}
        for way, call in {
            "read": lambda: rows.read(fields or ["display_name"]),
            "web_read": lambda: rows.web_read(spec or {"display_name": {}}),
            "export": lambda: rows.export_data(["display_name", *texts]),
            "copy": lambda: rows[:1].copy_data(),
            "write": lambda: rows.write({"active": True} if "active" in fields else {}),
            "web_save": lambda: rows[:1].web_save(dict.fromkeys(texts[:1], "X"), spec),
            "later save": lambda: rows[:1].web_save(
                {**dict.fromkeys(texts, "X"), "child_plan_opened": dict.fromkeys(texts, "Y")}, {}
            ),
            "import": lambda: model.load([".id", *texts[:1]], [[str(hidden[0]), "X"]]),
            "unlink": lambda: rows.unlink(),
            "metadata": lambda: rows.get_metadata(),
            "names": lambda: model.name_search("", [("id", "in", hidden)]),
        }.items():
            self.ask(name, way, call)
        for text in texts:
            for domain in ([("id", "in", hidden), (text, "ilike", "zq")], [(text, "in", [self.mark_of(name, hidden)])]):
                self.ask(name, f"blind {text}", lambda d=domain: ["zq.leak"] * model.search_count(d))

    def probe_lists(self, name):
        """Ask for what the user may read, and through it for what they may not."""
        model, fields = self.uid_env[name], self.fields_of(name)
        if not fields:
            return
        words = [field for field in fields if model._fields[field].type in SHOWN]
        spec = {}
        for field in fields:
            comodel = model._fields[field].relational and model._fields[field].comodel_name
            inner = {text: {} for text in self.texts_of(comodel)} if comodel in self.models else {}
            spec[field] = {"fields": {"display_name": {}, **inner}} if comodel else {}
        self.ask(name, "search", lambda: model.search_read([], words, limit=30))
        self.ask(name, "nested", lambda: model.web_search_read([], spec, limit=10))
        self.ask(name, "names", lambda: model.name_search("", limit=30))
        self.ask(name, "export", lambda: model.search([], limit=10).export_data([f"{f}/display_name" for f in words]))
        for field in fields:
            definition = model._fields[field]
            if definition.store and definition.type == "many2one":
                self.ask(name, f"group {field}", lambda f=field: model.formatted_read_group([], [f], ["__count"]))
                self.ask(name, f"panel {field}", lambda f=field: model.search_panel_select_range(f))
                self.ask(name, f"order {field}", lambda f=field: model.search([], order=f"{f} desc", limit=30).ids)
            hidden = definition.relational and self.hidden.get(definition.comodel_name)
            if not hidden or not definition.store:
                continue
            for text in self.texts_of(definition.comodel_name)[: None if LONG else 1]:
                mark = self.mark_of(definition.comodel_name, hidden)
                blind = [(f"{field}.{text}", "=", mark)]
                self.ask(name, f"blind {field}.{text}", lambda d=blind: ["zq.leak"] * model.search_count(d))
            if definition.type in ("one2many", "many2many"):
                blind = [(field, "in", hidden)]
                self.ask(name, f"blind {field}", lambda d=blind: ["zq.leak"] * model.search_count(d))

    def probe_links(self, name):
        """Link foreign rows: in unsaved values, defaults, and in what is saved."""
        model, fields = self.uid_env[name], self.fields_of(name)
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
                self.ask(
                    name,
                    f"onchange {field.name}",
                    lambda v=given, f=field.name: model.onchange({f: v}, [f], {**spec, f: spec.get(f, {})}),
                )
            default = model.with_context(**{f"default_{field.name}": value})
            self.ask(name, f"default {field.name}", lambda m=default: m.onchange({}, [], spec))
            self.ask(name, f"default_get {field.name}", lambda m=default, f=field.name: m.default_get([f]))
            if model.has_access("create"):
                self.ask(
                    name,
                    f"save {field.name}",
                    lambda v=value, f=field.name: model.web_save(
                        {"name": "X", f: v} if "name" in fields else {f: v}, spec
                    ),
                )

    # -- methods --

    def own_methods(self, model):
        return [name for name, own in self.public_methods(model).items() if own]

    def inherited_methods(self, model):
        return [name for name, own in self.public_methods(model).items() if not own]

    def public_methods(self, model):
        """Return ``{name: whether it is ours}`` of what users can call on ``model``."""
        found = {}
        for cls in type(model).__mro__:
            for name, value in vars(cls).items():
                if not name.startswith("_") and callable(value) and not isinstance(value, type):
                    found[name] = found.get(name, False) or cls.__module__.startswith("odoo.addons.child_plan")
        return {name: own for name, own in sorted(found.items()) if name not in LEFT_OUT}

    def probe_methods(self, name, methods):
        model, hidden = self.uid_env[name], self.hidden.get(name, [])
        visible = sorted(self.visible[name])[-1:]
        for method in methods(model):
            try:
                function = get_public_method(model, method)
            except Exception:  # private, or none at all
                continue
            taken = [
                parameter
                for parameter in list(inspect.signature(function).parameters.values())[1:]
                if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
            ]
            for ids in filter(None, (hidden[:1], visible, [] if hasattr(function, "_api_model") else None, [10**12])):
                for value in HOSTILE if taken else (None,):
                    for foreign in self.foreign_ids(taken, value):
                        args = [_filled(value, foreign)] * len(taken)
                        self.ask(name, method, lambda f=function, i=ids, a=args: self.called(f, model.browse(i), a))

    def foreign_ids(self, taken, value):
        """Return the ids that stand for "hidden": of the models that the names of the arguments suggest."""
        if "hidden" not in str(value):
            return [0]
        names = " ".join(parameter.name for parameter in taken)
        fitting = [name for name in self.hidden if self.hidden[name] and name.split(".")[-1] in names]
        return [self.hidden[name][0] for name in fitting or ["child.plan"] if self.hidden.get(name)][:3]

    def called(self, function, records, args):
        answer = function(records, *args)
        return answer.ids if hasattr(answer, "ids") else answer

    # -- beside --

    def probe_beside(self, name):
        """Read all of a model of Odoo that the user may read."""
        model = self.uid_env[name].with_context(active_test=False)
        if not model.has_access("read"):
            return
        fields = [f for f, d in model.fields_get().items() if d["type"] in SHOWN and d.get("store")]
        self.ask(name, "search", lambda: model.search_read([], fields, limit=2000, order="id desc"))
        self.ask(name, "names", lambda: model.name_search("", limit=200))
        if name.startswith(("mail.", "bus.", "ir.attachment", "discuss.")):
            for field in fields:
                if model._fields[field].type == "many2one":
                    self.ask(name, f"group {field}", lambda f=field: model.formatted_read_group([], [f], ["__count"]))
            for field, (record, *_rest) in {
                field: self.hidden[model._fields[field].comodel_name]
                for field in model._fields
                if model._fields[field].relational and self.hidden.get(model._fields[field].comodel_name)
            }.items():
                self.ask(name, f"blind {field}", lambda f=field, r=record: model.search([(f, "in", [r])]).read(fields))

    def channels(self):
        """Subscribe to every name under which messages about foreign rows could be sent; return what is granted."""
        asked = [
            channel
            for name, ids in self.hidden.items()
            for id_ in ids
            for channel in (f"{name}_{id_}", f"odoo-presence-{name}_{id_}", f"{name.replace('.', '_')}_{id_}")
        ]
        session = Mock(session=Mock(uid=self.uid_env.uid))
        with patch("odoo.addons.bus.models.ir_websocket.request", session):
            granted = self.uid_env["ir.websocket"]._build_bus_channel_list(asked)
        rows = [row for row in granted if isinstance(row, BaseModel) and row._name in self.models]
        return [self.mark_of(row._name, row.ids) for row in rows]

    def probe_messages(self, name):
        if not self.hidden.get(name):
            return
        env, row = self.uid_env, self.uid_env[name].browse(self.hidden[name][:1])
        on_model = [("model", "=", name)]
        ways = {
            "attachments": lambda: env["ir.attachment"].search_read([("res_model", "=", name)], ["res_name", "name"]),
            "attachment onchange": lambda: env["ir.attachment"].onchange(
                {"res_model": name, "res_id": row.id}, ["res_id"], {"res_name": {}}
            ),
        }
        if "message_ids" in row._fields:
            partner = env.user.partner_id.ids
            of_row = {"default_res_model": name, "default_res_id": row.id}
            ways |= {
                "message_post": lambda: row.message_post(body=Markup("X")).read(["record_name"]),
                "message_notify": lambda: row.message_notify(body="X", partner_ids=partner).read(["record_name"]),
                "message_subscribe": lambda: row.message_subscribe(partner_ids=partner),
                "activity_schedule": lambda: row.activity_schedule("mail.mail_activity_data_todo").read(["res_name"]),
                "messages": lambda: env["mail.message"].search_read(on_model, ["record_name", "body"]),
                "fetch": lambda: env["mail.message"]._message_fetch(domain=None, thread=row)["messages"].read(["body"]),
                "notifications": lambda: env["mail.notification"].formatted_read_group([], ["mail_message_id"]),
                "activities": lambda: env["mail.activity"].search_read([], ["res_name", "summary"]),
                "activity data": lambda: env["mail.activity"].get_activity_data(name, []),
                "activity onchange": lambda: (
                    env["mail.activity"]
                    .with_context(**of_row)
                    .onchange({}, [], {"res_name": {}, "res_model": {}, "res_id": {}})
                ),
                "composer": lambda: (
                    env["mail.compose.message"]
                    .with_context(default_model=name, default_res_ids=row.ids, default_composition_mode="comment")
                    .onchange({}, [], {"subject": {}, "record_name": {}, "body": {}})
                ),
                "scheduled": lambda: env["mail.scheduled.message"].search_read([], ["subject", "body"]),
                "followers": lambda: env["mail.followers"].search_read([("res_model", "=", name)], ["display_name"]),
            }
        for way, call in ways.items():
            self.ask(name, way, call)


def _filled(value, foreign):
    if isinstance(value, list | tuple):
        return type(value)(_filled(item, foreign) for item in value)
    if isinstance(value, dict):
        return {key: _filled(item, foreign) for key, item in value.items()}
    return foreign if value == "hidden" else value
