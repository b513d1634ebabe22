"""The probe by HTTP: what addresses tell of rows that the user may not read."""

import json

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from .probe_case import LONG, ProbeCase

JSON = {"Content-Type": "application/json"}


@tagged("-at_install", "post_install", "probe")
class TestProbeHttp(ProbeCase, HttpCase):
    developer = False  # by the address instead

    def test_addresses(self):
        for role in self.users if LONG else ("officer",):
            self.begin(role)
            self.users[role].sudo().password = f"t_probe_{role}"
            self.authenticate(f"t_probe_{role}", f"t_probe_{role}")
            for name in self.models:
                for row in self.hidden.get(name, ()):
                    self.probe_addresses(name, row)
                self.probe_exports(name)
        self.finish(300)

    def probe_addresses(self, name, row):
        for path in (
            f"/web/content/{name}/{row}/name",
            f"/web/image/{name}/{row}/name",
            f"/mail/view?model={name}&res_id={row}",
            f"/odoo/{name}/{row}?debug=1",
            f"/child_plan/report/{row}/form",
            f"/child_plan/summary/{row}/{row}",
        ):
            self.ask(name, path, lambda p=path: self.url_open(p, timeout=60).text)
        thread = {"thread_model": name, "thread_id": row}
        for path, params in {
            "/mail/thread/data": {**thread, "request_list": ["followers", "messages", "attachments", "activities"]},
            "/mail/thread/messages": {**thread, "fetch_params": {"limit": 30}},
            "/mail/data": {"fetch_params": [["mail.thread", {**thread, "request_list": ["followers", "attachments"]}]]},
            "/mail/thread/recipients": thread,
            "/mail/message/post": {**thread, "post_data": {"body": "X"}},
            "/mail/thread/subscribe": {
                "res_model": name,
                "res_id": row,
                "partner_ids": self.uid_env.user.partner_id.ids,
            },
            "/web/dataset/call_kw": {"model": name, "method": "read", "args": [[row]], "kwargs": {}},
            "/web/action/load": {"action_id": f"{name}"},
        }.items():
            body = json.dumps({"params": params})
            self.ask(name, path, lambda p=path, b=body: self.url_open(p, data=b, headers=JSON, timeout=60).text)

    def probe_exports(self, name):
        ids = self.hidden.get(name) or []
        asked = {"model": name, "fields": [{"name": "display_name", "label": "N", "type": "char"}], "groupby": []}
        asked |= {"ids": ids or False, "domain": [], "context": {}, "import_compat": False}
        form = {"data": json.dumps(asked), "csrf_token": Request.csrf_token(self)}
        self.ask(name, "/web/export/csv", lambda: self.url_open("/web/export/csv", data=form).text)
