"""The doors: cookies, versions, letters for a new password, the first password, API keys, exports."""

import csv
import io
import json
import xmlrpc.client
import zipfile
from unittest.mock import patch
from urllib.parse import unquote

from odoo.exceptions import AccessDenied
from odoo.http import Request
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import config, mute_logger

from ..common import PlanCase

JSON = {"Content-Type": "application/json"}
MUTED = ("odoo.http", "odoo.addons.rpc.controllers.xmlrpc", "odoo.addons.rpc.controllers.jsonrpc")


@tagged("-at_install", "post_install")
class TestDoors(PlanCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = new_test_user(
            cls.env, "t_door", "child_plan.child_plan_group_leader", password="cua so 7 canh", email="door@example.com"
        )
        cls.person.child_plan_unit_ids = cls.district
        cls.person.group_ids |= cls.env.ref("base.group_allow_export")

    def post(self, path, params):
        return self.url_open(path, data=json.dumps({"params": params}), headers=JSON).json()["result"]

    def test_cookies_are_for_this_site_and_for_https_only(self):
        for headers, secure in (({}, False), ({"X-Forwarded-Proto": "https", "X-Forwarded-Host": "127.0.0.1"}, True)):
            self.opener.cookies.clear()
            with patch.dict(config.options, {"proxy_mode": True}):
                answer = self.url_open("/web/login", headers=headers)
            cookie = answer.headers["Set-Cookie"]
            self.assertIn("SameSite=Lax", cookie)
            self.assertIn("HttpOnly", cookie)
            self.assertEqual("Secure" in cookie, secure, cookie)

    @mute_logger(*MUTED)
    def test_versions_are_told_to_those_who_are_signed_in(self):
        def told():
            version = xmlrpc.client.dumps((), "version").encode()
            return (
                self.url_open("/web/version").json(),
                self.url_open("/json/version").json(),
                self.post("/web/webclient/version_info", {}),
                self.post("/jsonrpc", {"service": "common", "method": "version", "args": []}),
                xmlrpc.client.loads(self.url_open("/xmlrpc/2/common", data=version).content)[0][0],
            )

        self.assertEqual(told(), ({"protocol_version": 1},) * 5)
        self.authenticate("t_door", "cua so 7 canh")
        self.assertIn("version", told()[0])

    @mute_logger("odoo.addons.child_plan.models.unit.sign_in", "odoo.addons.auth_signup.models.res_users")
    def test_the_page_for_a_new_password_tells_no_names(self):
        self.authenticate(None, None)
        pages = []
        for login in ("t_door", "t_nobody_knows"):
            page = self.url_open("/web/reset_password", data={"login": login, "csrf_token": Request.csrf_token(self)})
            pages.append(page.text.replace(login, ""))
            self.assertIn("alert-success", page.text)
        self.assertEqual(len(pages[0]), len(pages[1]))

    @mute_logger(*MUTED, "odoo.addons.base.models.res_users", "odoo.addons.auth_signup.models.res_users")
    def test_the_password_of_a_new_database_opens_nothing_but_the_page_to_set_another(self):
        admin = self.env.ref("base.user_admin")
        args = [self.env.cr.dbname, "admin", "admin", {}]
        self.assertEqual(self.post("/jsonrpc", {"service": "common", "method": "authenticate", "args": args}), admin.id)
        self.env.ref("base.module_base").demo = False
        self.registry.child_plan_failures = {}
        self.assertFalse(self.post("/jsonrpc", {"service": "common", "method": "authenticate", "args": args}))
        with self.assertRaisesRegex(AccessDenied, "Set a password of your own first"):
            admin.with_user(admin)._check_credentials({"type": "password", "password": "admin"}, {"interactive": False})
        self.authenticate(None, None)
        form = {"login": "admin", "password": "admin", "csrf_token": Request.csrf_token(self)}
        answer = self.url_open("/web/login", data=form, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/reset_password?token=", answer.headers["Location"])
        self.env["ir.default"].set("res.partner", "lang", "vi_VN")
        page = self.url_open(answer.headers["Location"], headers={"Accept-Language": "en-US"})
        self.assertIn("Xác nhận mật khẩu", page.text, "the language of the database, not of the browser")
        self.assertIn("oe_reset_password_form", page.text)
        self.assertIn("alert-info", page.text, "it says why another password is wanted")
        token = answer.headers["Location"].partition("token=")[2]
        again = {"login": "admin", "name": "A", "password": "Chim sẻ 17 lần", "confirm_password": "Chim sẻ 17 lần"}
        again |= {"token": unquote(token)}
        page = self.url_open("/web/reset_password", data={**again, "csrf_token": Request.csrf_token(self)})
        self.assertIn("alert-success", page.text)
        args[2] = "Chim sẻ 17 lần"
        self.assertEqual(self.post("/jsonrpc", {"service": "common", "method": "authenticate", "args": args}), admin.id)
        wrong = {**form, "login": "t_door"}
        self.assertEqual(self.url_open("/web/login", data=wrong, allow_redirects=False).status_code, 200)

    @mute_logger(*MUTED)
    def test_keys_are_limited_and_their_making_is_known_above(self):
        keys = self.env["res.users.apikeys"].with_user(self.person)
        key = keys.sudo()._generate(None, "Báo cáo", None)
        self.registry.child_plan_api = {}
        self.env["ir.config_parameter"].set_param("child_plan.api_calls_per_minute", "3")

        def call(key):
            headers = {**JSON, "Authorization": f"Bearer {key}"}
            return self.url_open("/json/2/res.users/context_get", data="{}", headers=headers).status_code

        self.assertEqual([call(key) for _number in range(4)], [200, 200, 200, 429])
        self.assertEqual({call("0" * 40) for _number in range(20)}, {401})
        self.assertEqual(call("0" * 40), 429)
        self.registry.child_plan_api = {}
        keys.search([("user_id", "=", self.person.id)])._remove()
        self.assertEqual(call(key), 401)
        rows = self.env["child.plan.journal"].search(
            [("account_id", "=", self.person.id), ("reason", "like", "Báo cáo")]
        )
        self.assertEqual(sorted(rows.mapped("new_value")), ["made", "revoked"])
        self.assertEqual(rows.unit_id, self.district)
        self.assertNotIn(key, str(rows.read()))

    def test_the_server_reads_no_addresses_for_strangers(self):
        with patch("odoo.addons.mail.tools.link_preview.get_link_preview_from_url") as fetch:
            asked = {"preview_url": "http://127.0.0.1:5432/"}
            self.assertFalse(self.post("/html_editor/link_preview_external", asked))
            self.authenticate("t_door", "cua so 7 canh")
            self.assertFalse(self.post("/html_editor/link_preview_internal", asked))
        fetch.assert_not_called()

    def test_a_second_step_can_be_asked_of_those_who_lead(self):
        officer = self.user_health
        self.assertEqual((self.person._mfa_type(), officer._mfa_type()), (None, None))
        self.env["res.config.settings"].create({"child_plan_two_factor": True}).execute()
        self.assertEqual((self.person._mfa_type(), officer._mfa_type()), ("totp_mail", None))
        self.assertTrue(self.person._rpc_api_keys_only())

    def test_lists_are_exported_as_texts(self):
        names = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://example.com"]
        for name in names:
            self.plan(name=f"{name} zq")
        self.authenticate("t_door", "cua so 7 canh")
        asked = {
            "model": "child.plan",
            "fields": [{"name": "name", "label": "Name", "type": "char"}],
            "ids": False,
            "domain": [["name", "like", "zq"]],
            "groupby": [],
            "context": {},
            "import_compat": False,
        }
        form = {"data": json.dumps(asked), "csrf_token": Request.csrf_token(self)}
        rows = [row[0] for row in csv.reader(io.StringIO(self.url_open("/web/export/csv", data=form).text))][1:]
        self.assertEqual(len(rows), len(names), rows)
        self.assertFalse([row for row in rows if row.startswith(("=", "+", "-", "@", "\t"))])
        for export in (
            lambda: self.url_open("/web/export/xlsx", data=form),
            lambda: self.url_open(
                "/web/pivot/export_xlsx",
                data={"csrf_token": form["csrf_token"], "data": json.dumps(self.pivot("=1+1 zq"))},
            ),
        ):
            book = zipfile.ZipFile(io.BytesIO(export().content))
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
            self.assertNotIn("<f>", sheet)
            self.assertNotIn("hyperlink", sheet)
            texts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xml")]
            self.assertTrue(any(">=1+1 zq<" in text for text in texts))

    def pivot(self, title):
        return {
            "title": "Plans",
            "model": "child.plan",
            "measure_count": 1,
            "origin_count": 1,
            "col_group_headers": [[{"title": title, "width": 1, "height": 1}]],
            "measure_headers": [{"title": title, "is_bold": False}],
            "origin_headers": [],
            "rows": [{"title": title, "indent": 0, "values": [{"value": 1, "is_bold": False}]}],
        }
