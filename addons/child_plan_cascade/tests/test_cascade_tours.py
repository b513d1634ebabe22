"""From the superior's plan to the own one and back, in a browser: at a desk and on a phone."""

from odoo.tests import tagged

from odoo.addons.child_plan.tests.test_tours import TourCase

from .cascade_case import CascadeCase


@tagged("-at_install", "post_install")
class TestCascadeTour(TourCase, CascadeCase):
    def test_a_ward_drafts_its_plan_and_follows_the_superior(self):
        self.start_tour(f"/odoo/child-plans/{self.superior.id}", "child_plan_cascade", login="t_ward_office")
        draft = self.superior.implemented_by_ids
        self.assertEqual(draft.issuer_id, self.ward_1)
        self.survey.with_user(self.user_office)._reword("Rà soát, lập danh sách", "Rõ hơn")
        self.env.flush_all()
        self.start_tour(f"/odoo/child-plans/{draft.id}", "child_plan_superior_changes", login="t_ward_office")
        self.assertEqual(self.own(draft, self.survey).name, "Rà soát, lập danh sách")


@tagged("-at_install", "post_install")
class TestCoveragePhoneTour(TourCase, CascadeCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_the_district_looks_at_its_coverage(self):
        self.start_tour("/odoo/child-plan-coverage", "child_plan_coverage_phone", login="t_office")
