"""The days off that come with the addon are those that were announced."""

from datetime import date

from odoo.tests import tagged

from ...lib.status import days_late
from ..common import PlanCase


@tagged("-at_install", "post_install")
class TestDayOff(PlanCase):
    def late(self, due_on, day):
        return days_late(due_on, day, self.env["child.plan.day.off"]._special_days())

    def test_new_year_2026_was_four_days_long(self):
        """The Government's consent of 25 December 2025: Friday 2 January is off, Saturday 10 January is worked."""
        self.assertEqual(self.late(date(2025, 12, 31), date(2026, 1, 4)), 0)
        self.assertEqual(self.late(date(2025, 12, 31), date(2026, 1, 5)), 1)
        self.assertEqual(self.late(date(2026, 1, 9), date(2026, 1, 10)), 1)
        self.assertEqual(self.late(date(2026, 1, 9), date(2026, 1, 12)), 2)

    def test_what_was_not_announced_yet_says_so(self):
        days = self.env["child.plan.day.off"].search([])
        self.assertEqual({day.day.year for day in days.filtered("provisional")}, {2028, 2029, 2030})
