"""A leader sees whose report is missing and asks for another one from the page, at a desk and on a phone."""

from odoo.tests import tagged

from ..report.report_common import ReportCase
from ..test_tours import TourCase


class AskCase(TourCase, ReportCase):
    def ask(self):
        self.hand_in(self.ward_2, self.user_ward_2, share=(1, 10))
        self.start_tour("/odoo/steering", "child_plan_leader_ask", login="t_district", timeout=120)
        period = self.env["child.plan.report.period"].search([("title", "=", "Blankets for the cold")])
        self.assertEqual((period.unit_ids, period.report_ids.unit_id), (self.ward_1, self.ward_1))
        self.assertEqual(period.content, "How many children lack one")


@tagged("-at_install", "post_install")
class TestAskTour(AskCase):
    def test_ask(self):
        self.ask()


@tagged("-at_install", "post_install")
class TestAskTourOnAPhone(AskCase):
    browser_size = "390x844"
    touch_enabled = True

    def test_ask(self):
        self.ask()
