"""The leader's page of an earlier day shows the units of that day."""

from datetime import timedelta

from odoo.fields import Command

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
        self.assertEqual(self.names(then), {"Xã A1", "Xã A2", "Phòng Y tế A"})
        self.assert_true(self.user_district, then)
        now = self.page(self.user_district)
        self.assertEqual(self.names(now), {"Xã Mới", "Phòng Y tế A"})
        self.assert_true(self.user_district, now)
        self.assertEqual(sum(then["total"][:-1]), 4)

    def test_a_district_that_was_split_has_what_lay_below_it(self):
        """Its wards became one below the province, which also got an office of the district: of the day before, the
        province has a district with four pieces of work; the new ward none.
        """
        before = DAY - timedelta(days=2)
        with on(before):
            self.give(self.ward_1, self.ward_2, self.school, self.health)
        row = self.draft(
            (self.district, "split", {"into": "Xã Mới", "is_default": True}),
            (self.district, "split", {"into": "Xã Khác"}),
            (self.ward_1, "merge", {"into": "Xã Mới"}),
            (self.ward_2, "merge", {"into": "Xã Mới"}),
            (self.school, "change", {"place": "Xã Mới"}),
            (self.health, "change", {"new_parent_id": self.province.id}),
            new=[{"name": name, "parent_id": self.province.id} for name in ("Xã Mới", "Xã Khác")],
            authority_id=self.province.id,
        )
        others = self.district.child_ids - row.line_ids.unit_id
        for unit in others:
            vals = {"reorganisation_id": row.id, "unit_id": unit.id, "kind": "close"}
            self.env["child.plan.reorganisation.line"].create(vals)
        self.apply(row, self.env.ref("base.user_root"))
        leader = self.user_province
        then = self.page(leader, day=before.isoformat())
        own = next(row for row in then["groups"]["unit"]["rows"] if row["id"] == self.district.id)
        self.assertEqual(sum(own["n"][:-1]), 4)
        self.assert_true(leader, then)
        of_district = self.page(leader, unit_id=self.district.id, day=before.isoformat())
        self.assertEqual(self.names(of_district), {"Xã A1", "Xã A2", "Phòng Y tế A"})
        self.assert_true(leader, of_district)
        of_ward = self.page(leader, unit_id=self.ward_1.id, day=before.isoformat())
        self.assertEqual([step["name"] for step in of_ward["path"]][-2:], ["Huyện A", "Xã A1"])
        new = row.new_unit_ids.unit_id[0]
        self.assertEqual(sum(self.page(leader, unit_id=new.id, day=before.isoformat())["total"]), 0)
        now = self.page(leader)
        self.assertNotIn(self.district.id, [row["id"] for row in now["groups"]["unit"]["rows"] if sum(row["n"][:-1])])
        self.assert_true(leader, now)

    def test_meetings_to_come_go_to_the_heir_with_their_work(self):
        work = self.give(self.ward_1, self.ward_2)
        both = work.plan_id.assignment_ids
        meetings = self.env["child.plan.meeting"]
        items = [Command.create({"assignment_id": row.id}) for row in both]
        held, next_one = (
            meetings.create({"unit_id": self.ward_1.id, "day": day, "item_ids": items})
            for day in (DAY - timedelta(days=7), DAY + timedelta(days=7))
        )
        row = self.merge()
        self.apply(row)
        new = row.new_unit_ids.unit_id
        self.assertEqual((held.unit_id, held.item_ids.assignment_id), (self.ward_1, both))
        self.assertEqual((next_one.unit_id, next_one.item_ids.assignment_id), (new, work.merged_into_id))
        row.with_user(self.admin).action_undo()
        self.env.invalidate_all()
        self.assertEqual((next_one.unit_id, next_one.item_ids.assignment_id), (self.ward_1, both))

    def test_people_of_the_heir_are_told_once(self):
        self.give(self.ward_1, self.ward_2)
        (self.user_ward_1 | self.user_ward_2).notification_type = "inbox"
        self.apply(self.merge())
        for user in (self.user_ward_1, self.user_ward_2):
            told = self.env["mail.message"].search([("partner_ids", "in", user.partner_id.ids)])
            told = told.filtered(lambda message: "has taken over" in (message.subject or ""))
            self.assertEqual(len(told), 1)
            self.assertIn("Xã A1, Xã A2. Open work that came with it: 1", told.body)

    def test_a_renamed_unit_has_the_name_of_the_day(self):
        before = DAY - timedelta(days=2)
        with on(before):
            self.give(self.ward_1, self.ward_2)
        self.apply(self.draft((self.ward_1, "change", {"new_name": "Phường A1"})))
        self.assertEqual(self.names(self.page(self.user_district, day=before.isoformat())), {"Xã A1", "Xã A2"})
        self.assertEqual(self.names(self.page(self.user_district)), {"Phường A1", "Xã A2"})
        page = self.page(self.leader_ward, day=before.isoformat())
        self.assertEqual((page["unit"]["name"], page["path"][-1]["name"]), ("Xã A1", "Xã A1"))
