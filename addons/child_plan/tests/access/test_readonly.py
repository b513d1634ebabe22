"""What is declared to read only does so, and what reads is declared so: a standby answers it, a proxy may ask twice."""

import inspect

import psycopg2.errors

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

RECORDS = 5  # of each model, for each user
OURS = "odoo.addons.child_plan"
LOGINS = ("admin", "thuongtruc", "lanhdao", "phuong.bode")
#: Names that promise to read.
READS = ("get_", "action_view_")
#: What is called so and writes, or is never called from outside, with the reason.
WRITES = {
    ("child.plan", "action_view_imports"): "compares a new version again",
    ("child.plan.task", "action_view_clause"): "the same",
    ("child.plan.target", "action_view_clause"): "the same",
    ("child.plan", "get_empty_list_help"): "asked by Odoo itself",
}


@tagged("-at_install", "post_install")
class TestReadonly(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # (model, method) of all that this product's addons define on their models for callers from outside
        cls.methods = {
            (name, method)
            for name, model in cls.env.registry.items()
            if name.startswith("child.plan")
            for cls_ in model.mro()
            if cls_.__module__.startswith(OURS)
            for method, function in vars(cls_).items()
            if inspect.isfunction(function) and not method.startswith("_")
        }

    def declared(self, name, method):
        """The function that makes Odoo's route for calls take the method for a reading one; None if it does not."""
        functions = (getattr(cls, method, None) for cls in self.env.registry[name].mro())
        return next((f if f._readonly else None for f in functions if hasattr(f, "_readonly")), None)

    def arguments(self, env, function):
        """Values for what a call must name: an id of a record where that is asked for."""
        first = {
            "period_id": "child.plan.report.period",
            "unit_id": "child.plan.unit",
            "indicator_id": "child.plan.indicator",
            "milestone_id": "child.plan.milestone",
        }
        values = {"domain": [], "days": 3, "name": "", "operator": "ilike", "help_message": "", "fields": ["id"]}
        required = [
            p.name
            for p in list(inspect.signature(function).parameters.values())[1:]
            if p.default is p.empty and p.kind is p.POSITIONAL_OR_KEYWORD
        ]
        return {name: env[first[name]].search([], limit=1).id if name in first else values[name] for name in required}

    def test_what_reads_is_declared(self):
        reading = [(name, method) for name, method in self.methods if method.startswith(READS)]
        self.assertGreater(len(reading), 10)
        silent = {key for key in reading if key not in WRITES and not self.declared(*key)}
        self.assertFalse(silent)
        for page in ("child.plan.dashboard", "child.plan.timeline"):
            self.assertTrue(self.declared(page, "get_page"))
        self.assertTrue(self.declared("child.plan.timeline", "what_if"))
        self.assertFalse(self.declared("child.plan", "action_issue"))

    @mute_logger("odoo.sql_db")
    def test_what_is_declared_writes_nothing(self):
        answered, tried = set(), set()
        for name, method in sorted(self.methods):
            declared = self.declared(name, method)
            if not declared or not declared.__module__.startswith(OURS):
                continue
            for login in LOGINS:
                user = self.env["res.users"].search([("login", "=", login)], limit=1)
                model = self.env[name].with_user(user)
                function = getattr(type(model), method)
                records = [model]
                if not hasattr(function, "_api_model"):
                    records = model.search([], limit=RECORDS) if model.has_access("read") else ()
                for record in records:
                    tried.add((name, method))
                    if self.reads(record, method, function):
                        answered.add((name, method))
        self.assertFalse(tried - answered, "never answered, so nothing is known of them")
        self.assertGreater(len(answered), 10)

    def reads(self, record, method, function):
        """Call the method in a transaction that cannot write; return whether it answered."""
        arguments = self.arguments(record.env, function)
        if False in arguments.values():
            return False  # this user sees no such record
        self.env.flush_all()
        self.env.invalidate_all()
        try:
            with self.env.cr.savepoint(flush=False):
                self.env.cr.execute("SET TRANSACTION READ ONLY")
                getattr(record, method)(**arguments)
        except (AccessError, UserError, ValidationError):
            return False
        except psycopg2.errors.ReadOnlySqlTransaction:
            self.fail(f"{record}.{method}() writes, though it is declared to read only")
        return True
