"""The leader's page of an earlier day shows the units of that day."""

from datetime import timedelta

from ..common import DAY, on
from ..work.reorganisation_case import ReorganisationCase
from . import test_dashboard
from .page_common import PageCase


class TestReorganisedPage(PageCase, ReorganisationCase):
    count, assert_true = test_dashboard.TestDashboard.count, test_dashboard.TestDashboard.assert_true

    def names(self, page):
        return {row["name"] for row in page["groups"]["unit"]["rows"]}

    def test_of_a_day_before_a_merger_and_after_it(self):
        before = DAY - timedelta(days=2)
        with on(before):
            self.give(self.ward_1, self.ward_2, self.school, self.health)
        self.apply(self.merge())
        then = self.page(self.user_district, day=before.isoformat())
        self.assertEqual(self.names(then), {"Xã A1", "Xã A2", "Trường A1", "Phòng Y tế A"})
        self.assert_true(self.user_district, then)
        now = self.page(self.user_district)
        self.assertEqual(self.names(now), {"Xã Mới", "Phòng Y tế A"})
        self.assert_true(self.user_district, now)
        self.assertEqual(sum(then["total"][:-1]), 4)

    def test_a_renamed_unit_has_the_name_of_the_day(self):
        before = DAY - timedelta(days=2)
        with on(before):
            self.give(self.ward_1, self.ward_2)
        self.apply(self.draft((self.ward_1, "change", {"new_name": "Phường A1"})))
        self.assertEqual(self.names(self.page(self.user_district, day=before.isoformat())), {"Xã A1", "Xã A2"})
        self.assertEqual(self.names(self.page(self.user_district)), {"Phường A1", "Xã A2"})
        page = self.page(self.leader_ward, day=before.isoformat())
        self.assertEqual((page["unit"]["name"], page["path"][-1]["name"]), ("Xã A1", "Xã A1"))
