"""The dashboard in a browser: it opens from the menu, no cell is in error, and its numbers are the server's."""

from odoo.tests import HttpCase, tagged

from .test_dashboard import DashboardCase


@tagged("-at_install", "post_install")
class TestDashboardTour(HttpCase, DashboardCase):
    def test_each_role_opens_it_without_an_error(self):
        plan = self.issued()
        source = self.env.ref("child_plan_budget.child_plan_funding_source_district").id
        self.env["child.plan.budget.line"].create(
            [
                {"plan_id": plan.id, "source_id": source, "unit_id": self.ward_1.id, "estimated": 5e6},
                {"plan_id": plan.id, "source_id": source, "unit_id": self.ward_2.id, "name": "Gifts"},
            ]
        )
        users = self.user_district | self.user_office | self.user_finance
        users.lang = "en_US"
        for user in users:
            with self.subTest(user.login):
                self.start_tour("/odoo", "child_plan_spreadsheet", login=user.login, timeout=120)
