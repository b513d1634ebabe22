"""The probe of rights where Odoo's dashboards are installed, too: their models, their addresses, what they are made of.

``bin/test --long`` asks everything else there as well.
"""

import json
from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools.safe_eval import safe_eval

from odoo.addons.child_plan.tests.probe import probe_case, test_probe

SEES = ("leader", "finance", "standing")


@tagged("-at_install", "post_install", "probe")
class TestProbeOfDashboards(test_probe.TestProbe, HttpCase):
    developer = False

    # Asked in full by the class below.
    test_ways_to_read = test_public_methods = None
    test_what_odoo_keeps_beside = test_the_probe_finds_what_is_left_open = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dashboards = cls.env["spreadsheet.dashboard"].search([])
        cls.ours = cls.env.ref("child_plan_spreadsheet.spreadsheet_dashboard_plans")

    def sign_in(self, role):
        self.begin(role)
        self.users[role].sudo().password = f"t_probe_{role}"
        self.authenticate(f"t_probe_{role}", f"t_probe_{role}")

    def test_models_and_addresses(self):
        names = [name for name in self.registry if name.startswith("spreadsheet.") and self.registry[name]._auto]
        self.assertIn("spreadsheet.dashboard", names)
        for role in self.users:
            self.sign_in(role)
            for name in names:
                self.probe_beside(name)
            for dashboard in self.dashboards:
                for path in (
                    f"/spreadsheet/dashboard/data/{dashboard.id}",
                    f"/web/content/spreadsheet.dashboard/{dashboard.id}/spreadsheet_binary_data",
                ):
                    self.ask("spreadsheet.dashboard", path, lambda p=path: self.url_open(p, timeout=60).text)
            answer = self.url_open(f"/spreadsheet/dashboard/data/{self.ours.id}", timeout=60)
            self.assertEqual(answer.status_code == 200, role in SEES, role)
        self.finish(50)

    def test_what_it_is_made_of(self):
        """Each source, asked as the browser asks for it, and without the dashboard's own condition."""
        data = json.loads(self.ours.spreadsheet_data)
        for role in self.users:
            self.begin(role)
            for source in data["pivots"].values():
                model = self.uid_env[source["model"]]
                domain = source["domain"]
                if isinstance(domain, str):
                    domain = safe_eval(domain, {"uid": self.uid_env.uid, "context_today": date.today})
                groups = [each["fieldName"] for each in (*source["rows"], *source["columns"])]
                for asked in (domain, []):
                    self.ask(
                        model._name,
                        "dashboard",
                        lambda m=model, d=asked, g=groups: m.formatted_read_group(d, g, ["__count"]),
                    )
            for source in data.get("lists", {}).values():
                model = self.uid_env[source["model"]]
                names = [name for name in source["columns"] if name in model._fields]
                self.ask(model._name, "dashboard", lambda m=model, n=names: m.search_read([], n, limit=500))
        self.finish(10)

    def test_figures_get_no_address_without_an_account(self):
        shares = self.env["spreadsheet.dashboard.share"]
        for role in self.users:
            self.begin(role)
            for call in (shares.create, shares.action_get_share_url):
                with self.assertRaises(AccessError):
                    vals = {"dashboard_id": self.ours.id, "spreadsheet_data": "{}"}
                    getattr(shares.with_user(self.users[role]), call.__name__)(vals)
        self.env.cr.execute(
            "INSERT INTO spreadsheet_dashboard_share (dashboard_id, access_token, create_uid) VALUES (%s, 'old', 1)"
            "RETURNING id",
            [self.ours.id],
        )
        (old,) = self.env.cr.fetchone()
        for kind in ("share", "data", "download"):
            self.assertEqual(self.url_open(f"/dashboard/{kind}/{old}/old", timeout=60).status_code, 403)


if probe_case.LONG:

    @tagged("probe")
    class TestProbeWithDashboards(test_probe.TestProbe):
        pass
