"""The quick guides: each leads its role to the end and changes nothing; who asks for one gets that of the own role."""

from odoo.tests import tagged

from ..test_tours import TourCase

GUIDES = (  # role, where it begins
    ("leader", "/odoo/steering"),
    ("standing", "/odoo/child-plans"),
    ("admin", "/odoo/action-child_plan.child_plan_unit_action"),
    ("officer", "/odoo/my-unit-work"),
    ("observer", "/odoo/steering"),
)


class GuideCase(TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.persons = {
            "leader": cls.user_district,
            "standing": cls.user_office,
            "admin": cls.admin,
            "officer": cls.user_health,
            "observer": cls.observer,
        }

    def world(self):
        """Create work for every guide to point at."""
        plan = self.issue_plan(
            ("Open counselling rooms", self.health, -10), ("Visit orphans", self.ward_1, -3), ("Count", self.health, 10)
        )
        self.submit(self.given(plan, "Count"), self.user_health)
        return plan

    def asks(self, user, guide):
        """Check that the menu entry starts ``guide`` for the user."""
        code = """
            const { services } = odoo.__WOWL_DEBUG__.root.env;
            services.tour_service.startTour = async (name, { mode }) =>
                console.log(name === "%s" && mode === "manual" ? "test successful" : `error: ${name} ${mode}`);
            services.action.doAction("child_plan.child_plan_guide_action");
        """
        ready = "!!document.querySelector('.o_main_navbar') && !!odoo.__WOWL_DEBUG__.root.env.services.tour_service"
        self.browser_js("/odoo/child-plans", code % guide, ready=ready, login=user.login)


@tagged("-at_install", "post_install")
class TestGuides(GuideCase):
    def test_each_leads_to_its_end_and_changes_nothing(self):
        plan = self.world()
        before = self.env["child.plan.journal"].search_count([]), plan.assignment_ids.mapped("write_date")
        for role, url in GUIDES:
            with self.subTest(role):
                self.start_tour(url, f"child_plan_guide_{role}", login=self.persons[role].login, timeout=120)
        plan.invalidate_recordset()
        after = self.env["child.plan.journal"].search_count([]), plan.assignment_ids.mapped("write_date")
        self.assertEqual(before, after)

    def test_they_go_on_where_nothing_is_there_yet(self):
        """A new office has no plan: the guide points at what the empty screen says."""
        for role, url in (
            ("officer", "/odoo/my-unit-work"),
            ("leader", "/odoo/steering"),
            ("standing", "/odoo/child-plans"),
        ):
            with self.subTest(role):
                self.start_tour(url, f"child_plan_guide_{role}", login=self.persons[role].login, timeout=120)

    def test_who_asks_gets_the_guide_of_the_own_role(self):
        for role, person in self.persons.items():
            with self.subTest(role):
                self.asks(person, f"child_plan_guide_{role}")

    def test_who_stops_a_guide_is_left_alone(self):
        """“Stop Tour” removes the pointer and reloads the page; see stop_guide.js."""
        self.world()
        code = "odoo.__WOWL_DEBUG__.root.env.services.child_plan_stop_guide.begin()"
        ready = "!!document.querySelector('.o_data_row') && !!odoo.__WOWL_DEBUG__.root.env.services.tour_service"
        self.browser_js("/odoo/my-unit-work", code, ready=ready, login=self.user_health.login)

    def test_after_a_guide_no_tour_of_another_app_begins(self):
        self.env["web_tour.tour"].create({"name": "another_app"})
        tours = self.env["web_tour.tour"].with_user(self.user_health)
        tours.env["res.users"].switch_tour_enabled(True)
        self.assertEqual(tours.get_current_tour()["name"], "another_app")
        self.assertFalse(tours.consume("child_plan_guide_officer"))
        self.assertFalse(tours.get_current_tour())


@tagged("-at_install", "post_install")
class TestGuideOnAPhone(GuideCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_every_role_is_led_on_a_phone(self):
        self.world()
        for role, url in GUIDES:
            if role != "officer":  # has a guide of its own there, see below
                with self.subTest(role):
                    self.start_tour(url, f"child_plan_guide_{role}", login=self.persons[role].login, timeout=120)

    def test_a_ward_officer_is_led_on_a_phone(self):
        self.world()
        login = self.user_ward_1.login
        self.start_tour("/odoo/my-unit-work", "child_plan_guide_officer_phone", login=login, timeout=120)
        self.asks(self.user_ward_1, "child_plan_guide_officer_phone")
