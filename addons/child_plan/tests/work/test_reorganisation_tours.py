"""A reorganisation in a browser, at a desk and on a phone."""

from odoo.tests import tagged

from ..test_tours import TODAY, TourCase
from .reorganisation_case import ReorganisationCase


class ReorganisationTourCase(TourCase, ReorganisationCase):
    def draft_in_the_browser(self):
        self.admin_district = self.user("t_admin_tour", "admin", self.district)
        self.issue_plan(("Visit every orphan", self.ward_1, 20), ("Visit every orphan", self.ward_2, 20))
        return self.draft(
            (self.ward_1, "merge", {"into": "Xã Mới"}),
            (self.ward_2, "merge", {"into": "Xã Mới"}),
            new=[{"name": "Xã Mới"}],
            name="Merger of two communes",
            day=TODAY,
        )


@tagged("-at_install", "post_install")
class TestReorganisationTour(ReorganisationTourCase):
    def test_at_a_desk(self):
        row = self.draft_in_the_browser()
        self.start_tour("/odoo/reorganisations", "child_plan_reorganisation", login="t_admin_tour", timeout=120)
        self.assertEqual(row.state, "undone")
        self.assertFalse(self.ward_1.valid_to)


@tagged("-at_install", "post_install")
class TestReorganisationPhoneTour(ReorganisationTourCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_on_a_phone(self):
        row = self.draft_in_the_browser()
        self.start_tour("/odoo/reorganisations", "child_plan_reorganisation_phone", login="t_admin_tour", timeout=120)
        self.assertFalse(row.problem)
