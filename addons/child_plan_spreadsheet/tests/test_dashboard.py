"""What the spreadsheet dashboard names exists, who may open it, and that its sources are read as the user."""

import json
from datetime import timedelta
from pathlib import Path

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval
from odoo.tools.translate import code_translations, extract_spreadsheet_terms

from odoo.addons.child_plan.tests.common import DAY, PlanCase, on
from odoo.addons.spreadsheet.utils.validate_data import menus_xml_ids_in_spreadsheet

DATA = Path(__file__).parents[1] / "data" / "files" / "plans_dashboard.json"
STATUS_PIVOT, NEAR_PIVOT = "1", "2"


class DashboardCase(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dashboard = cls.env.ref("child_plan_spreadsheet.spreadsheet_dashboard_plans")
        cls.data = json.loads(cls.dashboard.spreadsheet_data)

    def issued(self):
        """A plan issued 60 days ago: three assignments of the district's units are overdue, one is not."""
        plan = self.plan()
        for name, unit, due_in in (
            ("Open rooms", self.health, -10),
            ("Teach", self.wards, -5),
            ("Visit", self.ward_1, 60),
        ):
            self.task(plan, [unit], name=name, due_on=DAY + timedelta(days=due_in))
        with on(DAY - timedelta(days=60)):
            self.issue(plan)
        return plan


@tagged("-at_install", "post_install")
class TestDashboard(DashboardCase):
    def source(self, pivot, user):
        """The rows of a pivot as the browser of ``user`` asks for them: (model, domain)."""
        definition = self.data["pivots"][pivot]
        domain = definition["domain"]
        if isinstance(domain, str):
            domain = safe_eval(domain, {"uid": user.id})
        return self.env[definition["model"]].with_user(user), domain

    def test_every_model_field_and_menu_that_it_names_exists(self):
        self.dashboard._check_spreadsheet_data()
        self.assertTrue(menus_xml_ids_in_spreadsheet(self.data))
        for name, pivot in self.data["pivots"].items():
            fields = self.env[pivot["model"]].fields_get()
            for dimension in (*pivot["rows"], *pivot["columns"]):
                self.assertTrue(fields[dimension["fieldName"]]["groupable"], f"pivot {name}: {dimension}")
            for measure in pivot["measures"]:
                self.assertTrue(measure["id"] == "__count" or fields[measure["fieldName"]]["aggregator"], measure)

    def test_it_is_for_leaders_finance_and_standing_offices(self):
        for user in (self.user_district, self.user_finance, self.user_office):
            self.assertEqual(self.dashboard.with_user(user).name, "Work and money of plans")
        for user in (self.user_health, self.user("t_observer", "observer", self.district)):
            with self.assertRaises(AccessError):
                self.dashboard.with_user(user).check_access("read")

    def test_its_figures_are_those_of_the_strip_of_counts(self):
        self.issued()
        for user in (self.user_district, self.user_office, self.user_district_b):
            model, domain = self.source(STATUS_PIVOT, user)
            found = dict(model._read_group(domain, ["status"], ["__count"]))
            counts = model.get_status_counts([("plan_id.state", "=", "issued")])
            expected = {name: number for name, number in counts["by_status"].items() if number and name != "cancelled"}
            self.assertEqual(found, expected)
            self.assertEqual(sum(found.values()), counts["total"])

    def test_units_right_below_are_those_of_the_own_authority(self):
        plan = self.issued()
        below = self.health | self.ward_1 | self.ward_2
        due = plan.assignment_ids.filtered(lambda a: a.status == "overdue")
        self.assertEqual(due.unit_id, below)
        for user, expected in (
            (self.user_district, below),
            (self.user_office, below),
            (self.user_district_b, below.browse()),
            (self.nobody, below.browse()),
        ):
            model, domain = self.source(NEAR_PIVOT, user)
            found = model.search([*domain, ("plan_id", "=", plan.id)])
            self.assertEqual(found.unit_id, expected, user.login)

    def test_every_term_is_translated(self):
        with DATA.open("rb") as file:
            terms = {message for _line, _name, message, _comments in extract_spreadsheet_terms(file, [], [], {})}
        messages = code_translations.get_web_translations("child_plan_spreadsheet", "vi_VN")["messages"]
        translated = {each["id"] for each in messages}
        self.assertFalse({term for term in terms if term.strip() and any(map(str.isalpha, term))} - translated)
