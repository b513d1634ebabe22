"""Developer mode, names in errors, traces and open doors: what callers from outside are told."""

import json
import xmlrpc.client

from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..common import PlanCase

UNEXPECTED = "An unexpected error; the server's log tells more."

WRONG = "odoo.addons.child_plan.models.unit.wrong_values"


@tagged("-at_install", "post_install")
class TestDeveloperMode(PlanCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls.give(cls.health, name="Việc kín")
        cls.env["res.users"].browse([cls.user_health_b.id]).password = "t_health_b"
        cls.system = new_test_user(cls.env, "t_system", "base.group_system", password="t_system")

    def call(self, model, method, *args):
        body = {"params": {"model": model, "method": method, "args": args, "kwargs": {}}}
        answer = self.url_open(
            "/web/dataset/call_kw", data=json.dumps(body), headers={"Content-Type": "application/json"}
        )
        return answer.json()

    def test_is_for_system_administrators_alone(self):
        for login, allowed in (("t_health_b", False), ("t_system", True)):
            self.authenticate(login, login)
            page = self.url_open("/odoo?debug=assets").text
            self.assertEqual('debug: "assets"' in page, allowed, login)
        self.assertFalse(self.user_health_b._has_group("base.group_no_one"))
        self.assertTrue(self.system._has_group("base.group_no_one"))

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule", WRONG)
    def test_errors_name_no_rows_and_no_files(self):
        self.authenticate("t_health_b", "t_health_b")
        self.url_open("/odoo?debug=1")
        refused = self.call("child.plan.assignment", "read", self.foreign.ids, ["name"])["error"]["data"]
        self.assertEqual(refused["name"], "odoo.exceptions.AccessError")
        self.assertNotIn("Việc kín", json.dumps(refused, ensure_ascii=False))
        self.assertEqual(refused["debug"], "")
        broken = self.call("child.plan", "search", 7)["error"]["data"]
        self.assertEqual((broken["name"], broken["debug"]), ("odoo.exceptions.UserError", ""))
        self.assertRegex(broken["message"], "cannot be done with these values")
        export = self.url_open(
            "/web/export/csv",
            data={"data": "{}", "csrf_token": Request.csrf_token(self)},
        )
        self.assertNotIn("Traceback", export.text)
        self.assertNotIn("dist-packages", export.text)

    @mute_logger("odoo.http", "odoo.addons.rpc.controllers.xmlrpc", "odoo.addons.rpc.controllers.jsonrpc", WRONG)
    def test_the_doors_for_programs_tell_no_files(self):
        args = [self.env.cr.dbname, self.user_health_b.id, "t_health_b", "child.plan", "search", [7]]
        request = xmlrpc.client.dumps(tuple(args), "execute_kw").encode()
        for path in ("/xmlrpc/2/object", "/xmlrpc/object"):
            answer = self.url_open(path, data=request, headers={"Content-Type": "text/xml"}).text
            self.assertIn(UNEXPECTED, answer.replace("&#x27;", "'"))
            self.assertNotIn("Traceback", answer)
        body = {"jsonrpc": "2.0", "params": {"service": "object", "method": "execute_kw", "args": args}}
        answer = self.url_open("/jsonrpc", data=json.dumps(body), headers={"Content-Type": "application/json"}).json()
        self.assertEqual(answer["error"]["data"]["debug"], "")
        self.assertRegex(answer["error"]["data"]["message"], "cannot be done with these values")

    @mute_logger("odoo.addons.base.models.res_users", "odoo.addons.rpc.controllers.jsonrpc", "odoo.http")
    def test_guesses_are_limited_at_every_door(self):
        self.registry.child_plan_failures = {}

        def guess(password, login="t_health_b"):
            args = [self.env.cr.dbname, login, password, {}]
            body = {"params": {"service": "common", "method": "authenticate", "args": args}}
            return self.url_open(
                "/jsonrpc", data=json.dumps(body), headers={"Content-Type": "application/json"}
            ).json()["result"]

        for number in range(10):
            self.assertFalse(guess(f"wrong{number}"))
        self.assertFalse(guess("t_health_b"), "the right password, but after ten wrong ones in a row")
        self.assertEqual(guess("t_system", "t_system"), self.system.id, "a colleague of the same address")
        self.registry.child_plan_failures = {}
        self.assertEqual(guess("t_health_b"), self.user_health_b.id)

    def test_nobody_makes_an_account_unasked(self):
        self.assertEqual(self.env["res.users"]._get_signup_invitation_scope(), "b2b")
        self.assertEqual(self.url_open("/web/signup").status_code, 404)
        self.assertGreaterEqual(self.env["res.users"].get_password_policy()["minlength"], 8)

    def test_people_do_not_name_themselves(self):
        with self.assertRaises(AccessError):
            self.user_health_b.with_user(self.user_health_b).write({"name": "Chủ tịch"})
        self.user_health_b.with_user(self.user_health_b).write({"phone": "1", "email": "b@example.com"})
