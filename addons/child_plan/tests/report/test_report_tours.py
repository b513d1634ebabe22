"""A ward fills in, the district returns one, accepts the other and adds up, the province sees it; in a browser."""

from odoo.tests import tagged

from ..test_tours import TODAY, TourCase, day
from .report_common import ReportCase


@tagged("-at_install", "post_install")
class TestReportTours(TourCase, ReportCase):
    def test_from_the_ward_to_the_province(self):
        self.period = self.open_period(date_start=day(-60), cut_off=TODAY, due_on=day(10), kind="ad_hoc")
        (self.reported_plan.report_period_ids - self.period).unlink()
        self.start_tour("/odoo/my-unit-work", "child_plan_report_ward", login="t_ward_1", timeout=120)
        first = self.report(self.ward_1)
        self.assertRecordValues(first, [{"state": "submitted", "results": "All children are advised"}])
        self.assertEqual(
            [(row.numerator, row.denominator, row.note) for row in first.value_ids],
            [(8, 10, "counted twice"), (1, 0, False)],
        )
        second = self.hand_in(self.ward_2, self.user_ward_2, share=(3, 9), rooms=2)
        above = self.report(self.district, user=self.user_office)
        self.start_tour(
            f"/odoo/action-child_plan.child_plan_report_action_received?period={self.period.id}",
            "child_plan_report_office",
            login="t_office",
            timeout=120,
        )
        self.assertRecordValues(first, [{"state": "returned", "reason": "The third village is missing"}])
        self.assertEqual((second.state, above.state), ("accepted", "submitted"))
        self.assertEqual([row.numerator for row in above.sudo().value_ids], [3, 2])
        self.start_tour("/odoo/report-summary", "child_plan_report_province", login="t_province", timeout=120)
        above.with_user(self.user_province).action_accept()
        self.assertEqual(above.state, "accepted")
